"""After a restore: what the database planned may have been done since the copy was made."""

from kiosk.evaluations.models import Procurement


def forget_plans() -> None:
    """Forget, inside the running write, on which days sending and reminders go by themselves.

    kiosk/backup.py does the same to each copy of an SQLite database.
    """
    waiting = Procurement.opened_at.is_null()
    Procurement.update(send_on=None).where(waiting).execute()
    Procurement.update(reminds_itself=False).execute()
