"""Read the forms of staff pages: cleaned values, or a sentence per field."""

from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from kiosk.errors import Refusal
from kiosk.i18n import _
from kiosk.staff import rules

# Where on the page the sentence of a refusal belongs; "" is the whole form.
FIELDS = {
    "email_invalid": "email",
    "email_taken": "email",
    "name_missing": "name",
    "role_missing": "roles",
    "last_admin": "roles",
    "password_too_short": "password",
    "wrong_password": "",
}


@dataclass
class Form:
    """What was typed and what is wrong with it; passwords are read but never shown again."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def refuse(self, refusal: Refusal, name: str | None = None) -> None:
        """Put a refusal's sentence at its field."""
        place = FIELDS.get(refusal.code, "") if name is None else name
        self.errors[place] = str(refusal.sentence)


def read_sign_in(data: MultiDict[str, str]) -> Form:
    """Read address, password, "remember me" and where the person was going."""
    form = Form(
        {
            "email": data.get("email", "").strip()[:200],
            "password": data.get("password", ""),
            "remember": bool(data.get("remember")),
            "next": data.get("next", ""),
        }
    )
    if not form.values["email"]:
        form.errors["email"] = _("Write your e-mail address.")
    if not form.values["password"]:
        form.errors["password"] = _("Write your password.")
    return form


def read_user(data: MultiDict[str, str], new: bool) -> Form:
    """Read a user as an administrator writes one; a password is needed for a new one only."""
    form = Form(
        {
            "email": rules.clean_email(data.get("email", "")),
            "name": data.get("name", "").strip(),
            "roles": rules.known_roles(data.getlist("roles")),
            "password": data.get("password", ""),
        }
    )
    _check_name(form)
    if not rules.is_email(form.values["email"]):
        form.errors["email"] = _("Write an e-mail address, like anna@example.se.")
    if not form.values["roles"]:
        form.errors["roles"] = _("Choose at least one role.")
    if new or form.values["password"]:
        _check_password(form, "password")
    return form


def read_name(data: MultiDict[str, str]) -> Form:
    """Read one's own new name."""
    form = Form({"name": data.get("name", "").strip()})
    _check_name(form)
    return form


def read_password(data: MultiDict[str, str]) -> Form:
    """Read one's own present password and the new one."""
    form = Form({"present": data.get("present", ""), "password": data.get("password", "")})
    if not form.values["present"]:
        form.errors["present"] = _("Write the password you have now.")
    _check_password(form, "password")
    return form


def _check_name(form: Form) -> None:
    if not form.values["name"]:
        form.errors["name"] = _("Write a name.")
    elif len(form.values["name"]) > 100:
        form.errors["name"] = _("Use at most %(n)s characters.", n=100)


def _check_password(form: Form, name: str) -> None:
    if not rules.is_long_enough(form.values[name]):
        form.errors[name] = _(
            "Use at least %(n)s characters. A few words in a row work well.",
            n=rules.PASSWORD_LENGTH,
        )
