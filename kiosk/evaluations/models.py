"""Tables of procurements, of who is invited to evaluate them, and of the form's versions."""

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from kiosk.db import BaseModel, JsonField, MomentField


class DirectAwardLimit(BaseModel):
    """Up to which value a law lets a municipality buy directly; only ever suggests."""

    law = CharField(max_length=10)
    limit_sek = BigIntegerField()
    valid_from = DateField()
    source = CharField(max_length=300, default="")
    checked_at = MomentField(null=True)  # null: "kontrollera"
    checked_by = IntegerField(null=True)


class FormVersion(BaseModel):
    """One version of the bidder's form; what has been used is never changed."""

    id = AutoField()
    number = IntegerField(unique=True)
    items = JsonField()  # kiosk.questions.form: a list of items as plain data
    note = CharField(max_length=300, default="")
    created_at = MomentField()
    created_by = IntegerField(null=True)
    used_from = MomentField(null=True)  # null: being written, used by no evaluation
    used_by = IntegerField(null=True)


class Procurement(BaseModel):
    """One purchase that the municipality has announced, and the evaluation that follows it."""

    form_version_id: int | None
    id = AutoField()
    title = CharField(max_length=200)
    reference = CharField(max_length=60, default="")
    unit = CharField(max_length=100, default="")
    category = CharField(max_length=100, default="")
    law = CharField(max_length=10, default="LOU")
    value_sek = BigIntegerField(null=True)
    joint_with = CharField(max_length=200, default="")
    state = CharField(max_length=20, default="planned")
    # The gate: a date for award or cancellation, and who entered it (OSL 19 kap. 3 §).
    awarded_on = DateField(null=True)
    cancelled_on = DateField(null=True)
    decision_at = MomentField(null=True)  # when the date was entered
    decision_by = IntegerField(null=True)
    withdrawn_at = MomentField(null=True)  # the award was taken back; the gate is shut again
    withdrawn_by = IntegerField(null=True)
    review_since = DateField(null=True)  # överprövning pågår
    review_by = IntegerField(null=True)
    # Whether an evaluation is due: what the limits suggest, or what somebody decided instead.
    due_override = CharField(max_length=4, default="")  # send, skip or nothing
    due_reason = CharField(max_length=300, default="")
    due_by = IntegerField(null=True)
    send_on = DateField(null=True)  # chosen day; null is the proposed one
    closes_on = DateField(null=True)  # last day to answer
    opened_at = MomentField(null=True)  # the first message is on its way
    opened_by = IntegerField(null=True)
    form_version = ForeignKeyField(FormVersion, null=True, on_delete="RESTRICT")
    reminders = IntegerField(default=0)  # rounds sent, two at the most
    reminded_on = DateField(null=True)
    reminds_itself = BooleanField(default=False)  # the program sends the reminders on its own
    # How many links there were and were used, kept when the invitations themselves are purged.
    purged_invited = IntegerField(default=0)
    purged_answered = IntegerField(default=0)
    created_at = MomentField()
    created_by = IntegerField(null=True)


class Invitation(BaseModel):
    """A personal link to one bidder: knows whether it was used, never what was answered.

    At submission nothing but `answered` changes, and that in place: a row that SQLite writes
    anew lies where the last one was written, which would tell the order of the answers.
    """

    procurement_id: int
    id = CharField(max_length=24, primary_key=True)  # random: tells no order
    procurement = ForeignKeyField(Procurement, backref="invitations", on_delete="CASCADE")
    company = CharField(max_length=160)
    contact = CharField(max_length=120, default="")
    email = CharField(max_length=200, default="")  # empty: gets a printed letter
    language = CharField(max_length=2, default="sv")
    kind = CharField(max_length=10, default="bidder")  # bidder, or documents: only read them
    token_hash = CharField(max_length=64, unique=True)
    answered = BooleanField(default=False)
    no_reminders = BooleanField(default=False)
    revoked_at = MomentField(null=True)
    revoked_by = IntegerField(null=True)
    printed_at = MomentField(null=True)  # its letter

    class Meta:
        without_rowid = True


class Draft(BaseModel):
    """What a bidder has answered so far; hangs on the link until it is sent, and then is gone."""

    token_hash = CharField(max_length=64, primary_key=True)
    revision = IntegerField(default=0)
    answers = TextField(default="{}")  # question id → [stored answer, revision it was written in]

    class Meta:
        without_rowid = True
