"""Read one page of the bidder's form: stored answers, or a sentence per question."""

from collections.abc import Iterable, Mapping, Sequence

from werkzeug.datastructures import MultiDict

from kiosk.forms import Form
from kiosk.i18n import LazyText, _, format_number, lazy
from kiosk.questions.answers import (
    Answer,
    Chosen,
    CorruptAnswer,
    InvalidAnswer,
    Rated,
    Written,
    decode,
    encode,
    parse_answer,
)
from kiosk.questions.form import Item
from kiosk.questions.kinds import UNKNOWN, QuestionSpec

NOT_AN_ANSWER = lazy("That is not one of the answers. Choose again.")
# What a page's form carries besides answers; no question's id begins so.
REVISION, MARKS, GO, CLEAR = "_revision", "_drawn", "_go", "_clear"


def read_page(sent: MultiDict[str, str], items: Iterable[Item]) -> Form:
    """Read the answers to these questions: cleaned[id] is stored form or None for no answer.

    A question with an error is in errors and not in cleaned, so that the rest can be saved.
    """
    form = Form({})
    cleared = sent.get(CLEAR, "")
    for item in items:
        typed = [] if item.id == cleared else sent.getlist(item.id)
        form.values[item.id] = typed if item.spec.takes_several else "".join(typed[:1])
        try:
            form.cleaned[item.id] = encode(parse_answer(item.spec, typed))
        except InvalidAnswer as problem:
            if problem.code == "empty":
                form.cleaned[item.id] = None
            else:
                form.errors[item.id] = _sentence(item.spec, problem)
    return form


def show_page(answers: Mapping[str, str], items: Iterable[Item]) -> Form:
    """Fill in the form with what is stored."""
    return Form({item.id: _value(item.spec, answers.get(item.id)) for item in items})


def named_errors(form: Form, items: Sequence[Item], language: str) -> dict[str, str]:
    """Return the errors with their questions' words before them, for the summary."""
    words = {item.id: item.spec.text(language) for item in items}
    return {key: f"{words[key]} {sentence}" for key, sentence in form.errors.items()}


def _value(spec: QuestionSpec, stored: str | None) -> str | list[str]:
    nothing: str | list[str] = [] if spec.takes_several else ""
    if stored is None:
        return nothing
    try:
        answer = decode(spec, stored)
    except CorruptAnswer:
        return nothing
    return _as_sent(spec, answer)


def _as_sent(spec: QuestionSpec, answer: Answer) -> str | list[str]:
    match answer:
        case Chosen(ids):
            return list(ids) if spec.takes_several else ids[0]
        case Rated(value):
            return str(value)
        case Written(text):
            return text
    return [UNKNOWN] if spec.takes_several else UNKNOWN


def _sentence(spec: QuestionSpec, problem: InvalidAnswer) -> LazyText:
    figures = problem.params
    if problem.code == "too_long":
        return LazyText(
            lambda: _(
                "The text may have at most %(limit)s characters. It has %(length)s.",
                limit=format_number(figures["limit"]),
                length=format_number(figures["length"]),
            )
        )
    if problem.code == "too_many" and spec.takes_several:
        return lazy("Choose at most %(limit)s.", limit=figures["limit"])
    return NOT_AN_ANSWER
