"""Inviting: the list, new ones pasted or from a file, a preview of it, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, flash, request

import kiosk.mail.queries as mail
from kiosk import security
from kiosk.errors import Refusal
from kiosk.evaluations import forms_invitations as forms
from kiosk.evaluations import gate, queries, queries_sending
from kiosk.evaluations import operations_invitations as operations
from kiosk.evaluations import queries_invitations as reading
from kiosk.evaluations.rules_addresses import (
    Address,
    Addresses,
    mark_invited,
    read_addresses,
)
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import _, ngettext
from kiosk.importing import reading as importing
from kiosk.importing import texts
from kiosk.security import current_user, takes
from kiosk.web import apart, or_404, render, see_other

if TYPE_CHECKING:
    from kiosk.evaluations.models import Procurement

MOST_BYTES = importing.LARGEST_FILE + 512 * 1024  # the file, or the box, and what surrounds it
SHOWN = 100  # usable rows in the preview; all of them are in the box


def behind_the_gate(procurement_id: int) -> Procurement:
    """Return the procurement, or 404; raise Refusal gate_shut (409) as the operations do."""
    procurement = or_404(queries.find_procurement(procurement_id))
    reason = queries.why_shut(procurement)
    if reason:
        raise Refusal("gate_shut", gate.sentence(reason), 409, reason=reason)
    return procurement


def invitations_page(procurement_id: int, form: Form | None = None, status: int = 200) -> Response:
    """Show who is invited, how sending stands, and what can be done about it."""
    procurement = behind_the_gate(procurement_id)
    found = reading.list_invitations(procurement_id)
    lines, left_out = reading.list_lines(procurement, found, bool(request.args.get("all")))
    sending = queries_sending.get_sending(procurement)
    return render(
        "evaluations/invitations.html",
        status=status,
        procurement=procurement,
        lines=lines,
        left_out=left_out,
        numbers=reading.count_invitations(procurement, found),
        sending=sending,
        troubles=reading.list_waiting_troubles(procurement.id),
        form=form or Form({"closes_on": sending.closes_on.isoformat()}),
        today=queries.today(),
        mail_mode=mail.mode(),
        mail_rests=mail.is_held(),
        has_address=bool(current_app.config["KIOSK"].address),
    )


@evaluations.get("/procurements/<int:procurement_id>/invitations")
@security.procurement
def list_invitations(procurement_id: int) -> Response:
    """Show who is invited and how sending stands."""
    return invitations_page(procurement_id)


@evaluations.get("/procurements/<int:procurement_id>/invitations/new")
@security.procurement
def new_invitations(procurement_id: int) -> Response:
    """Show the box and the file field for a list of addresses."""
    procurement = behind_the_gate(procurement_id)
    return _new_page(procurement, Form({"kind": request.args.get("kind", "bidder")}))


@evaluations.post("/procurements/<int:procurement_id>/invitations/preview")
@security.procurement
@takes(MOST_BYTES)
def preview_invitations(procurement_id: int) -> Response:
    """Show what each row of a list means and which cannot be used; nothing is stored."""
    procurement = behind_the_gate(procurement_id)
    form, addresses = _read(procurement)
    if form.errors or addresses is None:
        return _new_page(procurement, form, 422)
    return _preview_page(procurement, form, addresses)


@evaluations.post("/procurements/<int:procurement_id>/invitations")
@security.procurement
@takes(MOST_BYTES)
def create_invitations(procurement_id: int) -> Response:
    """Invite by the rows that can be used; the others stay in the box to be mended."""
    procurement = behind_the_gate(procurement_id)
    form, addresses = _read(procurement)
    if form.errors or addresses is None:
        return _new_page(procurement, form, 422)
    kind = form.cleaned["kind"]
    added = operations.add_invitations(procurement_id, current_user().id, addresses, kind)
    flash(ngettext("%(n)s is invited.", "%(n)s are invited.", added), "ok" if added else "message")
    left = addresses.unusable
    if left or addresses.more:
        return _preview_page(procurement, form, Addresses(tuple(left), more=addresses.more), 422)
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.get("/procurements/<int:procurement_id>/invitations/<invitation_id>/edit")
@security.procurement
def edit_invitation(procurement_id: int, invitation_id: str) -> Response:
    """Show one invitation to correct."""
    behind_the_gate(procurement_id)
    invitation = or_404(reading.find_invitation(procurement_id, invitation_id))
    return _edit_page(procurement_id, invitation_id, forms.show_invitation(invitation))


@evaluations.post("/procurements/<int:procurement_id>/invitations/<invitation_id>")
@security.procurement
def update_invitation(procurement_id: int, invitation_id: str) -> Response:
    """Correct one invitation; another address gets another link, and a message."""
    behind_the_gate(procurement_id)
    form, who = forms.read_invitation(request.form), current_user().id
    new_id = invitation_id
    if not form.errors:
        try:
            new_id = operations.update_invitation(
                procurement_id, invitation_id, who, **form.cleaned
            )
        except Refusal as refusal:
            if "field" not in refusal.facts:
                raise
            form.errors[refusal.facts["field"]] = refusal.sentence
    if form.errors:
        return _edit_page(procurement_id, invitation_id, form, 422)
    flash(_changed(new_id != invitation_id), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/invitations/<invitation_id>/revocation")
@security.procurement
def revoke_invitation(procurement_id: int, invitation_id: str) -> Response:
    """Take one invitation back."""
    behind_the_gate(procurement_id)
    sent = operations.revoke_invitation(procurement_id, invitation_id, current_user().id)
    words = _("The invitation is taken back. Its link no longer works.")
    flash(words if sent else _("The company is no longer in the list."), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


def _changed(new_link: bool) -> str:
    if new_link:
        return _("The address is corrected. A new link goes there, and the old one is dead.")
    return _("The changes are saved.")


def _read(procurement: Procurement) -> tuple[Form, Addresses | None]:
    """Read the list that was sent, as a file or in the box, and mark who is invited already."""
    file = request.files.get("file")
    content = file.read(importing.LARGEST_FILE + 1) if file and file.filename else None
    form = forms.read_list(request.form, content is not None)
    if form.errors:
        return form, None
    try:
        table = apart(lambda: importing.read_list(content, form.values["rows"]))
    except importing.NotATableError as refused:
        form.errors["rows" if content is None else "file"] = forms.UNREADABLE[refused.code]
        return form, None
    addresses = apart(lambda: read_addresses(table.rows, table.more))
    return form, mark_invited(addresses, *reading.list_addresses(procurement.id))


def _new_page(procurement: Procurement, form: Form, status: int = 200) -> Response:
    template = "evaluations/invitations_new.html"
    return render(template, status=status, procurement=procurement, form=form)


def _preview_page(
    procurement: Procurement, form: Form, addresses: Addresses, status: int = 200
) -> Response:
    form.values["rows"] = _box([*addresses.unusable, *addresses.usable])
    good = [*addresses.usable, *addresses.invited]
    return render(
        "evaluations/invitations_preview.html",
        status=status,
        procurement=procurement,
        form=form,
        addresses=addresses,
        good=good[:SHOWN],
        not_shown=len(good[SHOWN:]),
        problems=forms.PROBLEMS,
        notes=forms.NOTES,
    )


def _box(rows: Iterable[Address]) -> str:
    """Return the rows as text to be mended, with headings that are understood again."""
    head = [_("Company"), _("Contact person"), _("E-mail"), _("Language")]
    return texts.join(
        [head, *([row.company, row.contact, row.email, row.language] for row in rows)]
    )


def _edit_page(procurement_id: int, invitation_id: str, form: Form, status: int = 200) -> Response:
    procurement = behind_the_gate(procurement_id)
    context: dict[str, Any] = {"procurement": procurement, "form": form}
    context["invitation"] = or_404(reading.find_invitation(procurement_id, invitation_id))
    return render("evaluations/invitation_edit.html", status=status, **context)
