"""Read what an officer writes about whom to invite and when to send."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kiosk.evaluations import rules_sending
from kiosk.evaluations.rules_addresses import LONGEST
from kiosk.forms import Form
from kiosk.i18n import LazyText, lazy
from kiosk.importing.emails import is_email

KINDS = ("bidder", "documents")
LANGUAGES = ("", "sv", "en")
MOST_TYPED = 3 * 1024 * 1024  # characters in the box; 5,000 rows are a tenth of that

UNREADABLE: dict[str, LazyText] = {
    "empty": lazy("There are no rows in it. Choose another file, or paste the rows."),
    "too_large": lazy("The file is larger than 4 MB. Save only the sheet with the addresses."),
    "too_much_inside": lazy(
        "The file holds far more than a list of addresses. Copy the rows into a new, empty "
        "sheet, save that and try again, or paste the rows."
    ),
    "picture": lazy(
        "The file is a picture, and no addresses can be read from it. Choose a spreadsheet or a "
        "CSV file, or paste the rows."
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
    "company_long": lazy("The company's name is longer than 160 characters."),
    "contact_long": lazy("The contact person's name is longer than 120 characters."),
    "email_long": lazy("The e-mail address is longer than 200 characters."),
    "heading": lazy("It looks like headings, not like a company. Remove the row."),
}
NOTES: dict[str, LazyText] = {
    "letter": lazy("No e-mail address: gets a printed letter."),
    "merged": lazy("Stood in several rows. They are one now."),
    "same_company": lazy("The company is in the list with another address too."),
    "invited": lazy("Is invited already. Nothing happens."),
}


def read_list(sent: Mapping[str, str], has_file: bool) -> Form:
    """Read the box and for whom the list is; the file itself is read elsewhere."""
    form = Form({name: sent.get(name, "") for name in ("rows", "kind")})
    form.cleaned["kind"] = form.values["kind"]
    if form.values["kind"] not in KINDS:
        form.errors["kind"] = lazy("Choose who the list is of.")
    typed = form.values["rows"].strip()
    if has_file and typed:
        form.errors["file"] = lazy("Choose a file or paste the rows, not both at once.")
    elif not has_file and not typed:
        form.errors["rows"] = lazy("Paste the rows, or choose a file.")
    return form


def show_invitation(invitation: Any) -> Form:
    """Return the form filled in with one invitation."""
    return Form({name: getattr(invitation, name) for name in (*LONGEST, "language")})


def read_invitation(sent: Mapping[str, str]) -> Form:
    """Read one invitation; `cleaned` holds its columns."""
    form = Form({name: sent.get(name, "") for name in (*LONGEST, "language")})
    for name, limit in LONGEST.items():
        form.take_text(name, limit)
    if not form.cleaned.get("company") and "company" not in form.errors:
        form.errors["company"] = lazy("Write the company's name.")
    if form.cleaned.get("email") and not is_email(form.cleaned["email"]):
        form.errors["email"] = lazy("Write the address as name@example.org.")
    form.cleaned["language"] = form.values["language"]
    if form.values["language"] not in LANGUAGES:
        form.errors["language"] = lazy("Choose Swedish or English.")
    return form


def show_sending(send_on: date, closes_on: date, now: bool, reminds_itself: bool) -> Form:
    """Return the form of sending with what is proposed."""
    return Form(
        {
            "when": "now" if now else "day",
            "send_on": send_on.isoformat(),
            "closes_on": closes_on.isoformat(),
            "reminds_itself": "1" if reminds_itself else "",
        }
    )


def read_sending(sent: Mapping[str, str], today: date) -> Form:
    """Read when to send and the last day to answer; `cleaned` has send_on None for now."""
    names = ("when", "send_on", "closes_on", "reminds_itself")
    form = Form({name: sent.get(name, "") for name in names})
    form.cleaned["reminds_itself"] = bool(form.values["reminds_itself"])
    first: date | None = today
    if form.values["when"] == "day":
        first = _take_day(form, "send_on")
        wrong = rules_sending.wrong_day(first, today) if first else ""
        if wrong:
            form.errors["send_on"] = WRONG_DAY[wrong]
    elif form.values["when"] != "now":
        form.errors["when"] = lazy("Choose when to send.")
    form.cleaned["send_on"] = first if form.values["when"] == "day" else None
    _take_last_day(form, first or today)
    return form


def read_last_day(sent: Mapping[str, str], today: date) -> Form:
    """Read another last day to answer of an evaluation that is open; today is the first it can be.

    No fewest days: somebody who wants to end it now may.
    """
    form = Form({"closes_on": sent.get("closes_on", "")})
    last = _take_day(form, "closes_on")
    latest = today + timedelta(days=rules_sending.MOST_DAYS_TO_ANSWER)
    if last and not today <= last <= latest:
        form.errors["closes_on"] = lazy("Choose a day from today and half a year on.")
    return form


WRONG_DAY: dict[rules_sending.WrongDay, LazyText] = {
    "not_ahead": lazy("Choose a day after today, or send now."),
    "too_far": lazy("Choose a day within a year."),
}
WRONG_LAST_DAY: dict[rules_sending.WrongLastDay, LazyText] = {
    "too_soon": lazy("Give at least seven days to answer."),
    "too_late": lazy("Give at most half a year to answer."),
}


def _take_last_day(form: Form, first: date) -> None:
    last = _take_day(form, "closes_on")
    wrong = rules_sending.wrong_last_day(first, last) if last else ""
    if wrong:
        form.errors["closes_on"] = WRONG_LAST_DAY[wrong]


def _take_day(form: Form, name: str) -> date | None:
    try:
        form.cleaned[name] = date.fromisoformat(str(form.values[name]).strip())
    except ValueError:
        form.errors[name] = lazy("Write the date as year-month-day, like 2027-03-12.")
        return None
    return form.cleaned[name]  # type: ignore[no-any-return]
