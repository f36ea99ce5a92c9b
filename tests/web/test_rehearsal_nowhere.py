"""A rehearsal is never mistaken for the real thing, and nothing of it is left behind."""

import re
from datetime import timedelta

import pytest
from flask import Flask

import kiosk.meetings.queries as meetings
from kiosk import clock, links, server_greeting
from kiosk.audit import AuditEntry
from kiosk.db import BaseModel, write
from kiosk.meetings import operations_rehearsal as rehearsals
from kiosk.meetings import operations_staff, queries_purge, queries_rehearsal
from kiosk.meetings.models import Meeting, Series
from kiosk.voting import channels, operations, queries, queries_kept
from kiosk.voting.models_wishes import Wish
from kiosk.voting.operations_boxes import STANDING, show_boxes
from kiosk.voting.operations_exit import close_exit, show_exit
from kiosk.voting.operations_moderation import Moderator, approve_wish
from kiosk.voting.queries_questions import list_meetings_that_vote
from tests.support.meeting import make_hall
from tests.support.rehearsing import Practice, rehearse
from tests.web.checking import CheckingClient

TOMORROW = timedelta(days=1)


@pytest.fixture
def practice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Practice:
    return rehearse(monkeypatch, threshold=5, level="roll", roll_size=2)


def run_through(practice: Practice) -> None:
    """Do all that a meeting does, but end it."""
    operations.open_question(practice.questions[0].id, 1)
    practice.after(60)
    operations.close_question(practice.questions[0].id, 1)
    operations.reveal_question(practice.questions[0].id, 1)
    show_boxes(practice.copy.id, STANDING["more_start"], 1)
    practice.after(60)
    for wish in list(Wish.select()):
        approve_wish(wish.id, Moderator(1))
    for seconds in (1, 40):
        practice.after(seconds)
    show_exit(practice.copy.id, 1)
    practice.after(70)


def wall_of(meeting: Meeting) -> str:
    return links.sign("x" * 48, "screen", [meeting.id, 1])  # as installation.py has it


def tables() -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    waiting = list(BaseModel.__subclasses__())
    while waiting:
        found.add(model := waiting.pop())
        waiting += model.__subclasses__()
    return found


def rows() -> dict[str, int]:
    counts = {model._meta.table_name: model.select().count() for model in tables()}
    return {name: count for name, count in counts.items() if name != "audit_entry"}


