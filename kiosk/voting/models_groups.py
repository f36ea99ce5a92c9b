"""Tables of a question's extra count: by company, or split into groups."""

from peewee import CharField, CompositeKey, ForeignKeyField

from kiosk.db import BaseModel, JsonField
from kiosk.voting.models import Question


class GroupMark(BaseModel):
    """Which group a ballot counts in, while its vote is open; then all marks are gone.

    Of a company there is only an HMAC, under the question's secret and the installation's.
    """

    question = ForeignKeyField(Question, backref="group_marks", on_delete="CASCADE")
    voter_key = CharField(max_length=64)
    mark = CharField(max_length=64)

    class Meta:
        primary_key = CompositeKey("question", "voter_key")
        without_rowid = True


class GroupResult(BaseModel):
    """How many of one group, or of the companies, gave each answer: only what may be shown."""

    question = ForeignKeyField(Question, backref="group_results", on_delete="CASCADE")
    part = CharField(max_length=64)  # companies, a group's name, or "" for all other groups
    counts = JsonField()  # stored answer → how many
    salt = CharField(max_length=32)  # its own: that of a result beside it may have to stay unknown
    fingerprint = CharField(max_length=64)

    class Meta:
        indexes = ((("question", "part"), True),)
