"""Read what a host writes about a meeting."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kiosk import clock
from kiosk.forms import Form
from kiosk.i18n import LANGUAGES, LazyText, lazy
from kiosk.meetings import rules_municipalities as municipalities
from kiosk.meetings import rules_staff as rules
from kiosk.meetings.rules_agenda import MOST_CHARACTERS, MOST_LINES, agenda_problem
from kiosk.meetings.rules_sittings import LONGEST_LABEL, is_taken
from kiosk.questions.thresholds import HARD_FLOOR

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting

LENGTHS = {
    "title": 120, "place": 200, "remote_url": 300, "cohosts": 200, "partner": 100,
    "new_series": 120, "wifi_name": 60, "sitting": LONGEST_LABEL,
}  # fmt: skip
TEXTS = {"agenda": 600, "next_steps": 200, "municipalities": 740}  # of several lines
CHOICES: dict[str, tuple[tuple[str, ...], LazyText]] = {
    "kind": (rules.KINDS, lazy("Choose what kind of meeting it is.")),
    "level": (rules.LEVELS, lazy("Choose who may vote.")),
    "language": (LANGUAGES, lazy("Choose Swedish or English.")),
}
ORDER = (
    "title", "sitting", "kind", "date", "time", "place", "remote_url", "wifi_name", "cohosts",
    "municipalities", "partner", "series", "new_series", "language", "level", "roll_size",
    "threshold", "agenda", "next_steps",
)  # fmt: skip
SITTING = ("own", "sitting", "date", "time", "place")
NAMELESS = lazy("Write what the sitting is called, like Breakfast or a town.")
NAMES = (*LENGTHS, *TEXTS, *CHOICES, "date", "time", "series", "roll_size", "threshold")


MUNICIPALITIES = {
    "too_many": lazy("At most %(n)s municipalities.", n=municipalities.MOST),
    "too_long": lazy("At most %(n)s characters in each line.", n=municipalities.LONGEST),
    "only_one": lazy("Write at least two municipalities, a line each, or none."),
}


def blank_meeting(language: str, threshold: int) -> Form:
    """Return the form of a new meeting, with what most meetings have."""
    return Form(
        {
            "kind": "dialogue",
            "level": "checked_in",
            "language": language,
            "threshold": threshold,
            "roll_size": 60,
            "template": "1",
        }
    )


def show_meeting(meeting: Meeting) -> Form:
    """Return the form filled in with a meeting's facts."""
    values: dict[str, Any] = {name: getattr(meeting, name, "") or "" for name in NAMES}
    start = clock.local(meeting.starts_at)
    values |= {"date": start.date().isoformat(), "time": start.strftime("%H:%M")}
    values |= {"series": meeting.series_id or "", "roll_size": meeting.roll_size or 60}
    return Form(values)


def read_meeting(sent: Mapping[str, str], series_ids: Collection[int]) -> Form:
    """Read a meeting; `cleaned` holds the columns, the series' id and the title of a new one."""
    form = Form({name: sent.get(name, "") for name in (*NAMES, "template")})
    for name, limit in LENGTHS.items():
        form.take_text(name, limit)
    if not form.cleaned.get("title") and "title" not in form.errors:
        form.errors["title"] = lazy("Write a title.")
    _read_sitting(form, asked="sitting" in sent)
    for name, (known, sentence) in CHOICES.items():
        form.cleaned[name] = form.values[name]
        if form.values[name] not in known:
            form.errors[name] = sentence
    _read_texts(form)
    _read_start(form)
    _read_link(form)
    _read_series(form, series_ids)
    _read_numbers(form)
    return _in_order(form)


def _read_sitting(form: Form, asked: bool) -> None:
    """Read what a sitting is called; the form of a meeting that has only one does not ask."""
    if not asked:
        form.cleaned.pop("sitting", None)
    elif not form.cleaned.get("sitting") and "sitting" not in form.errors:
        form.errors["sitting"] = NAMELESS


def read_sitting(sent: Mapping[str, str]) -> Form:
    """Read another sitting of a meeting: what both are called, when and where it is."""
    form = Form({name: sent.get(name, "") for name in SITTING})
    for name in ("own", "sitting"):
        if not form.take_text(name, LONGEST_LABEL) and name not in form.errors:
            form.errors[name] = NAMELESS
    form.take_text("place", LENGTHS["place"])
    _read_start(form)
    own, new = (str(form.cleaned.get(name, "")) for name in ("own", "sitting"))
    if new and is_taken(new, [own]):
        form.errors["sitting"] = lazy("Another sitting is called the same. Choose another name.")
    form.errors = {name: form.errors[name] for name in SITTING if name in form.errors}
    return form


