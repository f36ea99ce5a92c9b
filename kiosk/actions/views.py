"""What the municipality does about what it heard: the public list, and its feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, make_response, request, url_for

from kiosk.actions import queries, rules
from kiosk.actions.feed import Frame, atom
from kiosk.i18n import _, language
from kiosk.municipality.queries import get_municipality
from kiosk.security import public
from kiosk.web import or_404, public_address, render

if TYPE_CHECKING:
    from kiosk.actions.models import Area

actions = Blueprint("actions", __name__)


def status_words() -> dict[str, str]:
    """Return what each status is called."""
    return {
        "inquiry": _("Being looked into"),
        "ongoing": _("Under way"),
        "done": _("Carried out"),
        "declined": _("Declined, with the reason"),
    }


def _chosen() -> tuple[Area | None, str]:
    """Return the area and status that the address asks for; anything unknown asks for all."""
    typed = request.args.get("area", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    status = request.args.get("status", "")
    return queries.find_area(number), status if status in rules.STATUSES else ""


def _address(area_id: int | None, status: str) -> str:
    return url_for("actions.list_actions", area=area_id, status=status or None)


@actions.get("/actions")
@public
def list_actions() -> Response:
    """Show what is done about what was heard, area by area."""
    area, status = _chosen()
    area_id = area.id if area else None
    areas = [(None, _("All")), *((one.id, one.title) for one in queries.list_areas())]
    statuses = [("", _("All")), *status_words().items()]
    return render(
        "actions/actions.html",
        groups=queries.list_by_area(area_id, status),
        words=status_words(),
        by_status=[(_address(area_id, one), text, one == status) for one, text in statuses],
        by_area=[(_address(one, status), text, one == area_id) for one, text in areas],
    )


@actions.get("/actions/feed")
@public
def show_feed() -> Response:
    """Return the feed of all areas."""
    return _feed(None)


@actions.get("/actions/areas/<int:area_id>/feed")
@public
def show_area_feed(area_id: int) -> Response:
    """Return the feed of one area; it stays where it is while the area has nothing in it."""
    return _feed(or_404(queries.find_area(area_id)))


def _feed(area: Area | None) -> Response:
    found = queries.list_actions(area.id if area else None)
    answer = make_response(atom(_frame(area), found, _parts() | status_words()))
    answer.mimetype = "application/atom+xml"
    answer.headers["Cache-Control"] = "no-cache"  # a reader asks whether it still is the same
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _frame(area: Area | None) -> Frame:
    author = get_municipality().name
    title = _("You said – we did") + f" – {author}"
    return Frame(
        title=f"{area.title}: {title}" if area else title,
        author=author,
        language=language(),
        address=public_address() + request.path,
        page=public_address() + url_for("actions.list_actions"),
        secret=current_app.config["SECRET_KEY"],
        name=f"area:{area.id}" if area else "all",
    )


def _parts() -> dict[str, str]:
    """Return what the four fields of an action are called."""
    return {
        "status": _("Status"),
        "description": _("Description"),
        "information": _("More information"),
        "contact": _("Contact"),
    }
