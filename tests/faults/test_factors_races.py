"""A hall taps at once while the host closes: what was confirmed counts, and counts once."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import MakeHall
from tests.faults.hall import Hall, Phone

COUNT = 40


def test_a_closing_that_races_taps_keeps_each_that_was_confirmed(make_hall: MakeHall):
    hall = make_hall().start()
    phones = opened(hall)

    def act(number: int) -> tuple[int, int]:
        if number == COUNT:
            return -1, hall.host().post("/factor-lists/1/closing").status
        said = {"factor-1": "keep", "factor-2": "change"}
        answer = phones[number % COUNT].post(f"/{hall.code}/factor-lists/1/ballots", said)
        return number % COUNT, answer.status

    with ThreadPoolExecutor(20) as crowd:
        heard = list(crowd.map(act, range(2 * COUNT)))
    assert {status for _phone, status in heard} <= {303, 409}
    confirmed = len({phone for phone, status in heard if status == 303} - {-1})
    assert hall.rows("SELECT COUNT(*) FROM factor_voter") == [(confirmed,)]
    assert hall.rows("SELECT COUNT(*) FROM factor_ballot") == [(2 * confirmed,)]
    assert hall.rows("SELECT secret FROM factor_list") == [(None,)]


def opened(hall: Hall) -> list[Phone]:
    """Make a list of two factors, open it, and check people in."""
    sent = {"title_sv": "Läget", "lines": "Ett\nTvå"}
    meeting = hall.facts["meeting"]
    assert hall.host().post(f"/meetings/{meeting}/factor-lists", sent).status == 303
    assert hall.host().post("/factor-lists/1/opening").status == 303
    phones = [Phone(hall) for _ in range(COUNT)]
    assert all(phone.check_in(f"n{number}") for number, phone in enumerate(phones))
    return phones
