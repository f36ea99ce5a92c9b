"""Save what a bidder has answered so far; it hangs on the link until it is sent."""

from collections.abc import Mapping

from kiosk.db import write
from kiosk.evaluations import queries_bidder
from kiosk.evaluations import rules_drafts as rules
from kiosk.evaluations.models import Draft
from kiosk.evaluations.operations_links import enter
from kiosk.tokens import token_hash


def save_page(token: str, answers: Mapping[str, str | None], drawn: rules.Drawn) -> rules.Saved:
    """Save the answers of one page, None taking an answer back; tell which replaced newer ones.

    Also while a review is under way: then nothing can be sent, but what was typed is not lost.
    Raises Refusal as operations_links.enter does.
    """

    def job() -> rules.Saved:
        enter(token, ("open", "held"))
        draft = queries_bidder.find_draft(token)
        entries = rules.read_entries(draft.answers) if draft else {}
        saved = rules.save(entries, draft.revision if draft else 0, answers, drawn)
        text = rules.write_entries(saved.entries)
        if draft is None:
            Draft.insert(
                token_hash=token_hash(token), revision=saved.revision, answers=text
            ).execute()
        elif saved.revision != draft.revision:
            same = Draft.token_hash == draft.token_hash
            Draft.update(revision=saved.revision, answers=text).where(same).execute()
        return saved

    return write(job)
