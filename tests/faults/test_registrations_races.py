"""Hosts who paste the same list at once, and phones that use the same ticket at once."""

from concurrent.futures import ThreadPoolExecutor

from kiosk.meetings.tickets import ticket
from tests.faults.conftest import MakeHall
from tests.faults.hall import Phone
from tests.support.registering import SECRET

PHONES = 20


def test_twenty_phones_with_one_ticket_are_one_check_in(make_hall: MakeHall):
    hall = make_hall().start(KIOSK_SECRET_KEY=SECRET)
    meeting = hall.facts["meeting"]
    host, rows = hall.host(), {"rows": "Berg AB;Bo\nDal AB;Eva"}
    with ThreadPoolExecutor(8) as hosts:
        list(hosts.map(lambda _n: host.post(f"/meetings/{meeting}/registrations", rows), range(8)))
    found = hall.rows("SELECT id FROM registration ORDER BY company")
    assert len(found) == 2
    page = f"/{hall.code}/tickets/{ticket(SECRET, str(found[0][0]))}"

    def come(number: int) -> int:
        return Phone(hall).post(page, {"operation": f"p{number}"}).status

    with ThreadPoolExecutor(PHONES) as crowd:
        assert set(crowd.map(come, range(PHONES))) == {303}
    assert hall.rows("SELECT COUNT(*) FROM attendance") == [(1,)]
