"""The pictures that are broadcast: room to phones, wall to the projector, console to hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_cards as cards
import kiosk.meetings.queries_door as doors
from kiosk import clock, links
from kiosk.forms import Form
from kiosk.i18n import language
from kiosk.live import hub
from kiosk.live.stream import Channel, Over
from kiosk.meetings.queries_sittings import label_of
from kiosk.meetings.rules import spoken_code
from kiosk.questions.fingerprint import short
from kiosk.questions.thresholds import effective_threshold
from kiosk.voting import (
    pictures,
    pictures_groups,
    pictures_rehearsal,
    queries,
    queries_groups,
    rules,
    scenes,
)
from kiosk.voting.specs import spec_of
from kiosk.web import render_text, sign, unsign

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Question

# Seconds. The design's four a second, a little closer: a vote that has just missed one frame is
# drawn in the next, and is to be on the wall within 250 ms all the same.
ABOUT_FOUR_A_SECOND = 0.23


def room_channel(meeting: Meeting, attendance_id: str | None = None) -> Channel:
    """Return what phones follow: it moves when the stage does, not for every vote."""
    topic = hub.stage_topic(meeting.id)
    return Channel(
        topic=topic,
        audience="phone",
        render=lambda: _unless_gone(
            meeting, "room", lambda: render_text("voting/_room.html", **room_context(meeting.id))
        ),
        # Counted where the number is shown: consoles follow the tally.
        present=(hub.tally_topic(meeting.id), attendance_id) if attendance_id else None,
        on_presence=lambda: hub.announce_tally(meeting.id),
    )


def _unless_gone(meeting: Meeting, part: str, draw: Callable[[], str]) -> str:
    """Draw the fragment, or say that the meeting is gone: a rehearsal is thrown away while open."""
    if meetings.find_meeting_by_id(meeting.id) is None:
        return render_text("voting/_gone.html", part=part)
    return draw()


def room_context(meeting_id: int, mine: str | None = None, **more: object) -> dict[str, object]:
    """Return what the phone's fragment is drawn from; `mine` is the voter's own stored answer."""
    room = queries.get_room(meeting_id)
    result = pictures.draw_result(room.result, language(), _now_word(room)) if room.result else None
    return {
        "room": room,
        "prompt": room.spec.text(language()) if room.spec else "",
        "steps": list(range(1, room.spec.scale_max + 1)) if room.spec else [],
        "options": [(o.id, o.text(language())) for o in room.spec.options] if room.spec else [],
        "choose": pictures.choose_words(room.spec) if room.spec else "",
        "ends": (room.spec.low(language()), room.spec.high(language())) if room.spec else ("", ""),
        "mine": pictures.answer_words(room.spec, mine, language()) if room.spec and mine else None,
        "form": Form(
            {"answer": pictures.answer_values(room.spec, mine)} if room.spec and mine else {}
        ),
        "result": result,
        "groups": pictures_groups.draw_groups(room.result, result, language())
        if room.result and result
        else None,
        "scene": scenes.picture(room.meeting, room.stage),
        "changing": False,
        "refusal": None,
        "needs_code": False,
        **more,
    }


def _now_word(room: queries.Room) -> int | str:
    """Return what tells this result from the one beside it: the year, or which sitting it is."""
    if room.result and room.result.beside:
        return label_of(room.meeting)
    return clock.local(room.meeting.starts_at).year


def screen_channel(meeting: Meeting, address: str) -> Channel:
    """Return what the projector follows: every number too, about four frames a second."""
    generation = meeting.screen_generation

    def draw() -> str:
        now = meetings.find_meeting_by_id(meeting.id)
        if now is None or now.screen_generation != generation:
            raise Over  # a wall that is open dies with its link, not only at its next visit
        return render_text("voting/_wall.html", **wall_context(meeting.id, address))

    return Channel(
        topic=hub.tally_topic(meeting.id),
        audience=f"screen:{generation}:{address}",
        render=draw,
        least_seconds=ABOUT_FOUR_A_SECOND,
    )


def wall_context(meeting_id: int, address: str) -> dict[str, object]:
    """Return what the wall is drawn from; nothing of how votes fall before the host reveals it."""
    context = room_context(meeting_id)
    meeting = queries.get_meeting(meeting_id)
    return {
        **context,
        "meeting": meeting,
        "code": links.qr_path(f"{address}/{meeting.code}"),
        "join_address": address.split("://", 1)[-1],
        "join_code": spoken_code(meeting.code),
        "checked_in": meetings.count_checked_in(meeting_id),
        "fingerprint": closed_fingerprint(context["room"]),
        "picture_key": _picture_key(context, meetings.count_checked_in(meeting_id)),
    }


def _picture_key(context: dict[str, Any], checked_in: int) -> str:
    """Return what tells one wall from the next: a shown result stands still while people arrive."""
    room = context["room"]
    if not isinstance(room, queries.Room):
        return ""
    version = str(room.stage.version)
    if room.stage.cover in ("black", "test"):
        return version
    if room.stage.cover == "qr" or room.stage.scene == "waiting":
        return f"{version}-{checked_in}-{context['scene'].get('key', '')}"
    if room.phase == "open":
        return f"{version}-{room.voted}-{checked_in}"
    scene = context["scene"]
    return f"{version}-{scene.get('key', '')}-{scene.get('tally', '')}"


def closed_fingerprint(room: object) -> str:
    """Return the short fingerprint of the closed question on stage, else an empty text."""
    question = room.question if isinstance(room, queries.Room) else None
    return short(question.fingerprint) if question is not None and question.fingerprint else ""


def console_channel(
    meeting: Meeting, address: str, may_see: Callable[[], bool] | None = None
) -> Channel:
    """Return what hosts follow: running order, the next step, the integrity line."""
    return Channel(
        topic=hub.tally_topic(meeting.id),
        audience=f"console:{address}",
        render=lambda: _unless_gone(
            meeting,
            "console",
            lambda: render_text("voting/_console.html", **console_context(meeting.id, address)),
        ),
        least_seconds=ABOUT_FOUR_A_SECOND,
        may_see=may_see,
    )


def console_context(meeting_id: int, address: str, notice: str = "") -> dict[str, object]:
    """Return what the console is drawn from."""
    room = queries.get_room(meeting_id)
    by_id = {question.id: question for question in room.questions}
    step = rules.next_step(room.question, room.questions)
    if room.stage.scene == "ended":
        step = None
    return {
        "room": room,
        "meeting": room.meeting,
        "step": step,
        "step_question": _prompt(by_id[step.question_id]) if step else "",
        "running_order": [
            {
                "question": question,
                "prompt": _prompt(question),
                "phase": rules.phase(question),
                "on_stage": room.stage.question_id == question.id,
                "fingerprint": short(question.fingerprint) if question.fingerprint else "",
            }
            for question in room.questions
        ],
        "numbers": queries.get_numbers(meeting_id, room.question),
        "cards_used": cards.count_used(meeting_id) if room.meeting.level == "roll" else None,
        "extra": queries_groups.get_extra(room.question) if room.question else None,
        "scene": scenes.picture(room.meeting, room.stage),
        "buttons": scenes.buttons(room.meeting, room.stage),
        "few": room.voted < effective_threshold(room.meeting.threshold),
        "join_address": address.split("://", 1)[-1],
        "join_code": spoken_code(room.meeting.code),
        "screen_token": screen_token(room.meeting),
        "notice": notice,
        "rehearsal": pictures_rehearsal.draw_rehearsal(room.meeting),
        "doors": doors.list_doors(meeting_id),
    }


def _prompt(question: Question) -> str:
    return spec_of(question).text(language())


def screen_token(meeting: Meeting) -> str:
    """Return the signed part of the link that opens the wall without signing in."""
    return sign("screen", [meeting.id, meeting.screen_generation])


def meeting_of_token(token: str) -> Meeting | None:
    """Return the meeting a signed link to the wall is for, or None when it is not ours or old."""
    payload = unsign("screen", token)
    if payload is None or len(payload) != 2:
        return None
    meeting = meetings.find_meeting_by_id(payload[0])
    return meeting if meeting and meeting.screen_generation == payload[1] else None
