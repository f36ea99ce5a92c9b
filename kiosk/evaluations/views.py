"""A bidder's personal link: into a cookie, then the first page, or why there is none."""

from collections.abc import Callable
from functools import wraps

from flask import Blueprint, Response, request

from kiosk.errors import Refusal
from kiosk.evaluations import operations_links, queries, queries_bidder
from kiosk.evaluations.queries_bidder import Visit
from kiosk.evaluations.rules_drafts import intro_lines
from kiosk.evaluations.rules_links import State, key_of
from kiosk.i18n import language
from kiosk.live.hub import hub
from kiosk.municipality.queries import get_municipality
from kiosk.questions.thresholds import effective_threshold
from kiosk.security import EVALUATION_COOKIE, public, set_cookie
from kiosk.web import draw_once, render, render_text, see_other

evaluations = Blueprint("evaluations", __name__)

A_WEEK = 7 * 24 * 3600  # a pause over a weekend; the link itself opens the page again
ANY: tuple[State, ...] = ("open", "answered", "revoked", "closed", "held", "shut")
STATUS: dict[State, int] = {"revoked": 410, "closed": 410, "held": 409, "shut": 409}
VisitView = Callable[..., Response]


def token_of_visit() -> str:
    """Return the token that this browser was given at its link, or nothing."""
    return request.cookies.get(EVALUATION_COOKIE, "")


def load_visit(key: str) -> Visit | None:
    """Return what the cookie opens, if it belongs to the key in the address."""
    token = token_of_visit()
    return queries_bidder.find_visit(token) if key_of(token) == key else None


def visiting(*states: State) -> Callable[[VisitView], VisitView]:
    """Hand the view a visit in one of these states; any other state is shown as its own page."""

    def decorate(view: VisitView) -> VisitView:
        @wraps(view)
        def entered(key: str, **values: str) -> Response:
            visit = load_visit(key)
            if visit is None:
                return render("evaluations/closed.html", status=403, state="no_pass", visit=None)
            if visit.state not in states:
                return _page_of_state(visit, key)
            try:
                return view(visit, key=key, **values)
            except Refusal:
                visit = load_visit(key)  # something may have happened since it was read
                if visit is None or visit.state in states:
                    raise
                return _page_of_state(visit, key)

        return entered

    return decorate


def replaced(visit: Visit) -> list[str]:
    """Return the questions whose newer answer the page before has just replaced."""
    ids = request.args.get("replaced", "").split(".")
    return [item.spec.text(language()) for item in visit.items if item.id in ids]


def _page_of_state(visit: Visit, key: str) -> Response:
    if visit.state == "answered":
        return see_other("evaluations.show_receipt", key=key)
    if visit.state == "open":
        return see_other("evaluations.show_evaluation", key=key)
    status = STATUS[visit.state]
    return render("evaluations/closed.html", status=status, state=visit.state, visit=visit)


def _exchange(token: str, endpoint: str) -> Response:
    """Put the token of a link into a cookie and leave its address; nothing is written."""
    if queries.find_invitation_by_token(token) is None:
        return unknown_link()
    key = key_of(token)
    answer = see_other(endpoint, key=key)
    set_cookie(answer, EVALUATION_COOKIE, token, A_WEEK, f"/evaluations/{key}")
    return answer


def unknown_link() -> Response:
    """Say the same of every link that is none, drawn once; the address is not repeated on it."""
    context = {"state": "unknown", "visit": None, "request_path": "/invitations/-"}
    key = ("unknown_link", language(), hub.revision("municipality"))
    answer = draw_once(key, lambda: render_text("evaluations/closed.html", **context))
    answer.status_code = 404
    return answer


@evaluations.get("/invitations/<token>")
@public
def show_invitation(token: str) -> Response:
    """Open a personal link."""
    return _exchange(token, "evaluations.show_evaluation")


@evaluations.get("/evaluations/<key>")
@public
@visiting("open")
def show_evaluation(visit: Visit, key: str) -> Response:
    """Say in five lines who asks, why, and who sees what."""
    least = effective_threshold(get_municipality().threshold)
    return render(
        "evaluations/intro.html",
        visit=visit,
        address=f"/evaluations/{key}",
        lines=intro_lines(language(), visit.procurement.title, least),
        first=visit.sections[0],
        replaced=replaced(visit),
    )


@evaluations.get("/invitations/<token>/reminders-off")
@public
def show_reminders_link(token: str) -> Response:
    """Open the link "no more reminders" of a mail; a mail scanner that does so changes nothing."""
    return _exchange(token, "evaluations.edit_reminders")


@evaluations.post("/invitations/<token>/reminders-off")
@public
def stop_reminders_at_once(token: str) -> Response:
    """Stop reminders when a mail program asks for it (RFC 8058): it has no cookie."""
    if queries.find_invitation_by_token(token) is None:
        return unknown_link()
    operations_links.stop_reminders(token)
    return Response("", 204, mimetype="text/plain")


@evaluations.get("/evaluations/<key>/reminders-off")
@public
@visiting(*ANY)
def edit_reminders(visit: Visit, key: str) -> Response:
    """Ask whether to send no more reminders, or say that none are sent."""
    return render("evaluations/reminders_off.html", visit=visit, address=f"/evaluations/{key}")


@evaluations.post("/evaluations/<key>/reminders-off")
@public
@visiting(*ANY)
def stop_reminders(visit: Visit, key: str) -> Response:
    """Send no more reminders."""
    operations_links.stop_reminders(token_of_visit())
    return see_other("evaluations.edit_reminders", key=key)
