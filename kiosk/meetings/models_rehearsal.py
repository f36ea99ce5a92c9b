"""Table of rehearsals: copies of meetings with pretended people in them, thrown away afterwards."""

from peewee import CharField, ForeignKeyField, IntegerField

from kiosk.db import BaseModel, MomentField
from kiosk.meetings.models import Meeting


class Rehearsal(BaseModel):
    """What drives one copy: how many are pretended, and which process does it just now."""

    meeting_id: int
    meeting = ForeignKeyField(Meeting, primary_key=True, backref="rehearsals", on_delete="CASCADE")
    people = IntegerField()
    driver = CharField(max_length=32, default="")
    driven_until = MomentField(null=True)  # another process may take over after that
