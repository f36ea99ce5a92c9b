"""Read what a host writes about who has registered."""

from collections.abc import Mapping

from kiosk.forms import Form
from kiosk.i18n import LazyText, lazy
from kiosk.importing.emails import in_ascii, is_email
from kiosk.meetings.rules import MODES, ROLES

LONGEST = {"company": 120, "name": 120, "email": 254}
UNREADABLE: dict[str, LazyText] = {
    "empty": lazy("There are no rows in it. Choose another file, or paste the rows."),
    "too_large": lazy("The file is larger than 4 MB. Save only the sheet with the list."),
    "too_much_inside": lazy(
        "The file holds far more than a list. Copy the rows into a new, empty sheet, save that "
        "and try again, or paste the rows."
    ),
    "picture": lazy(
        "The file is a picture, and no rows can be read from it. Choose a spreadsheet or a CSV "
        "file, or paste the rows."
    ),
    "pdf": lazy(
        "The file is a PDF, and no columns can be read from it. Choose a spreadsheet or a CSV "
        "file, or paste the rows."
    ),
    "locked": lazy("The file asks for a password. Save it without one and try again."),
    "damaged": lazy(
        "The file is damaged, or no spreadsheet. Open it, save it again as Excel (.xlsx) or CSV "
        "and try again."
    ),
    "unknown": lazy(
        "The file can't be read. Save it as Excel (.xlsx) or CSV and try again, or paste the rows."
    ),
}
PROBLEMS: dict[str, LazyText] = {
    "no_company": lazy("The company's name is missing."),
    "not_email": lazy("The e-mail address is not written as one."),
    "two_emails": lazy("There are two e-mail addresses. Leave one, or make two rows of it."),
    "company_long": lazy("The company's name is longer than 120 characters."),
    "name_long": lazy("The name is longer than 120 characters."),
    "email_long": lazy("The e-mail address is longer than 254 characters."),
    "heading": lazy("It looks like headings, not like a company. Remove the row."),
}


def read_list(sent: Mapping[str, str], has_file: bool) -> Form:
    """Read the box; the file itself is read elsewhere."""
    form = Form({"rows": sent.get("rows", "")})
    typed = form.values["rows"].strip()
    if has_file and typed:
        form.errors["file"] = lazy("Choose a file or paste the rows, not both at once.")
    elif not has_file and not typed:
        form.errors["rows"] = lazy("Paste the rows, or choose a file.")
    return form


def blank_registration() -> Form:
    """Return the form for one more, with what most have."""
    return Form({"role": "company", "mode": "room"})


def read_registration(sent: Mapping[str, str]) -> Form:
    """Read one registration; `cleaned` holds its columns."""
    form = Form({name: sent.get(name, "") for name in (*LONGEST, "role", "mode")})
    for name, limit in LONGEST.items():
        form.take_text(name, limit)
    if not form.cleaned.get("company") and "company" not in form.errors:
        form.errors["company"] = lazy("Write the company's name.")
    email = form.cleaned["email"] = in_ascii(form.cleaned.get("email", ""))
    if email and not is_email(email):
        form.errors["email"] = lazy("Write the address as name@example.org.")
    form.cleaned["role"] = form.values["role"] if form.values["role"] in ROLES else "company"
    form.cleaned["mode"] = form.values["mode"] if form.values["mode"] in MODES else "room"
    return form