def test_throwing_it_away_leaves_not_a_row(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = rehearse(monkeypatch, threshold=5)
    with_copy = rows()
    run_through(practice)
    busy = rows()
    assert all(busy[one] > with_copy[one] for one in ("ballot", "support", "exit_answer", "stage"))
    rehearsals.throw_away(practice.copy.id, 1)
    practice.driver.turn()
    with_copy |= {"rehearsal": 0, "meeting": 1, "question": len(practice.hall.questions)}
    assert rows() == with_copy


def test_the_log_keeps_that_there_was_one_and_no_act_of_it(practice: Practice) -> None:
    run_through(practice)
    rehearsals.throw_away(practice.copy.id, 1)
    logged = [(one.what, one.on) for one in AuditEntry.select().order_by(AuditEntry.id)]
    real = f"meeting:{practice.hall.meeting.id}"
    assert logged[-2:] == [("start_rehearsal", real), ("throw_away_rehearsal", real)]
    assert not any(on == f"meeting:{practice.copy.id}" for _what, on in logged)


def test_every_table_that_goes_with_a_meeting_is_wiped(app: Flask) -> None:
    wiped = set(rehearsals.tables_of_a_meeting())
    assert {"meeting", "attendance", "question", "ballot", "stage", "rehearsal"} <= wiped
    assert {"wish_box", "wish", "support", "exit_form", "exit_answer"} <= wiped
    assert "user" not in wiped
    assert "audit_entry" not in wiped


def test_lists_the_greeting_and_disposal_know_no_rehearsal(
    practice: Practice, as_host: CheckingClient
) -> None:
    run_through(practice)
    later = (clock.local(clock.now()) + 2 * TOMORROW).date()
    assert "ÖVNING" not in as_host.get("/meetings").text
    assert [one.id for one in meetings.list_meetings()] == [practice.hall.meeting.id]
    assert queries_purge.count_before(later) == {"attendances": 0}
    found = server_greeting._meeting_of_today()
    assert found is not None
    assert found.id == practice.hall.meeting.id


def test_a_vote_in_a_rehearsal_holds_no_disposal_up(practice: Practice) -> None:
    operations.open_question(practice.questions[0].id, 1)
    assert list_meetings_that_vote() == []


def test_the_rehearsal_shows_last_year_and_no_year_shows_the_rehearsal(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    series, now = write(lambda: Series.create(title="Dialogträff")), clock.now()
    last = make_hall("OLDXYZ", threshold=5, series=series, starts_at=now - 365 * TOMORROW)
    last.vote(question := last.open(), ["often"] * 6)
    last.reveal(last.close(question))
    practice = rehearse(monkeypatch, threshold=5, series=series, starts_at=now)
    run_through(practice)
    mine = queries.get_question(practice.questions[0].id)
    before = queries.get_result(mine, 5).before_meeting
    assert before is not None
    assert before.id == last.meeting.id
    next_year = Meeting(series=series, starts_at=now + 365 * TOMORROW)
    earlier = meetings.list_earlier_in_series(next_year)
    assert [one.id for one in earlier] == [practice.hall.meeting.id, last.meeting.id]


def test_every_page_of_a_rehearsal_says_so(practice: Practice, as_host: CheckingClient) -> None:
    run_through(practice)
    copy, code = practice.copy, practice.copy.code
    wall = wall_of(copy)
    host = ("console", "result", "wishes", "poster", "cards", "roll", "wish-boxes/new")
    pages = [f"/meetings/{copy.id}/{one}" for one in host]
    pages += [f"/{code}/attendances/new", f"/{code}/personal-codes/new", f"/screens/{wall}"]
    pages += [f"/wishes/{Wish.select().first().id}"]
    as_host.post(f"/{code}/attendances", data={"operation": "real", "role": "other"})
    for page in (*pages, f"/{code}"):
        assert "ÖVNING" in as_host.get(page).text, page


def test_no_page_of_a_real_meeting_says_so(as_host: CheckingClient) -> None:
    hall = make_hall()
    wall = wall_of(hall.meeting)
    for page in ("console", "result", "poster", "cards", "wishes"):
        assert "ÖVNING" not in as_host.get(f"/meetings/{hall.meeting.id}/{page}").text
    for page in (f"/{hall.meeting.code}/attendances/new", f"/screens/{wall}"):
        assert "ÖVNING" not in as_host.get(page).text


@pytest.mark.parametrize("name", ["result", "attendances", "wishes", "exit", "factors"])
def test_a_rehearsal_gives_no_file(practice: Practice, as_host: CheckingClient, name: str) -> None:
    run_through(practice)
    as_host.get(f"/meetings/{practice.copy.id}/{name}.csv", status=404)
    assert ".csv" not in as_host.get(f"/meetings/{practice.copy.id}/result").text


def test_the_page_of_a_rehearsal_is_that_of_the_meeting(
    practice: Practice, as_host: CheckingClient
) -> None:
    answer = as_host.get(f"/meetings/{practice.copy.id}", status=303)
    assert answer.headers["Location"] == f"/meetings/{practice.hall.meeting.id}"


@pytest.mark.parametrize("act", ["", "/copies", "/deletion", "/rehearsals", "/rehearsals/ending"])
def test_a_rehearsal_is_not_changed_copied_or_rehearsed(
    practice: Practice, as_host: CheckingClient, act: str
) -> None:
    as_host.post(f"/meetings/{practice.copy.id}{act}", data={}, status=404)
    as_host.get(f"/meetings/{practice.copy.id}/edit", status=404)
    assert Meeting.select().count() == 2


def test_the_host_throws_it_away_and_a_second_click_is_no_mistake(
    practice: Practice, as_host: CheckingClient
) -> None:
    ending = f"/meetings/{practice.hall.meeting.id}/rehearsals/ending"
    for _ in range(2):
        as_host.post(ending)
        page = as_host.get(f"/meetings/{practice.hall.meeting.id}").text
        assert "Övningen är kastad" in page
    as_host.get(f"/meetings/{practice.copy.id}/console", status=404)
    as_host.get(f"/{practice.copy.code}", status=404)


def test_whoever_has_it_open_is_told_that_it_is_over(practice: Practice, app: Flask) -> None:
    with app.test_request_context():
        room = channels.room_channel(practice.copy)
        console = channels.console_channel(practice.copy, "http://localhost")
        assert "gone" not in room.render()
        rehearsals.throw_away(practice.copy.id, 1)
        assert re.match(r'<section id="room"[^>]*data-key="gone"', room.render())
        assert re.match(r'<section id="console"[^>]*data-key="gone"', console.render())


def test_a_meeting_that_is_deleted_takes_its_rehearsal_along(practice: Practice) -> None:
    operations_staff.delete_meeting(practice.hall.meeting.id, 1)
    assert queries_rehearsal.list_rehearsals() == []
    assert Meeting.select().count() == 0


def test_thrown_away_in_the_middle_of_a_vote_nothing_fails(practice: Practice) -> None:
    operations.open_question(practice.questions[0].id, 1)
    practice.after(8)
    rehearsals.throw_away(practice.copy.id, 1)
    practice.after(30)
    assert practice.driver.crowds == {}


def test_only_hosts_rehearse(
    practice: Practice, client: CheckingClient, as_procurement: CheckingClient
) -> None:
    path = f"/meetings/{practice.hall.meeting.id}/rehearsals"
    as_procurement.post(path, data={"people": "10"}, status=404)
    client.post(path, data={"people": "10"})
    assert Meeting.select().count() == 2


@pytest.mark.parametrize("page", ["registrations", "registrations/new", "tickets", "sittings/new"])
def test_nobody_is_registered_mailed_or_given_another_sitting_by_a_rehearsal(
    practice: Practice, as_host: CheckingClient, page: str
) -> None:
    as_host.get(f"/meetings/{practice.copy.id}/{page}", status=404)
    as_host.get(f"/meetings/{practice.hall.meeting.id}/{page}")
    as_host.post(f"/meetings/{practice.copy.id}/tickets/sending", status=404)
    as_host.post(f"/meetings/{practice.copy.id}/sittings", data={}, status=404)


def test_wishes_and_opinions_of_a_rehearsal_are_nothing_to_purge(practice: Practice) -> None:
    run_through(practice)
    close_exit(practice.copy.id, 1)
    later = (clock.local(clock.now()) + 2 * TOMORROW).date()
    assert queries_kept.count_wishes(later) == {"wishes": 0, "suggestions": 0}
    assert queries_kept.count_exits(later) == {"exits": 0}
