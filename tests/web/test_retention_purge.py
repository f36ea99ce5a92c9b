"""What each class of data loses when it is purged, and what stays: other things, and the counts."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries_procurements
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.models_report import PublishedReport
from kiosk.mail.outbox import Mail
from kiosk.meetings import queries_staff
from kiosk.meetings.models import Attendance, Meeting
from kiosk.meetings.operations import check_in
from kiosk.meetings.operations_staff import create_meeting
from kiosk.retention import operations, queries
from kiosk.retention.models import PurgeProtocol
from tests.support.disposal import decide, draft, ended, mail
from tests.support.procurements import invite, make_procurement, open_evaluation
from tests.web.checking import CheckingClient, find, words

pytestmark = pytest.mark.usefixtures("app")


def purge(material: str, months: int = 24) -> dict[str, int]:
    """Decide and purge."""
    decide(material, months)
    return operations.purge(None, material).counts


def nothing_to_purge(material: str) -> bool:
    with pytest.raises(Refusal) as refused:
        purge(material)
    return refused.value.code == "nothing"


def test_invitations_of_ended_evaluations_go_with_their_rows_in_the_outbox():
    old, _tokens = ended(800, bidders=3)
    young, _tokens = ended(100, bidders=2)
    mail(f"procurement:{old.id}"), mail(f"procurement:{young.id}")
    assert purge("invitations") == {"invitations": 3, "mails": 1}
    assert {one.procurement_id for one in Invitation.select()} == {young.id}
    assert [one.about for one in Mail.select()] == [f"procurement:{young.id}"]


def test_each_kind_of_thing_that_goes_has_a_line_of_its_own_in_the_protocol():
    old, _tokens = ended(800, bidders=3)
    mail(f"procurement:{old.id}")
    purge("invitations")
    lines = [(one.material, one.count) for one in PurgeProtocol.select()]
    assert lines == [("invitations", 3), ("mails", 1)]


def test_how_many_were_invited_and_answered_is_kept():
    old, _tokens = ended(800, bidders=2)
    invite(old, 3, answered=True)
    invite(old, 1, revoked_at=clock.now())
    before = queries_procurements.count_bidders([old])[old.id]
    purge("invitations")
    kept = Procurement.get_by_id(old.id)
    assert (kept.purged_invited, kept.purged_answered) == (6, 3)
    assert queries_procurements.count_bidders([kept])[old.id] == before


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "tendering_closed", "awarded_on": None, "decision_at": None},
        {"withdrawn_at": clock.now()},
        {"review_since": clock.now().date()},
        {"closes_on": clock.now().date() + timedelta(days=3)},
    ],
)
def test_nothing_is_told_or_purged_behind_a_shut_gate_under_review_or_while_it_goes_on(
    facts: dict[str, object],
):
    procurement, tokens = ended(800)
    draft(tokens[0])
    write(lambda: Procurement.update(**facts).where(Procurement.id == procurement.id).execute())
    for material in ("drafts", "invitations"):
        assert nothing_to_purge(material)
        assert queries.get_standing(material).total == 0


def test_the_page_of_invitations_says_that_they_are_purged(as_procurement: CheckingClient):
    old, _tokens = ended(800, bidders=2)
    invite(old, 1, answered=True)
    purge("invitations")
    text = as_procurement.get(f"/procurements/{old.id}/invitations").text
    assert "Inbjudningarna är gallrade" in text
    assert "1 av 3 svarade." in text
    assert "Ingen är inbjuden än" not in text


def test_invitations_that_were_never_sent_age_from_the_award():
    old, young = make_procurement(days_ago=800), make_procurement(days_ago=600)
    invite(old, 2), invite(young, 1)
    assert purge("invitations")["invitations"] == 2


def test_drafts_go_by_the_last_day_and_those_without_an_invitation_at_once():
    _old, old = ended(100)
    young = invite(open_evaluation(), 1)
    draft(old[0]), draft(young[0]), draft("of nobody")
    assert purge("drafts", months=3) == {"drafts": 2}
    assert Draft.select().count() == 1


def test_the_outbox_keeps_what_stops_a_message_from_going_twice():
    going_on = open_evaluation()
    old, _tokens = ended(800)
    mail(f"procurement:{going_on.id}", days_ago=900), mail(f"procurement:{old.id}", 830)
    mail("", 900), mail("", 10), mail("", 900, state="queued"), mail("procurement:99", 900)
    assert purge("mails") == {"mails": 3}
    left = sorted((one.about, one.state) for one in Mail.select())
    assert left == [("", "queued"), ("", "sent"), (f"procurement:{going_on.id}", "sent")]


def meeting_long_ago(days: int = 800, checked_in: int = 3) -> Meeting:
    """Hold a meeting so many days ago where some checked in, and one who only votes."""
    at = clock.now() - timedelta(days=days)
    meeting = create_meeting(None, title="Träff", starts_at=at)
    for number in range(checked_in):
        role = ("company", "association")[number % 2]
        check_in(meeting.id, f"token {meeting.id} {number}", role=role, mode="room", name="Eva")
    check_in(meeting.id, f"votes {meeting.id}", role="other", vote_only=True)
    return meeting


def numbers(client: CheckingClient, meeting: Meeting) -> list[object]:
    """Return every number of check-ins that pages and files say of a meeting."""
    path = f"/meetings/{meeting.id}"
    people = find(client.get(f"{path}/result"), ".//section[@class='people']")[0]
    line = [row for row in client.get(f"{path}/result.csv").text.splitlines() if "ncheckade" in row]
    known = queries_staff.get_preparation(meeting, queries.today())
    count = queries_staff.count_checked_in_by_meeting()[meeting.id]
    said = words(people).removesuffix("Vilka de var är gallrat. Antalet finns kvar.").strip()
    return [said, line, known.checked_in, known.state, known.may_delete, count]


def test_after_a_purge_every_page_says_the_same_number_of_check_ins(as_host: CheckingClient):
    meeting = meeting_long_ago(checked_in=3)
    before = numbers(as_host, meeting)
    assert before[2:] == [3, "unfinished", False, 3]
    assert before[1]
    assert purge("attendances") == {"attendances": 4}
    assert numbers(as_host, meeting) == before
    assert not Attendance.select().count()


def test_check_ins_of_younger_meetings_stay_and_names_are_gone(as_host: CheckingClient):
    old, young = meeting_long_ago(800), meeting_long_ago(300)
    purge("attendances")
    assert {one.meeting_id for one in Attendance.select()} == {young.id}
    assert "Eva" not in as_host.get(f"/meetings/{old.id}/attendances.csv").text
    assert "Vilka de var är gallrat" in as_host.get(f"/meetings/{old.id}/result").text
    assert "Vilka de var är gallrat" not in as_host.get(f"/meetings/{young.id}/result").text
    assert "Eva" in as_host.get(f"/meetings/{young.id}/attendances.csv").text


def test_who_checks_in_to_a_purged_meeting_is_counted_too_and_purged_too():
    meeting = meeting_long_ago(checked_in=3)
    purge("attendances")
    check_in(meeting.id, "a late one", role="company", mode="room")
    assert queries_staff.count_checked_in_by_meeting()[meeting.id] == 4
    purge("attendances")
    assert queries_staff.count_checked_in_by_meeting()[meeting.id] == 4


def test_withdrawn_reports_go_and_published_ones_stay():
    long_ago = clock.now() - timedelta(days=900)
    facts = {"title": "2024", "content": {}, "published_at": long_ago}
    for key, withdrawn in (("a", long_ago), ("b", clock.now()), ("c", None)):
        write(lambda k=key, w=withdrawn: PublishedReport.create(key=k, withdrawn_at=w, **facts))
    assert purge("reports") == {"reports": 1}
    assert sorted(one.key for one in PublishedReport.select()) == ["b", "c"]


def test_a_purge_that_fails_half_way_has_purged_nothing(monkeypatch: pytest.MonkeyPatch):
    ended(800, bidders=3)
    monkeypatch.setattr(operations, "_write_protocol", lambda *_facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        purge("invitations")
    assert Invitation.select().count() == 3
    assert not Procurement.get().purged_invited


def test_the_files_of_purged_mails_go_and_the_others_stay(app: Flask):
    from kiosk.mail import files

    settings = app.config["KIOSK"]
    old, _tokens = ended(800)
    gone, kept = mail(f"procurement:{old.id}"), mail("", 1)
    folder = files.folder(settings)
    folder.mkdir()
    names = [f"{files.name_of(settings, one)}.eml" for one in (gone, kept)]
    for name in (*names, f".{names[0]}.unfinished", "notes.txt"):
        (folder / name).write_text("Till Eva")
    purge("invitations")
    assert sorted(path.name for path in folder.iterdir()) == sorted([names[1], "notes.txt"])
