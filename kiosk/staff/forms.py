"""Read the forms of staff pages: cleaned values, or a sentence per field."""

from werkzeug.datastructures import MultiDict

from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.staff import rules

# Where on the page the sentence of a refusal belongs; the others are about the whole form.
FIELDS = {
    "email_invalid": "email",
    "email_taken": "email",
    "name_missing": "name",
    "role_missing": "roles",
    "last_admin": "roles",
    "password_too_short": "password",
    "password_too_long": "password",
}


def refuse(form: Form, refusal: Refusal, name: str | None = None) -> None:
    """Put a refusal's sentence at its field, or at the one named."""
    place = FIELDS.get(refusal.code, "") if name is None else name
    form.errors[place] = refusal.sentence


def read_sign_in(data: MultiDict[str, str]) -> Form:
    """Read address, password, "remember me" and where the person was going."""
    form = Form({name: data.get(name, "") for name in ("email", "remember", "next")})
    form.values["email"] = form.values["email"].strip()[:200]
    form.cleaned = {
        "email": rules.clean_email(form.values["email"]),
        "password": data.get("password", ""),
        "remember": bool(data.get("remember")),
    }
    if not form.cleaned["email"]:
        form.errors["email"] = lazy("Write your e-mail address.")
    if not form.cleaned["password"]:
        form.errors["password"] = lazy("Write your password.")
    return form


def read_user(data: MultiDict[str, str], new: bool) -> Form:
    """Read a user as an administrator writes one; a password is needed for a new one only."""
    form = Form({"email": data.get("email", ""), "name": data.get("name", "")})
    form.values["roles"] = form.cleaned["roles"] = rules.known_roles(data.getlist("roles"))
    form.cleaned["email"] = rules.clean_email(form.values["email"])
    _take_name(form)
    if not rules.is_email(form.cleaned["email"]):
        form.errors["email"] = lazy("Write an e-mail address, like anna@example.se.")
    if not form.cleaned["roles"]:
        form.errors["roles"] = lazy("Choose at least one role.")
    _take_password(form, data, needed=new)
    return form


def read_name(data: MultiDict[str, str]) -> Form:
    """Read one's own new name."""
    form = Form({"name": data.get("name", "")})
    _take_name(form)
    return form


def read_password(data: MultiDict[str, str]) -> Form:
    """Read one's own present password and the new one."""
    form = Form({}, {"present": data.get("present", "")})
    if not form.cleaned["present"]:
        form.errors["present"] = lazy("Write the password you have now.")
    _take_password(form, data, needed=True)
    return form


def _take_name(form: Form) -> None:
    if not form.take_text("name", 100) and "name" not in form.errors:
        form.errors["name"] = lazy("Write a name.")


def _take_password(form: Form, data: MultiDict[str, str], needed: bool) -> None:
    """Read a new password into what is cleaned, never into the values that a page shows again."""
    password = form.cleaned["password"] = data.get("password", "")
    if (needed or password) and not rules.is_long_enough(password):
        form.errors["password"] = lazy(
            "Use at least %(n)s characters. A few words in a row work well.",
            n=rules.PASSWORD_LENGTH,
        )
    elif not rules.is_short_enough(password):
        form.errors["password"] = lazy(
            "At most %(limit)s characters. You wrote %(length)s.",
            limit=rules.LONGEST_PASSWORD,
            length=len(password),
        )
