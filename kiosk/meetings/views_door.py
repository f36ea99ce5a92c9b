"""The tablet at the door: pairing, its one page, and what it sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, jsonify, request

from kiosk import links, security
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import LANGUAGES, in_language, use_language
from kiosk.meetings import forms_door, operations_door, queries, rules, rules_registrations
from kiosk.meetings import operations_door_check_ins as check_ins
from kiosk.meetings import queries_door as doors
from kiosk.meetings import queries_registrations as registrations
from kiosk.meetings.views import meetings
from kiosk.questions.template_c import DOOR_FIRST, TEMPLATE_C
from kiosk.security import DOOR_COOKIE, public
from kiosk.tokens import derived_token, new_token
from kiosk.web import or_404, public_address, render, see_other

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.meetings.models_door import Door

A_MONTH = 30 * 24 * 3600
WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"


def _door() -> Door | None:
    token = request.cookies.get(DOOR_COOKIE)
    return doors.find_door(token) if token else None


def pairing_key(code: str) -> str:
    """Return what stands for a pairing code in the database: the code alone could be guessed."""
    return derived_token(current_app.config["SECRET_KEY"], "pairing", code)


def claim_token(meeting: Meeting, claim: str) -> str:
    """Return the attendance token that belongs to a code from a tablet."""
    return derived_token(current_app.config["SECRET_KEY"], "claim", meeting.code, claim)


@meetings.get("/door")
@public
def show_door() -> Response:
    """Show the door to a tablet that is paired or was lately, to others the way to pair."""
    door = _door()
    if door is None:
        return render("meetings/door_pairing.html", form=Form({}))
    meeting, address = queries.get_meeting(door.meeting_id), public_address()
    facts: dict[str, Any] = {
        "meeting": meeting,
        "join_address": address.split("://", 1)[-1],
        "join_code": rules.spoken_code(meeting.code),
        "code": links.qr_path(f"{address}/{meeting.code}"),
        "roles": rules.ROLES,
        "questions": {which: _questions(which) for which in LANGUAGES},
    }
    spoken = _in_turn(meeting.language)
    return render("meetings/door.html", door=door, spoken=spoken, address=address, **facts)


def _in_turn(first: str) -> Iterator[str]:
    """Speak each language for a while, the meeting's own first: a tablet has both, also offline."""
    for which in sorted(LANGUAGES, key=lambda one: one != first):
        with in_language(which):
            yield which


def _questions(which: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one.lineage,
            "kind": one.kind,
            "prompt": one.text(which),
            "options": [(option.id, option.text(which)) for option in one.options],
        }
        for one in (DOOR_FIRST, *TEMPLATE_C)
    ]


@meetings.get("/door/worker.js")
@public
def show_door_worker() -> Response:
    """Send what lets the door's page open without a network; it sees no other page of ours."""
    answer = current_app.send_static_file("js/door-worker.js")
    answer.mimetype = "text/javascript"
    answer.headers["Service-Worker-Allowed"] = "/door"
    answer.headers["Content-Security-Policy"] = WORKER_POLICY
    return answer


@meetings.post("/door/pairings")
@public
def create_pairing() -> Response:
    """Make this browser the tablet that the code on the console was made for."""
    typed, address = request.form.get("code", ""), request.remote_addr or ""
    if security.wrong_pairings.blocked(address):
        raise security.too_many()
    token = new_token()
    try:
        operations_door.pair_door(pairing_key(rules.normal_code(typed) or ""), token)
    except Refusal as refusal:
        security.wrong_pairings.count(address)
        form = Form({"code": typed[:40]}, errors={"code": refusal.sentence})
        return render("meetings/door_pairing.html", status=422, form=form)
    answer = see_other("meetings.show_door")
    security.set_cookie(answer, DOOR_COOKIE, token, A_MONTH)
    for name in (security.STAFF_COOKIE, security.KNOWN_COOKIE):
        answer.delete_cookie(name)  # a tablet that anybody touches is nobody's
    return answer


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    read = sent if isinstance(sent, dict) else {}
    if read.get("lang") in LANGUAGES:
        use_language(read["lang"])
    return read


