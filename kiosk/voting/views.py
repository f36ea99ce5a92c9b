"""The phone: the room as it is now, and a ballot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, redirect, request, url_for

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_cards as cards
from kiosk import security
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.live import hub
from kiosk.live.stream import poll, stream
from kiosk.security import public
from kiosk.tokens import unsealed
from kiosk.voting import channels, queries, queries_groups, queries_pitch, rules, scenes
from kiosk.voting.operations_ballots import cast_ballot
from kiosk.web import or_404, render, render_once, see_other, wants_fragment

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.meetings.rules_cards import Card

voting = Blueprint("voting", __name__)


@dataclass(frozen=True, slots=True)
class Voter:
    """The person behind this request, and the key to vote by if she may."""

    attendee: meetings.Attendee
    key: str | None
    card: Card | None = None  # the voting card that this phone has taken, where there are any

    @property
    def seen(self) -> str | None:
        """Return the key if the phone may be shown what was done by it: not another phone's."""
        return self.key if self.card is None or self.card.shows_vote else None


def find_voter(meeting: Meeting) -> Voter | None:
    """Return who this phone belongs to at the meeting, by its cookies."""
    token = request.cookies.get(security.ATTENDEE_COOKIE)
    attendee = meetings.find_attendee(meeting.id, token) if token else None
    if attendee is None:
        return None
    card = _find_card(meeting) if meeting.level == "roll" else None
    listed = card is not None and card.state != "replaced"
    if not rules.may_vote(meeting.level, attendee.vote_only, listed):
        return Voter(attendee, None, card)
    return Voter(attendee, card.voter if card else attendee.token, card)


def _find_card(meeting: Meeting) -> Card | None:
    """Return the voting card that this phone has taken, dead or alive, or None."""
    secret = current_app.config["SECRET_KEY"]
    kept = request.cookies.get(security.ROLL_COOKIE, "")
    code = unsealed(secret, f"roll:{meeting.code}", kept)
    return cards.find_card(secret, meeting, code) if code else None


def load_meeting(code: str) -> Meeting:
    """Return the meeting of a join code or 404; wrong guesses are counted per address."""
    meeting = meetings.find_meeting(code.upper())
    if meeting is None:
        security.count_wrong_code()
    return or_404(meeting)


@voting.get("/<code:code>")
@public
def show_phone(code: str) -> Response:
    """Show the room to who has checked in, else the way in."""
    meeting = load_meeting(code)
    if code != meeting.code:
        return redirect(url_for("voting.show_phone", code=meeting.code), 302)  # type: ignore[return-value]
    voter = find_voter(meeting)
    if voter is None and not meetings.has_ended(meeting.id):
        return redirect(url_for("meetings.new_attendance", code=meeting.code), 302)  # type: ignore[return-value]
    return draw_phone(meeting, voter)


def draw_phone(
    meeting: Meeting, voter: Voter | None, status: int = 200, **more: object
) -> Response:
    """Draw the page: once for all who see the same, by itself where something was refused."""
    stage = queries.get_scene(meeting.id)
    mine, card = _own_vote(voter, stage)
    needs_code = bool(
        voter and voter.key is None and stage.scene in ("voting", "wishes", "factors")
    )
    again = bool(mine) or stage.scene in scenes.PERSONAL
    changing = again and request.args.get("change") is not None
    how = {"needs_code": needs_code, "changing": changing, "known": voter is not None, **card}
    more = {**_of_one(meeting, voter, stage.scene), **more}
    if more or queries.is_written(stage.question_id, mine):
        context = channels.room_context(meeting.id, mine, **{**how, **more})
        return render("voting/phone.html", "voting/_room.html", status, **context, meeting=meeting)
    key = (meeting.id, stage.version, stage.question_id, mine, *how.values())
    response = _room_once(meeting, key, mine, how)
    response.status_code = status
    return response


def _own_vote(voter: Voter | None, stage: queries.Scene) -> tuple[str | None, dict[str, bool]]:
    """Return what this phone is shown of its own vote in the open question, and of its card."""
    mine = None
    if voter and voter.key and stage.scene == "voting" and stage.question_id:
        mine = queries.find_ballot(stage.question_id, voter.key)
    return (mine if voter and voter.seen else None), _card_words(voter, mine)


