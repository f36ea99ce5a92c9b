"""A message's way through a real SMTP server, as the standard library reads it at the other end."""

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from kiosk import clock
from kiosk.db import write
from kiosk.i18n import language, use_language
from kiosk.mail import operations, post
from kiosk.mail.message import Message, Never, NotNow
from tests.support.mailing import ABOUT, START, Mailing, message
from tests.support.post_office import PostOffice


def test_each_recipient_gets_a_message_of_their_own(mailing: Mailing, office: PostOffice):
    names = ["glasbruk", "kvarn", "smedja"]
    mailing.queue(*names)
    mailing.send()
    assert sorted(office.recipients) == [f"{name}@example.org" for name in names]
    for mail, to in zip(office.arrived, office.recipients, strict=True):
        assert mail["To"] == to
        assert not {"cc", "bcc"} & {name.lower() for name in mail}
        assert [name for name in names if name in str(mail)] == [to[:-12]]
    assert mailing.states() == dict.fromkeys(names, "sent")
    assert office.connections == 1


def test_its_headers_say_who_sends_and_where_answers_and_bounces_go(
    mailing: Mailing, office: PostOffice
):
    mailing.queue("ada")
    mailing.send()
    [mail] = office.arrived
    assert mail["From"] == "Exempelköpings kommun <upphandling@example.se>"
    assert mail["Reply-To"] == "fragor@example.se"
    assert office.senders == ["studs@example.se"]
    assert mail["Subject"] == "Hur gick upphandlingen av städtjänster?"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "sv"
    assert parsedate_to_datetime(mail["Date"]) == START
    assert mail["List-Unsubscribe"] == "<https://kiosk.example.se/invitations/hemlig-ada/reminders>"
    assert "List-Unsubscribe-Post" not in mail


def test_its_id_is_of_the_municipality_and_tells_nothing(mailing: Mailing, office: PostOffice):
    mailing.queue("ada")
    mailing.send()
    [mail] = office.arrived
    mark, _, domain = mail["Message-ID"].strip("<>").partition("@")
    assert domain == "example.se"
    assert not {"ada", "hemlig", "invitation"} & set(mark)
    assert int(mark, 16)


def test_it_says_the_same_as_text_and_as_html(mailing: Mailing, office: PostOffice):
    long = "Räksmörgås " * 200
    mailing.made["ada"] = message("ada", text=f"{long}\n.\n.ä\n", html=f"<p>{long}</p>")
    mailing.queue("ada")
    mailing.send()
    [mail] = office.arrived
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    for part, kind in ((text, "text/plain"), (html, "text/html")):
        assert part.get_content_type() == kind
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
    assert text.get_content().replace("\r\n", "\n") == f"{long}\n.\n.ä\n"
    assert html.get_content().strip() == f"<p>{long}</p>"


