"""The token of a personal link: made from the installation's secret, stored nowhere."""

from kiosk.tokens import derived_token


def ticket(secret: str, invitation_id: str) -> str:
    """Return the token (144 bits) of an invitation's link, the same each time.

    Only its hash is in the table. A reminder and a letter carry the link anew, so the token must
    be made again: whoever has the database but not the secret key cannot.
    """
    return derived_token(secret, "invitation", invitation_id)
