"""Responses for the report: made in the tables, in the order of template A."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations.models_answers import Remark
from kiosk.evaluations.models_report import ReportNote
from kiosk.questions.form import in_order
from kiosk.questions.template_a import TEMPLATE_A
from kiosk.tokens import new_key
from tests.support.procurements import invite, open_evaluation, respond

ITEMS = in_order(TEMPLATE_A)
ORDER = [item.id for item in ITEMS if item.spec.kind != "text"]
SCALES = [item.id for item in ITEMS if item.spec.kind == "scale"]
HALF = "2026-1"


def answers(ratings: Sequence[int] = (7, 6, 5), out: str = "won", **more: Any) -> dict[str, str]:
    """Return one response as it is stored: index ratings, outcome, and what else is said."""
    found = {key: str(step) for key, step in zip(("n1", "n2", "n3"), ratings, strict=False)}
    found |= {"out": f'["{out}"]'} if out else {}
    return found | {key: str(value) for key, value in more.items()}


def give(number: int, half: str = HALF, ratings: Sequence[int] = (7, 6, 5), **more: Any) -> None:
    """Store so many equal responses that have been released."""
    facts = {
        name: more.pop(name) for name in ("category", "unit", "waiting", "version") if name in more
    }
    respond([answers(ratings, **more)] * number, ORDER, half, **facts)


def hold(invited: int, answered: int, day: date = date(2026, 3, 2)) -> None:
    """Make a procurement decided on a day, with so many invited and so many links used."""
    made = open_evaluation(awarded_on=day)
    if answered:
        invite(made, answered, answered=True)
    invite(made, invited - answered)


def write_texts(
    texts: Sequence[str], question: str = "more", half: str = HALF, **facts: Any
) -> None:
    """Store written answers that have been released."""
    values = {"waiting": False, "state": "shown"} | facts

    def job() -> None:
        for text in texts:
            Remark.create(id=new_key(), period=half, question=question, text=text, **values)

    write(job)


def note(text: str, kind: str = "note", half: str = HALF) -> None:
    """Store a note beside the result."""
    facts: Mapping[str, Any] = {"period": half, "kind": kind, "text": text}
    write(lambda: ReportNote.create(created_at=clock.now(), **facts))


def in_autumn(monkeypatch: Any) -> None:
    """Let it be November 2026, so that the half-years of the tests have been."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 2, 9, tzinfo=clock.UTC))
