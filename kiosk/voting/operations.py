"""Everything a host does to the stage: each act is one transaction, then one announcement."""

import secrets
from collections.abc import Callable
from typing import Any

from peewee import IntegrityError

import kiosk.meetings.queries_sittings as sittings
from kiosk import audit, clock
from kiosk.db import checkpoint, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.questions.fingerprint import fingerprint
from kiosk.voting import operations_groups, queries, queries_groups, rules
from kiosk.voting.models import COVERS, Question, Stage
from kiosk.voting.operations_ballots import mix_ballots
from kiosk.voting.specs import row_of, spec_of

JUST_BEFORE = lazy("Somebody was just before you. This is how it stands now.")

Change = Callable[[Stage], dict[str, Any] | None]
Ending = Callable[[int, int | None], None]  # of a meeting, by whom; inside the write that ends it
Undoing = Callable[[dict[str, Any]], None]  # takes back what a step noted; inside the write
_endings: list[Ending] = []
_wiped_at_the_end: list[str] = []
_undoings: list[Undoing] = []


def at_the_end(job: Ending, *tables: str) -> None:
    """Let something end together with the meeting; what it deletes from tables is then wiped."""
    _endings.append(job)
    _wiped_at_the_end.extend(tables)


def at_undo(job: Undoing) -> None:
    """Let a step of another module be taken back: it finds there what it noted itself."""
    _undoings.append(job)


def on_stage(
    meeting_id: int, who: int | None, expect: int | None, act: str, change: Change
) -> Stage:
    """Change the stage if it is still the one the host saw; note how to take the change back."""

    def job() -> Stage:
        # The first step makes the row: PostgreSQL can only keep others waiting for one that is.
        Stage.insert(meeting=meeting_id, changed_at=clock.now()).on_conflict_ignore().execute()
        stage = queries.get_stage(meeting_id, for_update=True)
        if expect is not None and stage.version != expect:
            raise Refusal("stage_moved", JUST_BEFORE)
        before = {name: getattr(stage, name) for name in ("scene", "detail", "cover")}
        before["question"] = stage.question_id
        undo = change(stage)
        stage.undo = None if undo is None else {**before, "act": act, **undo}
        stage.version += 1
        stage.changed_at, stage.changed_by = clock.now(), who
        stage.save()
        audit.record(who, act, f"meeting:{meeting_id}", question=stage.question_id)
        return stage

    try:
        stage = write(job)
    except IntegrityError:  # somebody has just dropped the meeting
        raise Refusal("stage_moved", JUST_BEFORE) from None
    if act == "cover_screen":  # phones go on as before under a covered wall
        hub.announce_tally(meeting_id)
    else:
        hub.announce_stage(meeting_id)
    return stage


