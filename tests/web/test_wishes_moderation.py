"""The moderator's wishes: each act, two at once, and what the room sees of it."""

import pytest
from flask import Flask

from kiosk.audit import AuditEntry
from kiosk.db import write
from kiosk.voting import channels, operations, operations_boxes, queries, queries_wishes
from kiosk.voting.models_wishes import Support, Wish, WishBox
from kiosk.voting.operations_moderation import merge_wish
from tests.support import wishes
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def box(hall: Hall) -> WishBox:
    return wishes.open_boxes(hall)[0]


@pytest.fixture
def wall(app: Flask, hall: Hall) -> str:
    with app.test_request_context("/"):
        return f"/screens/{channels.screen_token(hall.meeting)}"


def act(as_host: CheckingClient, wish: Wish, what: str, **more) -> str:
    fields = {"version": str(wish.version)} | more.pop("data", {})
    address = f"/wishes/{wish.id}/{what}" if what else f"/wishes/{wish.id}"
    return as_host.post(address, data=fields, **more).text


def test_the_console_opens_boxes_and_shows_them_again(as_host: CheckingClient, hall: Hall):
    here = f"/meetings/{hall.meeting.id}"
    for standing in ("more_start", "swot", "floor", "more_start"):
        as_host.post(f"{here}/wish-boxes/showing", data={"standing": standing})
        assert "Önskemål" in as_host.get(f"{here}/console").text
    boxes = queries_wishes.list_boxes(hall.meeting.id)
    assert [box.lineage[:2] for box in boxes] == ["w1", "w2", "sw", "sw", "sw", "sw", "fl"]
    assert queries.get_stage(hall.meeting.id).detail == {"boxes": [boxes[0].id, boxes[1].id]}
    as_host.post(f"{here}/taking-back")
    assert queries.get_stage(hall.meeting.id).detail == {"boxes": [boxes[6].id]}


def test_no_box_is_shown_over_an_open_question(as_host: CheckingClient, hall: Hall):
    hall.open()
    address = f"/meetings/{hall.meeting.id}/wish-boxes/showing"
    page = as_host.post(address, data={"standing": "floor"}, status=409).text
    assert "En fråga är öppen" in page
    assert not queries_wishes.list_boxes(hall.meeting.id)


def test_nothing_reaches_the_wall_before_it_is_approved(
    as_host: CheckingClient, box: WishBox, wall: str, hall: Hall
):
    wish = wishes.write(box, "Tydligare underlag")
    assert "Tydligare underlag" in as_host.get(f"/meetings/{hall.meeting.id}/wishes").text
    for path in (wall, wall + "/frame", f"/{hall.meeting.code}/frame"):
        assert "Tydligare underlag" not in as_host.get(path).text
    act(as_host, wish, "approval")
    for path in (wall, wall + "/frame", f"/{hall.meeting.code}/frame"):
        assert "Tydligare underlag" in as_host.get(path).text
    act(as_host, wishes.now(wish), "return")
    assert "Tydligare underlag" not in as_host.get(wall).text


def test_the_words_can_be_changed_and_the_first_ones_are_kept(
    as_host: CheckingClient, box: WishBox, wall: str
):
    wish = wishes.write(box, "Tydliga uderlag", approved=True)
    as_host.get(f"/wishes/{wish.id}")
    act(as_host, wish, "", data={"text": "Tydliga underlag"})
    assert "Så skrevs det: Tydliga uderlag" in as_host.get(f"/wishes/{wish.id}").text
    page = as_host.get(wall).text
    assert "Tydliga underlag" in page
    assert "uderlag" not in page
    page = act(as_host, wishes.now(wish), "", data={"text": "y" * 141}, status=422)
    assert "y" * 141 in page


def test_merged_wishes_count_everybody_once(as_host: CheckingClient, box: WishBox):
    one = wishes.write(box, "Mindre delar", "Eva", approved=True)
    two = wishes.write(box, "Dela upp", "Bo", approved=True)
    wishes.support(one, ["Bo", "Siv"])
    wishes.support(two, ["Siv", "Eva", "Per"])
    act(as_host, wishes.now(two), "merging", data={"into": one.id})
    # Bo wrote the other and supports this, Siv supports both, Per the other; Eva wrote this.
    assert wishes.counts(box) == {"Mindre delar": 3, "Dela upp": 0}
    act(as_host, wishes.now(two), "approval")
    assert wishes.counts(box) == {"Mindre delar": 2, "Dela upp": 3}


