"""Who has registered for a meeting beforehand, each with a ticket.

Frozen copies of the models as they were on 2026-11-27; never import the living ones here.
"""

from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, Model, SqliteDatabase


def up(migrator: Any, db: Any) -> None:
    """Create the table."""
    in_sqlite = isinstance(db, SqliteDatabase)  # there the rows lie in the order of random keys

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Meeting(Base):
        pass

    class Attendance(Base):
        id = CharField(max_length=24, primary_key=True)

    class Registration(Base):
        id = CharField(max_length=24, primary_key=True)
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        code_hash = CharField(max_length=64, unique=True)
        company = CharField(max_length=120)
        name = CharField(max_length=120, default="")
        email = CharField(max_length=254, default="")
        role = CharField(max_length=12, default="company")
        mode = CharField(max_length=6, default="room")
        attendance = ForeignKeyField(Attendance, null=True, unique=True, on_delete="SET NULL")
        on_phone = BooleanField(default=False)
        mailed = BooleanField(default=False)

        class Meta:
            without_rowid = in_sqlite

    Registration.create_table()
