"""What is made of the answers: published reports and the notes beside them."""

from peewee import AutoField, CharField, IntegerField, TextField

from kiosk.db import BaseModel, JsonField, MomentField


class PublishedReport(BaseModel):
    """A pooled result as it was when somebody published it; never computed anew."""

    id = AutoField()
    key = CharField(max_length=24, unique=True)  # in its address
    title = CharField(max_length=200)
    content = JsonField()
    published_at = MomentField()
    published_by = IntegerField(null=True)
    withdrawn_at = MomentField(null=True)
    withdrawn_by = IntegerField(null=True)


class ReportNote(BaseModel):
    """What the municipality itself says about a year: what changed, what is done."""

    id = AutoField()
    period = CharField(max_length=6)  # a half-year, like 2026-2
    kind = CharField(max_length=10, default="note")  # note, or marker: a mark on the trend
    text = TextField()
    created_at = MomentField()
    created_by = IntegerField(null=True)
