"""Decisions on disposal, what has been purged by them, and what was kept first."""

from peewee import AutoField, BlobField, CharField, DateField, IntegerField

from kiosk.db import BaseModel, MomentField


class DisposalDecision(BaseModel):
    """How long one class of data is kept; without a reference nothing of it is purged."""

    material = CharField(max_length=20, primary_key=True)  # invitations, drafts, responses …
    months = IntegerField()
    reference = CharField(max_length=100, default="")  # of the decision
    role = CharField(max_length=100, default="")  # who is responsible
    decided_at = MomentField(null=True)
    decided_by = IntegerField(null=True)


class PurgeProtocol(BaseModel):
    """What was purged, how much, when and by which decision; kept."""

    id = AutoField()
    at = MomentField()
    material = CharField(max_length=20)
    count = IntegerField()
    until = DateField()  # everything older than this day
    reference = CharField(max_length=100)
    role = CharField(max_length=100)
    who = IntegerField(null=True)


class PreservedFile(BaseModel):
    """A report or codebook that was made before the answers behind it were purged."""

    id = AutoField()
    name = CharField(max_length=120)
    media_type = CharField(max_length=60)
    content = BlobField()
    created_at = MomentField()
