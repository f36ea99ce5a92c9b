"""Printed letters with a code, for those who have no e-mail address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Response, flash, request

from kiosk import links, security
from kiosk.errors import Refusal
from kiosk.evaluations import gate, messages, queries, queries_sending
from kiosk.evaluations import operations_sending as operations
from kiosk.evaluations import queries_invitations as reading
from kiosk.evaluations.messages import Part
from kiosk.evaluations.views import evaluations
from kiosk.evaluations.views_invitations import behind_the_gate
from kiosk.i18n import _, lazy, ngettext
from kiosk.security import current_user
from kiosk.web import render, see_other

if TYPE_CHECKING:
    from kiosk.evaluations.models import Invitation, Procurement


@dataclass(frozen=True, slots=True)
class Letter:
    """One sheet: to whom, its words, its code and the same address to type."""

    invitation: Invitation
    language: str
    beginning: tuple[Part, ...]
    ending: tuple[Part, ...]
    code: tuple[int, str]
    address: str

    @property
    def typed(self) -> tuple[str, str]:
        """Return the address in two lines, so that it breaks where it can be read."""
        before, slash, token = self.address.rpartition("/")
        return before + slash, token


@evaluations.get("/procurements/<int:procurement_id>/letters")
@security.procurement
def show_letters(procurement_id: int) -> Response:
    """Show the letters as they come out on paper: one A4 each."""
    procurement = behind_the_gate(procurement_id)
    _refuse_unless_sending(procurement)
    found = reading.list_letters(procurement_id, bool(request.args.get("all")))
    return render(
        "evaluations/letters.html",
        procurement=procurement,
        letters=[_letter(procurement, one) for one in found],
        today=queries.today(),
        back_url=f"/procurements/{procurement_id}/invitations",
        back_text=_("Back to the invitations"),
    )


@evaluations.post("/procurements/<int:procurement_id>/letters")
@security.procurement
def mark_letters(procurement_id: int) -> Response:
    """Remember that the letters are printed."""
    behind_the_gate(procurement_id)
    number = operations.mark_printed(procurement_id, current_user().id)
    flash(ngettext("%(n)s letter is printed.", "%(n)s letters are printed.", number), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


def _refuse_unless_sending(procurement: Procurement) -> None:
    """Raise Refusal (409) when no link would work, or a review holds everything back."""
    if procurement.review_since is not None:
        raise Refusal("under_review", gate.UNDER_REVIEW)
    if procurement.opened_at is None or procurement.closes_on is None:
        raise Refusal(
            "not_open",
            lazy("The letters can be printed when the evaluation is open. Send first."),
        )


def _letter(procurement: Procurement, invitation: Invitation) -> Letter:
    closes_on = procurement.closes_on or queries.today()
    facts = queries_sending.facts_of(
        procurement, closes_on, only_read=invitation.kind == "documents"
    )
    facts = replace(facts, name=invitation.contact)
    address = messages.link_of(invitation.id)
    beginning = messages.write_letter(facts, invitation.language)
    return Letter(
        invitation=invitation,
        language=beginning[0].language,
        beginning=beginning,
        ending=tuple(messages.write_letter_end(facts, part.language) for part in beginning),
        code=links.qr_path(address),
        address=address,
    )
