"""A new meeting, and a changed one."""

import pytest

from kiosk import clock
from kiosk.audit import AuditEntry
from kiosk.live.hub import hub, stage_topic
from kiosk.meetings.forms_staff import is_web_address
from kiosk.meetings.models import Meeting, Series
from kiosk.meetings.operations_staff import copy_meeting
from kiosk.meetings.queries import find_meeting
from kiosk.municipality.operations import update_municipality
from kiosk.voting import operations
from tests.support.hosting import FACTS, NASTY, make_meeting, questions
from tests.web.checking import CheckingClient, find

BAD = [
    ("title", " \u200b "),
    ("kind", "party"),
    ("kind", ""),
    ("date", "12 mars"),
    ("date", ""),
    ("date", "0001-01-01"),
    ("date", "9999-12-31"),
    ("time", "25:00"),
    ("time", ""),
    ("time", "08:61"),
    ("remote_url", "data:text/html,x"),
    ("remote_url", "mote.example"),
    ("remote_url", "ftp://mote.example"),
    ("remote_url", "https://[::1"),
    ("remote_url", "https://"),
    ("series", "77"),
    ("level", "everybody"),
    ("language", "de"),
    ("threshold", "4"),
    ("threshold", "51"),
    ("threshold", "seven"),
    ("threshold", "٧"),
]


def values(page: object) -> dict[str, str | None]:
    return {one.get("name"): one.get("value") for one in find(page, ".//main//input")}


def test_one_submit_gives_a_meeting_with_the_five_questions(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    assert [question.lineage for question in questions(meeting)] == ["b1", "b2", "b3", "b4", "b5"]
    assert (meeting.title, meeting.place) == (FACTS["title"], FACTS["place"])
    assert clock.local(meeting.starts_at).strftime("%Y-%m-%d %H:%M") == "2027-03-12 08:30"
    assert meeting.series.title == FACTS["new_series"]
    assert meeting.roll_size == 0


def test_without_a_partner_nobody_is_asked_about_one(as_host: CheckingClient):
    assert len(questions(make_meeting(as_host, partner=""))) == 4


def test_a_host_may_begin_without_questions(as_host: CheckingClient):
    assert questions(make_meeting(as_host, template="")) == []


def test_a_double_click_makes_one_meeting(as_host: CheckingClient):
    first, second = (make_meeting(as_host, operation="a" * 32) for _ in range(2))
    assert first.id == second.id
    assert len(questions(first)) == 5
    assert Meeting.select().count() == 1


def test_two_hosts_with_the_same_try_get_a_meeting_each(
    as_host: CheckingClient, as_admin: CheckingClient
):
    mine, theirs = (make_meeting(one, operation="a" * 32) for one in (as_host, as_admin))
    assert mine.code != theirs.code


def test_a_new_meeting_starts_with_the_municipalitys_threshold(as_host: CheckingClient):
    update_municipality(None, threshold=11)
    assert values(as_host.get("/meetings/new"))["threshold"] == "11"


@pytest.mark.parametrize(("field", "typed"), BAD)
def test_a_bad_field_is_named_and_the_rest_is_kept(as_host: CheckingClient, field: str, typed: str):
    page = as_host.post("/meetings", data=FACTS | {field: typed, "new_series": ""}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert find(page, f".//*[@id='error-summary']//a[@href='#f-{field}']")
    assert values(page)["place"] == FACTS["place"]
    assert Meeting.select().count() == 0


@pytest.mark.parametrize("typed", NASTY)
def test_a_text_that_is_too_long_is_kept_as_it_was_typed(as_host: CheckingClient, typed: str):
    long = typed + "y" * 200
    for field in ("title", "place", "cohosts", "partner", "wifi_name", "new_series"):
        page = as_host.post("/meetings", data=FACTS | {field: long}, status=422)
        assert values(page)[field] == long
        assert find(page, f".//*[@id='f-{field}-error']")


def test_invisible_and_turning_characters_never_reach_the_wall(as_host: CheckingClient):
    meeting = make_meeting(as_host, title="\u202eTräff\u0301\u0301\u0301\u0301 \x00 i  dag ")
    assert meeting.title == "Träff\u0301\u0301 i dag"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "javascript://x/%0aalert(1)", "//x", ""])
