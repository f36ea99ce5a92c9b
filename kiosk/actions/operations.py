"""Everything staff do to the list of actions."""

from datetime import datetime
from typing import Any

from kiosk import audit, clock
from kiosk.actions import queries
from kiosk.actions.models import Action, Area
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy


def create_action(who: int | None, area: str, **facts: Any) -> Action:
    """Add an action to the area of this title; raises Refusal exists_already (422).

    `facts` are the columns that a form has checked.
    """

    def job() -> Action:
        _refuse_repeated(facts["title"], area)
        now = clock.now()
        action = Action.create(
            area=_area(area),
            created_at=now,
            created_by=who,
            changed_at=now,
            changed_by=who,
            **facts,
        )
        audit.record(who, "create_action", f"action:{action.id}", title=action.title)
        return action

    return write(job)


def update_action(
    action_id: int, who: int | None, area: str, seen: datetime | None, **facts: Any
) -> None:
    """Change an action that nobody has changed since it was `seen`.

    Raises Refusal changed_meanwhile (409), exists_already (422) or gone (404).
    """

    def job() -> None:
        action = _existing(action_id)
        if seen is not None and action.changed_at != seen:
            raise Refusal(
                "changed_meanwhile",
                lazy(
                    "Somebody has changed the action meanwhile. What you wrote is still here. "
                    "Look at the list first, then save again if it shall stand."
                ),
            )
        _refuse_repeated(facts["title"], area, action_id)
        old = action.status
        for name, value in facts.items():
            setattr(action, name, value)
        action.area = _area(area)
        action.changed_at, action.changed_by = clock.now(), who
        action.save()
        audit.record(who, "update_action", f"action:{action_id}", old=old, new=action.status)

    write(job)


def delete_action(action_id: int, who: int | None) -> None:
    """Take an action off the list for good; raises Refusal gone (404)."""

    def job() -> None:
        action = _existing(action_id)
        audit.record(who, "delete_action", f"action:{action_id}", title=action.title)
        action.delete_instance()

    write(job)


def _existing(action_id: int) -> Action:
    found = queries.find_for_change(action_id)
    if found is None:
        raise Refusal("gone", lazy("Somebody has just deleted the action."), 404)
    return found


def _area(title: str) -> Area:
    """Return the area of this title, made if it is new."""
    known = queries.find_area_by_title(title)
    if known is not None:
        return known
    Area.insert(title=title).on_conflict_ignore().execute()
    return Area.get(Area.title == title)


def _refuse_repeated(title: str, area: str, but: int | None = None) -> None:
    if queries.has_other(title, area, but):
        raise Refusal(
            "exists_already", lazy("The area already has an action with this title."), 422
        )
