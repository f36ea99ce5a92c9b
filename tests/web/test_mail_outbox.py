"""What features and people do with the outbox: stop, resume, retry, rest after a restore, files."""

from collections.abc import Callable
from email import message_from_bytes, policy

import pytest

from kiosk.db import database, write
from kiosk.i18n import lazy, use_language
from kiosk.live.hub import hub
from kiosk.mail import (
    files,
    operations,
    operations_sending,
    post,
    queries,
    sending,
    troubles,
    worker,
)
from kiosk.mail.message import Message
from kiosk.mail.sending import Carrier
from tests.support.mailing import ABOUT, Mailing, message
from tests.support.post_office import PostOffice

MakeMailing = Callable[..., Mailing]


def test_what_is_stopped_does_not_go_until_somebody_lets_it(mailing: Mailing, office: PostOffice):
    mailing.queue("ada", "bo")
    write(lambda: operations.queue("invitation", "eva", "procurement:8"))
    assert write(lambda: operations.stop(ABOUT, "withdrawn")) == 2
    mailing.send()
    assert office.recipients == ["eva@example.org"]
    assert queries.counts(ABOUT) == {"stopped": 2}
    assert write(lambda: operations.resume(ABOUT)) == 2
    mailing.send()
    assert len(office.recipients) == 3
    assert queries.list_problems(ABOUT) == []


def test_what_is_stopped_after_it_was_composed_does_not_go(mailing: Mailing, office: PostOffice):
    def stop_late(to: str) -> str:
        mailing.stop_in_a_thread()
        return "250 OK"

    office.to_rcpt = stop_late
    mailing.queue("ada")
    mailing.send()
    assert (office.arrived, mailing.states()) == ([], {"ada": "stopped"})


def test_a_stopped_message_stays_stopped_whatever_the_server_said(mailing: Mailing):
    mailing.queue("ada")
    before = mailing.one("ada")
    write(lambda: operations.stop(ABOUT, "withdrawn"))
    operations_sending.put_off(before, operations_sending.Trouble("lost"))
    operations_sending.mark(before, "failed", "refused")
    assert not operations_sending.claim(before)
    assert (mailing.one("ada").state, mailing.one("ada").problem) == ("stopped", "withdrawn")


def test_a_features_own_codes_are_said_in_its_own_words(
    mailing: Mailing, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(troubles.WORDS, "withdrawn", lazy("It was stopped."))
    mailing.queue("ada")
    write(lambda: operations.stop(ABOUT, "withdrawn"))
    [problem] = queries.list_problems(ABOUT)
    use_language("sv")
    assert str(problem.words) == "Det är stoppat."


def test_while_mail_rests_nothing_goes_and_no_duty_is_done(
    mailing: Mailing, office: PostOffice, monkeypatch: pytest.MonkeyPatch
):
    done: list[str] = []
    monkeypatch.setattr(post, "list_duties", lambda: [lambda: done.append("duty")])
    mailing.queue("ada")
    assert write(operations.hold) == 1
    mailing.queue("bo")
    worker.Worker().turn(mailing.carrier())
    assert (office.seen, done, queries.is_held()) == (0, [], True)
    assert mailing.states() == {"ada": "stopped", "bo": "queued"}
    assert write(operations.release)
    worker.Worker().turn(mailing.carrier())
    assert (office.recipients, done) == (["bo@example.org"], ["duty"])


def test_a_duty_that_fails_leaves_the_others_and_the_mail_alone(
    mailing: Mailing, office: PostOffice, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):  # fmt: skip
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("hemlig")

    monkeypatch.setattr(post, "list_duties", lambda: [fail, lambda: done.append("duty")])
    mailing.queue("ada")
    worker.Worker().turn(mailing.carrier())
    assert (done, office.recipients) == (["duty"], ["ada@example.org"])
    assert "RuntimeError" in caplog.text
    assert "hemlig" not in caplog.text


def test_duties_are_done_once_a_minute(mailing: Mailing, monkeypatch: pytest.MonkeyPatch):
    done: list[str] = []
    monkeypatch.setattr(post, "list_duties", lambda: [lambda: done.append("duty")])
    now = [1000.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])
    one = worker.Worker()
    for _second in range(150):
        one.turn(mailing.carrier())
        now[0] += 1
    assert len(done) == 3


def test_what_a_dead_process_left_on_its_way_is_unsure(mailing: Mailing, office: PostOffice):
    mailing.queue("ada", "bo")
    assert operations_sending.claim(mailing.one("ada"))
    worker.Worker().turn(mailing.carrier())
    assert mailing.states() == {"ada": "unsure", "bo": "sent"}
    [problem] = queries.list_problems(ABOUT)
    assert "may have arrived" in str(problem.words) or "kan ha kommit fram" in str(problem.words)
    assert office.recipients == ["bo@example.org"]


