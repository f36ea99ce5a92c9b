"""The host's pitches: the list, its order, the stage, the result, and that names go when due."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.meetings.models import Meeting
from kiosk.retention import operations as operations_retention
from kiosk.voting import operations, operations_pitch, operations_pitch_stage, queries, scene_pitch
from kiosk.voting.models_pitch import Pitch
from tests.support import pitches
from tests.support.disposal import decide
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient


@pytest.fixture
def hall(app: Flask) -> Hall:
    hall = make_hall()
    pitches.open_list(hall)
    return hall


@pytest.fixture
def three(hall: Hall) -> list[Pitch]:
    return pitches.listed(hall, "Alfa", "Beta", "Gamma")


def home(hall: Hall) -> str:
    return f"/meetings/{hall.meeting.id}/pitches"


def call(hall: Hall, pitch: Pitch, expect: int | None = None) -> None:
    operations_pitch_stage.call_pitch(hall.meeting.id, pitch.id, None, expect)


def timing(hall: Hall, act: str, expect: int | None = None) -> None:
    operations_pitch_stage.time_pitch(hall.meeting.id, act, None, expect)


def version(hall: Hall) -> int:
    return queries.get_stage(hall.meeting.id).version


def wall(as_host: CheckingClient, hall: Hall) -> str:
    console = as_host.get(f"/meetings/{hall.meeting.id}/console").text
    match = re.search(r'href="(/screens/[^"]+)"', console)
    assert match
    return as_host.get(match[1]).text


def test_a_name_stands_on_the_wall_only_when_the_host_has_accepted_it(
    hall: Hall, as_host: CheckingClient
):
    one = pitches.signed(hall, "Delta", accepted=False)
    operations_pitch_stage.show_pitches(hall.meeting.id, None)
    assert "Delta" in as_host.get(home(hall)).text
    assert "Delta" not in wall(as_host, hall)
    as_host.post(f"{home(hall)}/{one.id}/approval")
    assert "Delta" in wall(as_host, hall)
    as_host.post(f"{home(hall)}/{one.id}/hiding")
    assert "Delta" not in wall(as_host, hall)


def test_the_host_adds_moves_and_removes(hall: Hall, as_host: CheckingClient, three: list[Pitch]):
    as_host.post(home(hall), data={"company": "Delta"})
    assert pitches.order(hall) == ["Alfa", "Beta", "Gamma", "Delta"]
    as_host.post(f"{home(hall)}/{three[2].id}/moving", data={"to": "earlier"})
    as_host.post(f"{home(hall)}/{three[0].id}/moving", data={"to": "later"})
    assert pitches.order(hall) == ["Gamma", "Alfa", "Beta", "Delta"]
    as_host.post(f"{home(hall)}/{three[1].id}/removal")
    assert pitches.order(hall) == ["Gamma", "Alfa", "Delta"]


def test_the_first_cannot_come_earlier_nor_the_last_later(hall: Hall, three: list[Pitch]):
    operations_pitch.move_pitch(three[0].id, True, None)
    operations_pitch.move_pitch(three[2].id, False, None)
    assert pitches.order(hall) == ["Alfa", "Beta", "Gamma"]


def test_htmx_gets_the_list_alone(hall: Hall, as_host: CheckingClient, three: list[Pitch]):
    path = f"{home(hall)}/{three[0].id}/hiding"
    assert 'id="pitches"' in as_host.post(path, htmx=True).text[:200]


def test_what_somebody_has_taken_back_meanwhile_is_said_calmly(hall: Hall, as_host: CheckingClient):
    one = pitches.signed(hall, "Delta", accepted=False)
    operations_pitch.withdraw(hall.meeting.id, str(one.signer))
    page = as_host.post(f"{home(hall)}/{one.id}/approval", status=409).text
    assert "Den står inte på listan längre." in page


def test_another_meetings_pitch_is_not_here(hall: Hall, as_host: CheckingClient):
    [other] = pitches.listed(make_hall("ABC234"), "Delta")
    as_host.post(f"{home(hall)}/{other.id}/removal", status=404)
    assert Pitch.select().count() == 1


@pytest.mark.parametrize("typed", ["14", "601", "", "abc", "-60", "1e2", "9" * 40])
def test_a_strange_length_is_refused_and_kept(hall: Hall, as_host: CheckingClient, typed: str):
    page = as_host.post(f"{home(hall)}/seconds", data={"seconds": typed}, status=422).text
    assert "En pitch är mellan 15 och 600 sekunder." in page
    assert f'value="{typed[:10]}"' in page


def test_a_length_holds_from_the_next_one_called_up(hall: Hall, three: list[Pitch]):
    call(hall, three[0])
    operations_pitch.set_seconds(hall.meeting.id, 90, None)
    assert pitches.running(hall).timer.seconds == 60
    call(hall, three[1])
    assert pitches.running(hall).timer.seconds == 90


def steps(as_host: CheckingClient, hall: Hall) -> list[str]:
    """Press the one big step until there is no step of a pitch left; return what it said."""
    said = []
    for _ in range(20):
        page = as_host.get(f"/meetings/{hall.meeting.id}/console").text
        form = re.search(r'<form class="next-form".*?</form>', page, re.DOTALL)
        if not form or "/pitches/" not in form[0]:
            return said
        said.append(re.search(r"<span>([^<]+)<small>([^<]+)", form[0]).group(1, 2))
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
        as_host.post(re.search(r'action="([^"]+)"', form[0])[1], data=fields)
    raise AssertionError(said)


def test_the_one_big_step_leads_through_all_pitches(
    hall: Hall, as_host: CheckingClient, three: list[Pitch]
):
    as_host.post(f"{home(hall)}/showing")
    assert steps(as_host, hall) == [
        ("Ropa upp den första", "Alfa"), ("Starta tiden", "Alfa"),
        ("Ropa upp nästa", "Beta"), ("Starta tiden", "Beta"),
        ("Ropa upp nästa", "Gamma"), ("Starta tiden", "Gamma"),
        ("Tacka alla som pitchade", "Ingen mer står på listan"),
    ]  # fmt: skip
    assert "Tack, alla som pitchade!" in wall(as_host, hall)
    assert all(pitches.now(one).spoken_at for one in three)


def test_the_wall_says_who_speaks_the_time_and_who_is_next(
    hall: Hall, as_host: CheckingClient, three: list[Pitch]
):
    call(hall, three[0])
    assert "1:00" in wall(as_host, hall)
    timing(hall, "start")
    page = wall(as_host, hall)
    assert "data-timer=" in page
    assert re.search(r"Tiden är ute \d\d:\d\d:\d\d\.</p></noscript>", page)
    assert re.search(r"Nästa: <b>Beta</b>", page)


def test_a_pause_holds_what_is_left(hall: Hall, three: list[Pitch]):
    call(hall, three[0])
    timing(hall, "start")
    timing(hall, "pause")
    timer = pitches.running(hall).timer
    assert timer.ends is None
    assert 50 < timer.left <= 60
    timing(hall, "again")
    assert pitches.running(hall).timer.ends > clock.now()


def test_a_time_that_ended_while_nobody_looked_is_over(hall: Hall, three: list[Pitch]):
    call(hall, three[0])
    timing(hall, "start")
    late = queries.get_stage(hall.meeting.id)
    late.detail = {**late.detail, "ends": (clock.now() - timedelta(hours=1)).isoformat()}
    write(late.save)
    drawn = scene_pitch.picture(hall.meeting, queries.get_stage(hall.meeting.id))
    assert drawn["timer"].over
    assert drawn["timer"].face == "0:00"


def test_of_two_hosts_who_press_next_at_once_one_is_told_so(hall: Hall, three: list[Pitch]):
    call(hall, three[0])
    seen = version(hall)
    timing(hall, "start", seen)
    with pytest.raises(Refusal, match="stage_moved"):
        call(hall, three[1], seen)
    assert pitches.running(hall).speaker.company == "Alfa"


def test_who_takes_it_back_while_next_is_not_called_up(hall: Hall, as_host: CheckingClient):
    first, second = pitches.signed(hall, "Alfa"), pitches.signed(hall, "Beta")
    call(hall, first)
    operations_pitch.withdraw(hall.meeting.id, str(second.signer))
    page = as_host.post(f"{home(hall)}/calling", data={"pitch": second.id}, status=409).text
    assert "Den som stod på tur är inte kvar på listan." in page
    assert pitches.running(hall).speaker.company == "Alfa"


def test_who_takes_it_back_on_the_stage_leaves_the_order(hall: Hall, as_host: CheckingClient):
    first = pitches.signed(hall, "Alfa")
    pitches.signed(hall, "Beta")
    call(hall, first)
    operations_pitch.withdraw(hall.meeting.id, str(first.signer))
    assert "Alfa" not in wall(as_host, hall)
    page = as_host.post(f"{home(hall)}/timing", data={"act": "start"}, status=409).text
    assert "Ingen står på scenen." in page


def test_calling_up_is_taken_back(hall: Hall, three: list[Pitch]):
    call(hall, three[0])
    call(hall, three[1])
    operations.take_back(hall.meeting.id, None)
    assert pitches.running(hall).speaker.company == "Alfa"


def test_who_has_spoken_can_be_put_back(hall: Hall, as_host: CheckingClient, three: list[Pitch]):
    call(hall, three[0])
    timing(hall, "start")
    as_host.post(f"{home(hall)}/showing")
    assert pitches.order(hall) == ["Beta", "Gamma"]
    as_host.post(f"{home(hall)}/{three[0].id}/return")
    assert pitches.order(hall) == ["Alfa", "Beta", "Gamma"]


def test_nobody_is_called_up_while_a_question_is_open(hall: Hall, three: list[Pitch]):
    hall.open()
    with pytest.raises(Refusal, match="another_open"):
        call(hall, three[0])


def test_an_ended_meeting_calls_nobody_and_opens_no_list(
    hall: Hall, as_host: CheckingClient, three: list[Pitch]
):
    operations.end_meeting(hall.meeting.id, None)
    as_host.post(f"{home(hall)}/calling", data={"pitch": three[0].id}, status=409)
    as_host.post(f"{home(hall)}/sign-up", data={"on": "1"}, status=409)
    assert "Ropa upp nu" not in as_host.get(home(hall)).text


def test_nobody_is_called_up_whom_the_host_has_not_accepted(hall: Hall):
    one = pitches.signed(hall, "Delta", accepted=False)
    with pytest.raises(Refusal, match="pitch_gone"):
        call(hall, one)
    assert pitches.running(hall).speaker is None


def test_the_wall_is_muted_from_the_console(
    hall: Hall, as_host: CheckingClient, three: list[Pitch]
):
    call(hall, three[0])
    timing(hall, "start")
    assert 'data-sound="on"' in wall(as_host, hall)
    as_host.post(f"{home(hall)}/sound", data={"on": ""})
    assert 'data-sound="off"' in wall(as_host, hall)


def test_a_time_that_starts_or_stops_is_no_new_picture_for_a_phone(hall: Hall, three: list[Pitch]):
    call(hall, three[0])
    stage = queries.get_stage(hall.meeting.id)
    before = scene_pitch.picture(hall.meeting, stage)["key"]
    timing(hall, "start")
    stage = queries.get_stage(hall.meeting.id)
    assert scene_pitch.picture(hall.meeting, stage)["key"] == before


def test_the_result_lists_who_has_pitched(hall: Hall, as_host: CheckingClient, three: list[Pitch]):
    call(hall, three[1])
    timing(hall, "start")
    operations.end_meeting(hall.meeting.id, None)
    page = as_host.get(f"/meetings/{hall.meeting.id}/result").text
    assert "Har pitchat" in page
    assert "Beta" in page
    assert "Gamma" not in page


def test_names_go_together_with_the_check_ins(hall: Hall, as_host: CheckingClient):
    pitches.signed(hall, "Alfa")
    pitches.listed(hall, "Beta")
    held = clock.now() - timedelta(days=900)
    write(Meeting.update(starts_at=held).where(Meeting.id == hall.meeting.id).execute)
    pitches.listed(make_hall("ABC234"), "Delta")
    decide("attendances")
    assert operations_retention.purge(None, "attendances").counts == {
        "attendances": 1,
        "pitches": 2,
    }
    assert [one.company for one in Pitch.select()] == ["Delta"]


def test_only_hosts_see_the_list(hall: Hall, as_procurement: CheckingClient, client):
    client.get(home(hall), status=303)
    as_procurement.get(home(hall), status=404)
    client.post(f"{home(hall)}/showing")
    assert queries.get_stage(hall.meeting.id).scene == "waiting"


def test_the_list_is_followed_live(hall: Hall, as_host: CheckingClient, three: list[Pitch]):
    assert 'id="pitches"' in as_host.get(f"{home(hall)}/frame").text[:600]
