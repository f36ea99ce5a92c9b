"""One round of sending: what is due is composed, offered, claimed, handed over, and noted.

A message is claimed, on disk, when only its content is still to be handed over. Whatever is lost
before that has certainly not been sent; whatever is lost after it may have been, and is never
sent again by itself. No connection to the database is held while a server is talked to.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from secrets import SystemRandom
from typing import TypeVar

from kiosk.config import Settings
from kiosk.db import database
from kiosk.errors import Busy, StorageFull
from kiosk.i18n import language, use_language
from kiosk.mail import files, operations_sending, post, queries
from kiosk.mail.addresses import BadAddress
from kiosk.mail.letter import Letter, write_letter
from kiosk.mail.message import Message, Never, NotNow
from kiosk.mail.outbox import Mail
from kiosk.mail.rules import LOST
from kiosk.mail.smtp import Conversation
from kiosk.mail.troubles import NoServer, NotTaken, Refused, Trouble, Unsure

T = TypeVar("T")

BATCH = 20  # messages in one conversation
PACE_SECONDS = 1.0  # from one message to the next: sixty a minute at the most
NOTE_AGAIN_SECONDS = 1.0  # when the database cannot take down what became of a message
LOST_IN_A_ROW = 3  # then it is the server rather than the messages

log = logging.getLogger("kiosk")


class Carrier:
    """Sends what is due, for as long as `goes_on` says."""

    def __init__(self, settings: Settings, goes_on: Callable[[], bool] = lambda: True):
        self._settings = settings
        self._goes_on = goes_on
        self._last = -PACE_SECONDS
        self._said = ""
        self.handing_over = False  # a message is leaving just now: wait for it, if you can

    def send_due(self) -> int:
        """Send one batch of what is due; return how many were looked at."""
        with database.connection_context():
            due = queries.list_due(BATCH)
            if not due or queries.is_held():
                return 0
        SystemRandom().shuffle(due)  # one that makes the server hang up is not first for ever
        became: Counter[str] = Counter()
        with Conversation(self._settings.mail, our_name(self._settings)) as server:
            self._send_each(due, server, became)
        self._tell(became)
        return len(due)

    def _send_each(self, due: list[Mail], server: Conversation, became: Counter[str]) -> None:
        lost = 0
        for mail in due:
            if not self._goes_on():
                return
            outcome = self._send(mail, server)
            became[outcome] += 1
            lost = lost + 1 if outcome == LOST else 0
            if outcome in ("sent", "written") and became[outcome] == 1:
                self._note(operations_sending.let_waiting_go)
            if outcome == "no server":
                return
            if lost == LOST_IN_A_ROW:
                self._note(lambda: operations_sending.put_all_off(NoServer(LOST)))
                return

    def _send(self, mail: Mail, server: Conversation) -> str:
        """Bring one message on its way, note what became of it and say it in one word."""
        try:
            letter = self._compose(mail)
            if letter is None:
                return "nothing to send"
            if queries.mode() == "files":
                return self._write(mail, letter)
            return self._hand_over(mail, letter, server)
        except NoServer as trouble:
            self._say(trouble)
            put_off = trouble
            self._note(lambda: operations_sending.put_all_off(put_off))
            return "no server"
        except NotTaken as trouble:
            waits = trouble
            self._note(lambda: operations_sending.put_off(mail, waits))
            return trouble.code
        except (Refused, Unsure) as trouble:
            state, why = ("failed" if isinstance(trouble, Refused) else "unsure"), trouble
            self._note(lambda: operations_sending.mark(mail, state, why.code, why.detail))
            return trouble.code
        finally:
            self.handing_over = False

    def _hand_over(self, mail: Mail, letter: Letter, server: Conversation) -> str:
        server.open()
        self._keep_pace()
        server.offer(letter)
        if not self._goes_on() or not operations_sending.claim(mail):
            return "not ours"  # the next RSET takes back what was offered
        self.handing_over = True
        server.hand_over(letter)
        self._note(lambda: operations_sending.mark_gone(mail, "sent"))
        return "sent"

    def _write(self, mail: Mail, letter: Letter) -> str:
        # The same file each time: interrupted here, it is written again and nothing is doubled.
        name = files.name_of(self._settings, mail)
        files.write_file(self._settings, name, letter)
        if not self._note(lambda: operations_sending.mark_gone(mail, "written")):
            files.remove(self._settings, name)  # stopped meanwhile
        return "written"

    def _compose(self, mail: Mail) -> Letter | None:
        made = _asked(mail)
        if isinstance(made, NotNow):
            reason = made.reason
            self._note(lambda: operations_sending.ask_later(mail, reason))
            return None
        if isinstance(made, Never):
            never = made.reason
            self._note(lambda: operations_sending.mark(mail, "stopped", never))
            return None
        try:
            return write_letter(made, self._settings, f"{mail.kind}:{mail.ref}")
        except BadAddress:
            raise Refused("bad_address") from None
        except Exception as error:  # whatever it is, it must not keep the others from going
            log.error("a message could not be written: %s", type(error).__name__)
            raise Refused("bad_message") from None

    def _keep_pace(self) -> None:
        ahead = self._last + PACE_SECONDS - time.monotonic()
        if ahead > 0:
            time.sleep(ahead)
        self._last = time.monotonic()

    def _note(self, job: Callable[[], T]) -> T:
        """Take down what became of a message, again and again until the database has it."""
        while True:
            try:
                return job()
            except (Busy, StorageFull):
                if not self._goes_on():
                    raise
                time.sleep(NOTE_AGAIN_SECONDS)

    def _tell(self, became: Counter[str]) -> None:
        """Write down counts and codes: never an address, a subject or a link."""
        usual = {"sent", "written", "nothing to send", "not ours", "no server"}
        unusual = {word: number for word, number in became.items() if word not in usual}
        if unusual:
            log.warning("mail: %s", ", ".join(f"{n} {word}" for word, n in unusual.items()))
        if became["sent"]:
            self._said = ""

    def _say(self, trouble: Trouble) -> None:
        if trouble.code != self._said:
            log.warning("mail waits: %s", trouble.code)
        self._said = trouble.code


def our_name(settings: Settings) -> str:
    """Return the name we greet servers with: our public one, not this machine's."""
    from urllib.parse import urlsplit

    return urlsplit(settings.address or "").hostname or settings.mail.sender.domain


def _asked(mail: Mail) -> Message | NotNow | Never:
    """Ask the composer of this kind, in whatever language it likes."""
    composer = post.find_composer(mail.kind)
    if composer is None:
        raise NotTaken("not_composed", "no composer")
    before = language()
    try:
        return composer(mail.ref, mail.kind)
    except Exception as error:  # one that fails must not keep the others from going
        log.error("a message could not be composed: %s", type(error).__name__)
        raise NotTaken("not_composed", type(error).__name__) from None
    finally:
        use_language(before)
        if not database.is_closed():
            database.close()