def _state(door: Door, **more: object) -> Response:
    """Answer how it is with the tablet, as the page needs to know."""
    now = doors.find_door_by_id(door.id) or door
    ended = queries.has_ended(door.meeting_id)
    return jsonify(paired=now.unpaired_at is None, mode=now.mode, ended=ended, **more)


@meetings.post("/door/states")
@public
def create_door_state() -> Response:
    """Hear that the tablet is there, what it holds, and its battery."""
    door, sent = or_404(_door()), _sent()
    queue = forms_door.read_number(sent.get("queue"), 100_000) or 0
    operations_door.note_state(door.id, queue, forms_door.read_number(sent.get("battery"), 100))
    return _state(door)


@meetings.post("/door/entries")
@public
def create_door_entries() -> Response:
    """Take what the tablet has kept, in its order; each is answered by its operation."""
    door = or_404(_door())
    results = [_take(door, one) for one in forms_door.read_entries(_sent())]
    return _state(door, results=results)


def _take(door: Door, entry: forms_door.Entry) -> dict[str, object]:
    try:
        if entry.kind == "exit":
            operations_door.send_exit(door.meeting_id, entry.voter, entry.answers)
            return {"operation": entry.operation, "taken": True}
        taken = check_ins.take_check_in(door, _sending(door, entry))
    except Refusal as refusal:
        said = str(refusal.sentence)
        return {"operation": entry.operation, "taken": False, "sentence": said}
    return {"operation": entry.operation, "taken": True, "known": taken.known, "opens": taken.opens}


def _sending(door: Door, entry: forms_door.Entry) -> check_ins.Sent:
    meeting, registration = queries.get_meeting(door.meeting_id), entry.registration or None
    if entry.ticket:
        found = registrations.find_registration_by_code(meeting.id, entry.ticket)
        registration = found.id if found else None
    token = claim_token(meeting, entry.claim)
    place = entry.municipality if entry.municipality in meeting.municipality_names else ""
    return check_ins.Sent(entry.operation, token, entry.role, entry.company, place, registration)


@meetings.post("/door/searches")
@public
def create_door_search() -> Response:
    """Find who has registered, by ticket or by three letters of the company; names stay here."""
    door, sent = or_404(_door()), _sent()
    if security.door_searches.blocked(str(door.id)):
        return jsonify(busy=True, hits=[])
    security.door_searches.count(str(door.id))
    ticket, words = sent.get("ticket"), sent.get("words")
    if isinstance(ticket, str):
        one = registrations.find_registration_by_code(door.meeting_id, ticket[:200])
        found = [one] if one else []
    else:
        typed = words[: forms_door.COMPANY_LENGTH] if isinstance(words, str) else ""
        found = registrations.search_registrations(door.meeting_id, typed)
    few = found[: rules_registrations.MOST_HITS]
    return jsonify(hits=[{"id": one.id, "company": one.company} for one in few])


@meetings.post("/door/pin-tries")
@public
def create_pin_try() -> Response:
    """Let staff in, and do what they ask; the PIN comes along each time and is kept nowhere."""
    door, sent = or_404(_door()), _sent()
    pin, act = sent.get("pin"), sent.get("act")
    try:
        operations_door.try_pin(door.id, pin if isinstance(pin, str) else "")
        if act in ("check_in", "exit"):
            operations_door.set_mode(door.id, act)
        elif act == "unpair":
            operations_door.unpair_door(door.id, None)
    except Refusal as refusal:
        return _state(door, refused=refusal.code, sentence=str(refusal.sentence))
    return _state(door, name=door.name)


@meetings.post("/door/leaving")
@public
def leave_door() -> Response:
    """Forget the tablet in a browser that is one no more; a paired one stays what it is."""
    token = request.cookies.get(DOOR_COOKIE, "")
    answer = see_other("meetings.show_door")
    if not doors.is_paired(token):
        answer.delete_cookie(DOOR_COOKIE)
    return answer
