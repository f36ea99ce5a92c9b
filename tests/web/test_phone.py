"""The attendee's phone: the way in, the room, one vote."""

import pytest
from flask import Flask

from kiosk.meetings.models import Attendance
from kiosk.voting import operations, queries
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, words
from tests.web.conftest import new_client


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting that those who have checked in may vote at."""
    return make_hall()


@pytest.fixture
def phone(client: CheckingClient, hall: Hall) -> CheckingClient:
    """Return the phone of somebody who has checked in."""
    client.post(f"/{CODE}/attendances", data={"role": "company", "mode": "room"})
    return client


def ballot(phone: CheckingClient, hall: Hall, answer: str, number: int = 0, **more: object) -> str:
    """Vote on a question and return the page that follows."""
    address = f"/{CODE}/questions/{hall.questions[number].id}/ballots"
    return phone.post(address, data={"answer": answer, "operation": answer}, **more).text


def test_the_start_page_leads_to_the_meeting(client: CheckingClient, hall: Hall):
    client.get("/")
    assert client.get("/?code=kx4 p7q", status=303).location == f"/{CODE}"


def test_a_wrong_code_says_so_and_keeps_what_was_typed(client: CheckingClient, hall: Hall):
    page = client.get("/?code=KX4P7R", status=404).text
    assert "Det finns ingen träff med den koden" in page
    assert 'value="KX4P7R"' in page
    assert client.get("/KX4P7R", status=404)


def test_a_code_in_small_letters_is_the_same_code(client: CheckingClient, hall: Hall):
    assert client.get("/kx4p7q", status=302).location == f"/{CODE}"


def test_who_has_not_checked_in_is_shown_the_way_in(client: CheckingClient, hall: Hall):
    assert client.get(f"/{CODE}", status=302).location == f"/{CODE}/attendances/new"
    assert "Checka in" in client.get(f"/{CODE}/attendances/new").text


def test_checking_in_twice_with_one_operation_is_one_person(client: CheckingClient, hall: Hall):
    for _ in range(20):
        client.post(f"/{CODE}/attendances", data={"role": "company", "operation": "a" * 32})
    assert queries.get_numbers(hall.meeting.id, None).checked_in == 1


@pytest.mark.parametrize(
    "sent",
    [{"role": "king"}, {"mode": "nowhere"}, {"company": "x" * 10_000}, {"name": "y" * 121}],
)
def test_a_bad_check_in_is_said_and_kept(client: CheckingClient, hall: Hall, sent: dict[str, str]):
    page = client.post(f"/{CODE}/attendances", data={"role": "company", **sent}, status=422).text
    assert "error-summary" in page
    assert all(value in page for name, value in sent.items() if name in ("company", "name"))


def test_strange_characters_in_a_name_are_harmless(client: CheckingClient, hall: Hall):
    name = "Z\u0300" + "\u0301" * 5000 + "\u202eevil\u0000 <script>alert(1)</script>"
    client.post(f"/{CODE}/attendances", data={"role": "company", "name": name})
    kept = Attendance.get().name
    assert len(kept) < 50
    assert not {"\u202e", "\u0000"} & set(kept)


def test_only_an_open_meeting_lets_somebody_just_vote(client: CheckingClient, hall: Hall):
    assert "Rösta utan att checka in" not in client.get(f"/{CODE}/attendances/new").text
    make_hall("BCDFGH", level="open")
    assert "Rösta utan att checka in" in client.get("/BCDFGH/attendances/new").text
    client.post("/BCDFGH/attendances", data={"vote_only": "1"})
    meeting = queries.get_meeting(hall.meeting.id + 1)
    assert queries.get_numbers(meeting.id, None).checked_in == 0


def test_the_phone_waits_then_asks_then_tells(phone: CheckingClient, hall: Hall):
    assert "Du är med" in phone.get(f"/{CODE}").text
    question = hall.open()
    assert "Någon gång" in phone.get(f"/{CODE}").text
    ballot(phone, hall, "often")
    page = phone.get(f"/{CODE}").text
    assert "Din röst är räknad" in page
    assert "Ofta" in page
    hall.close(question)
    assert "Röstningen är stängd" in phone.get(f"/{CODE}").text


def test_a_changed_vote_replaces_the_first(phone: CheckingClient, hall: Hall):
    question = hall.open()
    ballot(phone, hall, "often")
    assert "checked" in phone.get(f"/{CODE}?change=1").text
    ballot(phone, hall, "never")
    assert queries.count_answers(question.id) == {'["never"]': 1}


def test_htmx_gets_the_receipt_as_a_fragment(phone: CheckingClient, hall: Hall):
    hall.open()
    fragment = ballot(phone, hall, "often", htmx=True)
    assert fragment.lstrip().startswith("<section")
    assert "Din röst är räknad" in fragment


@pytest.mark.parametrize("answer", ["", "bogus", "unknown", "x" * 10_000])
def test_what_is_no_answer_is_refused_kindly(phone: CheckingClient, hall: Hall, answer: str):
    question = hall.open()
    assert "notice-error" in ballot(phone, hall, answer, status=422)
    assert queries.count_ballots(question.id) == 0


def test_two_options_in_a_one_choice_question_are_refused(phone: CheckingClient, hall: Hall):
    question = hall.open()
    address = f"/{CODE}/questions/{question.id}/ballots"
    page = phone.post(address, data={"answer": ["often", "never"]}, status=422).text
    assert "Du har valt för många" in page
    assert queries.count_ballots(question.id) == 0


def test_a_vote_after_closing_is_told_plainly_that_it_was_not_counted(
    phone: CheckingClient, hall: Hall
):
    question = hall.open()
    hall.close(question)
    page = ballot(phone, hall, "often", status=409)
    assert "Din röst räknades inte" in page
    assert queries.count_ballots(question.id) == 0


def test_a_vote_before_opening_is_refused(phone: CheckingClient, hall: Hall):
    ballot(phone, hall, "often", status=409)
    assert queries.count_ballots(hall.questions[0].id) == 0


def test_a_question_of_another_meeting_is_not_here(phone: CheckingClient, hall: Hall):
    other = make_hall("BCDFGH")
    other.open()
    ballot(phone, other, "often", status=404)


def test_a_stranger_votes_only_after_checking_in(app: Flask, hall: Hall):
    hall.open()
    stranger = new_client(app)
    ballot(stranger, hall, "often", status=303)
    assert queries.count_ballots(hall.questions[0].id) == 0
    assert stranger.get(f"/{CODE}/stream", status=404)


def test_a_tampered_cookie_is_nobody(phone: CheckingClient, hall: Hall):
    phone.set_cookie("kiosk_attendee", "x" * 24, path=f"/{CODE}")
    assert phone.get(f"/{CODE}", status=302)


def test_forgetting_the_phone_leaves_the_check_in_counted(phone: CheckingClient, hall: Hall):
    phone.post(f"/{CODE}/attendances/leaving")
    assert phone.get(f"/{CODE}", status=302)
    assert queries.get_numbers(hall.meeting.id, None).checked_in == 1


def test_an_ended_meeting_thanks_and_lets_nobody_in(phone: CheckingClient, hall: Hall, app: Flask):
    operations.end_meeting(hall.meeting.id, None)
    assert "Tack för i dag" in phone.get(f"/{CODE}").text
    late = new_client(app)
    assert "Tack för i dag" in late.get(f"/{CODE}").text
    late.post(f"/{CODE}/attendances", data={"role": "company"}, status=409)


def test_a_personal_code_is_one_vote_however_many_phones_use_it(app: Flask, hall: Hall):
    from kiosk.meetings.rules import personal_codes

    roll = make_hall("BCDFGH", level="roll", roll_size=10)
    question = roll.open()
    code = personal_codes(app.config["SECRET_KEY"], "BCDFGH", 10)[3]
    for answer in ("often", "never"):
        phone = new_client(app)
        phone.post("/BCDFGH/attendances", data={"role": "company"})
        assert "personliga kod" in phone.get("/BCDFGH").text
        phone.post("/BCDFGH/personal-codes", data={"code": "BBBBBBBB"}, status=422)
        phone.post("/BCDFGH/personal-codes", data={"code": f"{code[:4]} {code[4:].lower()}"})
        phone.post(f"/BCDFGH/questions/{question.id}/ballots", data={"answer": answer})
    assert queries.count_answers(question.id) == {'["never"]': 1}


def test_the_frame_is_the_same_picture_and_saves_bytes(phone: CheckingClient, hall: Hall):
    first = phone.get(f"/{CODE}/frame")
    again = {"If-None-Match": first.headers["ETag"]}
    phone.get(f"/{CODE}/frame", headers=again, status=304)
    hall.open()
    assert "Någon gång" in phone.get(f"/{CODE}/frame", headers=again).text


def test_a_personal_code_cannot_be_guessed_at_by_cookies(app: Flask, client: CheckingClient):
    from kiosk.meetings.rules import personal_codes

    hall = make_hall("BCDFGH", level="roll", roll_size=10)
    hall.open()
    client.post("/BCDFGH/attendances", data={"role": "other", "mode": "room"})
    right = personal_codes(app.config["SECRET_KEY"], "BCDFGH", 10)[0]
    for made_up in (right, f"{right}.", f"{right}.{'A' * 24}", f"{right}.å"):
        client.set_cookie("kiosk_code", made_up, path="/BCDFGH")
        assert "personliga kod" in client.get("/BCDFGH").text


def test_a_new_cookie_gives_no_new_tries(app: Flask, client: CheckingClient):
    make_hall("BCDFGH", level="roll", roll_size=10)
    for number in range(20):
        client.set_cookie("kiosk_attendee", f"made up {number}", path="/BCDFGH")
        client.post("/BCDFGH/personal-codes", data={"code": "BBBBBBBB"}, status=422)
    client.post("/BCDFGH/personal-codes", data={"code": "BBBBBBBB"}, status=429)
    checked_in = new_client(app)
    checked_in.post("/BCDFGH/attendances", data={"role": "other", "mode": "room"})
    checked_in.post("/BCDFGH/personal-codes", data={"code": "BBBBBBBB"}, status=422)


@pytest.mark.parametrize("page", ["", "/attendances/new", "/personal-codes/new", "/frame"])
def test_every_page_of_a_meeting_counts_guesses_of_its_code(client: CheckingClient, page: str):
    from kiosk import security

    for _ in range(security.wrong_codes.tries - 1):
        security.wrong_codes.count("127.0.0.1")
    client.get(f"/KX4P7R{page}", status=404)
    client.get(f"/KX4P7R{page}", status=429)


def test_a_broadcast_frame_holds_nothing_personal(phone: CheckingClient, hall: Hall):
    hall.open()
    ballot(phone, hall, "often")
    frame = phone.get(f"/{CODE}/frame").text
    assert "checked" not in frame
    assert "räknad" not in frame


def test_the_page_speaks_the_browsers_language(phone: CheckingClient, hall: Hall):
    hall.open()
    english = phone.get(f"/{CODE}", headers={"Accept-Language": "en-GB"})
    assert "How often have you tendered" in english.text
    assert "Nobody learns how you vote" in english.text
    phone.post("/language", data={"lang": "en", "next": f"/{CODE}"})
    assert "How often" in phone.get(f"/{CODE}").text


def test_a_meeting_before_a_procurement_says_where_questions_belong(
    client: CheckingClient, app: Flask
):
    make_hall(kind="before_procurement")
    assert "upphandlingssystemet" in client.get(f"/{CODE}/attendances/new").text


def test_too_many_wrong_codes_from_one_address_wait(client: CheckingClient, hall: Hall):
    from kiosk import security

    for _ in range(security.wrong_codes.tries):
        security.wrong_codes.count("127.0.0.1")
    try:
        assert "Vänta en minut" in client.get("/KX4P7R", status=429).text
        assert client.get(f"/{CODE}", status=302)  # the right code still works for the whole hall
    finally:
        security.wrong_codes.forget("127.0.0.1")


def test_receipt_is_headed_by_words(phone: CheckingClient, hall: Hall):
    from tests.web.checking import find

    hall.open()
    ballot(phone, hall, "often")
    assert [words(h) for h in find(phone.get(f"/{CODE}"), ".//h2")] == ["Din röst är räknad"]


def test_who_takes_part_remotely_finds_the_video_meeting(client: CheckingClient, app: Flask):
    make_hall(remote_url="https://video.example/1")
    for page in ("attendances/new", "frame"):
        assert 'href="https://video.example/1"' in client.get(f"/{CODE}/{page}").text
