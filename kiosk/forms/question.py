"""Read a question as somebody writes it, for a meeting or for a form."""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.forms import Form
from kiosk.i18n import LazyText, lazy
from kiosk.questions.editing import slug
from kiosk.questions.kinds import (
    END_LABEL_LENGTH,
    KINDS,
    MAX_OPTIONS,
    OPTION_LENGTH,
    PROMPT_LENGTH,
    Kind,
    Option,
    Problem,
    QuestionSpec,
    validate_spec,
)

FIRST_ROWS, MORE_ROWS = 6, 4
ENDS = ("low_sv", "low_en", "high_sv", "high_en")
SENTENCES: dict[str, LazyText] = {
    "prompt_required": lazy("Write the question in Swedish."),
    "low_required": lazy("Say in Swedish what the lowest number means."),
    "high_required": lazy("Say in Swedish what the highest number means."),
    "too_few_options": lazy("Write at least two answers to choose from."),
    "option_required": lazy("Write this answer in Swedish too."),
    "option_repeated": lazy("Two answers are the same. Change one of them."),
    "max_choices_out_of_range": lazy("There are not that many answers. Choose a lower number."),
    "scale_out_of_range": lazy("Choose a number of steps from the list."),
    "unknown_not_for_text": lazy(
        "A written answer can't have “Don't know”. Those who don't know need not answer."
    ),
}
UNEXPECTED = lazy("Something is not right here. Check it and try again.")


def is_kind(text: str) -> bool:
    """Tell whether the text names a kind of question."""
    return text in KINDS


def blank_question(kind: str) -> Form:
    """Return the form of a new question of a kind."""
    unknown = "1" if kind == "scale" else ""
    return Form(
        {
            "kind": kind,
            "rows": FIRST_ROWS,
            "max_choices": 1,
            "scale_max": 10,
            "allow_unknown": unknown,
        }
    )


def show_question(spec: QuestionSpec) -> Form:
    """Return the form filled in with a question."""
    names = ("kind", "prompt_sv", "prompt_en", "max_choices", "scale_max", *ENDS)
    form = Form({name: getattr(spec, name) for name in names})
    form.values["allow_unknown"] = "1" if spec.allow_unknown else ""
    form.values["rows"] = min(max(FIRST_ROWS, len(spec.options) + 2), MAX_OPTIONS)
    for number, option in enumerate(spec.options, start=1):
        form.values |= {
            f"option_{number}_id": option.id,
            f"option_{number}_sv": option.sv,
            f"option_{number}_en": option.en,
        }
    return form


def keep_question(sent: Mapping[str, str], kind: str, more: bool = False) -> Form:
    """Return the form as it was typed, with more rows for answers if asked for."""
    names = ("prompt_sv", "prompt_en", "max_choices", "scale_max", "allow_unknown", *ENDS)
    form = Form({name: sent.get(name, "") for name in names} | {"kind": kind})
    rows = _whole(sent.get("rows", ""), FIRST_ROWS) + (MORE_ROWS if more else 0)
    form.values["rows"] = min(max(rows, 2), MAX_OPTIONS)
    for number in range(1, form.values["rows"] + 1):
        for part in ("id", "sv", "en"):
            name = f"option_{number}_{part}"
            form.values[name] = sent.get(name, "")
    return form


def read_question(sent: Mapping[str, str], old: QuestionSpec) -> Form:
    """Read a question of the old one's kind and lineage; `cleaned` holds the new `spec`.

    An option that was there keeps its id whatever becomes of its words.
    """
    form = keep_question(sent, old.kind)
    spec = replace(
        old,
        prompt_sv=form.take_text("prompt_sv", PROMPT_LENGTH),
        prompt_en=form.take_text("prompt_en", PROMPT_LENGTH),
    )
    rows: list[int] = []
    if old.kind == "choice":
        options, rows = _take_options(form, old.option_ids)
        most = _whole(form.values["max_choices"], 0)
        spec = replace(spec, options=options, max_choices=most)
    elif old.kind == "scale":
        spec = replace(
            spec,
            scale_max=_whole(form.values["scale_max"], 0),
            low_sv=form.take_text("low_sv", END_LABEL_LENGTH),
            low_en=form.take_text("low_en", END_LABEL_LENGTH),
            high_sv=form.take_text("high_sv", END_LABEL_LENGTH),
            high_en=form.take_text("high_en", END_LABEL_LENGTH),
        )
    if old.kind != "text":
        spec = replace(spec, allow_unknown=bool(form.values["allow_unknown"]))
    for problem in validate_spec(spec):
        form.errors.setdefault(_field_of(problem, rows), SENTENCES.get(problem.code, UNEXPECTED))
    form.cleaned = {"spec": spec}
    return _in_order(form)


def _take_options(form: Form, known: tuple[str, ...]) -> tuple[tuple[Option, ...], list[int]]:
    """Return the options of the rows that hold one, and the number of each one's row."""
    options: list[Option] = []
    rows: list[int] = []
    taken = set(known)
    for row in range(1, form.values["rows"] + 1):
        names = (f"option_{row}_sv", f"option_{row}_en")
        swedish, english = (form.take_text(name, OPTION_LENGTH) for name in names)
        if not (swedish or english or any(name in form.errors for name in names)):
            continue
        own = form.values[f"option_{row}_id"]
        if own not in known or own in {option.id for option in options}:
            own = slug(swedish or english, taken)
            taken.add(own)
        options.append(Option(own, swedish, english))
        rows.append(row)
    return tuple(options), rows


def _field_of(problem: Problem, rows: list[int]) -> str:
    name, _dot, place = problem.field.partition(".")
    if name != "options":
        return name
    return f"option_{rows[int(place)]}_sv" if place else "option_1_sv"


def _in_order(form: Form) -> Form:
    """Put the errors in the order of the fields."""
    options = [f"option_{n}_{part}" for n in range(1, MAX_OPTIONS + 1) for part in ("sv", "en")]
    order = ["prompt_sv", "prompt_en", "scale_max", *ENDS, *options, "max_choices"]
    rest = [name for name in form.errors if name not in order]
    form.errors = {n: form.errors[n] for n in (*order, *rest) if n in form.errors}
    return form


def _whole(typed: object, otherwise: int) -> int:
    text = str(typed).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def new_spec(kind: Kind, lineage: str) -> QuestionSpec:
    """Return a question of a kind with nothing written yet."""
    return QuestionSpec(lineage=lineage, kind=kind, prompt_sv="")