def test_a_link_leads_to_the_web_and_nowhere_else(link: str):
    assert not is_web_address(link)
    assert is_web_address("https://mote.example/a?b=1#c")


@pytest.mark.parametrize("size", ["0", "1001", "", "x"])
def test_personal_codes_need_a_number(as_host: CheckingClient, size: str):
    sent = FACTS | {"level": "roll", "roll_size": size}
    assert find(as_host.post("/meetings", data=sent, status=422), ".//*[@id='f-roll_size-error']")


def test_an_hour_that_does_not_exist_is_refused(as_host: CheckingClient):
    sent = FACTS | {"date": "2027-03-28", "time": "02:30"}
    page = as_host.post("/meetings", data=sent, status=422)
    assert "Den timmen finns inte" in page.text


def test_an_hour_that_comes_twice_is_the_first_one_and_the_page_says_so(as_host: CheckingClient):
    meeting = make_meeting(as_host, date="2027-10-31", time="02:30")
    assert meeting.starts_at.strftime("%H:%M") == "00:30"  # UTC, while summer time still runs
    assert "börjar första gången" in as_host.get(f"/meetings/{meeting.id}").text


def test_an_existing_series_is_used_again_whatever_its_case(as_host: CheckingClient):
    first = make_meeting(as_host)
    second = make_meeting(as_host, new_series=FACTS["new_series"].upper())
    third = make_meeting(as_host, new_series="", series=str(first.series_id))
    assert {first.series_id, second.series_id, third.series_id} == {first.series_id}
    assert Series.select().count() == 1


def test_the_facts_can_be_changed_and_everybody_hears_of_it(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    assert find_meeting(meeting.code)
    seen = hub.revision(stage_topic(meeting.id))
    form = values(as_host.get(f"/meetings/{meeting.id}/edit"))
    assert (form["date"], form["time"]) == ("2027-03-12", "08:30")
    as_host.post(f"/meetings/{meeting.id}", data=FACTS | {"title": "Ny rubrik", "time": "9.15"})
    known = find_meeting(meeting.code)
    assert known
    assert (known.title, clock.local(known.starts_at).hour) == ("Ny rubrik", 9)
    assert hub.revision(stage_topic(meeting.id)) > seen


def test_a_change_with_a_bad_field_changes_nothing(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    sent = FACTS | {"title": "", "place": "Annan plats"}
    page = as_host.post(f"/meetings/{meeting.id}", data=sent, status=422)
    assert values(page)["place"] == "Annan plats"
    assert Meeting.get_by_id(meeting.id).place == FACTS["place"]


@pytest.mark.parametrize(("field", "typed"), [("level", "open"), ("threshold", "5")])
def test_what_voters_were_told_cannot_be_changed_once_a_question_is_open(
    as_host: CheckingClient, field: str, typed: str
):
    meeting = make_meeting(as_host)
    operations.open_question(questions(meeting)[0].id, None)
    page = as_host.post(f"/meetings/{meeting.id}", data=FACTS | {field: typed}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    as_host.post(f"/meetings/{meeting.id}", data=FACTS | {"threshold": "9", "title": "Ja"})
    assert Meeting.get_by_id(meeting.id).level == "checked_in"


def test_every_act_is_written_down(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    as_host.post(f"/meetings/{meeting.id}", data=FACTS | {"title": "Ny rubrik"})
    acts = [entry.what for entry in AuditEntry.select().where(AuditEntry.who == 1)]
    assert acts[-3:] == ["take_template", "create_meeting", "update_meeting"]


def test_a_code_that_somebody_else_has_is_never_shared(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    other = copy_meeting(meeting.id, meeting.created_by + 1, meeting.code)
    assert (other.id != meeting.id, other.code != meeting.code) == (True, True)
