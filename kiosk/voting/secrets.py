"""Keys that count a voter once and cannot be turned back into a person."""

import hmac


def voter_key(question_secret: str, voter: str) -> str:
    """Return the voter's key at one question: HMAC-SHA-256 under the question's own secret.

    `voter` is the attendance token, which lies only in the person's browser, or the personal
    code. Once the secret is destroyed nobody can make or check a key again.
    """
    return hmac.new(question_secret.encode(), voter.encode(), "sha256").hexdigest()
