"""Read what a host writes about a list of factors."""

from collections.abc import Mapping
from typing import Any

from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.questions.text import TooLong, clean_text
from kiosk.voting import rules_factors as rules

TITLE_MISSING = lazy("Write a title in Swedish.")


def read_title(sent: Mapping[str, Any]) -> Form:
    """Return the form of a list's title."""
    form = Form({name: sent.get(name, "") for name in ("title_sv", "title_en", "lines")})
    for name in ("title_sv", "title_en"):
        form.take_text(name, rules.TITLE_LENGTH)
    if "title_sv" not in form.errors and not form.cleaned["title_sv"]:
        form.errors["title_sv"] = TITLE_MISSING
    return form


def read_list(sent: Mapping[str, Any]) -> Form:
    """Return the form of a new list: its title, and its factors if any."""
    form = read_title(sent)
    _take_lines(form)
    return form


def read_lines(sent: Mapping[str, Any]) -> Form:
    """Return the form of more factors, one to a line; at least one."""
    form = Form({"lines": sent.get("lines", "")})
    _take_lines(form)
    if not form.errors and not form.cleaned["lines"]:
        form.errors["lines"] = lazy("Write at least one factor.")
    return form


def read_factor(sent: Mapping[str, Any]) -> Form:
    """Return the form of one factor's words."""
    form = Form({name: sent.get(name, "") for name in ("text_sv", "text_en")})
    for name in ("text_sv", "text_en"):
        form.take_text(name, rules.MOST_CHARACTERS)
    if "text_sv" not in form.errors and not form.cleaned["text_sv"]:
        form.errors["text_sv"] = lazy("Write the factor in Swedish.")
    return form


def _take_lines(form: Form) -> None:
    """Read the pasted lines; the first one that is wrong is named by its number among them."""
    found: list[tuple[str, str]] = []
    for number, pair in enumerate(rules.split_lines(str(form.values["lines"])), 1):
        try:
            swedish, english = (clean_text(text, rules.MOST_CHARACTERS) for text in pair)
        except TooLong as problem:
            form.errors["lines"] = lazy(
                "Factor %(number)s is too long: %(length)s characters, at most %(limit)s.",
                number=number,
                length=problem.length,
                limit=problem.limit,
            )
            return
        if english and not swedish:
            form.errors["lines"] = lazy("Factor %(number)s has no Swedish words.", number=number)
            return
        if swedish:
            found.append((swedish, english))
    form.cleaned["lines"] = found
