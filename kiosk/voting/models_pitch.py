"""Tables of pitches: the sign-up and the running order of a meeting, and each who speaks.

They hold names, so they go when the meeting's check-ins are purged.
"""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from kiosk.db import BaseModel, MomentField
from kiosk.meetings.models import Meeting

STATES = ("new", "accepted", "hidden")


class PitchList(BaseModel):
    """What holds for all pitches of one meeting: whether phones may sign up, how long each is."""

    meeting_id: int
    meeting = ForeignKeyField(Meeting, primary_key=True, backref="pitch_lists", on_delete="CASCADE")
    seconds = IntegerField(default=60)
    sound = BooleanField(default=True)  # a soft tone from the wall when the time is up
    opened_at = MomentField(null=True)
    opened_by = IntegerField(null=True)
    closed_at = MomentField(null=True)
    closed_by = IntegerField(null=True)

    class Meta:
        table_name = "pitch_list"


class Pitch(BaseModel):
    """One minute for one company; nobody sees it before the host has accepted it."""

    meeting_id: int
    id = CharField(max_length=24, primary_key=True)
    meeting = ForeignKeyField(Meeting, backref="pitches", on_delete="CASCADE")
    signer = CharField(max_length=24, null=True)  # the check-in of who signed up, if a phone did
    company = CharField(max_length=120, default="")
    name = CharField(max_length=120, default="")
    about = CharField(max_length=140, default="")
    state = CharField(max_length=8, default="new")
    position = IntegerField()
    spoken_at = MomentField(null=True)  # when their time was started

    class Meta:
        without_rowid = True
        indexes = ((("meeting", "signer"), True), (("meeting", "position"), False))
