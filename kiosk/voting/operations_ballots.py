"""Cast a ballot: the one write that a whole hall does at once."""

from collections.abc import Sequence

from kiosk.db import run_sql, write
from kiosk.errors import Refusal
from kiosk.i18n import LazyText, lazy
from kiosk.live import hub
from kiosk.questions.answers import InvalidAnswer, encode, parse_answer
from kiosk.tokens import new_key
from kiosk.voting import queries
from kiosk.voting.secrets import mark_of, voter_key

# A phone that never heard the first yes sends again, and then that one counts: say both.
CLOSED = lazy(
    "The vote closed before your answer arrived. It was not counted. "
    "If an answer from you had come through before, that one counts."
)
REASONS: dict[str, LazyText] = {
    "empty": lazy("Choose an answer first."),
    "too_many": lazy("You have chosen too many. Take one away and try again."),
    "too_long": lazy("The text is too long. Shorten it and try again."),
}
INSERT = "INSERT INTO ballot (id, question_id, voter_key, answer, operation) VALUES"
INSERT_MARK = (
    "INSERT INTO group_mark (question_id, voter_key, mark) VALUES (?, ?, ?)"
    " ON CONFLICT (question_id, voter_key) DO UPDATE SET mark = excluded.mark"
)
AT_ONCE = 500  # rows; both databases take at least 32,766 values in one statement
NOT_AN_ANSWER = lazy("That is not one of the answers. Choose again.")


def cast_ballot(
    question_id: int, voter: str, values: Sequence[str], operation: str, group: str = ""
) -> str:
    """Count the voter's answer once, replacing an earlier one; return it as stored.

    `voter` is the attendance token or personal code, `values` the form's values, `operation`
    the id the phone made: a repeat of it changes nothing. `group` is what the ballot is counted
    under in the question's extra count, if it has one. Raises Refusal: invalid_answer (422) or
    vote_closed (409).
    """
    live = queries.get_live_question(question_id)
    try:
        answer = encode(parse_answer(live.spec, values))
    except InvalidAnswer as problem:
        sentence = REASONS.get(problem.code, NOT_AN_ANSWER)
        raise Refusal("invalid_answer", sentence, 422, reason=problem.code) from None

    tried = operation.replace("\0", "")[:64]  # PostgreSQL can hold no NUL

    def job() -> None:
        secret = queries.find_open_secret(question_id)
        if secret is None:
            raise Refusal("vote_closed", CLOSED)
        run_sql(
            f"{INSERT} (?, ?, ?, ?, ?) ON CONFLICT (question_id, voter_key) "
            "DO UPDATE SET answer = excluded.answer, operation = excluded.operation "
            "WHERE ballot.operation <> excluded.operation OR excluded.operation = ''",
            (new_key(), question_id, key := voter_key(secret, voter), answer, tried),
        )
        if live.also:
            run_sql(INSERT_MARK, (question_id, key, mark_of(live.also, secret, group)))

    write(job)
    hub.announce_tally(live.meeting_id)
    return answer


def mix_ballots(question_id: int) -> None:
    """Make a closed question's ballots anew, inside the running write: only the answers stay.

    Every key is new and no operation is left, so that neither a copy of the files from before,
    nor what a phone remembers, nor where in the file a row was put tells which answer is whose.
    In PostgreSQL all rows have then come at once, in no order.
    """
    rows = run_sql("SELECT answer FROM ballot WHERE question_id = ?", (question_id,)).fetchall()
    put_ballots(question_id, [answer for (answer,) in rows])


def put_ballots(question_id: int, answers: Sequence[str]) -> None:
    """Put these answers in place of the question's ballots, inside the running write."""
    fresh = sorted((new_key(), question_id, new_key(), answer, "") for answer in answers)
    run_sql("DELETE FROM ballot WHERE question_id = ?", (question_id,))
    for start in range(0, len(fresh), AT_ONCE):
        some = fresh[start : start + AT_ONCE]
        places = ", ".join(["(?, ?, ?, ?, ?)"] * len(some))
        run_sql(f"{INSERT} {places}", tuple(value for row in some for value in row))
