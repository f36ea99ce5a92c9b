"""What a mail server says no to, and where it hangs up: what becomes of each message then."""

import pytest

from kiosk.db import write
from kiosk.i18n import use_language
from kiosk.mail import operations, queries, smtp
from kiosk.mail.outbox import Mail
from tests.support.mailing import ABOUT, SCHEDULE, Mailing, tries
from tests.support.post_office import DROP, DROP_BEFORE, HANG, OK, PostOffice

LATER, NEVER = "451 4.7.1 Greylisted, come back", "550 5.1.1 No such user"


@pytest.mark.parametrize("step", ["to_rcpt", "to_data"])
def test_a_server_that_asks_to_wait_is_asked_again_on_schedule_and_then_no_more(
    mailing: Mailing, office: PostOffice, step: str
):
    setattr(office, step, LATER)
    mailing.queue("ada")
    assert tries(mailing) == SCHEDULE
    [problem] = queries.list_problems(ABOUT)
    assert (problem.state, problem.problem, office.arrived) == ("failed", "gave_up", [])
    assert problem.detail == LATER
    assert mailing.send() == 0


@pytest.mark.parametrize("step", ["to_rcpt", "to_data"])
def test_what_a_server_refuses_for_good_fails_in_words_and_the_rest_goes(
    mailing: Mailing, office: PostOffice, step: str
):
    setattr(office, step, lambda to: NEVER if to.startswith("ada") else OK)
    mailing.queue("ada", "bo", "eva")
    mailing.send()
    assert mailing.states() == {"ada": "failed", "bo": "sent", "eva": "sent"}
    [problem] = queries.list_problems(ABOUT)
    use_language("sv")
    assert str(problem.words).startswith("Mejlservern tar inte emot det här mejlet.")
    assert problem.detail == NEVER
    assert office.connections == 1
    assert queries.counts(ABOUT) == {"failed": 1, "sent": 2}


def test_greylisting_delays_one_message_and_no_other(mailing: Mailing, office: PostOffice):
    office.to_rcpt = lambda to: LATER if to.startswith("ada") else OK
    mailing.queue("ada", "bo")
    mailing.send()
    assert mailing.states() == {"ada": "queued", "bo": "sent"}
    office.to_rcpt = OK
    mailing.wait(minutes=1)
    mailing.send()
    assert office.recipients == ["bo@example.org", "ada@example.org"]


@pytest.mark.parametrize("reply", ["550 5.7.1 Not you", "451 4.7.1 Not now"])
def test_a_server_that_refuses_the_sender_keeps_everything_waiting(
    mailing: Mailing, office: PostOffice, reply: str
):
    office.to_mail = reply
    mailing.queue("ada", "bo")
    mailing.send()
    assert mailing.states() == {"ada": "queued", "bo": "queued"}
    assert {one.problem for one in Mail.select()} == {"sender_refused"}
    office.to_mail = OK
    mailing.wait(minutes=1)
    mailing.send()
    assert mailing.states() == {"ada": "sent", "bo": "sent"}


def test_a_connection_lost_before_the_message_is_tried_again(mailing: Mailing, office: PostOffice):
    office.to_data = lambda to: DROP_BEFORE if to.startswith("ada") else OK
    mailing.queue("ada", "bo")
    mailing.send()
    assert mailing.states() == {"ada": "queued", "bo": "sent"}
    assert mailing.one("ada").problem == "lost"
    office.to_data = OK
    mailing.wait(minutes=1)
    mailing.send()
    assert sorted(office.recipients) == ["ada@example.org", "bo@example.org"]


@pytest.mark.parametrize("reply", [DROP, HANG])
def test_a_connection_lost_after_the_message_is_unsure_and_never_sent_again_by_itself(
    mailing: Mailing, office: PostOffice, monkeypatch: pytest.MonkeyPatch, reply: str
):
    monkeypatch.setattr(smtp, "VERDICT_SECONDS", 0.3)
    office.to_data = lambda to: reply if to.startswith("ada") else OK
    mailing.queue("ada", "bo")
    mailing.send()
    for _day in range(10):
        mailing.wait(days=1)
        mailing.send()
    assert mailing.states() == {"ada": "unsure", "bo": "sent"}
    assert mailing.one("ada").problem == "no_answer"
    assert office.recipients.count("ada@example.org") == (1 if reply == DROP else 0)


def test_a_person_may_send_what_is_unsure_again_and_it_is_the_same_message(
    mailing: Mailing, office: PostOffice
):
    office.to_data = DROP
    mailing.queue("ada")
    mailing.send()
    office.to_data = OK
    assert write(lambda: operations.retry(mailing.one("ada").id))
    mailing.send()
    first, second = office.arrived
    assert first["Message-ID"] == second["Message-ID"]
    assert mailing.states() == {"ada": "sent"}
    assert not write(lambda: operations.retry(mailing.one("ada").id))


def test_an_answer_that_is_none_is_unsure(mailing: Mailing, office: PostOffice):
    office.to_data = "hello?"
    mailing.queue("ada")
    mailing.send()
    assert mailing.states() == {"ada": "unsure"}


def test_a_server_that_hangs_up_at_every_message_is_left_alone_for_a_while(
    mailing: Mailing, office: PostOffice
):
    office.to_data = DROP_BEFORE
    mailing.queue(*(f"c{number}" for number in range(10)))
    mailing.send()
    assert set(mailing.states().values()) == {"queued"}
    assert office.connections == 3
    assert mailing.send() == 0
    office.to_data = OK
    mailing.wait(minutes=1)
    mailing.send()
    assert set(mailing.states().values()) == {"sent"}


def test_a_server_that_takes_few_messages_a_conversation_gets_several(
    mailing: Mailing, office: PostOffice
):
    def few(_sender: str) -> str:
        return "452 4.5.3 Too many messages" if office.seen == 3 else OK

    office.to_mail = few
    mailing.queue("ada", "bo", "eva")
    mailing.send()
    assert set(mailing.states().values()) == {"sent"}
    assert office.connections == 2
