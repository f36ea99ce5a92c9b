"""Say in words what a report is about: periods, half-years, groups, areas."""

from kiosk.evaluations.report_columns import Responses
from kiosk.evaluations.rules_report import ALL, ASKED, Attribute, Group, split_half
from kiosk.i18n import LazyText, _, language, lazy
from kiosk.questions.form import AREAS

AREA_WORDS: dict[str, LazyText] = {
    "information": lazy("Information"),
    "accessibility": lazy("Availability"),
    "treatment": lazy("Treatment"),
    "competence": lazy("Competence"),
    "legal": lazy("Legal certainty"),
    "efficiency": lazy("Efficiency"),
}
ATTRIBUTE_WORDS: dict[Attribute, LazyText] = {
    "out": lazy("How it ended"),
    "size": lazy("Size of the company"),
    "prev": lazy("Has tendered before"),
    "category": lazy("Category"),
    "unit": lazy("Unit"),
}
STATUS_WORDS: dict[str, LazyText] = {
    "inquiry": lazy("Being looked into"),
    "ongoing": lazy("Under way"),
    "done": lazy("Done"),
    "declined": lazy("Declined, with the reason"),
}


def index_label() -> str:
    """Return the label that stands wherever an index does (domain section 2)."""
    return _("Index by the NKI model, equal weights. Not SKR's NUI.")


def view_words(view: str) -> str:
    """Return a period in words, like 2025–2026."""
    return _("All periods") if view == ALL else view.replace("-", "–")


def half_words(half: str) -> str:
    """Return a half-year in words, like "2026, January–June"."""
    year, part = split_half(half)
    if part == 1:
        return _("%(year)s, January–June", year=year)
    return _("%(year)s, July–December", year=year)


def half_short(half: str) -> str:
    """Return which half of the year it is, in a few letters."""
    return _("Jan–Jun") if split_half(half)[1] == 1 else _("Jul–Dec")


def group_words(responses: Responses, group: Group) -> str:
    """Return the name of a group by itself: the option's own words, the category, the unit."""
    if group.attribute not in ASKED:
        return group.value
    options = responses.items[group.attribute].spec.options
    found = next((one for one in options if one.id == group.value), None)
    return found.text(language()) if found else group.value


def areas_in_order(known: dict[str, list[str]]) -> list[str]:
    """Return the areas that have questions, in the template's order."""
    return [area for area in AREAS if area in known]
