"""Wishes on the phone: write, wait, support, take back; every no is a clear sentence."""

import pytest
from flask import Flask

from kiosk.tokens import new_token
from kiosk.voting import operations, operations_boxes
from kiosk.voting.models_wishes import Support, Wish, WishBox
from kiosk.voting.operations_moderation import park_wish
from kiosk.voting.rules_wishes import MOST_ON_A_PHONE, MOST_WAITING
from tests.support import wishes
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient
from tests.web.conftest import new_client

WAITS = "Tack. Ditt önskemål väntar på värden."


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def box(hall: Hall) -> WishBox:
    return wishes.open_boxes(hall)[0]


@pytest.fixture
def phone(client: CheckingClient, hall: Hall) -> CheckingClient:
    """Return the phone of somebody who has checked in."""
    return checked_in(client)


def checked_in(client: CheckingClient) -> CheckingClient:
    client.post(f"/{CODE}/attendances", data={"role": "company", "operation": new_token()})
    return client


def send(phone: CheckingClient, box: WishBox, text: str, operation: str = "", **more) -> str:
    address = f"/{CODE}/wish-boxes/{box.id}/wishes"
    return phone.post(address, data={"text": text, "operation": operation}, **more).text


def plus(phone: CheckingClient, wish: Wish, on: str = "1", **more) -> str:
    data = {"on": on, "box": str(wish.box_id)}
    return phone.post(f"/{CODE}/wishes/{wish.id}/supports", data=data, **more).text


def test_a_wish_waits_and_only_its_author_sees_it(phone: CheckingClient, box: WishBox, app: Flask):
    send(phone, box, "  Mindre   delar ")
    page = phone.get(f"/{CODE}").text
    assert "Mindre delar" in page
    assert WAITS in page
    other = checked_in(new_client(app))
    assert "Mindre delar" not in other.get(f"/{CODE}").text
    assert "Mindre delar" not in phone.get(f"/{CODE}/frame").text


def test_htmx_gets_the_box_alone(phone: CheckingClient, box: WishBox):
    fragment = send(phone, box, "Mindre delar", htmx=True)
    assert fragment.lstrip().startswith(f'<section class="wish-box stack" id="wish-box-{box.id}"')
    assert WAITS in fragment


