"""Read what a personal link opens: the evaluation, its form, and what was answered so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.db import database, run_sql
from kiosk.evaluations import queries, queries_versions
from kiosk.evaluations import rules_drafts as drafts
from kiosk.evaluations import rules_links as links
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.questions import form
from kiosk.questions.form import Item, Section
from kiosk.tokens import token_hash


@dataclass(frozen=True, slots=True)
class Visit:
    """What one bidder meets behind a link."""

    invitation: Invitation
    procurement: Procurement
    state: links.State
    items: Sequence[Item] = ()
    revision: int = 0  # of the draft; 0 when nothing has been saved
    answers: dict[str, str] = field(default_factory=dict)  # also to what is not asked any more

    @property
    def cancelled(self) -> bool:
        """Tell whether the procurement was cancelled."""
        return self.procurement.state == "cancelled"

    @property
    def pages(self) -> list[tuple[Section, list[Item]]]:
        """Return the pages of the form as it is after what was answered so far."""
        return form.pages(self.items, self.answers, self.cancelled)

    @property
    def sections(self) -> list[Section]:
        """Return which pages there are."""
        return [section for section, _items in self.pages]

    def on_page(self, section: Section) -> list[Item]:
        """Return the questions shown on a page."""
        return dict(self.pages).get(section, [])


def find_visit(token: str) -> Visit | None:
    """Return what the link opens, or None when there is no such link; one look-up by hash."""
    invitation = queries.find_invitation_by_token(token)
    if invitation is None:
        return None
    procurement = queries.find_procurement(invitation.procurement_id)
    if procurement is None:
        return None
    state = state_of(invitation, procurement)
    if state not in ("open", "held"):
        return Visit(invitation, procurement, state)
    draft = find_draft(token)
    return Visit(
        invitation,
        procurement,
        state,
        items=items_of(procurement)[1],
        revision=draft.revision if draft else 0,
        answers=drafts.answers_in(drafts.read_entries(draft.answers)) if draft else {},
    )


def state_of(invitation: Invitation, procurement: Procurement) -> links.State:
    """Return what the invitation's link opens today."""
    facts = links.Facts(
        gate_open=queries.why_shut(procurement) == "",
        opened=procurement.opened_at is not None,
        under_review=procurement.review_since is not None,
        answered=bool(invitation.answered),
        revoked=invitation.revoked_at is not None,
        closes_on=procurement.closes_on,
    )
    return links.state(facts, queries.today())


def items_of(procurement: Procurement) -> tuple[int, list[Item]]:
    """Return number and questions of the version that this evaluation uses."""
    version = procurement.form_version
    if version is None:
        return queries_versions.current_version()
    return version.number, queries_versions.stored_items(version)


def find_draft(token: str) -> Draft | None:
    """Return what was answered but not sent, or None."""
    return Draft.get_or_none(Draft.token_hash == token_hash(token))


def wait_for_responses() -> None:
    """Let one submission at a time lay out the responses; other writes to them wait."""
    if database.for_update:
        run_sql("LOCK TABLE response, remark IN EXCLUSIVE MODE")
