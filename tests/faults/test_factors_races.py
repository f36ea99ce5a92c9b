"""A hall taps at once while the host closes: what was confirmed counts, and counts once."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import MakeHall
from tests.faults.hall import Hall, Phone

COUNT = 40


def test_a_closing_that_races_taps_keeps_each_that_was_confirmed(make_hall: MakeHall):
    hall = make_hall().start()
    opened(hall)
    phones = [Phone(hall) for _ in range(COUNT)]
    assert all(phone.check_in(f"n{number}") for number, phone in enumerate(phones))

    def act(number: int) -> int:
        if number == COUNT:
            return hall.host().post("/factor-lists/1/closing").status
        said = {"factor-1": "keep", "factor-2": "change"}
        return phones[number % COUNT].post(f"/{hall.code}/factor-lists/1/ballots", said).status

    with ThreadPoolExecutor(20) as crowd:
        said = list(crowd.map(act, range(2 * COUNT)))
    assert set(said) <= {303, 409}
    assert said[COUNT] == 303
    confirmed = {number % COUNT for number in range(2 * COUNT) if said[number] == 303} - (
        {0} if said[0] == 409 else set()
    )
    assert hall.rows("SELECT COUNT(*) FROM factor_voter") == [(len(confirmed),)]
    assert hall.rows("SELECT COUNT(*) FROM factor_ballot") == [(2 * len(confirmed),)]
    assert hall.rows("SELECT secret FROM factor_list") == [(None,)]


def opened(hall: Hall) -> None:
    """Make a list of two factors and open it."""
    sent = {"title_sv": "Läget", "lines": "Ett\nTvå"}
    meeting = hall.facts["meeting"]
    assert hall.host().post(f"/meetings/{meeting}/factor-lists", sent).status == 303
    assert hall.host().post("/factor-lists/1/opening").status == 303
