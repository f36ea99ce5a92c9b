"""The tables of the first version: staff, municipality, meetings, live votes, audit.

Frozen copies of the models as they were on 2026-11-22; never import the living ones here.
"""

from typing import Any

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)


def up(migrator: Any, db: Any) -> None:
    """Create every table."""
    in_sqlite = isinstance(db, SqliteDatabase)  # there the rows lie in the order of random keys

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class AuditEntry(Base):
        at = DateTimeField()
        who = IntegerField(null=True)
        what = CharField(max_length=60)
        on = CharField(max_length=60)
        detail = TextField(default="{}")

    class Municipality(Base):
        name = CharField(max_length=80, default="")
        accent = CharField(max_length=7, default="")
        logo = BlobField(null=True)
        logo_type = CharField(max_length=40, default="")
        threshold = IntegerField(default=7)
        contact = CharField(max_length=200, default="")
        information_sv = TextField(default="")
        information_en = TextField(default="")
        accessibility_sv = TextField(default="")
        accessibility_en = TextField(default="")

    class User(Base):
        email = CharField(max_length=200, unique=True)
        name = CharField(max_length=100)
        roles = CharField(max_length=60, default="host")
        password_hash = CharField(max_length=200)
        created_at = DateTimeField()
        disabled_at = DateTimeField(null=True)

        class Meta:
            table_name = "staff_user"

    class StaffSession(Base):
        token_hash = CharField(max_length=64, primary_key=True)
        user = ForeignKeyField(User, on_delete="CASCADE")
        created_at = DateTimeField()
        expires_at = DateTimeField()
        revoked_at = DateTimeField(null=True)
        remember = BooleanField(default=False)

    class Series(Base):
        title = CharField(max_length=120)

    class Meeting(Base):
        code = CharField(max_length=6, unique=True)
        title = CharField(max_length=120)
        kind = CharField(max_length=20, default="dialogue")
        starts_at = DateTimeField()
        place = CharField(max_length=200, default="")
        remote_url = CharField(max_length=300, default="")
        cohosts = CharField(max_length=200, default="")
        partner = CharField(max_length=100, default="")
        series = ForeignKeyField(Series, null=True, on_delete="SET NULL")
        language = CharField(max_length=2, default="sv")
        wifi_name = CharField(max_length=60, default="")
        level = CharField(max_length=12, default="checked_in")
        roll_size = IntegerField(default=0)
        threshold = IntegerField(default=7)
        screen_generation = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = IntegerField(null=True)

    class Attendance(Base):
        id = CharField(max_length=24, primary_key=True)
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        token_hash = CharField(max_length=64, unique=True)
        role = CharField(max_length=12, default="other")
        company = CharField(max_length=120, default="")
        name = CharField(max_length=120, default="")
        mode = CharField(max_length=6, default="room")
        vote_only = BooleanField(default=False)

        class Meta:
            without_rowid = in_sqlite

    class Question(Base):
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        position = IntegerField()
        lineage = CharField(max_length=40)
        kind = CharField(max_length=10)
        prompt_sv = TextField()
        prompt_en = TextField(default="")
        options = TextField(default="[]")
        max_choices = IntegerField(default=1)
        scale_max = IntegerField(default=10)
        low_sv = CharField(max_length=120, default="")
        low_en = CharField(max_length=120, default="")
        high_sv = CharField(max_length=120, default="")
        high_en = CharField(max_length=120, default="")
        allow_unknown = BooleanField(default=False)
        secret = CharField(max_length=64, null=True)
        opened_at = DateTimeField(null=True)
        opened_by = IntegerField(null=True)
        closed_at = DateTimeField(null=True)
        closed_by = IntegerField(null=True)
        revealed_at = DateTimeField(null=True)
        revealed_by = IntegerField(null=True)
        salt = CharField(max_length=32, default="")
        fingerprint = CharField(max_length=64, default="")
        rerun_of = ForeignKeyField("self", null=True, on_delete="SET NULL")

        class Meta:
            indexes = ((("meeting", "position"), False),)

    class Ballot(Base):
        id = CharField(max_length=24, primary_key=True)
        question = ForeignKeyField(Question, on_delete="CASCADE")
        voter_key = CharField(max_length=64)
        answer = TextField()
        operation = CharField(max_length=64, default="")

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("question", "voter_key"), True), (("question", "answer"), False))

    class Stage(Base):
        meeting = ForeignKeyField(Meeting, primary_key=True, on_delete="CASCADE")
        scene = CharField(max_length=10, default="waiting")
        question = ForeignKeyField(Question, null=True, on_delete="SET NULL")
        cover = CharField(max_length=6, default="")
        version = IntegerField(default=1)
        ended_at = DateTimeField(null=True)
        ended_by = IntegerField(null=True)
        undo = TextField(null=True)
        changed_at = DateTimeField()
        changed_by = IntegerField(null=True)

    tables: list[type[Model]] = [AuditEntry, Municipality, User, StaffSession, Series, Meeting]
    tables += [Attendance, Question, Ballot, Stage]
    db.create_tables(tables)
