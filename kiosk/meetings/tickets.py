"""The code of a ticket: made from the installation's secret, stored nowhere."""

from kiosk.tokens import derived_token


def ticket(secret: str, registration_id: str) -> str:
    """Return the code (144 bits) of a registration's ticket, the same each time.

    Only its hash is in the table. A ticket is printed, shown and sent anew, so the code must be
    made again: whoever has the database but not the secret key cannot.
    """
    return derived_token(secret, "registration", registration_id)