def test_what_is_merged_on_takes_its_own_along(box: WishBox):
    one, two, three = (wishes.write(box, text, approved=True) for text in ("Ett", "Två", "Tre"))
    merge_wish(one.id, two.id, wishes.BY)
    merge_wish(two.id, three.id, wishes.BY)
    assert {wishes.now(one).merged_into_id, wishes.now(two).merged_into_id} == {three.id}
    assert wishes.counts(box)["Tre"] == 2


@pytest.mark.parametrize("into", ["self", "elsewhere", "nowhere", ""])
def test_a_wish_is_merged_with_another_of_its_box_only(
    as_host: CheckingClient, box: WishBox, hall: Hall, into: str
):
    wish = wishes.write(box, "Mindre delar")
    other = wishes.write(wishes.open_own(hall), "Annat", approved=True)
    target = {"self": wish.id, "elsewhere": other.id}.get(into, into)
    assert "Välj vilket" in act(as_host, wish, "merging", data={"into": target}, status=422)
    assert wishes.now(wish).state == "new"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": "#procurement"}, "rör pågående upphandling"),
        ({"reason": "#procurement", "words": "Tas i maj"}, "Tas i maj"),
    ],
)
def test_a_wish_is_parked_with_a_reason(
    as_host: CheckingClient, box: WishBox, fields: dict[str, str], said: str
):
    wish = wishes.write(box, "Avtalet om städ")
    assert "Säg varför" in act(as_host, wish, "parking", status=422)
    act(as_host, wish, "parking", data=fields)
    assert f"Parkerat: {said}" in as_host.get(f"/meetings/{box.meeting_id}/wishes").text


@pytest.mark.parametrize("what", ["approval", "parking", "removal", "merging", "highlight", ""])
def test_who_comes_second_gets_the_true_state(as_host: CheckingClient, box: WishBox, what: str):
    seen = wishes.write(box, "Mindre delar")
    wishes.approve_wish(seen.id, wishes.BY)
    data = {"text": "Annat", "reason": "#names", "into": "x", "on": "1"}
    for htmx in (True, False):
        page = act(as_host, seen, what, data=data, status=409, htmx=htmx)
        assert "Någon hann före er med den här" in page
        assert 'id="return-' in page
    assert wishes.now(seen).state == "approved"


def test_what_its_author_took_back_is_gone(as_host: CheckingClient, box: WishBox):
    wish = wishes.write(box, "Hoppsan")
    write(lambda: Wish.delete().execute())
    page = act(as_host, wish, "approval", data={"meeting": str(box.meeting_id)}, status=409)
    assert "har tagit tillbaka det" in page
    act(as_host, wish, "approval", status=404)


def test_one_wish_fills_the_wall_until_another_does(
    as_host: CheckingClient, box: WishBox, hall: Hall, wall: str
):
    one, two = (wishes.write(box, text, approved=True) for text in ("Ett", "Två"))
    for wish in (one, two):
        act(as_host, wish, "highlight", data={"on": "1"})
        page = as_host.get(wall).text
        assert f"<h2>{wish.text}</h2>" in page
    act(as_host, wishes.now(two), "highlight", data={"on": ""})
    assert "wish-alone" not in as_host.get(wall).text
    act(as_host, wishes.now(one), "highlight", data={"on": "1"})
    act(as_host, wishes.now(one), "return")
    assert "wish-alone" not in as_host.get(wall).text


def test_a_question_from_the_floor_is_answered_and_sinks(
    as_host: CheckingClient, hall: Hall, wall: str
):
    [box] = wishes.open_boxes(hall, "floor")
    one, two = (wishes.write(box, text, approved=True) for text in ("När?", "Hur?"))
    wishes.support(one, 5)
    act(as_host, one, "answer", data={"on": "1"})
    as_host.post(f"/wish-boxes/{box.id}/sorting")
    page = as_host.get(wall).text
    assert page.index("Hur?") < page.index("När?")
    assert "Besvarad" in page
    act(as_host, wishes.now(one), "answer", data={"on": ""})
    assert "Besvarad" not in as_host.get(wall).text
    assert two.answered_at is None


