"""Tables of factor votes: lists, their factors, what is voted and suggested.

Nothing here holds a moment or an address of who voted or suggested. The keys of people are made
under the list's own secret, which is destroyed when the vote closes.
"""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from kiosk.db import BaseModel, MomentField
from kiosk.meetings.models import Meeting

SUGGESTED = ("new", "approved", "parked")


class FactorList(BaseModel):
    """A list of factors that people say keep, change or remove about, one vote from end to end."""

    meeting_id: int
    rerun_of_id: int | None
    meeting = ForeignKeyField(Meeting, backref="factor_lists", on_delete="CASCADE")
    position = IntegerField()
    title_sv = CharField(max_length=120)
    title_en = CharField(max_length=120, default="")
    secret = CharField(max_length=64, null=True)  # from opening to closing, then gone for good
    opened_at = MomentField(null=True)
    opened_by = IntegerField(null=True)
    closed_at = MomentField(null=True)
    closed_by = IntegerField(null=True)
    revealed_at = MomentField(null=True)
    revealed_by = IntegerField(null=True)
    salt = CharField(max_length=32, default="")  # so that a withheld small result can't be guessed
    fingerprint = CharField(max_length=64, default="")
    rerun_of = ForeignKeyField("self", null=True, on_delete="SET NULL")


class Factor(BaseModel):
    """One factor of a list; once the vote has opened its words stay as they are."""

    list_id: int
    list = ForeignKeyField(FactorList, backref="factors", on_delete="CASCADE")
    position = IntegerField()
    text_sv = CharField(max_length=140)
    text_en = CharField(max_length=140, default="")
    removed_at = MomentField(null=True)  # by the host, while it was voted on
    removed_by = IntegerField(null=True)

    class Meta:
        indexes = ((("list", "position"), False),)


class FactorBallot(BaseModel):
    """One voter's answer about one factor. No moment, no order: random keys only.

    A voter's keys differ from factor to factor, so that no two answers are seen to be one person's.
    """

    factor_id: int
    id = CharField(max_length=24, primary_key=True)
    factor = ForeignKeyField(Factor, backref="ballots", on_delete="CASCADE")
    voter_key = CharField(max_length=64)
    answer = TextField()  # as encoded by questions.answers
    operation = CharField(max_length=64, default="")

    class Meta:
        without_rowid = True
        indexes = ((("factor", "voter_key"), True), (("factor", "answer"), False))


class FactorVoter(BaseModel):
    """One person who has answered about at least one factor; only how many they are is told."""

    id = CharField(max_length=24, primary_key=True)
    list = ForeignKeyField(FactorList, backref="voters", on_delete="CASCADE")
    voter_key = CharField(max_length=64)

    class Meta:
        without_rowid = True
        indexes = ((("list", "voter_key"), True),)


class FactorSuggestion(BaseModel):
    """A factor that somebody in the room suggests; it waits for the host. Random keys only."""

    list_id: int
    factor_id: int | None
    id = CharField(max_length=24, primary_key=True)
    list = ForeignKeyField(FactorList, backref="suggestions", on_delete="CASCADE")
    text = TextField()  # as it was written, whatever the host made of it
    state = CharField(max_length=8, default="new")
    reason = CharField(max_length=140, default="")  # why it is parked
    factor = ForeignKeyField(Factor, null=True, on_delete="SET NULL")  # what it became
    author = CharField(max_length=64)  # a key like a ballot's; empty once the vote has closed
    operation = CharField(max_length=64)

    class Meta:
        without_rowid = True
        indexes = ((("list", "author", "operation"), True), (("list", "state"), False))