def test_what_another_living_process_hands_over_is_left_to_it_for_a_quarter(mailing: Mailing):
    mailing.queue("ada")
    before = mailing.one("ada")
    assert operations_sending.claim(before)
    assert not operations_sending.claim(before)
    assert operations_sending.give_up_abandoned(all_of_them=False) == 0
    mailing.wait(minutes=15)
    assert operations_sending.give_up_abandoned(all_of_them=False) == 1
    assert operations_sending.mark_gone(before, "sent")  # it was alive after all
    assert mailing.states() == {"ada": "sent"}


def test_a_stopping_server_takes_no_further_message(mailing: Mailing, office: PostOffice):
    mailing.queue("ada", "bo", "eva")
    Carrier(mailing.settings, lambda: len(office.arrived) < 1).send_due()
    assert sorted(mailing.states().values()) == ["queued", "queued", "sent"]


def test_messages_go_one_a_second_and_a_batch_at_a_time(
    mailing: Mailing, office: PostOffice, monkeypatch: pytest.MonkeyPatch
):
    waits: list[float] = []
    monkeypatch.setattr(sending, "PACE_SECONDS", 1.0)
    monkeypatch.setattr(sending.time, "sleep", waits.append)
    monkeypatch.setattr(sending.time, "monotonic", lambda: 5000.0 + sum(waits))
    mailing.queue(*(f"c{number}" for number in range(30)))
    carrier = mailing.carrier()
    assert [carrier.send_due(), len(office.arrived)] == [sending.BATCH, sending.BATCH]
    assert [carrier.send_due(), len(office.arrived)] == [10, 30]
    assert sum(waits) == pytest.approx(29)


def test_no_connection_to_the_database_is_held_while_a_server_is_talked_to(
    mailing: Mailing, office: PostOffice
):
    held: list[bool] = []
    real = sending.Conversation.hand_over

    def watch(self: sending.Conversation, letter: sending.Letter) -> None:
        held.append(not database.is_closed())
        real(self, letter)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending.Conversation, "hand_over", watch)
        mailing.queue("ada")
        mailing.send()
    assert held == [False]


def test_without_a_server_each_message_is_a_file_that_only_we_can_read(make_mailing: MakeMailing):
    mailing = make_mailing()
    assert queries.mode() == "files"
    mailing.queue("ada", "bo")
    mailing.send()
    found = sorted((mailing.settings.instance / "outbox").iterdir())
    assert [path.suffix for path in found] == [".eml", ".eml"]
    assert {path.stat().st_mode & 0o777 for path in found} == {0o600}
    assert found[0].parent.stat().st_mode & 0o777 == 0o700
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]
    assert [mail["To"] for mail in mails] == ["ada@example.org", "bo@example.org"]
    assert mailing.states() == {"ada": "written", "bo": "written"}


def test_a_file_that_was_written_before_a_kill_is_written_over_and_not_doubled(
    make_mailing: MakeMailing, monkeypatch: pytest.MonkeyPatch
):
    mailing = make_mailing()
    mailing.queue("ada")
    with monkeypatch.context() as killed:
        killed.setattr(operations_sending, "mark_gone", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            mailing.send()
    assert mailing.states() == {"ada": "queued"}
    mailing.send()
    assert len(list((mailing.settings.instance / "outbox").iterdir())) == 1


def test_a_message_that_is_stopped_meanwhile_leaves_no_file(make_mailing: MakeMailing):
    mailing = make_mailing()

    def compose(ref: str, _kind: str) -> Message:
        write(lambda: operations.stop(ABOUT, "withdrawn"))
        return message(ref)

    post.use_composer("invitation", compose)
    mailing.queue("ada")
    mailing.send()
    assert mailing.states() == {"ada": "stopped"}
    assert list((mailing.settings.instance / "outbox").iterdir()) == []


def test_a_folder_that_cannot_be_written_in_is_tried_again(make_mailing: MakeMailing):
    mailing = make_mailing()
    files.folder(mailing.settings).write_text("in the way")
    mailing.queue("ada")
    mailing.send()
    assert (mailing.states(), mailing.one("ada").problem) == ({"ada": "queued"}, "no_file")
    files.folder(mailing.settings).unlink()
    mailing.wait(minutes=1)
    mailing.send()
    assert mailing.states() == {"ada": "written"}


def test_the_worker_looks_and_ends_when_the_server_does(
    mailing: Mailing, office: PostOffice, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(hub, "closing", False)
    mailing.queue("ada")
    one = worker.Worker()
    thread = one.start()
    while mailing.states() != {"ada": "sent"}:
        database.close()
    hub.closing = True
    thread.join(10)
    assert not thread.is_alive()
    assert not one.is_handing_over
