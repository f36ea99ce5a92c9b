"""Write down what every id of the report means, version by version, in both languages."""

from collections.abc import Callable

from kiosk.cells import Cell, as_text, to_csv
from kiosk.evaluations.queries_versions import VersionLine, list_versions
from kiosk.evaluations.report_words import AREA_WORDS, index_label
from kiosk.i18n import _, format_date, in_language
from kiosk.questions.form import Item
from kiosk.questions.kinds import UNKNOWN

Row = list[Cell]
INDEX_FORMULA = "((n1-1)+(n2-1)+(n3-1)) / 27 * 100"
AREA_FORMULA = "(m-1) / 9 * 100"


UNKNOWN_WORDS = {"sv": "Vet inte", "en": "Don't know"}  # as everywhere, in both at once


def codebook_rows() -> list[Row]:
    """Return the codebook as rows under one heading."""
    rows: list[Row] = [
        [_("Version"), _("In use from"), _("Id"), _("Kind"), _("Area"), _("Code"), "Svenska",
         "English", _("Shown for")],
    ]  # fmt: skip
    rows += [
        _rule("index", _("Index"), INDEX_FORMULA, index_label),
        _rule("area", _("Index of an area"), AREA_FORMULA, _area_rule),
    ]
    for version in reversed(list_versions()):
        if version.finished:
            rows += [row for item in version.items for row in _item(version, item)]
    return rows


def codebook_csv() -> bytes:
    """Return the codebook as CSV, in the person's language where it is not in both."""
    return to_csv([as_text(cell) for cell in row] for row in codebook_rows())


def _rule(key: str, kind: str, formula: str, words: Callable[[], str]) -> Row:
    with in_language("sv"):
        swedish = words()
    with in_language("en"):
        return ["", "", key, kind, "", formula, swedish, words()]


def _area_rule() -> str:
    return _("The mean of the area's questions, each weighing the same; m is a question's mean.")


def _item(version: VersionLine, item: Item) -> list[Row]:
    spec = item.spec
    since = format_date(version.used_from, "yyyy-MM-dd") if version.used_from else ""
    start: Row = [version.number, since, item.id]
    kinds = {"choice": _("Choice"), "scale": _("Scale"), "text": _("Written answer")}
    kind = (
        _("Choice of up to %(n)s", n=spec.max_choices) if spec.takes_several else kinds[spec.kind]
    )
    area = str(AREA_WORDS[item.area]) if item.area in AREA_WORDS else item.area
    rows: list[Row] = [
        [*start, kind, area, "", spec.prompt_sv, spec.prompt_en, ", ".join(item.outcomes)]
    ]
    codes = [(one.id, one.sv, one.en) for one in spec.options]
    if spec.kind == "scale":
        codes = [("1", spec.low_sv, spec.low_en), (str(spec.scale_max), spec.high_sv, spec.high_en)]
    if spec.allow_unknown:
        codes.append((UNKNOWN, UNKNOWN_WORDS["sv"], UNKNOWN_WORDS["en"]))
    return rows + [[*start, "", "", code, sv, en] for code, sv, en in codes]
