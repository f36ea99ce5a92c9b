"""Contact details that bidders chose to leave, apart from their answers."""

import secrets

from flask import Response, current_app, request

from kiosk import security
from kiosk.evaluations import forms_contacts as forms
from kiosk.evaluations import operations_contacts as operations
from kiosk.evaluations import queries_contacts as queries
from kiosk.evaluations.rules_contacts import LIMITS
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.security import current_user, procurement, public
from kiosk.tokens import derived_token
from kiosk.web import render, see_other

MANY = lazy(
    "Many have left contact details from your network just now. What you wrote is still here. "
    "Try again in a while."
)


def _form_page(form: Form, status: int = 200) -> Response:
    return render(
        "evaluations/contact_new.html",
        status=status,
        form=form,
        limit=LIMITS["message"],
        operation=request.form.get("operation", "")[:64] or secrets.token_hex(16),
    )


@evaluations.get("/contacts/new")
@public
def new_contact() -> Response:
    """Ask who wants to be contacted; no cookie, and nothing about any answer."""
    return _form_page(Form({}))


@evaluations.post("/contacts")
@public
def create_contact() -> Response:
    """Keep contact details, once for each form."""
    form, address = forms.read_contact(request.form), request.remote_addr or ""
    if form.errors:
        return _form_page(form, 422)
    if security.contacts_left.blocked(address):
        form.errors[""] = MANY
        return _form_page(form, 429)
    security.contacts_left.count(address)
    operation = request.form.get("operation", "")[:64] or secrets.token_hex(16)
    key = derived_token(current_app.config["SECRET_KEY"], "contact", operation)
    operations.leave_contact(key, **form.cleaned)
    return see_other("evaluations.show_contact_receipt")


@evaluations.get("/contacts/receipt")
@public
def show_contact_receipt() -> Response:
    """Say that the details are kept, and where they are not."""
    return render("evaluations/contact_receipt.html")


@evaluations.get("/contacts")
@procurement
def list_contacts() -> Response:
    """Show who wants to be contacted."""
    waiting, handled = queries.list_contacts()
    return render("evaluations/contacts.html", waiting=waiting, handled=handled)


@evaluations.post("/contacts/<key>/handling")
@procurement
def handle_contact(key: str) -> Response:
    """Note that somebody has been in touch."""
    operations.mark_contact(current_user().id, key, handled=True)
    return see_other("evaluations.list_contacts")


@evaluations.post("/contacts/<key>/reopening")
@procurement
def reopen_contact(key: str) -> Response:
    """Take the note back."""
    operations.mark_contact(current_user().id, key, handled=False)
    return see_other("evaluations.list_contacts")
