"""A hall supports at once: every voice counts, and counts once."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import MakeHall
from tests.faults.hall import Hall, Phone

COUNT = 100


def test_a_hundred_supports_at_once_each_sent_twice_are_a_hundred(make_hall: MakeHall):
    hall = make_hall().start()
    wish, phones = approved(hall), [Phone(hall) for _ in range(COUNT)]
    assert all(phone.check_in(f"n{number}") for number, phone in enumerate(phones))

    def support(number: int) -> int:
        path = f"/{hall.code}/wishes/{wish}/supports"
        return phones[number % COUNT].post(path, {"on": "1", "box": "1"}).status

    with ThreadPoolExecutor(40) as crowd:
        assert set(crowd.map(support, range(2 * COUNT))) == {303}
    assert hall.rows("SELECT COUNT(*) FROM support WHERE wish_id = ?", wish) == [(COUNT,)]
    assert f"+{COUNT}" in phones[0].get(f"/{hall.code}").text


def test_a_closing_that_races_supports_keeps_each_that_was_confirmed(make_hall: MakeHall):
    hall = make_hall().start()
    wish, phones = approved(hall), [Phone(hall) for _ in range(20)]
    assert all(phone.check_in(f"n{number}") for number, phone in enumerate(phones))

    def act(number: int) -> int:
        if number == 10:
            return hall.host().post("/wish-boxes/1/closing").status
        return phones[number].post(f"/{hall.code}/wishes/{wish}/supports", {"on": "1"}).status

    with ThreadPoolExecutor(20) as crowd:
        said = list(crowd.map(act, range(20)))
    confirmed = said.count(303) - 1  # the closing itself
    assert set(said) <= {303, 409}
    assert hall.rows("SELECT COUNT(*) FROM support") == [(confirmed,)]
    assert hall.rows("SELECT secret FROM wish_box WHERE id = 1") == [(None,)]


def approved(hall: Hall) -> str:
    """Open boxes, let somebody write, approve it; return its id."""
    meeting = hall.facts["meeting"]
    opened = hall.host().post(f"/meetings/{meeting}/wish-boxes/showing", {"standing": "more_start"})
    assert opened.status == 303, opened.text
    author = Phone(hall)
    assert author.check_in("author")
    assert author.post(f"/{hall.code}/wish-boxes/1/wishes", {"text": "Mindre delar"}).status == 303
    [(wish,)] = hall.rows("SELECT id FROM wish")
    assert hall.host().post(f"/wishes/{wish}/approval").status == 303
    return str(wish)