def test_a_button_of_the_mail_programs_own_is_offered_where_it_works(
    mailing: Mailing, office: PostOffice
):
    mailing.made["ada"] = message("ada", one_click=True)
    mailing.queue("ada")
    mailing.send()
    assert office.arrived[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_line_break_in_a_name_makes_no_header(mailing: Mailing, office: PostOffice):
    subject = "Om AB\r\nBcc: alla@example.org\n\nHej\u2028X-A: 1\x00"
    mailing.made["ada"] = message("ada", subject=subject, language="sv\r\nBcc: a@example.org")
    mailing.queue("ada")
    mailing.send()
    [mail] = office.arrived
    assert mail["Subject"] == "Om AB Bcc: alla@example.org Hej X-A: 1"
    assert not {"bcc", "x-a"} & {name.lower() for name in mail}
    assert office.recipients == ["ada@example.org"]


@pytest.mark.parametrize(
    "to",
    ["", "ada", "ada@", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org",
     "ada <a@example.org>", "a b@example.org", "a@exa mple.org", "a@example..org", "@example.org",
     "a@example", "a@-example.org", f"{'a' * 65}@example.org", "a>@example.org"],
)  # fmt: skip
def test_what_is_no_address_fails_in_words_and_reaches_no_server(
    mailing: Mailing, office: PostOffice, to: str
):
    mailing.made["ada"] = message("ada", to=to)
    mailing.queue("ada", "bo")
    mailing.send()
    assert mailing.states() == {"ada": "failed", "bo": "sent"}
    assert mailing.one("ada").problem == "bad_address"
    assert office.recipients == ["bo@example.org"]


def test_an_address_with_swedish_letters_is_written_as_the_network_knows_it(
    mailing: Mailing, office: PostOffice
):
    mailing.made["ada"] = message("ada", to="ada@räksmörgås.se")
    mailing.made["bo"] = message("bo", to="åsa@räksmörgås.se")
    mailing.queue("ada", "bo")
    mailing.send()
    found = sorted(office.recipients)
    assert found == ["ada@xn--rksmrgs-5wao1o.se", "åsa@xn--rksmrgs-5wao1o.se"]
    assert sorted(mail["To"] for mail in office.arrived) == found


def test_what_a_composer_puts_off_is_asked_for_again_and_never_tried(
    mailing: Mailing, office: PostOffice
):
    mailing.made["ada"] = NotNow("review")
    mailing.queue("ada")
    for _again in range(10):
        mailing.send()
        mailing.wait(minutes=15)
    assert (mailing.one("ada").attempts, mailing.one("ada").problem) == (0, "review")
    assert (mailing.composed, office.connections) == (10, 0)
    mailing.made["ada"] = message("ada")
    mailing.send()
    assert office.recipients == ["ada@example.org"]
    assert mailing.one("ada").problem == ""


def test_what_a_composer_will_never_send_is_stopped(mailing: Mailing, office: PostOffice):
    mailing.made["ada"] = Never("answered")
    mailing.queue("ada")
    mailing.send()
    assert mailing.states() == {"ada": "stopped"}
    assert mailing.one("ada").problem == "answered"
    assert office.connections == 0


def test_a_composer_that_fails_keeps_nobody_waiting_and_is_asked_again(
    mailing: Mailing, office: PostOffice, caplog: pytest.LogCaptureFixture
):
    mailing.made["ada"] = RuntimeError("hemlig-ada")
    mailing.queue("ada", "bo")
    mailing.send()
    assert mailing.states() == {"ada": "queued", "bo": "sent"}
    assert mailing.one("ada").problem == "not_composed"
    mailing.wait(minutes=1)
    mailing.made["ada"] = message("ada")
    mailing.send()
    assert mailing.states()["ada"] == "sent"
    assert "hemlig" not in caplog.text + str(mailing.one("ada").__data__)


def test_a_message_that_cannot_be_written_keeps_nobody_waiting(
    mailing: Mailing, office: PostOffice
):
    mailing.made["ada"] = message("ada", text="\ud800")
    mailing.made["eva"] = message("eva", unsubscribe="https://a.se/>\r\nBcc: b@c.se")
    mailing.queue("ada", "bo", "eva")
    mailing.send()
    assert mailing.states() == {"ada": "failed", "bo": "sent", "eva": "failed"}
    assert mailing.one("eva").problem == "bad_message"


def test_a_composer_may_speak_another_language_without_changing_ours(mailing: Mailing):
    def compose(ref: str, _kind: str) -> Message:
        use_language("en")
        return message(ref)

    post.use_composer("invitation", compose)
    mailing.queue("ada")
    use_language("sv")
    mailing.send()
    assert language() == "sv"


def test_what_is_queued_twice_goes_once(mailing: Mailing, office: PostOffice):
    mailing.queue("ada")
    assert not write(lambda: operations.queue("invitation", "ada", ABOUT))
    mailing.send()
    assert not write(lambda: operations.queue("invitation", "ada", ABOUT))
    mailing.send()
    assert office.recipients == ["ada@example.org"]


def test_nothing_goes_before_its_time(mailing: Mailing, office: PostOffice):
    spring = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 03:30, after the hour that does not exist
    write(lambda: operations.queue("invitation", "ada", ABOUT, spring))
    mailing.now = datetime(2027, 3, 28, 1, 29, tzinfo=UTC)
    assert mailing.send() == 0
    mailing.wait(minutes=1)
    mailing.send()
    [mail] = office.arrived
    assert mail["Date"] == "Sun, 28 Mar 2027 03:30:00 +0200"
    assert clock.local(mailing.one("ada").sent_at).hour == 3


def test_the_log_and_the_table_hold_no_address_subject_or_link(
    mailing: Mailing, office: PostOffice, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG, "kiosk")
    words = "550 5.1.1 <%s> unknown, https://kiosk.example.se/invitations/hemlig-ada is spam"
    office.to_data = lambda to: words % to
    mailing.queue("ada", "bo")
    mailing.send()
    kept = str([mailing.one(ref).__data__ for ref in ("ada", "bo")])
    assert "550 5.1.1 … unknown, … is spam" in kept
    for secret in ("@", "hemlig", "städ", "https:"):
        assert secret not in kept
        assert secret not in caplog.text
    assert "2 refused" in caplog.text
