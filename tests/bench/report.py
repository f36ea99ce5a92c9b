"""Seconds for the report of 1,000 procurements and 100,000 responses: python -m tests.bench.report.

Each time as after a start, with nothing remembered: reading, counting, what may be shown, and the
whole picture of the page.
"""

from __future__ import annotations

import json
import random
import sys
import time
from datetime import date, timedelta

from kiosk import clock, config, schema
from kiosk.db import database, write
from kiosk.evaluations import queries_report, rules
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.models_answers import Response
from kiosk.evaluations.queries_report_page import get_report
from kiosk.questions.form import in_order
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.template_a import TEMPLATE_A
from kiosk.tokens import new_key, token_hash

ITEMS = [item for item in in_order(TEMPLATE_A) if item.spec.kind != "text"]
CATEGORIES = [f"Kategori {number}" for number in range(12)]
UNITS = [f"Enhet {number}" for number in range(6)]


def fill(procurements: int, responses: int) -> None:
    chance = random.Random(1)
    each = responses // procurements
    now, first = clock.now(), date(2020, 1, 15)
    days = [first + timedelta(days=chance.randrange(2300)) for _ in range(procurements)]

    def job() -> None:
        for day in days:
            place = {"category": chance.choice(CATEGORIES), "unit": chance.choice(UNITS)}
            made = Procurement.create(
                title="Upphandling", state="contract_signed", awarded_on=day, decision_at=now,
                opened_at=now, created_at=now, **place,
            )  # fmt: skip
            keys = [new_key() for _ in range(each * 5 // 4)]
            Invitation.insert_many(
                {"id": key, "procurement": made.id, "company": "Bolag",
                 "token_hash": token_hash(key), "answered": number < each}
                for number, key in enumerate(keys)
            ).execute()  # fmt: skip
            Response.insert_many(
                {"id": new_key(), "period": rules.half_year(day), "version": 1, "waiting": False,
                 "answers": answers(chance), **place} for _ in range(each)
            ).execute()  # fmt: skip

    write(job)


def answers(chance: random.Random) -> str:
    """Return a row of answers as a submission stores it; one in ten is skipped."""
    row = [None if chance.random() < 0.1 else stored(one.spec, chance) for one in ITEMS]
    return json.dumps(row, separators=(",", ":"))


def stored(spec: QuestionSpec, chance: random.Random) -> str:
    if spec.kind == "scale":
        return str(chance.randint(1, 10))
    return json.dumps([chance.choice(spec.option_ids)])


def once() -> float:
    queries_report.forget()
    began = time.perf_counter()
    get_report(queries_report.get_figures().views[0])
    return time.perf_counter() - began


def again() -> float:
    began = time.perf_counter()
    get_report(queries_report.get_figures().views[0])
    return time.perf_counter() - began


def main(procurements: int, responses: int) -> dict[str, float]:
    settings = config.load()
    schema.migrate(settings)
    schema.open_database(settings)
    fill(procurements, responses)
    with database.connection_context():
        found = sorted(once() for _ in range(5))
        return {"first": found[2], "again": again(), "responses": responses}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
