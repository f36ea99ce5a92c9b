"""Table of who has registered for a meeting beforehand."""

from peewee import BooleanField, CharField, ForeignKeyField

from kiosk.db import BaseModel
from kiosk.meetings.models import Attendance, Meeting


class Registration(BaseModel):
    """One person who has said beforehand that she will come; its code is her ticket.

    The code is made from the installation's secret each time (tickets.py): only its hash is here.
    """

    meeting_id: int
    attendance_id: str | None
    id = CharField(max_length=24, primary_key=True)  # random: a code is never made twice
    meeting = ForeignKeyField(Meeting, backref="registrations", on_delete="CASCADE")
    code_hash = CharField(max_length=64, unique=True)
    company = CharField(max_length=120)
    name = CharField(max_length=120, default="")
    email = CharField(max_length=254, default="")
    role = CharField(max_length=12, default="company")
    mode = CharField(max_length=6, default="room")
    attendance = ForeignKeyField(
        Attendance, null=True, unique=True, backref="registrations", on_delete="SET NULL"
    )
    on_phone = BooleanField(default=False)  # a phone votes by that check-in
    mailed = BooleanField(default=False)  # the ticket has been put in the outbox, once

    class Meta:
        without_rowid = True
