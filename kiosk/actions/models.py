"""Improvement areas, and what is done in each."""

from peewee import AutoField, CharField, ForeignKeyField, IntegerField, TextField

from kiosk.db import BaseModel, MomentField


class Area(BaseModel):
    """A subject that actions belong to."""

    id = AutoField()
    title = CharField(max_length=100, unique=True)


class Action(BaseModel):
    """What the municipality does about something it heard; public."""

    area_id: int | None
    id = AutoField()
    area = ForeignKeyField(Area, backref="actions", null=True, on_delete="SET NULL")
    title = CharField(max_length=200)
    description = TextField(default="")
    information = TextField(default="")
    contact = CharField(max_length=200, default="")
    status = CharField(max_length=12, default="inquiry")  # inquiry, ongoing, done, declined
    answer = TextField(default="")  # why it was declined, or what came of it
    origin = CharField(max_length=200, default="")  # where it was heard
    created_at = MomentField()
    created_by = IntegerField(null=True)
    changed_at = MomentField()
    changed_by = IntegerField(null=True)
