"""Pitches in a hurry: one sign-up each, one next speaker, and nobody called up who has left."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tests.faults.conftest import MakeHall
from tests.faults.hall import Hall, Phone


def at_once(jobs: Sequence[Callable[[], int]]) -> list[int]:
    with ThreadPoolExecutor(len(jobs)) as crowd:
        return list(crowd.map(lambda job: job(), jobs))


def opened(make_hall: MakeHall) -> tuple[Hall, str]:
    """Start a hall whose sign-up is open; return it and the address of its list."""
    hall = make_hall().start()
    home = f"/meetings/{hall.facts['meeting']}/pitches"
    assert hall.host().post(f"{home}/sign-up", {"on": "1"}).status == 303
    return hall, home


def checked_in(hall: Hall, number: int = 0) -> Phone:
    phone = Phone(hall)
    assert phone.check_in(f"n{number}")
    return phone


def sign_up(hall: Hall, phone: Phone, company: str = "Bageriet") -> int:
    return phone.post(f"/{hall.code}/pitches", {"company": company}).status


def test_twenty_tabs_that_sign_up_at_once_are_one_pitch(make_hall: MakeHall):
    hall, _home = opened(make_hall)
    phone = checked_in(hall)
    said = at_once([lambda: sign_up(hall, phone) for _ in range(20)])
    assert set(said) == {303}
    assert hall.rows("SELECT COUNT(*) FROM pitch") == [(1,)]


def test_thirty_who_sign_up_at_once_all_stand_on_the_list(make_hall: MakeHall):
    hall, _home = opened(make_hall)
    phones = [checked_in(hall, number) for number in range(30)]
    said = at_once([lambda one=one: sign_up(hall, one) for one in phones])
    assert set(said) == {303}
    assert hall.rows("SELECT COUNT(*), COUNT(DISTINCT position) FROM pitch") == [(30, 30)]


def test_of_hosts_who_call_the_next_at_once_one_moves_the_stage(make_hall: MakeHall):
    hall, home = opened(make_hall)
    for company in ("Alfa", "Beta"):
        assert hall.host().post(home, {"company": company}).status == 303
    [(first,)] = hall.rows("SELECT id FROM pitch WHERE company = 'Alfa'")
    assert hall.host().post(f"{home}/showing").status == 303
    [(seen,)] = hall.rows("SELECT version FROM stage")
    fields = {"pitch": str(first), "expect": str(seen)}
    said = at_once([lambda: hall.host().post(f"{home}/calling", fields).status for _ in range(5)])
    assert sorted(said) == [303, 409, 409, 409, 409]


def test_who_takes_it_back_as_they_are_called_is_either_there_or_not(make_hall: MakeHall):
    hall, home = opened(make_hall)
    for number in range(6):
        phone = checked_in(hall, number)
        assert sign_up(hall, phone) == 303
        [(one,)] = hall.rows("SELECT id FROM pitch")
        assert hall.host().post(f"{home}/{one}/approval").status == 303
        call = partial(hall.host().post, f"{home}/calling", {"pitch": str(one)})
        leave = partial(phone.post, f"/{hall.code}/pitches/withdrawal")
        called, left = at_once([lambda: call().status, lambda: leave().status])  # noqa: B023
        assert called in (303, 409)
        assert left == 303
        assert hall.rows("SELECT COUNT(*) FROM pitch") == [(0,)]
