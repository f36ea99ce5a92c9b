"""The outbox does the same on SQLite and PostgreSQL, also for several that send at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kiosk import clock
from kiosk.db import database, write
from kiosk.mail import operations, operations_sending, post, queries, sending, worker
from kiosk.mail.message import Message
from kiosk.mail.outbox import Mail
from kiosk.mail.sending import Carrier
from kiosk.mail.smtp import Conversation
from kiosk.mail.troubles import NoServer
from tests.faults.houses import House, all_at_once
from tests.support.installation import settings_in
from tests.support.post_office import PostOffice, free_port, open_office, smtp_settings

ABOUT = "procurement:7"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office(free_port()) as office:
        yield office


@pytest.fixture
def carrying(house: House, office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house that sends through the post office."""
    monkeypatch.setattr(sending, "PACE_SECONDS", 0.0)
    mail = settings_in(house.settings.instance, **smtp_settings(office.port)).mail
    house.settings = replace(house.settings, mail=mail)
    post.use_settings(house.settings)
    post.use_composer("test", lambda ref, _kind: Message(f"{ref}@example.org", "Hej", ref, ref))
    return house


def queue(*refs: str) -> None:
    write(lambda: [operations.queue("test", ref, ABOUT) for ref in refs])


def test_several_that_send_at_once_send_each_message_once(carrying: House, office: PostOffice):
    queue(*(f"n{number}" for number in range(20)))
    carriers = [Carrier(carrying.settings) for _ in range(4)]
    all_at_once(*(carrier.send_due for carrier in carriers))
    assert Counter(office.recipients) == {f"n{number}@example.org": 1 for number in range(20)}
    assert queries.counts(ABOUT) == {"sent": 20}


def test_one_message_queued_by_several_at_once_is_there_once(carrying: House):
    all_at_once(*[lambda: queue("n1", "n2")] * 6)
    assert queries.count_all() == {"queued": 2}


def test_an_outage_and_its_end(carrying: House, office: PostOffice):
    queue("n1", "n2")
    assert operations_sending.put_all_off(NoServer("unreachable", "Connection refused")) == 2
    assert queries.count_problems() == {("queued", "unreachable"): 2}
    assert Carrier(carrying.settings).send_due() == 0
    operations_sending.let_waiting_go()
    Carrier(carrying.settings).send_due()
    assert len(office.arrived) == 2


def test_a_neighbours_message_on_its_way_is_left_alone_only_where_there_may_be_neighbours(
    carrying: House, monkeypatch: pytest.MonkeyPatch
):
    queue("n1")
    assert operations_sending.claim(Mail.get())
    worker.Worker().turn(Carrier(carrying.settings))
    state = "sending" if carrying.settings.is_postgres else "unsure"
    assert queries.counts(ABOUT) == {state: 1}
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    worker.do_duties()
    assert queries.counts(ABOUT) == {"unsure": 1}


def test_no_connection_to_the_database_is_held_while_a_server_is_talked_to(
    carrying: House, monkeypatch: pytest.MonkeyPatch
):
    free: list[bool] = []
    for step in ("open", "offer", "hand_over"):
        real = getattr(Conversation, step)

        def watch(*given: Any, real: Any = real) -> None:
            free.append(database.is_closed())
            real(*given)

        monkeypatch.setattr(Conversation, step, watch)
    queue("n1", "n2")
    Carrier(carrying.settings).send_due()
    assert len(free) >= 6
    assert all(free)


def test_rest_and_release(carrying: House, office: PostOffice):
    queue("n1")
    assert write(operations.hold) == 1
    assert write(operations.hold) == 0
    queue("n2")
    assert Carrier(carrying.settings).send_due() == 0
    assert write(operations.release)
    assert not write(operations.release)
    Carrier(carrying.settings).send_due()
    assert office.recipients == ["n2@example.org"]
