"""Suggest a factor from the phone; the host reads it before anybody else does."""

from kiosk import audit
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.tokens import new_key
from kiosk.voting import queries_factors as factors
from kiosk.voting import rules_factors
from kiosk.voting.models_factors import FactorList, FactorSuggestion
from kiosk.voting.operations_factors import CLOSED, Words, append, locked
from kiosk.voting.operations_texts import cleaned_text
from kiosk.voting.rules_wishes import folded
from kiosk.voting.secrets import voter_key

GONE = lazy("Whoever wrote this has taken it back.")
MOVED = lazy("Somebody was just before you with this one. This is how it stands now.")
TOO_LATE = lazy("The host has closed the vote, so this was not sent.")


def create_suggestion(list_id: int, voter: str, text: str, operation: str) -> None:
    """Put a suggestion before the host once, however often the phone sends it.

    Raises Refusal: empty, too_long, already_sent, already_there or too_many_waiting (422);
    vote_closed or too_many (409).
    """
    cleaned = cleaned_text(text)
    tried = operation.replace("\0", "")[:64] or new_key()  # PostgreSQL can hold no NUL

    def job() -> int:
        one = _open(list_id)
        author = voter_key(str(one.secret), voter)
        own = factors.list_of_author(list_id, author)
        if all(each.operation != tried for each in own):
            _refuse_again(one, own, cleaned)
            FactorSuggestion.create(
                id=new_key(), list=one, text=cleaned, author=author, operation=tried
            )
        return one.meeting_id

    hub.announce_tally(write(job))


def withdraw_suggestion(suggestion_id: str, voter: str) -> None:
    """Take back one's own suggestion while it waits; raises Refusal taken_up or gone (409)."""

    def job() -> int:
        found = factors.find_suggestion(suggestion_id)
        if found is None:
            raise Refusal("gone", GONE)
        one = _open(found.list_id)
        found = factors.find_suggestion(suggestion_id)
        if found is None or found.author != voter_key(str(one.secret), voter):
            raise Refusal("gone", GONE)
        if found.state != "new":
            raise Refusal("taken_up", lazy("The host has already taken it up."))
        found.delete_instance()
        return one.meeting_id

    hub.announce_tally(write(job))


def approve_suggestion(suggestion_id: str, who: int | None, text: Words) -> bool:
    """Make a factor of a suggestion, in the host's words, open for voting now; tell if it is new.

    Where the list has the same already the suggestion is done with all the same. Raises Refusal
    moved, closed or too_many_factors (409).
    """

    def job() -> tuple[int, bool]:
        found, one = _waiting(suggestion_id)
        added = append(one, [text])
        same = [f for f in factors.list_factors(one.id) if folded(f.text_sv) == folded(text.sv)]
        found.state, found.reason, found.factor = "approved", "", same[0]
        found.save()
        audit.record(who, "approve_factor", f"meeting:{one.meeting_id}", suggestion=found.id)
        return one.meeting_id, bool(added)

    meeting_id, added = write(job)
    hub.announce_stage(meeting_id)
    return added


def park_suggestion(suggestion_id: str, who: int | None, reason: str) -> None:
    """Lay a suggestion aside with a reason that its author is told; raises Refusal empty (422)."""
    said = cleaned_text(reason, lazy("Say why it is parked."))

    def job() -> int:
        found, one = _waiting(suggestion_id)
        found.state, found.reason = "parked", said
        found.save()
        audit.record(who, "park_factor", f"meeting:{one.meeting_id}", suggestion=found.id)
        return one.meeting_id

    hub.announce_tally(write(job))


def _waiting(suggestion_id: str) -> tuple[FactorSuggestion, FactorList]:
    """Read a suggestion that is not a factor yet, once nobody else can change its list."""
    found = factors.find_suggestion(suggestion_id)
    one = locked(found.list_id) if found else None
    found = factors.find_suggestion(suggestion_id)
    if found is None or one is None:
        raise Refusal("gone", GONE)
    if one.closed_at is not None:
        raise Refusal("closed", CLOSED)
    if found.state == "approved":
        raise Refusal("moved", MOVED)
    return found, one


def _open(list_id: int) -> FactorList:
    one = locked(list_id)
    if one.closed_at is not None or not one.secret:
        raise Refusal("vote_closed", TOO_LATE)
    return one


def _refuse_again(one: FactorList, own: list[FactorSuggestion], text: str) -> None:
    """Refuse what is there already, and more than anybody can want to suggest."""
    same = folded(text)
    if any(folded(each.text) == same for each in own):
        raise Refusal("already_sent", lazy("You have already sent this."), 422)
    there = factors.list_factors(one.id)
    if any(same in (folded(each.text_sv), folded(each.text_en)) for each in there):
        raise Refusal("already_there", lazy("The factor is on the list already."), 422)
    if sum(each.state == "new" for each in own) >= rules_factors.MOST_WAITING:
        sentence = lazy(
            "You have %(n)s waiting. Wait until the host has read some of them.",
            n=rules_factors.MOST_WAITING,
        )
        raise Refusal("too_many_waiting", sentence, 422)
    if factors.count_suggestions(one.id) >= rules_factors.MOST_SUGGESTIONS:
        raise Refusal("too_many", lazy("There are too many suggestions. Tell the host."))
