"""Fill the demo's procurements: one in every state, two years of answers, and what is done.

What has been finished for months is written straight into the tables: nobody was sent a message,
and no answer came through a link.
"""

import json
import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kiosk import clock
from kiosk import demo_words as places
from kiosk import demo_words_evaluations as words
from kiosk.actions.models import Action, Area
from kiosk.db import write
from kiosk.evaluations import rules
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.models_answers import Remark, Response
from kiosk.evaluations.models_report import ReportNote
from kiosk.evaluations.operations_versions import version_row_in_use
from kiosk.evaluations.queries import proposed_day
from kiosk.evaluations.tickets import ticket
from kiosk.mail.outbox import Mail
from kiosk.questions.answers import Chosen, Rated, Unknown, encode
from kiosk.questions.form import Item, keep_shown
from kiosk.questions.template_a import TEMPLATE_A
from kiosk.tokens import new_key, token_hash

REFERENCE = "UPP {year}/{number}"
COLUMNS = [item.id for item in TEMPLATE_A if item.spec.kind != "text"]


def fill_evaluations(who: int, secret: str, chance: random.Random) -> str:
    """Fill in procurements, answers and actions; return the token of a link that can be tried."""
    today = clock.local(clock.now()).date()

    def job() -> str:
        for bought in words.FINISHED:
            _fill_finished(bought, who, secret, today, chance)
        for title, place, state, value in words.BEFORE_THE_AWARD:
            _make(title, place, value, who, today, state=state)
        token = _fill_after_the_award(who, secret, today, chance)
        _fill_words(who, today, chance)
        _fill_actions(who)
        return token

    return write(job)  # one transaction: a demo need not wait for the disk each time


def _make(
    title: str, place: tuple[str, str], value: int, who: int, day: date, **facts: Any
) -> Procurement:
    number = 100 + Procurement.select().count()
    values: dict[str, Any] = {
        "title": title,
        "reference": REFERENCE.format(year=day.year, number=number),
        "unit": place[0],
        "category": place[1],
        "value_sek": value,
        "created_at": clock.now(),
        "created_by": who,
    }
    return Procurement.create(**values | facts)


def _decided(day: date, who: int, state: str = "contract_signed") -> dict[str, Any]:
    column = "cancelled_on" if state == "cancelled" else "awarded_on"
    return {"state": state, column: day, "decision_at": clock.now(), "decision_by": who}


def _opened(day: date, who: int) -> dict[str, Any]:
    """Return the columns of an evaluation that was sent on this day."""
    return {
        "opened_at": clock.now(),
        "opened_by": who,
        "send_on": day,
        "closes_on": rules.proposed_last_day(day),
        "form_version": version_row_in_use(),
    }