def test_sorting_puts_the_most_supported_first(as_host: CheckingClient, box: WishBox, wall: str):
    for text, many in (("Ett", 0), ("Två", 3), ("Tre", 1)):
        wishes.support(wishes.write(box, text, approved=True), many)

    def order() -> list[int]:
        page = as_host.get(wall).text
        return [page.index(f"<span>{text}") for text in ("Två", "Tre", "Ett")]

    assert order() != sorted(order())
    as_host.post(f"/wish-boxes/{box.id}/sorting")
    assert order() == sorted(order())
    assert "+3" in as_host.get(wall).text


def test_closing_keeps_the_numbers_and_forgets_who(as_host: CheckingClient, box: WishBox):
    one = wishes.write(box, "Mindre delar", "Eva", approved=True)
    two = wishes.write(box, "Dela upp", "Bo", approved=True)
    wishes.support(one, ["Bo", "Siv"])
    wishes.support(two, ["Siv", "Eva"])
    merge_wish(two.id, one.id, wishes.BY)
    keys = {row.voter_key for row in Support.select()}
    as_host.post(f"/wish-boxes/{box.id}/closing")
    assert wishes.counts(box)["Mindre delar"] == 2
    assert not keys & {row.voter_key for row in Support.select()}
    assert {wish.author for wish in Wish.select()} == {""}
    assert WishBox.get_by_id(box.id).secret is None


def test_ending_the_meeting_closes_every_box(hall: Hall, box: WishBox):
    wishes.support(wishes.write(box, "Mindre delar", approved=True), 4)
    operations.end_meeting(hall.meeting.id, None)
    assert wishes.counts(box) == {"Mindre delar": 4}
    assert all(one.closed_at and not one.secret for one in queries_wishes.list_boxes(1))


def test_a_box_without_a_moderator_is_asked_for_twice(as_host: CheckingClient, hall: Hall):
    address = f"/meetings/{hall.meeting.id}/wish-boxes"
    as_host.get(f"{address}/new")
    sent = {"title_sv": "Öppet", "unmoderated": "1"}
    assert "Bekräfta en gång till" in as_host.post(address, data=sent, status=422).text
    assert not queries_wishes.list_boxes(hall.meeting.id)
    as_host.post(address, data={**sent, "confirmed": "1"})
    [box] = queries_wishes.list_boxes(hall.meeting.id)
    assert wishes.write(box, "Direkt").state == "approved"
    assert "Utan granskning" in as_host.get(f"/meetings/{hall.meeting.id}/console").text


def test_before_a_procurement_a_moderator_cannot_be_forgotten(as_host: CheckingClient, app: Flask):
    hall = make_hall("BCDFGH", kind="before_procurement")
    address = f"/meetings/{hall.meeting.id}/wish-boxes"
    assert "Utan granskning" not in as_host.get(f"{address}/new").text
    as_host.post(address, data={"title_sv": "Öppet", "unmoderated": "1", "confirmed": "1"})
    [box] = queries_wishes.list_boxes(hall.meeting.id)
    assert box.moderated
    with pytest.raises(operations_boxes.Refusal, match="unmoderated"):
        operations_boxes.show_boxes(
            hall.meeting.id, [operations_boxes.Heading("X")], None, unmoderated=True
        )


@pytest.mark.parametrize("title", ["", "x" * 61])
def test_a_box_needs_a_title_that_fits(as_host: CheckingClient, hall: Hall, title: str):
    address = f"/meetings/{hall.meeting.id}/wish-boxes"
    assert "error-summary" in as_host.post(address, data={"title_sv": title}, status=422).text


def test_only_hosts_moderate(client: CheckingClient, as_procurement: CheckingClient, box: WishBox):
    wish, here = wishes.write(box, "Mindre delar"), f"/meetings/{box.meeting_id}"
    for path in (f"{here}/wishes", f"{here}/wishes/frame", f"/wishes/{wish.id}"):
        client.get(path, status=303)
        as_procurement.get(path, status=404)
    as_procurement.post(f"/wishes/{wish.id}/approval", status=404)
    assert wishes.now(wish).state == "new"


def test_the_log_says_who_did_what_and_no_words(as_host: CheckingClient, box: WishBox):
    act(as_host, wishes.write(box, "Hemlig mening"), "approval")
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    assert entry.what == "approve_wish"
    assert entry.who
    assert "Hemlig" not in entry.detail
