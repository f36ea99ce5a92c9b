"""What may come over the wire or happen to the machine in the middle of a meeting."""

import sys
from pathlib import Path

from tests.faults.conftest import MakeHall
from tests.faults.hall import Hall, Phone

CLOCK = [sys.executable, "-m", "tests.faults.launch", "clock"]


def test_a_clock_that_moves_an_hour_disturbs_nobody(make_hall: MakeHall, tmp_path: Path):
    clock = tmp_path / "clock"
    clock.write_text("0")
    hall = make_hall(questions=3).start(CLOCK, FAULT_CLOCK=str(clock))
    phone = Phone(hall)
    assert phone.check_in("Eva")
    stream = phone.stream()
    stream.next("frame")
    for question, seconds in zip(hall.questions, (0, 3600, -3600), strict=True):
        clock.write_text(str(seconds))
        assert hall.act(question, "opening").status == 303
        assert f"Fråga {hall.questions.index(question) + 1}?" in stream.next("frame")
        assert phone.vote(question, "yes", f"v{question}").status == 303
        assert hall.act(question, "closing").status == 303
        stream.next("frame")
    assert hall.rows("SELECT COUNT(*) FROM ballot") == [(3,)]


def test_a_form_of_ten_thousand_parts_is_refused_with_a_page(standing: Hall):
    parts = [("answer", "yes")] * 10_000
    reply = Phone(standing).post(
        f"/{standing.code}/questions/{standing.questions[0]}/ballots", parts
    )
    assert reply.status == 413
    assert "för stort" in reply.text


def test_an_unknown_host_name_is_refused_with_a_page(standing: Hall):
    reply = Phone(standing).get("/", Host="evil.example.com")
    assert (reply.status, "<h1>" in reply.text) == (400, True)


def test_a_vote_that_another_site_sends_is_refused_and_not_counted(voting: Hall):
    phone = Phone(voting)
    assert phone.check_in("Eva")
    reply = phone.vote(voting.questions[0], "yes", "v1", Origin="https://evil.example.com")
    assert (reply.status, "<h1>" in reply.text) == (403, True)
    assert voting.rows("SELECT COUNT(*) FROM ballot") == [(0,)]


def test_no_address_and_no_path_is_written_to_any_log(voting: Hall):
    phone = Phone(voting)
    assert phone.check_in("Eva")
    phone.vote(voting.questions[0], "yes", "v1")
    phone.get("/" + "x" * 5000)  # too long: refused before any page
    phone.get(f"/{voting.code}/nothing-here")
    assert voting.stop() == 0
    log = voting.instance / "kiosk.log"
    written = voting.output.read_text().split("█")[-1] + log.read_text()  # after the greeting
    assert "127.0.0.1" not in written
    assert voting.code not in written
    assert log.stat().st_mode & 0o777 == 0o600
