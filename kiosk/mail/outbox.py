"""The outbox: which messages are to go, have gone, or cannot go. Never what they say."""

from peewee import AutoField, CharField, IntegerField

from kiosk.db import BaseModel, MomentField


class Mail(BaseModel):
    """One message to one person. Its words are made when it is sent, so no link lies on disk.

    `(kind, ref)` is unique: whatever happens, nothing is queued twice.
    """

    id = AutoField()
    kind = CharField(max_length=20)  # invitation, reminder_1, reminder_2, test …
    ref = CharField(max_length=60)  # what it is about, for whoever composes it
    about = CharField(max_length=40, default="", index=True)  # like procurement:7, for counts
    state = CharField(max_length=10, default="queued", index=True)
    # queued, sending, sent, written (as a file), failed, unsure (it may have arrived), stopped
    attempts = IntegerField(default=0)
    next_at = MomentField()  # when to try; while sending, when to believe that it was interrupted
    sent_at = MomentField(null=True)
    problem = CharField(max_length=40, default="")  # a stable code; troubles.py has the words
    detail = CharField(max_length=300, default="")  # the server's own words
    created_at = MomentField()

    class Meta:
        indexes = ((("kind", "ref"), True),)


class MailPause(BaseModel):
    """One row: all mail rests since a copy of the database was put back, until a person says go.

    What the copy does not know of may have been sent since; kiosk/backup.py writes the row.
    """

    since = MomentField()