def _card_words(voter: Voter | None, mine: str | None) -> dict[str, bool]:
    """Return what the phone says of its voting card, if there is anything to say."""
    card = voter.card if voter else None
    if card is None or (card.state == "" and card.shows_vote):
        return {}
    replaced, shared = card.state == "replaced", card.state == "shared"
    return {"card_replaced": replaced, "card_shared": shared, "card_voted": bool(mine)}


def _of_one(meeting: Meeting, voter: Voter | None, scene: str) -> dict[str, object]:
    """Return what only this person's page shows; no frame holds any of it."""
    found: dict[str, object] = {}
    if voter and scene in scenes.PERSONAL:
        found["personal"] = scenes.personal(meeting, voter.seen or voter.attendee.token)
    if voter and (pitch := queries_pitch.find_own(meeting.id, voter.attendee.id)):
        found["own_pitch"] = pitch
    return found


def _room_once(
    meeting: Meeting, key: tuple[object, ...], mine: str | None, how: dict[str, bool]
) -> Response:
    """Draw the room once per key: nothing in it is personal but the answer, which is in the key."""
    return render_once(
        "voting/phone.html",
        "voting/_room.html",
        (hub.stage_topic(meeting.id),),
        ("room", *key),
        lambda: {**channels.room_context(meeting.id, mine, **how), "meeting": meeting},
    )


@voting.post("/<code:code>/questions/<int:question_id>/ballots")
@public
def create_ballot(code: str, question_id: int) -> Response:
    """Count the voter's answer, or say plainly why it was not."""
    meeting = load_meeting(code)
    voter = find_voter(meeting)
    question = or_404(queries.find_live_question(question_id))
    or_404(question if question.meeting_id == meeting.id else None)
    if voter is None:
        return redirect(url_for("meetings.new_attendance", code=meeting.code), 303)  # type: ignore[return-value]
    if voter.key is None:
        return draw_phone(meeting, voter, 403)
    if security.ballots_per_voter.blocked(voter.attendee.id):
        raise security.too_many()
    security.ballots_per_voter.count(voter.attendee.id)
    values = request.form.getlist("answer")
    try:
        mine = _cast(question, question_id, voter, values)
    except Refusal as refusal:
        said = _as_typed(question, values) if refusal.status == 422 else {}
        return draw_phone(meeting, voter, refusal.status, refusal=refusal, **said)
    return _counted(meeting, question_id, mine, _card_words(voter, None))


def _cast(question: queries.LiveQuestion, question_id: int, voter: Voter, values: list[str]) -> str:
    operation, secret = request.form.get("operation", ""), current_app.config["SECRET_KEY"]
    group = queries_groups.group_of(question.also, question_id, voter.attendee.id, secret)
    return cast_ballot(question_id, voter.key or "", values, operation, group)


def _as_typed(question: queries.LiveQuestion, values: list[str]) -> dict[str, object]:
    """Show the form again with what was sent: a list only where several may be chosen."""
    typed = values if question.spec.takes_several else "".join(values[:1])
    return {"form": Form({"answer": typed}), "changing": True}


def _counted(meeting: Meeting, question_id: int, mine: str, how: dict[str, bool]) -> Response:
    """Say that the vote is counted: the fragment for htmx, the page for others."""
    if not wants_fragment():
        return see_other("voting.show_phone", code=meeting.code)
    if queries.is_written(question_id, mine):
        context = channels.room_context(meeting.id, mine, **how)
        return render("voting/_room.html", None, 200, **context)
    key = ("counted", meeting.id, question_id, mine, *how.values())
    return _room_once(meeting, key, mine, how)


@voting.get("/<code:code>/stream")
@public
def stream_phone(code: str) -> Response:
    """Send the room to the phone each time the stage changes."""
    meeting = load_meeting(code)
    voter = or_404(find_voter(meeting))
    return stream(channels.room_channel(meeting, voter.attendee.id))


@voting.get("/<code:code>/frame")
@public
def show_frame(code: str) -> Response:
    """Answer the room once, for networks that let no stream through."""
    return poll(channels.room_channel(load_meeting(code)))
