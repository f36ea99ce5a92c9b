"""Tables of wishes and of questions from the floor: boxes, what lies in them, and +1 from others.

Nothing here holds a moment or an address of who wrote or supported. The keys of people are made
under the box's own secret, which is destroyed when the box closes.
"""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from kiosk.db import BaseModel, JsonField, MomentField
from kiosk.meetings.models import Meeting

KINDS = ("wish", "floor")
STATES = ("new", "approved", "parked", "merged", "removed")


class WishBox(BaseModel):
    """A heading that people write under, for as long as the host keeps it open."""

    meeting_id: int
    meeting = ForeignKeyField(Meeting, backref="wish_boxes", on_delete="CASCADE")
    lineage = CharField(max_length=40, default="")  # w1, w2 …: the same box from year to year
    title_sv = CharField(max_length=60)
    title_en = CharField(max_length=60, default="")
    kind = CharField(max_length=5, default="wish")
    position = IntegerField()
    moderated = BooleanField(default=True)
    secret = CharField(max_length=64, null=True)  # from opening to closing, then gone for good
    shown = JsonField(default=list)  # wishes on the wall, in the order they stand there
    sorted_at = MomentField()  # of that order, not of any wish
    highlighted = CharField(max_length=24, default="")  # the one wish that fills the wall
    opened_at = MomentField()
    opened_by = IntegerField(null=True)
    closed_at = MomentField(null=True)
    closed_by = IntegerField(null=True)

    class Meta:
        table_name = "wish_box"


class Wish(BaseModel):
    """A short text from the floor. No moment, no address, no order: random keys only."""

    box_id: int
    merged_into_id: str | None
    id = CharField(max_length=24, primary_key=True)
    box = ForeignKeyField(WishBox, backref="wishes", on_delete="CASCADE")
    text = TextField()
    original = TextField(default="")  # as it was written, once a moderator has changed it
    state = CharField(max_length=8, default="new")
    reason = CharField(max_length=140, default="")  # why it is parked
    merged_into = ForeignKeyField("self", null=True, on_delete="SET NULL")
    author = CharField(max_length=64)  # a key like a ballot's; empty once the box has closed
    operation = CharField(max_length=64)
    remote = BooleanField(default=False)  # a question asked from afar, where several take part so
    version = IntegerField(default=1)  # so that two moderators never undo one another
    answered_at = MomentField(null=True)  # by the host, of a question from the floor

    class Meta:
        without_rowid = True
        indexes = ((("box", "author", "operation"), True), (("box", "state"), False))


class Support(BaseModel):
    """+1 from one voter to one wish."""

    wish_id: str
    id = CharField(max_length=24, primary_key=True)
    wish = ForeignKeyField(Wish, backref="supports", on_delete="CASCADE")
    voter_key = CharField(max_length=64)

    class Meta:
        without_rowid = True
        indexes = ((("wish", "voter_key"), True),)