def _day_ago(today: date, halves: int, chance: random.Random) -> date:
    """Return a day in the half-year so many half-years ago; in this one, never one to come."""
    first_month = 1 if today.month <= 6 else 7
    index = today.year * 2 + (first_month > 6) - halves
    start = date(index // 2, 7 if index % 2 else 1, 1)
    room = 150 if halves else max(0, (today - start).days - 45)
    return start + timedelta(days=chance.randint(0, room))


def _fill_finished(
    bought: words.Bought, who: int, secret: str, today: date, chance: random.Random
) -> None:
    day = _day_ago(today, bought.halves_ago, chance)
    facts = _decided(day, who) | _opened(proposed_day(day), who) | {"law": bought.law}
    made = _make(bought.title, bought.place, bought.value_sek, who, day, **facts)
    _invite(made, bought.bidders, secret, chance, answered=bought.answered)
    for _number in range(bought.answered):
        _answer(made, day, bought.halves_ago, chance)


def _invite(
    made: Procurement, number: int, secret: str, chance: random.Random, **facts: Any
) -> list[str]:
    keys = [new_key() for _ in range(number)]
    answered = facts.pop("answered", 0)
    for index, company in enumerate(chance.sample(places.COMPANIES, number)):
        Invitation.create(
            id=keys[index],
            procurement=made,
            company=company,
            email=f"anbud{chance.randint(100, 999)}@{places.DOMAIN}",
            token_hash=token_hash(ticket(secret, keys[index])),
            answered=index < answered,
        )
    if made.opened_at is not None:
        _note_sent(made, keys)
    return [ticket(secret, key) for key in keys]


def _note_sent(made: Procurement, keys: list[str]) -> None:
    """Note that the invitations went out; nobody was sent anything."""
    for key in keys:
        Mail.create(
            kind="invitation",
            ref=key,
            about=f"procurement:{made.id}",
            state="sent",
            attempts=1,
            next_at=clock.now(),
            sent_at=clock.now(),
            created_at=clock.now(),
        )


def _answer(made: Procurement, day: date, halves_ago: int, chance: random.Random) -> None:
    answers = _answers(halves_ago, chance)
    Response.create(
        id=new_key(),
        period=rules.half_year(day),
        category=made.category,
        unit=made.unit,
        version=1,
        answers=json.dumps([answers.get(one) for one in COLUMNS]),
        waiting=False,
    )


def _answers(halves_ago: int, chance: random.Random) -> dict[str, str]:
    """Draw what one bidder answers: who won is kinder, and it gets a little better each time."""
    drawn: dict[str, str] = {}
    mood = chance.gauss(0, 1.3) - 0.25 * halves_ago
    for item in TEMPLATE_A:
        if item.spec.kind == "scale":
            drawn[item.id] = encode(_rating(words.LEVELS[item.id] + mood, chance))
        elif item.spec.kind == "choice":
            drawn[item.id] = encode(_choice(item, words.WEIGHTS[item.id], chance))
        if item.id == "out":
            mood += {"won": 1.1, "rejected": -1.4}.get(json.loads(drawn["out"])[0], -0.2)
    return keep_shown(TEMPLATE_A, drawn, False)


def _rating(level: float, chance: random.Random) -> Rated | Unknown:
    if chance.random() < 0.06:
        return Unknown()
    return Rated(min(10, max(1, round(level + chance.gauss(0, 1.2)))))


def _choice(item: Item, weights: Mapping[str, int], chance: random.Random) -> Chosen:
    ids: set[str] = set()
    while len(ids) < item.spec.max_choices:
        ids.add(chance.choices(list(weights), list(weights.values()))[0])
    return Chosen(tuple(one for one in item.spec.option_ids if one in ids))


def _fill_after_the_award(who: int, secret: str, today: date, chance: random.Random) -> str:
    """Make those whose gate is open: to be sent, under review, being answered, cancelled."""
    title, place, value = words.TO_SEND
    day = today - timedelta(days=9)
    to_send = _make(title, place, value, who, day, **_decided(day, who, "award_notified"))
    _invite(to_send, 5, secret, chance)
    title, place, value = words.UNDER_REVIEW
    facts = _decided(day, who, "award_notified") | {"review_since": day, "review_by": who}
    _invite(_make(title, place, value, who, day, **facts), 6, secret, chance)
    title, place, value = words.CANCELLED
    day = today - timedelta(days=40)
    facts = _decided(day, who, "cancelled") | _opened(proposed_day(day), who)
    _invite(_make(title, place, value, who, day, **facts), 4, secret, chance, answered=0)
    title, place, value = words.ANSWERING
    day = today - timedelta(days=18)
    facts = _decided(day, who, "standstill_over") | _opened(proposed_day(day), who)
    return _invite(_make(title, place, value, who, day, **facts), 6, secret, chance)[-1]


def _fill_words(who: int, today: date, chance: random.Random) -> None:
    for question, texts in words.REMARKS.items():
        for number, text in enumerate(texts):
            period = rules.half_year(_day_ago(today, number % 2, chance))
            _remark(question, text, period, state="shown", reviewed_by=who)
    _remark("start", words.UNREAD, rules.half_year(today), state="new")
    for kind, text in (("note", words.NOTE), ("marker", words.MARKER)):
        ReportNote.create(
            period=rules.half_year(_day_ago(today, 1, chance)),
            kind=kind,
            text=text,
            created_at=clock.now(),
            created_by=who,
        )


def _remark(question: str, text: str, period: str, **facts: Any) -> None:
    Remark.create(id=new_key(), period=period, question=question, text=text, waiting=False, **facts)


def _fill_actions(who: int) -> None:
    names = {one[0] for one in words.ACTIONS}
    areas = {name: Area.create(title=name) for name in sorted(names)}
    for area, title, status, description, origin in words.ACTIONS:
        Action.create(
            area=areas[area],
            title=title,
            status=status,
            description=description,
            origin=origin,
            contact=f"Upphandlingsenheten, upphandling@{places.DOMAIN}",
            created_at=clock.now(),
            created_by=who,
            changed_at=clock.now(),
            changed_by=who,
        )
