"""Procurements and their evaluation, mail, disposal, actions.

Frozen copies of the models as they were on 2026-11-27; never import the living ones here.
"""

import datetime
from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)

# As domain.md gives them; somebody at the municipality checks them before they are relied on.
LIMITS = (("LOU", 700_000), ("LUF", 1_200_000), ("LUFS", 1_200_000))
SOURCE = "LOU 19 a kap., LUF 19 a kap. och LUFS 15 kap. i lydelsen från 2022-02-01. Kontrollera."


def up(migrator: Any, db: Any) -> None:
    """Create every table, and the limits known."""
    in_sqlite = isinstance(db, SqliteDatabase)  # there the rows lie in the order of random keys

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class DirectAwardLimit(Base):
        law = CharField(max_length=10)
        limit_sek = BigIntegerField()
        valid_from = DateField()
        source = CharField(max_length=300, default="")
        checked_at = DateTimeField(null=True)
        checked_by = IntegerField(null=True)

    class FormVersion(Base):
        id = AutoField()
        number = IntegerField(unique=True)
        items = TextField()
        note = CharField(max_length=300, default="")
        created_at = DateTimeField()
        created_by = IntegerField(null=True)
        used_from = DateTimeField(null=True)
        used_by = IntegerField(null=True)

    class Procurement(Base):
        id = AutoField()
        title = CharField(max_length=200)
        reference = CharField(max_length=60, default="")
        unit = CharField(max_length=100, default="")
        category = CharField(max_length=100, default="")
        law = CharField(max_length=10, default="LOU")
        value_sek = BigIntegerField(null=True)
        joint_with = CharField(max_length=200, default="")
        state = CharField(max_length=20, default="planned")
        awarded_on = DateField(null=True)
        cancelled_on = DateField(null=True)
        decision_at = DateTimeField(null=True)
        decision_by = IntegerField(null=True)
        withdrawn_at = DateTimeField(null=True)
        withdrawn_by = IntegerField(null=True)
        review_since = DateField(null=True)
        review_by = IntegerField(null=True)
        due_override = CharField(max_length=4, default="")
        due_reason = CharField(max_length=300, default="")
        due_by = IntegerField(null=True)
        send_on = DateField(null=True)
        closes_on = DateField(null=True)
        opened_at = DateTimeField(null=True)
        opened_by = IntegerField(null=True)
        form_version = ForeignKeyField(FormVersion, null=True, on_delete="RESTRICT")
        reminders = IntegerField(default=0)
        reminded_on = DateField(null=True)
        reminds_itself = BooleanField(default=False)
        purged_invited = IntegerField(default=0)
        purged_answered = IntegerField(default=0)
        created_at = DateTimeField()
        created_by = IntegerField(null=True)

    class Invitation(Base):
        id = CharField(max_length=24, primary_key=True)
        procurement = ForeignKeyField(Procurement, on_delete="CASCADE")
        company = CharField(max_length=160)
        contact = CharField(max_length=120, default="")
        email = CharField(max_length=200, default="")
        language = CharField(max_length=2, default="sv")
        kind = CharField(max_length=10, default="bidder")
        token_hash = CharField(max_length=64, unique=True)
        answered = BooleanField(default=False)
        no_reminders = BooleanField(default=False)
        revoked_at = DateTimeField(null=True)
        revoked_by = IntegerField(null=True)
        printed_at = DateTimeField(null=True)

        class Meta:
            without_rowid = in_sqlite

    class Draft(Base):
        token_hash = CharField(max_length=64, primary_key=True)
        revision = IntegerField(default=0)
        answers = TextField(default="{}")

        class Meta:
            without_rowid = in_sqlite

    class Response(Base):
        id = CharField(max_length=24, primary_key=True)
        period = CharField(max_length=6)
        category = CharField(max_length=100, default="")
        unit = CharField(max_length=100, default="")
        version = IntegerField()
        answers = TextField()
        waiting = BooleanField(default=True)

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("period", "waiting"), False),)

    class Remark(Base):
        id = CharField(max_length=24, primary_key=True)
        period = CharField(max_length=6)
        question = CharField(max_length=40)
        text = TextField()
        waiting = BooleanField(default=True)
        state = CharField(max_length=10, default="new")
        shown_text = TextField(default="")
        reviewed_by = IntegerField(null=True)

        class Meta:
            without_rowid = in_sqlite

    class Contact(Base):
        id = CharField(max_length=24, primary_key=True)
        period = CharField(max_length=6)
        company = CharField(max_length=160, default="")
        name = CharField(max_length=120, default="")
        email = CharField(max_length=200, default="")
        phone = CharField(max_length=40, default="")
        message = CharField(max_length=500, default="")
        handled_at = DateTimeField(null=True)
        handled_by = IntegerField(null=True)

        class Meta:
            without_rowid = in_sqlite

    class PublishedReport(Base):
        id = AutoField()
        key = CharField(max_length=24, unique=True)
        title = CharField(max_length=200)
        content = TextField()
        published_at = DateTimeField()
        published_by = IntegerField(null=True)
        withdrawn_at = DateTimeField(null=True)
        withdrawn_by = IntegerField(null=True)

    class ReportNote(Base):
        id = AutoField()
        period = CharField(max_length=6)
        kind = CharField(max_length=10, default="note")
        text = TextField()
        created_at = DateTimeField()
        created_by = IntegerField(null=True)

    class Mail(Base):
        id = AutoField()
        kind = CharField(max_length=20)
        ref = CharField(max_length=60)
        about = CharField(max_length=40, default="", index=True)
        state = CharField(max_length=10, default="queued", index=True)
        attempts = IntegerField(default=0)
        next_at = DateTimeField()
        sent_at = DateTimeField(null=True)
        problem = CharField(max_length=40, default="")
        detail = CharField(max_length=300, default="")
        created_at = DateTimeField()

        class Meta:
            indexes = ((("kind", "ref"), True),)

    class MailPause(Base):
        since = DateTimeField()

    class DisposalDecision(Base):
        material = CharField(max_length=20, primary_key=True)
        months = IntegerField()
        reference = CharField(max_length=100, default="")
        role = CharField(max_length=100, default="")
        decided_at = DateTimeField(null=True)
        decided_by = IntegerField(null=True)

    class PurgeProtocol(Base):
        id = AutoField()
        at = DateTimeField()
        material = CharField(max_length=20)
        count = IntegerField()
        until = DateField()
        reference = CharField(max_length=100)
        role = CharField(max_length=100)
        who = IntegerField(null=True)

    class PreservedFile(Base):
        id = AutoField()
        name = CharField(max_length=120)
        media_type = CharField(max_length=60)
        content = BlobField()
        created_at = DateTimeField()

    class Meeting(Base):  # as it was made before; only to point at
        pass

    class AttendanceCount(Base):
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        role = CharField(max_length=12)
        mode = CharField(max_length=6)
        count = IntegerField()

        class Meta:
            primary_key = CompositeKey("meeting", "role", "mode")
            without_rowid = in_sqlite

    class Area(Base):
        id = AutoField()
        title = CharField(max_length=100, unique=True)

    class Action(Base):
        id = AutoField()
        area = ForeignKeyField(Area, null=True, on_delete="SET NULL")
        title = CharField(max_length=200)
        description = TextField(default="")
        information = TextField(default="")
        contact = CharField(max_length=200, default="")
        status = CharField(max_length=12, default="inquiry")
        answer = TextField(default="")
        origin = CharField(max_length=200, default="")
        created_at = DateTimeField()
        created_by = IntegerField(null=True)
        changed_at = DateTimeField()
        changed_by = IntegerField(null=True)

    tables: list[type[Model]] = []
    tables += [DirectAwardLimit, FormVersion, Procurement, Invitation]
    tables += [Draft, Response, Remark, Contact]
    tables += [PublishedReport, ReportNote, Mail, MailPause, DisposalDecision]
    tables += [PurgeProtocol, PreservedFile, AttendanceCount, Area, Action]
    db.create_tables(tables)
    for law, limit in LIMITS:
        DirectAwardLimit.create(
            law=law, limit_sek=limit, valid_from=datetime.date(2022, 2, 1), source=SOURCE
        )
