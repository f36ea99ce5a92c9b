"""The exit evaluation: show it, take each person's answers once, close it for good."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk import audit, clock
from kiosk.db import checkpoint, run_sql, write
from kiosk.errors import Refusal
from kiosk.i18n import LazyText, lazy
from kiosk.live import hub
from kiosk.questions.answers import InvalidAnswer, encode, parse_answer
from kiosk.questions.template_c import TEMPLATE_C
from kiosk.tokens import new_key
from kiosk.voting import queries
from kiosk.voting import queries_exit as exits
from kiosk.voting.models import Stage
from kiosk.voting.models_exit import ExitForm
from kiosk.voting.operations import on_stage, refuse_if_ended
from kiosk.voting.rules_exit import SENT
from kiosk.voting.secrets import voter_key

CLOSED = lazy(
    "The answers closed before yours arrived, so it was not counted. "
    "If an answer from you had come through before, that one counts."
)
REASONS: dict[str, LazyText] = {
    "too_long": lazy("The text is too long. Shorten it and try again."),
}
NOT_AN_ANSWER = lazy("That is not one of the answers. Choose again.")
INSERT = (
    "INSERT INTO exit_answer (id, meeting_id, item, voter_key, answer, operation) VALUES"
    " (?, ?, ?, ?, ?, ?)"
)
REPLACE = (
    " ON CONFLICT (meeting_id, item, voter_key)"
    " DO UPDATE SET answer = excluded.answer, operation = excluded.operation"
)


def show_exit(meeting_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Ask everybody how the meeting was; raises Refusal another_open or exit_closed (409)."""

    def change(stage: Stage) -> dict[str, Any]:
        refuse_if_ended(stage)
        if queries.find_open_question(meeting_id) is not None:
            raise Refusal("another_open", lazy("A question is open. Close it first."))
        form = exits.find_form(meeting_id)
        if form is None:
            ExitForm.create(
                meeting=meeting_id,
                secret=secrets.token_hex(32),
                opened_at=clock.now(),
                opened_by=who,
            )
        elif form.closed_at is not None:
            raise Refusal("exit_closed", lazy("The answers about the meeting are closed for good."))
        stage.scene, stage.question, stage.cover = "exit", None, ""
        stage.detail = None
        return {}

    return on_stage(meeting_id, who, expect, "show_scene", change)


def send_exit(
    meeting_id: int, voter: str, values: Mapping[str, Sequence[str]], operation: str
) -> None:
    """Count a person's answers once, all of them in place of earlier ones.

    `voter` is the attendance token, `values` the form's values by item, `operation` the id the
    phone made: a repeat of it changes nothing. Raises Refusal: nothing_answered or invalid_answer
    (422, facts: field), or exit_closed (409).
    """
    answers = _parse(values)
    if not answers:
        raise Refusal("nothing_answered", lazy("Answer at least one of the questions."), 422)
    answers[SENT] = "1"

    def job() -> None:
        secret = exits.find_open_secret(meeting_id)
        if secret is None:
            raise Refusal("exit_closed", CLOSED)
        _store(meeting_id, secret, voter, answers, operation)

    write(job)
    hub.announce_tally(meeting_id)


def _parse(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the answers as stored, by item; what was left empty is not there."""
    answers = {}
    for spec in TEMPLATE_C:
        try:
            answers[spec.lineage] = encode(parse_answer(spec, values.get(spec.lineage, ())))
        except InvalidAnswer as problem:
            if problem.code != "empty":
                sentence = REASONS.get(problem.code, NOT_AN_ANSWER)
                raise Refusal("invalid_answer", sentence, 422, field=spec.lineage) from None
    return answers


def _store(
    meeting_id: int, secret: str, voter: str, answers: Mapping[str, str], operation: str
) -> None:
    """Put a person's rows in place; no two of them have anything in common but the meeting."""
    for item in exits.all_items():
        key = voter_key(secret, f"{item}:{voter}")
        tried = voter_key(secret, f"{item}:{operation}") if operation else ""
        if item == SENT and tried and _is_repeated(meeting_id, key, tried):
            return
        if item in answers:
            row = (new_key(), meeting_id, item, key, answers[item], tried)
            run_sql(INSERT + REPLACE, row)
        else:
            run_sql(
                "DELETE FROM exit_answer WHERE meeting_id = ? AND item = ? AND voter_key = ?",
                (meeting_id, item, key),
            )


def _is_repeated(meeting_id: int, key: str, tried: str) -> bool:
    row = run_sql(
        "SELECT operation FROM exit_answer WHERE meeting_id = ? AND item = ? AND voter_key = ?",
        (meeting_id, SENT, key),
    ).fetchone()
    return row is not None and row[0] == tried


def close_exit(meeting_id: int, who: int | None) -> None:
    """Take no more answers and destroy the secret; closing once more changes nothing."""

    def job() -> bool:
        exits.wait_for_answers(meeting_id)
        form = exits.find_form(meeting_id)
        if form is None or form.closed_at is not None:
            return False
        form.closed_at, form.closed_by = clock.now(), who
        form.secret, form.salt = None, secrets.token_hex(16)
        form.save()
        _mix(meeting_id)
        audit.record(who, "close_exit", f"meeting:{meeting_id}")
        return True

    if write(job):
        # The destroyed secret must not live on in the write-ahead log, nor in rows of the past.
        checkpoint("exit_form", "exit_answer")
        hub.announce_stage(meeting_id)


def _mix(meeting_id: int) -> None:
    """Make the rows anew, inside the running write: only the answers stay (see mix_ballots)."""
    rows = run_sql(
        "SELECT item, answer FROM exit_answer WHERE meeting_id = ?", (meeting_id,)
    ).fetchall()
    fresh = sorted((new_key(), meeting_id, item, new_key(), answer, "") for item, answer in rows)
    run_sql("DELETE FROM exit_answer WHERE meeting_id = ?", (meeting_id,))
    for row in fresh:
        run_sql(INSERT, row)


def close_what_is_over() -> None:
    """Close the forms whose day has passed; done each minute."""
    for form in exits.list_open_forms():
        if exits.is_over(form):
            close_exit(form.meeting_id, None)
