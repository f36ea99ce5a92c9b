"""Prepare what can be chosen at the top of the report."""

from dataclasses import dataclass

from kiosk.evaluations.report_figures import Figures
from kiosk.evaluations.report_words import ATTRIBUTE_WORDS, group_words, view_words
from kiosk.evaluations.rules_report import ATTRIBUTES, Group
from kiosk.i18n import _


@dataclass(frozen=True, slots=True)
class Choices:
    """The groups of one attribute: what stands in the address, and its words."""

    label: str
    choices: list[tuple[str, str]]


def view_choices(figures: Figures) -> list[tuple[str, str]]:
    """Return the periods to choose among."""
    return [(view, view_words(view)) for view in figures.views]


def group_choices(figures: Figures, view: str) -> list[Choices]:
    """Return the groups to choose among; one that can't be shown says so."""
    found = []
    for attribute in ATTRIBUTES:
        groups = [Group(attribute, value) for value in figures.values(attribute)]
        choices = [(one.key, _words(figures, one, view)) for one in groups if view]
        if choices:
            found.append(Choices(str(ATTRIBUTE_WORDS[attribute]), choices))
    return found


def _words(figures: Figures, group: Group, view: str) -> str:
    words = group_words(figures.responses, group)
    return words if figures.may_show(group, view) else _("%(group)s (not shown)", group=words)
