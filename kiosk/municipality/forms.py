"""Read the municipality's settings: cleaned values, or a sentence per field."""

from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from kiosk.i18n import _
from kiosk.municipality import rules
from kiosk.municipality import rules_logos as logos
from kiosk.municipality import rules_texts as texts


@dataclass
class Form:
    """What was typed and what is wrong with it."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def show_settings(municipality: Any) -> Form:
    """Fill in the form: our own wording stands where the municipality has written nothing."""
    names = ("name", "accent", "threshold", "contact", *texts.PAGES)
    form = Form({name: getattr(municipality, name) for name in names})
    if form.values["name"] == rules.NO_NAME:
        form.values["name"] = ""
    for name in texts.PAGES:
        form.values[name] = form.values[name] or texts.default(name)
    return form


def read_settings(data: MultiDict[str, str]) -> Form:
    """Read and check all settings but the logo; a text left as ours is kept as ours."""
    form = Form({name: data.get(name, "").strip() for name in ("name", "threshold", "contact")})
    form.values["accent"] = _typed_colour(data.get("accent", ""))
    form.values |= {name: data.get(name, "").strip() for name in texts.PAGES}
    for check in (_check_lengths, _check_accent, _check_threshold):
        check(form)
    return form


def cleaned(form: Form) -> dict[str, Any]:
    """Return what to store of a form without errors."""
    values = {**form.values, "threshold": int(form.values["threshold"])}
    for name in texts.PAGES:
        if texts.is_ours(name, values[name]):
            values[name] = ""
    return values


def read_logo(file: FileStorage | None) -> tuple[bytes, str, Form]:
    """Read a logo: its bytes, its media type, and a form with a sentence when it cannot be one."""
    form, content = Form(), file.read(logos.LARGEST + 1) if file else b""
    if not content:
        form.errors["logo"] = _("Choose a file first.")
        return b"", "", form
    try:
        return content, logos.media_type(content), form
    except logos.NotALogoError as refused:
        form.errors["logo"] = _logo_sentence(refused.code)
        return b"", "", form


def _logo_sentence(code: str) -> str:
    sentences = {
        "too_large": _("The file is larger than 200 kB. Make the picture smaller and try again."),
        "too_wide": _("The picture is more than 2000 pixels wide or high. Make it smaller."),
        "unsafe": _(
            "The SVG file holds things a logo does not need, such as scripts, links or pictures "
            "from elsewhere. Save it as plain SVG, or as PNG."
        ),
    }
    return sentences.get(code, _("The file must be a picture in PNG or SVG."))


def _typed_colour(typed: str) -> str:
    colour = typed.strip().lower()
    return f"#{colour}" if rules.is_colour(f"#{colour}") else colour


def _check_lengths(form: Form) -> None:
    limits = {"name": 80, "contact": 200} | dict.fromkeys(texts.PAGES, 20000)
    if not form.values["name"]:
        form.errors["name"] = _("Write the municipality's name.")
    for name, limit in limits.items():
        if len(form.values[name]) > limit:
            form.errors[name] = _("Use at most %(n)s characters.", n=limit)


def _check_accent(form: Form) -> None:
    colour = form.values["accent"]
    if colour and not rules.is_colour(colour):
        form.errors["accent"] = _("Write the colour as # and six characters, like #1a5f7a.")
    elif colour and not rules.can_be_accent(colour):
        form.errors["accent"] = _(
            "The colour is too light to be seen on the page. Choose a darker shade of it."
        )


def _check_threshold(form: Form) -> None:
    typed = form.values["threshold"]
    low, high = rules.THRESHOLD_FLOOR, rules.THRESHOLD_CEILING
    if not (typed.isascii() and typed.isdigit() and low <= int(typed[:9]) <= high):
        form.errors["threshold"] = _(
            "Write a whole number from %(low)s to %(high)s.", low=low, high=high
        )
