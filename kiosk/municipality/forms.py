"""Read the municipality's settings: cleaned values, or a sentence per field."""

from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from kiosk.forms import Form
from kiosk.i18n import LazyText, lazy
from kiosk.municipality import rules
from kiosk.municipality import rules_logos as logos
from kiosk.municipality import rules_texts as texts

FIELDS = ("name", "accent", "threshold", "sending_days", "contact", *texts.PAGES)
TEXT_LIMIT = 20000  # characters; a printed page holds about 3,000


def show_settings(municipality: Any) -> Form:
    """Fill in the form: our own wording stands where the municipality has written nothing."""
    form = Form({name: getattr(municipality, name) for name in FIELDS})
    if form.values["name"] == rules.NO_NAME:
        form.values["name"] = ""
    for name in texts.PAGES:
        form.values[name] = form.values[name] or texts.default(name)
    return form


def read_settings(data: MultiDict[str, str]) -> Form:
    """Read and check all settings but the logo."""
    form = Form({name: data.get(name, "") for name in FIELDS})
    if not form.take_text("name", 80) and "name" not in form.errors:
        form.errors["name"] = lazy("Write the municipality's name.")
    form.take_text("contact", 200)
    for name in texts.PAGES:
        text = form.take_text(name, TEXT_LIMIT, multiline=True)
        if texts.is_ours(name, text):
            form.cleaned[name] = ""  # stays ours, and follows ours when we improve it
    _take_accent(form)
    form.cleaned["threshold"] = _take_number(
        form, "threshold", rules.THRESHOLD_FLOOR, rules.THRESHOLD_CEILING
    )
    form.cleaned["days_to_sending"] = _take_number(
        form, "sending_days", rules.DAYS_TO_SENDING, rules.LATEST_SENDING
    )
    return form


def read_logo(file: FileStorage | None) -> Form:
    """Read a logo into content and media_type, or a sentence about why it cannot be one."""
    form, content = Form({}), file.read(logos.LARGEST + 1) if file else b""
    if not content:
        form.errors["logo"] = lazy("Choose a file first.")
        return form
    try:
        form.cleaned = {"content": content, "media_type": logos.media_type(content)}
    except logos.NotALogoError as refused:
        form.errors["logo"] = _logo_sentence(refused.code)
    return form


def _logo_sentence(code: str) -> LazyText:
    sentences = {
        "too_large": lazy("The file is larger than 200 kB. Make it smaller and try again."),
        "too_wide": lazy("The picture is more than 2000 pixels wide or high. Make it smaller."),
        "unsafe": lazy(
            "The SVG file holds things a logo does not need, such as scripts, links or pictures "
            "from elsewhere. Save it as plain SVG, or as PNG."
        ),
    }
    return sentences.get(code, lazy("The file must be a picture in PNG or SVG."))


def _take_accent(form: Form) -> None:
    typed = form.values["accent"].strip().lower()
    colour = f"#{typed}" if rules.is_colour(f"#{typed}") else typed
    form.cleaned["accent"] = colour
    if colour and not rules.is_colour(colour):
        form.errors["accent"] = lazy("Write the colour as # and six characters, like #1a5f7a.")
    elif colour and not rules.can_be_accent(colour):
        form.errors["accent"] = lazy(
            "The colour is too light to be seen on the page. Choose a darker shade of it."
        )


def _take_number(form: Form, name: str, low: int, high: int) -> int | None:
    typed = form.values[name].strip()
    if typed.isascii() and typed.isdigit() and low <= int(typed[:9]) <= high:
        return int(typed[:9])
    form.errors[name] = lazy("Write a whole number from %(low)s to %(high)s.", low=low, high=high)
    return None
