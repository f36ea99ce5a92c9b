"""Read what the municipality does about what it heard."""

from dataclasses import dataclass

from peewee import JOIN

from kiosk.actions import rules
from kiosk.actions.models import Action, Area
from kiosk.db import database


@dataclass(frozen=True, slots=True)
class AreaActions:
    """The actions of one area, in the order they are read; an action may be in no area."""

    area: Area | None
    actions: list[Action]


def list_actions(area_id: int | None = None, status: str = "") -> list[Action]:
    """Return the actions with their areas, the latest changed first; of one area or status."""
    query = Action.select(Action, Area).join(Area, JOIN.LEFT_OUTER)
    if area_id is not None:
        query = query.where(Action.area == area_id)
    if status:
        query = query.where(Action.status == status)
    return list(query.order_by(Action.changed_at.desc(), Action.id.desc()))


def list_by_area(area_id: int | None = None, status: str = "") -> list[AreaActions]:
    """Return the actions area by area, in alphabetical order; those in no area come last."""
    found: dict[int | None, AreaActions] = {}
    for action in list_actions(area_id, status):
        found.setdefault(action.area_id, AreaActions(action.area, [])).actions.append(action)
    for one in found.values():
        one.actions.sort(key=lambda action: rules.reading_order(action.status))
    return sorted(found.values(), key=_place)


def list_areas() -> list[Area]:
    """Return the areas that have any action, in alphabetical order."""
    used = Area.select().where(Area.id.in_(Action.select(Action.area)))
    return sorted(used, key=lambda area: rules.alphabetical(area.title))


def find_area(area_id: int) -> Area | None:
    """Return the area, or None."""
    return Area.get_or_none(Area.id == area_id)


def find_area_by_title(title: str) -> Area | None:
    """Return the area of this title, whatever its capital letters, or None."""
    words = title.casefold()
    return next((area for area in Area.select() if area.title.casefold() == words), None)


def find_action(action_id: int) -> Action | None:
    """Return the action, or None."""
    query = Action.select(Action, Area).join(Area, JOIN.LEFT_OUTER)
    return query.where(Action.id == action_id).first()  # type: ignore[no-any-return]


def find_for_change(action_id: int) -> Action | None:
    """Return the action as it is inside the running write, and keep others from changing it."""
    query = Action.select().where(Action.id == action_id)
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]


def has_other(title: str, area_title: str, but: int | None) -> bool:
    """Tell whether the area has another action of the same title."""
    area = find_area_by_title(area_title)
    rows = Action.select().where(Action.area == area.id) if area else []
    return any(row.title.casefold() == title.casefold() and row.id != but for row in rows)


def _place(one: AreaActions) -> tuple[bool, str]:
    return (one.area is None, rules.alphabetical(one.area.title) if one.area else "")
