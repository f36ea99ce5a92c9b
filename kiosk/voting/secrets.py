"""Keys that count a voter once and cannot be turned back into a person."""

import hmac

from kiosk.voting.rules_groups import BY_COMPANY


def voter_key(question_secret: str, voter: str) -> str:
    """Return the voter's key at one question: HMAC-SHA-256 under the question's own secret.

    `voter` is the attendance token, which lies only in the person's browser, or the personal
    code. Once the secret is destroyed nobody can make or check a key again.
    """
    return hmac.new(question_secret.encode(), voter.encode(), "sha256").hexdigest()


def mark_of(also: str, question_secret: str, group: str) -> str:
    """Return what marks a ballot's group while the vote is open; "" for none.

    A company is marked as a voter is, and `group` itself is already unlike its name. Roles,
    municipalities and modes are few and known: hiding their names would hide nothing.
    """
    if not group or also not in BY_COMPANY:
        return group
    return voter_key(question_secret, group)
