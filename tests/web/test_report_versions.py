"""The report over several versions of the form: own questions, and words that change."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations.models import FormVersion
from kiosk.questions.form import Item, in_order, to_plain
from kiosk.questions.kinds import Option, QuestionSpec
from tests.support.procurements import respond
from tests.support.reports import ITEMS, answers, give, in_autumn
from tests.web.checking import CheckingClient, find, words

PARKING = QuestionSpec(
    "own-parkering", "choice", "Gick det att parkera?", "Could you park?",
    options=(Option("ja", "Ja", "Yes"), Option("nej", "Nej", "No")),
)  # fmt: skip
FOOD = QuestionSpec(
    "own-fika", "scale", "Hur var fikat?", "How was the coffee?", scale_max=5,
    low_sv="Illa", low_en="Bad", high_sv="Gott", high_en="Good",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _versions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    in_autumn(monkeypatch)
    give(9, half="2025-1")


def use(number: int, items: list[Item]) -> list[str]:
    """Store a version that has been used and return its columns."""
    now, plain = clock.now(), to_plain(items)
    write(lambda: FormVersion.create(number=number, items=plain, created_at=now, used_from=now))
    return [item.id for item in items if item.spec.kind != "text"]


def with_own() -> list[Item]:
    own = [Item(PARKING, "own", core=False), Item(FOOD, "own", core=False)]
    return in_order([*ITEMS, *own])


def reply(number: int, columns: list[str], half: str = "2025-2", **more: str) -> None:
    respond([answers(**more)] * number, columns, half, version=2)


def section(page: object, name: str) -> str:
    return words(find(page, f".//main//section[@aria-labelledby='{name}']")[0])  # type: ignore[arg-type]


def test_own_questions_stand_with_the_follow_ups(as_procurement: CheckingClient):
    use(1, ITEMS)
    columns = use(2, with_own())
    reply(8, columns, **{"own-parkering": '["ja"]', "own-fika": "4"})
    reply(7, columns, **{"own-parkering": '["nej"]', "own-fika": "1"})
    shown = section(as_procurement.get("/report"), "follow-ups")
    assert "Egna frågor" in shown
    assert "53 %8" in shown.split("Gick det att parkera?")[2].replace("\u00a0", " ")
    assert "2,6" in shown.split("Hur var fikat?")[1]


def test_an_own_question_that_few_have_answered_is_not_shown(as_procurement: CheckingClient):
    use(1, ITEMS)
    columns = use(2, with_own())
    reply(3, columns, **{"own-parkering": '["ja"]', "own-fika": "5"})
    card = section(as_procurement.get("/report"), "q-own-parkering")
    assert "visas inte" in card
    assert "3" not in card
    assert "5,0" not in section(as_procurement.get("/report"), "follow-ups")


def test_other_words_in_the_index_cut_the_trend_and_say_so(as_procurement: CheckingClient):
    use(1, ITEMS)
    new = [
        replace(one, spec=replace(one.spec, prompt_sv="Hur nöjda?")) if one.id == "n1" else one
        for one in ITEMS
    ]
    reply(9, use(2, new))
    page = as_procurement.get("/report")
    assert 'class="trend-break"' in page.text
    assert 'class="trend-line"' not in page.text
    assert "frågorna bakom index fick nya ord (version 2 av formuläret)" in section(page, "trend")


def test_a_new_version_with_the_same_index_is_only_marked(as_procurement: CheckingClient):
    use(1, ITEMS)
    reply(9, use(2, with_own()))
    page = as_procurement.get("/report")
    assert 'class="trend-line"' in page.text
    assert "version 2 av formuläret" in section(page, "trend")


def test_the_codebook_has_every_version(as_procurement: CheckingClient):
    use(1, ITEMS)
    use(2, with_own())
    text = as_procurement.get("/codebook.csv").get_data().decode("utf-8-sig")
    assert '"2";"2026-11-02";"own-fika";"Skala"' in text
    assert json.dumps("Gick det att parkera?", ensure_ascii=False) in text
