"""A paired tablet stays at the door: every other address of the program leads back there."""

from collections.abc import Callable

from flask import Response, redirect, request

from kiosk.security import DOOR_COOKIE

# What the door's own page is drawn with.
LOOKS = frozenset({"static", "municipality.show_theme", "municipality.show_logo"})
_is_paired: Callable[[str], bool] = lambda token: False  # noqa: E731 - replaced by create_app


def use_door_finder(finder: Callable[[str], bool]) -> None:
    """Tell the program how to find out whether a token is a paired tablet's."""
    global _is_paired
    _is_paired = finder


def lead_back_to_door() -> Response | None:
    """Return where a paired tablet belongs, unless it is there; None for every other browser."""
    token = request.cookies.get(DOOR_COOKIE)
    if not token or request.endpoint in LOOKS:
        return None
    if request.path == "/door" or request.path.startswith("/door/"):
        return None
    return redirect("/door", 303) if _is_paired(token) else None  # type: ignore[return-value]