def test_one_try_sent_many_times_is_one_wish(phone: CheckingClient, box: WishBox):
    for _ in range(5):
        send(phone, box, "Mindre delar", "one try")
    assert Wish.select().count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv något först"),
        (" \u200b\u2060 ", "Skriv något först"),
        ("x" * 141, "Högst 140 tecken. Du skrev 141"),
        ("x" * 30_000, "Högst 140 tecken"),
        ("klara,  DELAR!", "Du har redan skickat det här"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_no_new_wish_is_said_and_kept(
    phone: CheckingClient, box: WishBox, text: str, said: str, htmx: bool
):
    send(phone, box, "Klara delar")
    page = send(phone, box, text, status=422, htmx=htmx)
    assert said in page
    assert text.strip()[:100] in page
    assert Wish.select().count() == 1


def test_140_characters_are_counted_as_people_count(phone: CheckingClient, box: WishBox):
    send(phone, box, "a\u030a" * 140)
    assert Wish.get().text == "å" * 140


def test_the_same_by_another_is_offered_to_support(phone: CheckingClient, box: WishBox):
    there = wishes.write(box, "Tydliga underlag", approved=True)
    page = send(phone, box, "tydliga underlag.", status=422)
    assert "Stöd det i stället" in page
    assert f'action="/{CODE}/wishes/{there.id}/supports"' in page
    plus(phone, there)
    assert wishes.counts(box) == {"Tydliga underlag": 1}


def test_what_waits_of_others_is_never_given_away(phone: CheckingClient, box: WishBox):
    wishes.write(box, "Tydliga underlag")
    send(phone, box, "tydliga underlag")
    assert Wish.select().count() == 2


def test_nobody_can_have_more_than_twenty_waiting(phone: CheckingClient, box: WishBox):
    for number in range(MOST_WAITING):
        send(phone, box, f"Önskemål {number}")
    assert "Du har 20 som väntar" in send(phone, box, "Ett till", status=422)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_box_closed_meanwhile_keeps_the_words(phone: CheckingClient, box: WishBox, htmx: bool):
    operations_boxes.close_box(box.id, None)
    page = send(phone, box, "Halvfärdig tanke", status=409, htmx=htmx)
    assert "Värden har stängt lådan, så det här skickades inte" in page
    assert "Halvfärdig tanke" in page


def test_a_meeting_that_has_ended_keeps_the_words(phone: CheckingClient, hall: Hall, box: WishBox):
    operations.end_meeting(hall.meeting.id, None)
    page = send(phone, box, "Halvfärdig tanke", status=409)
    assert "Träffen är avslutad, så det här skickades inte" in page
    assert "Halvfärdig tanke" in page


def test_a_wish_is_supported_once_and_taken_back(phone: CheckingClient, box: WishBox):
    wish = wishes.write(box, "Tydliga underlag", approved=True)
    for _ in range(3):
        plus(phone, wish)
    assert 'aria-pressed="true"' in phone.get(f"/{CODE}").text
    assert wishes.counts(box) == {"Tydliga underlag": 1}
    for _ in range(2):
        plus(phone, wish, on="")
    assert 'aria-pressed="true"' not in phone.get(f"/{CODE}").text
    assert Support.select().count() == 0


def test_htmx_gets_the_one_wish_that_was_supported(phone: CheckingClient, box: WishBox):
    wish = wishes.write(box, "Tydliga underlag", approved=True)
    fragment = plus(phone, wish, htmx=True)
    assert fragment.lstrip().startswith(f'<li id="wish-{wish.id}"')
    assert 'aria-pressed="true"' in fragment


@pytest.mark.parametrize("htmx", [False, True])
def test_support_of_what_is_gone_or_ones_own_is_refused(
    phone: CheckingClient, box: WishBox, htmx: bool
):
    waiting = wishes.write(box, "Väntar")
    assert "står inte längre" in plus(phone, waiting, status=409, htmx=htmx)
    send(phone, box, "Mitt eget")
    own = Wish.get(Wish.text == "Mitt eget")
    wishes.approve_wish(own.id, wishes.BY)
    assert "skrivit själv" in plus(phone, own, status=409, htmx=htmx)
    assert Support.select().count() == 0


def test_ones_own_waiting_wish_can_be_taken_back(phone: CheckingClient, box: WishBox, app: Flask):
    send(phone, box, "Hoppsan")
    wish, address = Wish.get(), f"/{CODE}/wishes/{Wish.get().id}/withdrawal"
    checked_in(new_client(app)).post(address, data={"box": str(box.id)}, status=409)
    assert Wish.select().count() == 1
    phone.post(address, data={"box": str(box.id)})
    assert Wish.select().count() == 0
    assert "längre" in phone.post(address, data={"box": str(box.id)}, status=409).text
    assert wish.state == "new"


def test_a_wish_that_was_taken_up_stays(phone: CheckingClient, box: WishBox):
    send(phone, box, "Hoppsan")
    wish = Wish.get()
    wishes.approve_wish(wish.id, wishes.BY)
    page = phone.post(f"/{CODE}/wishes/{wish.id}/withdrawal", status=409).text
    assert "Värden har redan tagit upp det" in page


def test_the_author_is_told_why_it_was_parked(phone: CheckingClient, box: WishBox):
    send(phone, box, "Ge oss avtalet")
    park_wish(Wish.get().id, "#procurement", wishes.BY)
    page = phone.get(f"/{CODE}").text
    assert "Parkerat av värden: rör pågående upphandling" in page


def test_who_has_not_checked_in_is_shown_the_way_in(client: CheckingClient, box: WishBox):
    address = f"/{CODE}/wish-boxes/{box.id}/wishes"
    answer = client.post(address, data={"text": "Hej"})
    assert answer.location == f"/{CODE}/attendances/new"
    assert Wish.select().count() == 0


def test_at_a_meeting_with_personal_codes_one_is_needed(client: CheckingClient, hall: Hall):
    roll = make_hall("BCDFGH", level="roll", roll_size=3)
    box = wishes.open_boxes(roll)[0]
    client.post("/BCDFGH/attendances", data={"role": "company", "operation": "x"})
    assert "personliga kod" in client.get("/BCDFGH").text
    page = client.post(f"/BCDFGH/wish-boxes/{box.id}/wishes", data={"text": "Hej"}, status=403)
    assert "Hej" in page.text


def test_another_meetings_box_is_not_here(phone: CheckingClient, hall: Hall):
    other = wishes.open_boxes(make_hall("BCDFGH"))[0]
    assert send(phone, other, "Hej", status=404)
    assert Wish.select().count() == 0


def test_a_hall_is_sent_the_first_of_many_wishes_and_the_rest_on_a_page(
    phone: CheckingClient, box: WishBox
):
    for n in range(MOST_ON_A_PHONE + 1):
        wishes.write(box, f"Sak nummer {n}", approved=True)
    frame = phone.get(f"/{CODE}/frame").text
    assert frame.count('id="words-') == MOST_ON_A_PHONE
    assert f'href="/{CODE}/wish-boxes/{box.id}"' in frame
    assert "Visa alla 21" in frame
    whole = phone.get(f"/{CODE}/wish-boxes/{box.id}").text
    assert whole.count('id="words-') == MOST_ON_A_PHONE + 1
    assert "Visa alla" not in whole


def test_nobody_outside_reads_a_box(client: CheckingClient, box: WishBox):
    answer = client.get(f"/{CODE}/wish-boxes/{box.id}", status=302)
    assert answer.location == f"/{CODE}/attendances/new"
