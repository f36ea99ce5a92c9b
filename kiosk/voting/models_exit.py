"""Tables of the exit evaluation."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from kiosk.db import BaseModel, MomentField
from kiosk.meetings.models import Meeting


class ExitForm(BaseModel):
    """The questions at the way out of one meeting, from when they are shown until they close."""

    meeting_id: int
    meeting = ForeignKeyField(Meeting, primary_key=True, backref="exit_forms", on_delete="CASCADE")
    secret = CharField(max_length=64, null=True)  # from opening to closing, then gone for good
    salt = CharField(max_length=32, default="")  # orders the texts so that it tells nothing
    opened_at = MomentField()
    opened_by = IntegerField(null=True)
    closed_at = MomentField(null=True)
    closed_by = IntegerField(null=True)


class ExitAnswer(BaseModel):
    """One person's answer to one of the questions. No moment, no order: random keys only.

    A person's keys differ from question to question, so that what somebody wrote stands beside
    nothing else. The item "sent" has one row for each person, and is how many have answered.
    """

    id = CharField(max_length=24, primary_key=True)
    meeting = ForeignKeyField(Meeting, backref="exit_answers", on_delete="CASCADE")
    item = CharField(max_length=8)
    voter_key = CharField(max_length=64)
    answer = TextField()  # as encoded by questions.answers
    operation = CharField(max_length=64, default="")

    class Meta:
        without_rowid = True
        indexes = ((("meeting", "item", "voter_key"), True), (("meeting", "item", "answer"), False))
