"""Freeze a report for everybody: plain data in both languages, which is never computed anew."""

from dataclasses import asdict, replace
from typing import Any

from kiosk.evaluations.queries_report_page import get_report
from kiosk.i18n import LANGUAGES, in_language


def freeze(view: str) -> dict[str, Any]:
    """Return the report of a period as everybody may see it, by language.

    Without groups looked at one by one, and without how many wait: that changes from day to day.
    """
    found = {}
    for language in LANGUAGES:
        with in_language(language):
            report = get_report(view)
        turnouts = [replace(one, waiting=0) for one in report.turnouts]
        whole = replace(report.turnout, waiting=0)
        found[language] = asdict(replace(report, turnout=whole, turnouts=turnouts, later=[]))
    return found
