"""The exit evaluation on the stage, and the last picture, where it goes on for the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.i18n import _, language
from kiosk.questions.answers import Chosen, CorruptAnswer, Written, decode
from kiosk.questions.template_c import TEMPLATE_C
from kiosk.voting import queries_exit as exits
from kiosk.voting import scenes

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage


@dataclass(frozen=True, slots=True)
class Own:
    """What only one person's page shows: whether they have answered, and what is in the form."""

    leaving: bool = True  # tells it from what other scenes have for one person
    sent: bool = False
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    refusal: Exception | None = None


def picture(meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """Return the questions in the person's language, and how many have answered."""
    open_now = exits.takes_answers(stage)
    sent = exits.count_sent(meeting.id)
    return {
        "exit_open": open_now,
        "exit_asked": exits.find_form(meeting.id) is not None,
        "asked": [_item(spec) for spec in TEMPLATE_C] if open_now else [],
        "sent": sent,
        "next_steps": meeting.next_steps or "",
        # The same from the exit to the end: who is writing when the meeting ends goes on writing.
        "place": "exit" if open_now else "",
        "key": "open" if open_now else "closed",
        "tally": sent,  # moves wall and console, never a phone
        "headline": _("How was the meeting?") if stage.scene == "exit" else "",
    }


def _item(spec: Any) -> dict[str, Any]:
    return {
        "id": spec.lineage,
        "kind": spec.kind,
        "prompt": spec.text(language()),
        "options": [(option.id, option.text(language())) for option in spec.options],
        "most": spec.max_length,
    }


def offer(meeting: Meeting, stage: Stage) -> list[scenes.Button]:
    """Offer to ask how the meeting was, until the answers are closed for good."""
    form = exits.find_form(meeting.id)
    if form is not None and form.closed_at is not None:
        return []
    label, pressed = _("Ask how the meeting was"), stage.scene == "exit"
    return [scenes.Button(label, f"/meetings/{meeting.id}/exit-forms", pressed=pressed)]


def personal(meeting: Meeting, stage: Stage, voter: str) -> Own:
    """Return whether this person has answered, and what, as the form's own values."""
    mine = exits.find_mine(meeting.id, voter)
    if mine is None:
        return Own()
    specs = {spec.lineage: spec for spec in TEMPLATE_C}
    values = {item: _value(specs[item], mine[item]) for item in specs if item in mine}
    return Own(sent=True, values=values)


def _value(spec: Any, stored: str) -> str:
    try:
        answer = decode(spec, stored)
    except CorruptAnswer:
        return ""
    match answer:
        case Chosen(ids):
            return ids[0]
        case Written(text):
            return text
    return ""


for scene in ("exit", "ended"):
    scenes.PICTURES[scene], scenes.PERSONAL[scene] = picture, personal
scenes.OFFERS.append(offer)