def show_sitting(meeting: Meeting) -> Form:
    """Return the form of another sitting: the same day and place until somebody says otherwise."""
    start = clock.local(meeting.starts_at).date().isoformat()
    return Form({"own": meeting.sitting or "", "date": start, "place": meeting.place})


def _in_order(form: Form) -> Form:
    """Put the errors in the order of the fields, for that is how they are read and mended."""
    form.errors = {name: form.errors[name] for name in ORDER if name in form.errors}
    return form


def _read_texts(form: Form) -> None:
    for name, limit in TEXTS.items():
        form.take_text(name, limit, multiline=True)
    _read_municipalities(form)
    problem = agenda_problem(form.cleaned.get("agenda", ""))
    if problem == "too_many_lines":
        form.errors["agenda"] = lazy("At most %(n)s lines fit on the wall.", n=MOST_LINES)
    elif problem == "line_too_long":
        form.errors["agenda"] = lazy(
            "At most %(n)s characters in each line, so that it can be read.", n=MOST_CHARACTERS
        )


def _read_municipalities(form: Form) -> None:
    text = form.cleaned.get("municipalities", "")
    if problem := municipalities.problem(text):
        form.errors["municipalities"] = MUNICIPALITIES[problem]
    form.cleaned["municipalities"] = "\n".join(municipalities.names(text)) or None


def _read_start(form: Form) -> None:
    day, hour = _read_date(form), _read_time(form)
    if day is None or hour is None:
        return
    typed = datetime.combine(day, hour)
    moment = clock.from_local(typed)
    # In spring an hour is left out. In autumn one comes twice, and the first of them is meant.
    if clock.local(moment).replace(tzinfo=None) != typed:
        form.errors["time"] = lazy(
            "That hour does not exist: the clocks are put forward that night. Choose another."
        )
    form.cleaned["starts_at"] = moment


def _read_date(form: Form) -> date | None:
    try:
        day = date.fromisoformat(str(form.values["date"]).strip())
    except ValueError:
        form.errors["date"] = lazy("Write the date as year-month-day, like 2027-03-12.")
        return None
    if not rules.FIRST_YEAR <= day.year <= rules.LAST_YEAR:
        form.errors["date"] = lazy("That year can't be right. Check the date.")
        return None
    return day


def _read_time(form: Form) -> time | None:
    # Browsers send 08:30 or 08:30:00; who types by hand may write 8.30.
    typed = re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})(?::\d{2})?\s*", str(form.values["time"]))
    hour, minute = (int(typed[1]), int(typed[2])) if typed else (24, 0)
    if hour > 23 or minute > 59:
        form.errors["time"] = lazy("Write the time as hours and minutes, like 08:30.")
        return None
    return time(hour, minute)


def _read_link(form: Form) -> None:
    link = form.cleaned.get("remote_url", "")
    if link and not is_web_address(link):
        form.errors["remote_url"] = lazy("Write the whole address, starting with https://.")


def is_web_address(link: str) -> bool:
    """Tell whether a link leads to a web page, and nowhere else."""
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in link
    except ValueError:
        return False


def _read_series(form: Form, series_ids: Collection[int]) -> None:
    typed = str(form.values["series"])
    chosen = next((one for one in series_ids if str(one) == typed), None)
    form.cleaned["series_id"] = chosen
    if typed and chosen is None and not form.cleaned.get("new_series"):
        form.errors["series"] = lazy("That series is gone. Choose another or write a new one.")


def _read_numbers(form: Form) -> None:
    _read_number(form, "threshold", HARD_FLOOR, rules.THRESHOLD_CEILING)
    if form.values["level"] == "roll":
        _read_number(form, "roll_size", 1, rules.MOST_PERSONAL_CODES)
    else:
        form.cleaned["roll_size"] = 0


def _read_number(form: Form, name: str, low: int, high: int) -> None:
    typed = str(form.values[name]).strip()
    if typed.isascii() and typed.isdigit() and low <= int(typed[:9]) <= high:
        form.cleaned[name] = int(typed[:9])
    else:
        form.errors[name] = lazy(
            "Write a whole number from %(low)s to %(high)s.", low=low, high=high
        )
