"""What each scene is drawn from, and the buttons that show it; one line here for each scene.

A scene has a module `scene_<name>.py` with `picture(meeting, stage)`, plain data for its fragments
`templates/voting/room_<name>.html`, `wall_<name>.html` and `console_<name>.html`. What is broadcast
holds nothing personal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.i18n import _
from kiosk.voting import queries

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage


@dataclass(frozen=True, slots=True)
class Button:
    """One act on the console: what it says, where it goes, whether the room is doing it now."""

    label: str
    action: str
    fields: Mapping[str, str] = field(default_factory=dict)
    pressed: bool = False


Draw = Callable[["Meeting", "Stage"], dict[str, Any]]
Offer = Callable[["Meeting", "Stage"], list[Button]]
Personal = Callable[["Meeting", "Stage", str], Any]
PICTURES: dict[str, Draw] = {}
PERSONAL: dict[str, Personal] = {}  # what only one voter's page shows; never broadcast
OFFERS: list[Offer] = []


def picture(meeting: "Meeting", stage: "Stage") -> dict[str, Any]:
    """Return what the fragments of the present scene are drawn from."""
    draw = PICTURES.get(stage.scene)
    return draw(meeting, stage) if draw else {}


def personal(meeting: "Meeting", voter: str) -> Any:
    """Return what only this voter's own page shows of the present scene."""
    stage = queries.get_stage(meeting.id)
    draw = PERSONAL.get(stage.scene)
    return draw(meeting, stage, voter) if draw else {}


def buttons(meeting: "Meeting", stage: "Stage") -> list[Button]:
    """Return what the room could do besides questions, in the order of a meeting."""
    waiting = Button(
        _("The waiting picture"),
        f"/meetings/{meeting.id}/scenes",
        {"scene": "waiting"},
        pressed=stage.scene == "waiting",
    )
    return [waiting, *(button for offer in OFFERS for button in offer(meeting, stage))]
