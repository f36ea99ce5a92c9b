"""The other store: what was answered. No column here leads to an invitation or to a moment."""

from peewee import BooleanField, CharField, IntegerField, TextField

from kiosk.db import BaseModel, MomentField


class Response(BaseModel):
    """One submitted evaluation, linked to nobody.

    No procurement either: among five bidders the outcome alone would say who it was. What is
    kept is what responses are pooled by. `waiting` responses are in no figure until there are
    enough of them: one alone would show as the difference between yesterday and today.
    """

    id = CharField(max_length=24, primary_key=True)  # random: tells no order
    # The half-year of the award, like 2026-2; a later one where too few came in that half-year.
    period = CharField(max_length=6)
    category = CharField(max_length=100, default="")
    unit = CharField(max_length=100, default="")
    version = IntegerField()  # of the form
    answers = TextField()  # JSON list: stored answers in the version's order, null where skipped
    waiting = BooleanField(default=True)

    class Meta:
        without_rowid = True
        indexes = ((("period", "waiting"), False),)


class Remark(BaseModel):
    """One written answer, apart from everything else that the same person answered."""

    id = CharField(max_length=24, primary_key=True)
    period = CharField(max_length=6)
    question = CharField(max_length=40)  # the question's id
    text = TextField()
    waiting = BooleanField(default=True)
    state = CharField(max_length=10, default="new")  # new, shown or withheld
    shown_text = TextField(default="")  # as it may be shown, when a reader has taken something out
    reviewed_by = IntegerField(null=True)

    class Meta:
        without_rowid = True


class Contact(BaseModel):
    """Somebody who wants to be contacted; stored apart and never joined with an answer."""

    id = CharField(max_length=24, primary_key=True)
    period = CharField(max_length=6)  # half-year, for disposal
    company = CharField(max_length=160, default="")
    name = CharField(max_length=120, default="")
    email = CharField(max_length=200, default="")
    phone = CharField(max_length=40, default="")
    message = CharField(max_length=500, default="")
    handled_at = MomentField(null=True)
    handled_by = IntegerField(null=True)

    class Meta:
        without_rowid = True
