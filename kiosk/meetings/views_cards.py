"""Voting cards: a scanned code into the phone; and for the host printing and replacing them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, abort, current_app, flash, request

from kiosk import links, security
from kiosk.forms import Form
from kiosk.i18n import LazyText, _, lazy
from kiosk.meetings import operations_cards as operations
from kiosk.meetings import queries, queries_cards, rules, rules_cards
from kiosk.meetings.operations_cards import take_card
from kiosk.meetings.views import A_DAY_AND_A_HALF, load_meeting, meetings
from kiosk.meetings.views_print import paper
from kiosk.security import CARD_COOKIE, ROLL_COOKIE, current_user, host, public
from kiosk.tokens import sealed, unsealed
from kiosk.web import apart, or_404, public_address, render, see_other

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.meetings.models import Meeting

CARDS_PER_SHEET = 10
TEN_MINUTES = 600
REPLACED = lazy("This card has been replaced by a new one. Use the code on the new card.")
WRONG = lazy("That code is not on the list. Look at the card and try again.")


@dataclass(frozen=True, slots=True)
class Printed:
    """One card on paper: its number, its code as it is typed, and the same as a QR code."""

    serial: int
    typed: str
    code: tuple[int, str]


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _guesser(meeting: Meeting) -> str:
    """Return whose tries are counted: a cookie that anybody can make up is nobody."""
    token = request.cookies.get(security.ATTENDEE_COOKIE)
    attendee = queries.find_attendee(meeting.id, token) if token else None
    return attendee.id if attendee else request.remote_addr or ""


def _read_card(meeting: Meeting, typed: str) -> rules_cards.Card | LazyText:
    """Return the living card with this code, or what is wrong; wrong guesses are counted."""
    guesser = _guesser(meeting)
    if security.wrong_personal_codes.blocked(guesser):
        raise security.too_many()
    personal = rules.normal_personal_code(typed)
    card = queries_cards.find_card(_secret(), meeting, personal) if personal else None
    if card is None:
        security.wrong_personal_codes.count(guesser)
        return WRONG
    return REPLACED if card.state == "replaced" else card


def _refused(meeting: Meeting, typed: str, sentence: LazyText) -> Response:
    form = Form({"code": typed[:40]}, errors={"code": sentence})
    return _ask(meeting, form, None, 422)


def _ask(
    meeting: Meeting, form: Form, offered: rules_cards.Card | None, status: int = 200
) -> Response:
    return render(
        "meetings/personal_code.html",
        status=status,
        meeting=meeting,
        form=form,
        operation=secrets.token_hex(16),
        offered=offered if offered and offered.state != "replaced" else None,
    )


@meetings.get("/<code:code>/personal-codes/<personal>")
@public
def show_card_code(code: str, personal: str) -> Response:
    """Open what is scanned from a card: its code leaves the address; nothing is used yet."""
    meeting = load_meeting(code)
    card = _read_card(meeting, personal)
    if not isinstance(card, rules_cards.Card):
        return _refused(meeting, "", card)
    answer = see_other("meetings.new_personal_code", code=meeting.code)
    kept = sealed(_secret(), f"card:{meeting.code}", rules.normal_personal_code(personal) or "")
    path = f"/{meeting.code}/personal-codes"
    security.set_cookie(answer, CARD_COOKIE, kept, TEN_MINUTES, path)
    return answer


def _offered_code(meeting: Meeting) -> str:
    """Return the code that has just been scanned, or an empty text."""
    return unsealed(_secret(), f"card:{meeting.code}", request.cookies.get(CARD_COOKIE, ""))


@meetings.get("/<code:code>/personal-codes/new")
@public
def new_personal_code(code: str) -> Response:
    """Ask for the personal voting code, or whether to use the card that has been scanned."""
    meeting = load_meeting(code)
    offered = queries_cards.find_card(_secret(), meeting, _offered_code(meeting))
    return _ask(meeting, Form({}), offered)


@meetings.post("/<code:code>/personal-codes")
@public
def use_personal_code(code: str) -> Response:
    """Take a voting card into the phone, by the code typed or by the one scanned before."""
    meeting = load_meeting(code)
    typed = request.form.get("code", "") or _offered_code(meeting)
    card = _read_card(meeting, typed)
    if not isinstance(card, rules_cards.Card):
        return _refused(meeting, request.form.get("code", ""), card)
    personal = rules.normal_personal_code(typed) or ""
    kept = sealed(_secret(), f"roll:{meeting.code}", personal)  # or cookies could be guessed at
    if request.cookies.get(ROLL_COOKIE, "") != kept:  # this phone has it already
        tried = request.form.get("operation", "").replace("\0", "")[:64]
        take_card(meeting.id, card, tried or secrets.token_hex(16))
    answer = see_other("voting.show_phone", code=meeting.code)
    security.set_cookie(answer, ROLL_COOKIE, kept, A_DAY_AND_A_HALF, f"/{meeting.code}")
    answer.delete_cookie(CARD_COOKIE, path=f"/{meeting.code}/personal-codes")
    return answer


def _load_roll(meeting_id: int) -> Meeting:
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    if meeting.level != "roll":
        abort(404)
    return meeting


def _print(meeting: Meeting, serials: Iterable[int], back: str) -> Response:
    newest, address = queries_cards.get_generations(meeting.id), public_address()
    codes = [
        (n, rules_cards.card_code(_secret(), meeting.code, n, newest.get(n, 1))) for n in serials
    ]
    way = f"{address}/{meeting.code}/personal-codes"
    drawn = apart(lambda: links.qr_paths([f"{way}/{code}" for _n, code in codes]))
    cards = [
        Printed(n, f"{code[:4]} {code[4:]}", picture)
        for (n, code), picture in zip(codes, drawn, strict=True)
    ]
    step = CARDS_PER_SHEET
    sheets = [cards[first : first + step] for first in range(0, len(cards), step)]
    return paper("meetings/roll.html", meeting.id, sheets=sheets, back_url=back)


@meetings.get("/meetings/<int:meeting_id>/roll")
@host
def show_roll(meeting_id: int) -> Response:
    """Show the voting cards, to be cut apart and handed out."""
    meeting = _load_roll(meeting_id)
    return _print(meeting, range(1, meeting.roll_size + 1), f"/meetings/{meeting_id}")


@meetings.get("/meetings/<int:meeting_id>/roll-cards")
@host
def list_roll_cards(meeting_id: int) -> Response:
    """Show how many cards have been used, which have been replaced, and a way to replace one."""
    return _cards_page(_load_roll(meeting_id), Form({}))


def _cards_page(meeting: Meeting, form: Form, status: int = 200) -> Response:
    return render(
        "meetings/roll_cards.html",
        status=status,
        meeting=meeting,
        form=form,
        used=queries_cards.count_used(meeting.id),
        replaced=queries_cards.count_replacements(meeting.id),
        ended=queries.has_ended(meeting.id),
        operation=secrets.token_hex(16),
    )


@meetings.post("/meetings/<int:meeting_id>/roll-cards/replacements")
@host
def replace_roll_card(meeting_id: int) -> Response:
    """Replace a lost card; its new one is shown to be printed."""
    meeting = _load_roll(meeting_id)
    typed = request.form.get("serial", "").strip()
    serial = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    last = meeting.roll_size
    if not 1 <= serial <= last:
        wrong = _("Write a number from 1 to %(last)s. It stands on the card.", last=last)
        return _cards_page(meeting, Form({"serial": typed[:20]}, errors={"serial": wrong}), 422)
    tried = request.form.get("operation", "").replace("\0", "")[:64] or secrets.token_hex(16)
    operations.replace_card(meeting_id, serial, current_user().id, tried)
    flash(_("Card %(n)s is replaced. The old card is dead. Print the new one.", n=serial), "ok")
    return see_other("meetings.list_roll_cards", meeting_id=meeting_id)


@meetings.get("/meetings/<int:meeting_id>/roll-cards/<int:serial>")
@host
def show_roll_card(meeting_id: int, serial: int) -> Response:
    """Show one card to be printed alone."""
    meeting = _load_roll(meeting_id)
    if not 1 <= serial <= meeting.roll_size:
        abort(404)
    return _print(meeting, [serial], f"/meetings/{meeting_id}/roll-cards")
