"""Sending: the exact message, now or on a day, reminders, one message again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Response, flash, request

import kiosk.mail.queries as mail
from kiosk import security
from kiosk.evaluations import forms_invitations as forms
from kiosk.evaluations import messages, queries, queries_sending
from kiosk.evaluations import operations_sending as operations
from kiosk.evaluations import queries_invitations as reading
from kiosk.evaluations.views import evaluations
from kiosk.evaluations.views_invitations import behind_the_gate, invitations_page
from kiosk.forms import Form
from kiosk.i18n import _, format_date, ngettext
from kiosk.security import current_user
from kiosk.web import render, see_other

if TYPE_CHECKING:
    from kiosk.evaluations.models import Procurement


@evaluations.get("/procurements/<int:procurement_id>/message")
@security.procurement
def show_message(procurement_id: int) -> Response:
    """Show the exact message in both languages, and the reminder."""
    procurement = behind_the_gate(procurement_id)
    closes_on = queries_sending.get_sending(procurement).closes_on
    link = messages.example_link()
    wanted = (("invitation", 0, False), ("documents", 0, True), ("reminder", 1, False))
    shown = []
    for name, number, only_read in wanted:
        facts = queries_sending.facts_of(procurement, closes_on, number, only_read)
        shown.append((name, [messages.write_message(facts, link, code) for code in ("sv", "en")]))
    context: dict[str, Any] = {"procurement": procurement, "shown": shown}
    return render("evaluations/message.html", mail_mode=mail.mode(), **context)


@evaluations.get("/procurements/<int:procurement_id>/sending")
@security.procurement
def edit_sending(procurement_id: int) -> Response:
    """Show how many messages go, what they say, and ask when to send."""
    procurement = behind_the_gate(procurement_id)
    if procurement.opened_at is not None or not reading.list_invitations(procurement_id):
        return see_other("evaluations.list_invitations", procurement_id=procurement_id)
    sending, today = queries_sending.get_sending(procurement), queries.today()
    day = sending.planned_on or max(sending.proposed_on, today + timedelta(days=1))
    now = not sending.held and sending.planned_on is None and sending.proposed_on <= today
    reminds = procurement.reminds_itself if sending.planned_on else True
    return _sending_page(procurement, forms.show_sending(day, sending.closes_on, now, reminds))


@evaluations.post("/procurements/<int:procurement_id>/sending")
@security.procurement
def create_sending(procurement_id: int) -> Response:
    """Send now, or on the day that was chosen."""
    procurement = behind_the_gate(procurement_id)
    form, who = forms.read_sending(request.form, queries.today()), current_user().id
    if form.errors:
        return _sending_page(procurement, form, 422)
    day, facts = (
        form.cleaned["send_on"],
        (form.cleaned["closes_on"], form.cleaned["reminds_itself"]),
    )
    if day is None:
        number = operations.open_evaluation(procurement_id, who, *facts)
        flash(_sent(number), "ok")
    else:
        operations.plan_sending(procurement_id, who, day, *facts)
        flash(_("The invitations go by themselves on %(day)s.", day=format_date(day)), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/sending/cancellation")
@security.procurement
def cancel_sending(procurement_id: int) -> Response:
    """Let nothing go by itself after all."""
    behind_the_gate(procurement_id)
    operations.cancel_plan(procurement_id, current_user().id)
    flash(_("Nothing goes by itself now."), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/sending/rest")
@security.procurement
def create_rest(procurement_id: int) -> Response:
    """Send to those who were added after the sending."""
    behind_the_gate(procurement_id)
    flash(_sent(operations.send_rest(procurement_id, current_user().id)), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/sending/resumption")
@security.procurement
def resume_sending(procurement_id: int) -> Response:
    """Let messages go that were stopped when a copy of the database was put back."""
    behind_the_gate(procurement_id)
    flash(_sent(operations.resume(procurement_id, current_user().id)), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/invitations/<invitation_id>/resending")
@security.procurement
def create_resending(procurement_id: int, invitation_id: str) -> Response:
    """Try one message again."""
    behind_the_gate(procurement_id)
    again = operations.resend(procurement_id, invitation_id, current_user().id)
    words = _("The message is sent again.") if again else _("The message is on its way already.")
    flash(words, "ok" if again else "message")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/reminders")
@security.procurement
def create_reminders(procurement_id: int) -> Response:
    """Remind those who have not answered, whoever they are."""
    behind_the_gate(procurement_id)
    typed = request.form.get("round", "")
    number = operations.remind(procurement_id, current_user().id, 2 if typed == "2" else 1)
    words = ngettext("%(n)s reminder goes now.", "%(n)s reminders go now.", number)
    flash(words if number else _("There was nobody to remind."), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/last-day")
@security.procurement
def update_last_day(procurement_id: int) -> Response:
    """Change the last day to answer."""
    behind_the_gate(procurement_id)
    form = forms.read_last_day(request.form, queries.today())
    if form.errors:
        return invitations_page(procurement_id, form, 422)
    operations.move_last_day(procurement_id, current_user().id, form.cleaned["closes_on"])
    flash(_("The last day to answer is changed."), "ok")
    return see_other("evaluations.list_invitations", procurement_id=procurement_id)


def _sent(number: int) -> str:
    if not number:
        return _("The evaluation is open. There was no message to send.")
    return ngettext("%(n)s message goes now.", "%(n)s messages go now.", number)


def _sending_page(procurement: Procurement, form: Form, status: int = 200) -> Response:
    sending = queries_sending.get_sending(procurement)
    facts = queries_sending.facts_of(procurement, sending.closes_on)
    link = messages.example_link()
    return render(
        "evaluations/sending.html",
        status=status,
        procurement=procurement,
        form=form,
        sending=sending,
        numbers=reading.count_invitations(procurement, reading.list_invitations(procurement.id)),
        written=[messages.write_message(facts, link, code) for code in ("sv", "en")],
        mail_mode=mail.mode(),
        today=queries.today(),
    )