def open_question(question_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Open a planned question for voting; only one can be open in a meeting."""
    question = queries.get_question(question_id)

    def change(stage: Stage) -> dict[str, Any]:
        fresh = _fresh(question_id, "open")
        refuse_if_ended(stage)
        if queries.find_open_question(stage.meeting_id) is not None:
            raise Refusal("another_open", lazy("Another question is open. Close it first."))
        fresh.opened_at, fresh.opened_by = clock.now(), who
        fresh.secret = secrets.token_hex(32)
        fresh.save()
        stage.scene, stage.question, stage.cover = "voting", fresh, ""
        stage.detail = None
        return {"opened": fresh.id}

    return on_stage(question.meeting_id, who, expect, "open_question", change)


def close_question(question_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Close the vote for good: fix the result by its fingerprint and destroy the secret."""
    question = queries.get_question(question_id)

    def change(stage: Stage) -> None:
        queries.wait_for_ballots(question_id)
        fresh = _fresh(question_id, "close")
        operations_groups.settle(fresh)
        fresh.closed_at, fresh.closed_by = clock.now(), who
        fresh.salt, fresh.secret = secrets.token_hex(16), None
        counts = queries.count_answers(fresh.id)
        code = queries.get_meeting(fresh.meeting_id).code
        key = queries_groups.result_key(fresh)
        fresh.fingerprint = fingerprint(code, key, spec_of(fresh), counts, fresh.salt)
        fresh.save()
        mix_ballots(fresh.id)
        stage.scene, stage.question = "voting", fresh

    stage = on_stage(question.meeting_id, who, expect, "close_question", change)
    # The destroyed secret must not live on in the write-ahead log, nor in rows of the past.
    checkpoint("question", "ballot", "group_mark")
    return stage


def reveal_question(question_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Show a closed question's result on wall and phones; a revealed one is shown again."""
    question = queries.get_question(question_id)

    def change(stage: Stage) -> dict[str, Any]:
        fresh = queries.get_question(question_id)
        refuse_if_ended(stage)
        running = queries.find_open_question(stage.meeting_id)
        if running is not None and running.id != fresh.id:
            raise Refusal("another_open", lazy("Another question is open. Close it first."))
        revealed_now = rules.phase(fresh) != "revealed"
        if revealed_now:
            fresh = _fresh(question_id, "reveal")
            fresh.revealed_at, fresh.revealed_by = clock.now(), who
            fresh.save()
        stage.scene, stage.question, stage.cover = "revealed", fresh, ""
        stage.detail = None
        return {"revealed": fresh.id if revealed_now else None}

    stage = on_stage(question.meeting_id, who, expect, "reveal_question", change)
    for other in sittings.list_others(queries.get_meeting(question.meeting_id)):
        hub.announce_tally(other.id)  # whose consoles can now add the two up
    return stage


def cover_screen(meeting_id: int, cover: str, who: int | None, expect: int | None = None) -> Stage:
    """Lay black or the QR code over the wall, or take it away; phones go on as before."""
    if cover not in COVERS:
        raise Refusal("unknown_cover", lazy("The screen can be black or show the code."), 422)

    def change(stage: Stage) -> dict[str, Any]:
        stage.cover = cover
        return {}

    return on_stage(meeting_id, who, expect, "cover_screen", change)


def end_meeting(meeting_id: int, who: int | None, expect: int | None = None) -> Stage:
    """End the meeting: nobody can check in or vote any more; it can be taken back."""

    def change(stage: Stage) -> dict[str, Any]:
        refuse_if_ended(stage)
        if queries.find_open_question(meeting_id) is not None:
            raise Refusal("another_open", lazy("A question is open. Close it first."))
        stage.scene, stage.question, stage.cover = "ended", None, ""
        stage.detail = None
        stage.ended_at, stage.ended_by = clock.now(), who
        for ending in _endings:
            ending(meeting_id, who)
        return {"ended": True}

    stage = on_stage(meeting_id, who, expect, "end_meeting", change)
    checkpoint(*_wiped_at_the_end)
    return stage


def take_back(meeting_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Undo the last step where that harms nobody: never a closing, never a ballot."""

    def change(stage: Stage) -> None:
        undo = stage.undo
        if not undo:
            raise Refusal("nothing_to_take_back", lazy("There is no step to take back."))
        _undo_question(undo)
        for undoing in _undoings:
            undoing(undo)
        if undo.get("ended"):
            stage.ended_at = stage.ended_by = None
        stage.scene, stage.question, stage.cover = undo["scene"], undo["question"], undo["cover"]
        stage.detail = undo.get("detail")

    return on_stage(meeting_id, who, expect, "take_back", change)


def rerun_question(question_id: int, who: int | None) -> Question:
    """Ask again as a new vote, right after the old one, whose result stays as it is."""

    def job() -> Question:
        old = queries.get_question(question_id)
        if old.closed_at is None:
            raise Refusal("not_closed", lazy("Close the question before you ask it again."))
        Question.update(position=Question.position + 1).where(
            Question.meeting == old.meeting_id, Question.position > old.position
        ).execute()
        new = Question.create(
            meeting=old.meeting_id,
            position=old.position + 1,
            rerun_of=old,
            also=old.also,
            **row_of(spec_of(old)),
        )
        audit.record(who, "rerun_question", f"meeting:{old.meeting_id}", question=old.id)
        return new

    new = write(job)
    hub.announce_tally(new.meeting_id)
    return new


def _fresh(question_id: int, act: rules.Act) -> Question:
    """Read the question inside the transaction and refuse an act that is not its next one."""
    question = queries.get_question(question_id)
    if not rules.may(act, question):
        raise Refusal(
            "wrong_phase", lazy("The question is already past that. This is how it stands now.")
        )
    return question


def refuse_if_ended(stage: Stage) -> None:
    """Refuse an act at a meeting that has ended."""
    if stage.scene == "ended":
        raise Refusal("meeting_ended", lazy("The meeting has ended. Take that back to go on."))


def _undo_question(undo: dict[str, Any]) -> None:
    if (opened := undo.get("opened")) is not None:
        queries.wait_for_ballots(opened)
        if queries.count_ballots(opened):
            raise Refusal(
                "has_ballots", lazy("Somebody has already voted. Close the question instead.")
            )
        Question.update(opened_at=None, opened_by=None, secret=None).where(
            Question.id == opened
        ).execute()
    if (revealed := undo.get("revealed")) is not None:
        Question.update(revealed_at=None, revealed_by=None).where(Question.id == revealed).execute()
