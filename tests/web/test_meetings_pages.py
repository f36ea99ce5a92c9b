"""The list of meetings and the page that prepares one: copying, deleting, the link to the wall."""

import pytest

from kiosk import clock
from kiosk.meetings.models import Meeting, Series
from kiosk.meetings.operations import check_in
from kiosk.voting import operations
from tests.support.hosting import FACTS, TEXT, day, make_meeting, questions
from tests.web.checking import CheckingClient, find, words


def remains(client: CheckingClient, meeting: Meeting) -> str:
    [section] = find(client.get(f"/meetings/{meeting.id}"), ".//*[@aria-labelledby='remaining']")
    return words(section)


def wall(client: CheckingClient, meeting: Meeting) -> str:
    [field] = find(client.get(f"/meetings/{meeting.id}"), ".//*[@id='wall-address']")
    return "/screens/" + str(field.get("value")).split("/screens/")[1] + "/frame"


def test_an_empty_list_says_what_to_do(as_host: CheckingClient):
    page = as_host.get("/meetings")
    assert "Ingen träff än" in page.text
    assert find(page, ".//main//a[@href='/meetings/new']")


def test_the_list_parts_what_is_ahead_from_what_has_been(as_host: CheckingClient):
    late, soon, old = (make_meeting(as_host, date=day(n), title=f"T{n}") for n in (9, 1, -9))
    page = as_host.get("/meetings")
    ahead = [words(one) for one in find(page, ".//main//li//h3")]
    assert ahead == [soon.title, late.title]
    assert [words(one) for one in find(page, ".//main//tbody/tr/th")] == [old.title]


def test_the_list_says_how_each_meeting_stands(as_host: CheckingClient):
    now, left, done = (make_meeting(as_host, date=day(n)) for n in (0, -1, -2))
    for meeting in (now, left):
        check_in(meeting.id, f"token {meeting.id}", role="company")
    operations.end_meeting(done.id, None)
    page = as_host.get("/meetings").text
    assert all(said in page for said in ("Pågår nu", "Inte avslutad", "1 incheckad", "5 frågor"))
    assert f'href="/meetings/{done.id}/result"' in page
    assert f'href="/meetings/{left.id}/console"' in page


def test_the_prepare_page_shows_how_people_come_in(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    page = as_host.get(f"/meetings/{meeting.id}").text
    for said in (f"{meeting.code[:3]} {meeting.code[3:]}", "Gäst-Ekdalen", "Folkets hus", "poster"):
        assert said in page


def test_a_meeting_that_is_filled_in_says_so(as_host: CheckingClient):
    assert "Allt är ifyllt" in remains(as_host, make_meeting(as_host))


def test_what_is_missing_is_said_with_a_link_to_mend_it(as_host: CheckingClient):
    bare = {"template": "", "place": "", "remote_url": "", "new_series": ""}
    said = remains(as_host, make_meeting(as_host, **bare))
    for sentence in ("inga frågor än", "Platsen saknas", "Utan en serie"):
        assert sentence in said


def test_a_wall_in_english_wants_its_questions_in_english(as_host: CheckingClient):
    meeting = make_meeting(as_host, language="en")
    assert "Allt är ifyllt" in remains(as_host, meeting)
    as_host.post(f"/meetings/{meeting.id}/questions", data=TEXT)
    assert "bara på svenska" in remains(as_host, meeting)


def test_a_changed_partner_is_noticed_in_the_question_about_it(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    as_host.post(f"/meetings/{meeting.id}", data=FACTS | {"partner": "Storstad"})
    assert "nämner en annan" in remains(as_host, meeting)


def test_a_meeting_before_a_procurement_says_what_the_phones_say(as_host: CheckingClient):
    meeting = make_meeting(as_host, kind="before_procurement")
    assert "ställs i upphandlingssystemet" in as_host.get(f"/meetings/{meeting.id}").text


def test_last_years_meeting_is_copied_with_its_questions_and_nothing_else(
    as_host: CheckingClient,
):
    old = make_meeting(as_host, date=day(-20), title=f"Träff {day(-20)[:4]}")
    check_in(old.id, "token", role="company")
    first = questions(old)[0]
    operations.open_question(first.id, None)
    operations.close_question(first.id, None)
    operations.rerun_question(first.id, None)
    answer = as_host.post(f"/meetings/{old.id}/copies")
    new = Meeting.get(Meeting.id != old.id)
    assert answer.location == f"/meetings/{new.id}/edit"
    assert [(q.lineage, q.opened_at) for q in questions(new)] == [
        (lineage, None) for lineage in ("b1", "b2", "b3", "b4", "b5")
    ]
    assert (new.place, new.series_id, new.level) == (old.place, old.series_id, old.level)
    assert (new.attendances.count(), new.code != old.code) == (0, True)


def test_a_copy_is_a_year_later_on_the_same_weekday_and_hour(as_host: CheckingClient):
    old = make_meeting(as_host, date="2027-03-12", title="Träff 2027")
    as_host.post(f"/meetings/{old.id}/copies")
    new = Meeting.get(Meeting.id != old.id)
    assert clock.local(new.starts_at).strftime("%Y-%m-%d %H:%M") == "2028-03-10 08:30"
    assert new.title == "Träff 2028"


def test_a_copied_meeting_without_a_series_gets_one_so_that_years_compare(
    as_host: CheckingClient,
):
    old = make_meeting(as_host, new_series="", title="Frukost 2027")
    as_host.post(f"/meetings/{old.id}/copies")
    series = {meeting.series_id for meeting in Meeting.select()}
    assert series == {Series.get(Series.title == "Frukost").id}


def test_a_double_click_copies_once(as_host: CheckingClient):
    old = make_meeting(as_host)
    for _ in range(2):
        as_host.post(f"/meetings/{old.id}/copies", data={"operation": "b" * 32})
    assert Meeting.select().count() == 2


def test_a_meeting_nobody_has_been_to_can_be_deleted(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    assert as_host.post(f"/meetings/{meeting.id}/deletion").location == "/meetings"
    assert "är borttagen" in as_host.get("/meetings").text
    as_host.get(f"/{meeting.code}", status=404)
    assert questions(meeting) == []


@pytest.mark.parametrize("been", ["checked in", "asked"])
def test_a_meeting_somebody_has_been_to_stays(as_host: CheckingClient, been: str):
    meeting = make_meeting(as_host)
    if been == "asked":
        operations.open_question(questions(meeting)[0].id, None)
    else:
        check_in(meeting.id, "token", role="company", vote_only=True)
    page = as_host.post(f"/meetings/{meeting.id}/deletion", status=409)
    assert "Därför går träffen inte att ta bort" in page.text
    assert f"/meetings/{meeting.id}/deletion" not in as_host.get(f"/meetings/{meeting.id}").text


def test_a_new_link_to_the_wall_kills_the_old_one(as_host: CheckingClient, client: CheckingClient):
    meeting = make_meeting(as_host)
    old = wall(as_host, meeting)
    client.get(old)
    as_host.post(f"/meetings/{meeting.id}/screen-links")
    client.get(old, status=404)
    client.get(wall(as_host, meeting))


def test_a_wall_that_is_open_dies_with_its_link(as_host: CheckingClient, client: CheckingClient):
    meeting = make_meeting(as_host)
    frames = iter(client.get(wall(as_host, meeting).replace("/frame", "/stream")).response)
    assert [next(frames).split(b"\n")[0] for _ in range(2)][1] == b"event: frame"
    as_host.post(f"/meetings/{meeting.id}/screen-links")
    assert [frame.split(b"\n")[0] for frame in frames] == [b"event: bye"]
