"""Pitches at a meeting of the browser tests, steered over plain HTTP."""

from collections.abc import Sequence

from tests.browser.house import Meeting
from tests.faults.hall import Phone

COMPANIES = ("Testbolaget AB", "Bageriet på hörnet", "Norra Kajens Mekaniska Verkstad")


def open_list(made: Meeting) -> Meeting:
    return made.stage("pitches/sign-up", on="1")


def sign_up(made: Meeting, phone: Phone, company: str) -> str:
    """Let a phone sign up; return the pitch."""
    fields = {"company": company, "name": "Kim Exempel", "about": "Vi bygger hus i trä"}
    assert phone.post(f"/{made.code}/pitches", fields).status == 303
    return pitch_ids(made)[-1]


def pitch_ids(made: Meeting) -> list[str]:
    rows = made.house.rows(
        "SELECT id FROM pitch WHERE meeting_id = ? ORDER BY position, id", made.id
    )
    return [str(row[0]) for row in rows]


def accept(made: Meeting, *pitches: str) -> None:
    for pitch in pitches:
        made.stage(f"pitches/{pitch}/approval")


def listed(made: Meeting, companies: Sequence[str] = COMPANIES) -> list[str]:
    """Put these on the list, as the host; return them in order."""
    for company in companies:
        made.stage("pitches", company=company, name="Kim Exempel", about="Vi bygger hus i trä")
    return pitch_ids(made)


def call(made: Meeting, pitch: str) -> Meeting:
    return made.stage("pitches/calling", pitch=pitch)


def timing(made: Meeting, act: str = "start") -> Meeting:
    answer = made.house.staff().post(f"/meetings/{made.id}/pitches/timing", {"act": act})
    assert answer.status == 303, answer.text
    return made
