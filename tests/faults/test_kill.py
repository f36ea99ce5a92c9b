"""Kill -9 in a vote burst: nothing that was confirmed is lost, and the hall is live again."""

import http.client
import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import MakeHall
from tests.faults.hall import Hall, Phone

ROUNDS, PHONES = 30, 12


class Voter:
    """A phone that votes and changes its mind until the server is gone; it keeps what it sent."""

    def __init__(self, hall: Hall, number: int):
        self.hall, self.number = hall, number
        self.sent = self.confirmed = 0
        self.phone = Phone(hall)
        assert self.phone.check_in(f"n{number}")

    def burst(self, over: threading.Event) -> None:
        """Vote until the connection breaks or the server is known to be dead."""
        try:
            while not over.is_set():
                self.sent += 1
                self.send_again()
        except (OSError, http.client.HTTPException):
            pass  # killed; the vote that was under way is sent again afterwards

    def send_again(self) -> None:
        """Send the latest vote with its own id, for the first time or again."""
        answer = ("yes", "no")[self.sent % 2]
        reply = self.phone.vote(self.hall.questions[0], answer, f"{self.number}-{self.sent}")
        assert reply.status == 303, reply.text
        self.confirmed = self.sent


def kill(hall: Hall, the_whole_server: bool, over: threading.Event) -> None:
    """Kill the worker, which its parent replaces, or the parent, which the system starts again."""
    if the_whole_server:
        hall.stop(signal.SIGKILL)
    else:
        os.kill(hall.worker, signal.SIGKILL)
    over.set()
    if the_whole_server:
        hall.start()


def check_nothing_is_lost(hall: Hall, voters: list[Voter]) -> None:
    """Compare what the phones were told with the table."""
    operations = [str(row[0]) for row in hall.rows("SELECT operation FROM ballot")]
    stored = {int(one.split("-")[0]): int(one.split("-")[1]) for one in operations}
    assert len(stored) == len(operations)  # nobody is there twice
    for voter in voters:
        assert voter.confirmed <= stored.get(voter.number, 0) <= voter.sent


def test_no_confirmed_vote_is_lost_or_doubled_in_30_kills(make_hall: MakeHall):
    hall, rng = make_hall().start(), random.Random(30)
    assert hall.act(hall.questions[0], "opening").status == 303
    voters = [Voter(hall, number) for number in range(PHONES)]
    for round_ in range(ROUNDS):
        with ThreadPoolExecutor(PHONES) as burst:
            over = threading.Event()
            [burst.submit(voter.burst, over) for voter in voters]
            time.sleep(rng.uniform(0.05, 0.25))
            kill(hall, round_ % 3 == 0, over)
        hall.wait_until_live()
        check_nothing_is_lost(hall, voters)
        for voter in voters:
            voter.send_again()
        check_nothing_is_lost(hall, voters)
    assert sum(voter.confirmed for voter in voters) > ROUNDS  # it was a burst


def test_a_stream_is_answered_again_after_a_kill(voting: Hall):
    phone = Phone(voting)
    assert phone.check_in("Eva")
    assert "Fråga 1?" in phone.stream().next("frame")
    os.kill(voting.worker, signal.SIGKILL)
    voting.wait_until_live()
    assert "Fråga 1?" in phone.stream().next("frame")


def test_a_stopped_server_says_goodbye_to_every_stream_and_ends_well(voting: Hall):
    phones = [Phone(voting) for _ in range(100)]
    for number, phone in enumerate(phones):
        assert phone.check_in(f"n{number}")
    streams = [phone.stream() for phone in phones]
    stopping = threading.Thread(target=lambda: ended.append(voting.stop()))
    ended: list[int] = []
    stopping.start()
    assert [stream.next("bye") for stream in streams] == [""] * 100
    stopping.join(20)
    assert ended == [0]
