"""Purging answers: whole periods of the report, which is kept first with its codebook."""

import csv
import io
from datetime import timedelta

import pytest

from kiosk import clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import operations_purge
from kiosk.evaluations.models import Procurement
from kiosk.evaluations.models_answers import Remark, Response
from kiosk.evaluations.queries_report import get_figures
from kiosk.questions.template_a import TEMPLATE_A
from kiosk.retention import operations, queries
from kiosk.retention.models import PreservedFile, PurgeProtocol
from tests.support.disposal import contact, decide, ended, half_year_ago, remark
from tests.support.procurements import respond
from tests.web.checking import CheckingClient, words
from tests.web.checking import find as elements

pytestmark = pytest.mark.usefixtures("app")
ORDER = [item.id for item in TEMPLATE_A if item.spec.kind != "text"]
HAPPY = {"n1": "10", "n2": "10", "n3": "10"}
OLD, YOUNG = half_year_ago(3), half_year_ago(1)


def answered(n: int, period: str, **facts: object) -> None:
    """Let so many people answer."""
    respond([HAPPY] * n, ORDER, period, **facts)


def purge(months: int = 13) -> dict[str, int]:
    decide("responses", months)
    return operations.purge(None, "responses").counts


def left() -> list[str]:
    return sorted({str(one.period) for one in Response.select()})


def kept_rows(name: str) -> list[list[str]]:
    """Return the rows of the only kept file whose name begins so."""
    [file] = [one for one in PreservedFile.select() if str(one.name).startswith(name)]
    text = bytes(file.content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_answers_of_old_periods_go_and_younger_ones_stay():
    answered(8, OLD), answered(9, YOUNG)
    remark(OLD), remark(YOUNG)
    assert purge() == {"responses": 8, "remarks": 1}
    assert left() == [YOUNG]
    assert [one.period for one in Remark.select()] == [YOUNG]


def test_the_report_and_the_codebook_are_kept_first():
    answered(8, OLD), answered(9, YOUNG)
    remark(OLD, "Tydliga underlag.", state="shown", shown_text="Tydliga underlag.")
    purge()
    year = OLD[:4]
    rows = kept_rows(f"report-{year}-kept-")
    index = [row for row in rows if row[1] == "index"]
    assert ["100", "8"] in [[row[4], row[6]] for row in index]
    assert any("n1" in row for row in kept_rows("codebook-kept-"))
    assert PreservedFile.select().count() == 2


def test_the_kept_files_are_in_swedish_whoever_purges(as_admin: CheckingClient):
    answered(8, OLD)
    decide("responses", 13)
    seen = queries.get_standing("responses").seen
    english = {"Accept-Language": "en"}
    as_admin.post("/retention/responses/purging", data={"seen": seen}, headers=english)
    rows = kept_rows("report-")
    assert any("Hur nöjda är ni på det hela taget" in cell for row in rows for cell in row)


def test_a_report_that_cannot_be_made_leaves_every_answer(monkeypatch: pytest.MonkeyPatch):
    answered(8, OLD)
    monkeypatch.setattr(operations_purge.exports, "report_csv", lambda _key: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        purge()
    assert Response.select().count() == 8
    assert not PurgeProtocol.select().count() + PreservedFile.select().count()


def test_years_that_the_report_joins_go_together_or_not_at_all():
    answered(4, half_year_ago(3)), answered(4, half_year_ago(2)), answered(9, YOUNG)
    with pytest.raises(Refusal):
        purge(months=25)
    assert purge(months=13)["responses"] == 8
    assert left() == [YOUNG]
    joined = f"{half_year_ago(3)[:4]}-{half_year_ago(2)[:4]}"
    assert kept_rows(f"report-{joined}-kept-")


def test_what_is_too_little_for_a_report_goes_by_its_half_year_without_one():
    answered(3, OLD), answered(2, YOUNG)
    decide("responses", 13)
    assert queries.get_standing("responses").counts == {"responses": 3, "remarks": 0}
    assert purge()["responses"] == 3
    assert left() == [YOUNG]
    assert not PreservedFile.select().count()


def test_a_half_year_that_may_still_get_answers_stays_with_its_whole_period():
    answered(8, OLD)
    procurement, _tokens = ended(800)
    decided = clock.now().date().replace(year=int(OLD[:4]), month=9, day=3)
    going_on = {"awarded_on": decided, "closes_on": clock.now().date() + timedelta(days=2)}
    change = Procurement.update(**going_on).where(Procurement.id == procurement.id)
    write(change.execute)
    with pytest.raises(Refusal):
        purge()
    assert Response.select().count() == 8


def test_who_purges_is_told_what_will_be_in_no_file(as_admin: CheckingClient):
    answered(8, OLD), answered(1, OLD, waiting=True)
    remark(OLD, state="new"), remark(OLD, state="shown", shown_text="Bra.")
    decide("responses", 13)
    page = as_admin.get("/retention/responses/purging")
    told = [words(one) for one in elements(page, ".//div[@class='notice notice-warn']")]
    assert told == [
        "1 besvarat formulär är för få för att redovisas och finns därför inte i någon fil som "
        "sparas.",
        "1 fritextsvar är inte läst och finns därför inte i någon fil som sparas.",
    ]


def test_after_the_purge_the_report_shows_what_is_left():
    answered(8, OLD), answered(9, YOUNG)
    assert get_figures().views == [YOUNG[:4], OLD[:4], "all"]
    purge()
    assert get_figures().views == [YOUNG[:4]]


def test_contact_details_go_by_their_half_year():
    contact(OLD), contact(YOUNG)
    decide("contacts", 13)
    assert operations.purge(None, "contacts").counts == {"contacts": 1}
