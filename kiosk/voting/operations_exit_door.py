"""The exit evaluation on the tablet at the door: open it early, and count what is pressed there."""

import secrets
from collections.abc import Mapping, Sequence

from kiosk import clock
from kiosk.db import run_sql, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.questions.answers import InvalidAnswer, encode, parse_answer
from kiosk.questions.template_c import DOOR_FIRST, TEMPLATE_C
from kiosk.tokens import new_key
from kiosk.voting import operations_exit as phones
from kiosk.voting import queries_exit as exits
from kiosk.voting.models_exit import ExitForm
from kiosk.voting.rules_exit import SENT
from kiosk.voting.secrets import voter_key

GONE = lazy("The answers about the meeting are closed for good.")


def open_exit(meeting_id: int, who: int | None) -> None:
    """Let the tablet take answers from who leaves early; the room is asked when the host asks it.

    Raises Refusal exit_closed (409).
    """

    def job() -> None:
        form = exits.find_form(meeting_id)
        if form is not None and form.closed_at is not None:
            raise Refusal("exit_closed", GONE)
        if form is None:
            ExitForm.create(
                meeting=meeting_id,
                secret=secrets.token_hex(32),
                opened_at=clock.now(),
                opened_by=who,
            )

    write(job)


def send_at_door(meeting_id: int, voter: str, values: Mapping[str, Sequence[str]]) -> None:
    """Count what one visit to the tablet has pressed, in place of what it pressed before.

    What is no answer is left out, for nobody stands there any more to be told. Raises Refusal
    exit_closed (409).
    """
    answers = _readable(values)

    def job() -> None:
        secret = exits.find_door_secret(meeting_id)
        if secret is None:
            raise Refusal("exit_closed", phones.CLOSED)
        for item, answer in answers.items():
            key = voter_key(secret, f"{item}:{voter}")
            run_sql(phones.INSERT + phones.REPLACE, (new_key(), meeting_id, item, key, answer, ""))

    if answers:
        answers[SENT] = "1"
        write(job)
        hub.announce_tally(meeting_id)


def _readable(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    answers = {}
    for spec in (DOOR_FIRST, *TEMPLATE_C):
        try:
            answers[spec.lineage] = encode(parse_answer(spec, values.get(spec.lineage, ())))
        except InvalidAnswer:
            continue
    return answers
