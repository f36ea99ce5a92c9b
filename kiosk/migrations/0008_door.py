"""The tablets at the door, and the check-ins that have come from them.

Frozen copies of the models as they were on 2026-11-27; never import the living ones here.
"""

from typing import Any

from peewee import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
)


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""
    in_sqlite = isinstance(db, SqliteDatabase)  # there the rows lie in the order of random keys

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Meeting(Base):
        pass

    class Attendance(Base):
        id = CharField(max_length=24, primary_key=True)

    class Door(Base):
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        name = CharField(max_length=40)
        mode = CharField(max_length=8, default="check_in")
        pin_hash = CharField(max_length=200)
        pairing_hash = CharField(max_length=64, null=True, unique=True)
        pairing_until = DateTimeField(null=True)
        token_hash = CharField(max_length=64, null=True, unique=True)
        made_by = IntegerField(null=True)
        paired_at = DateTimeField(null=True)
        unpaired_at = DateTimeField(null=True)
        unpaired_by = IntegerField(null=True)
        seen_at = DateTimeField(null=True)
        queue = IntegerField(default=0)
        battery = IntegerField(null=True)
        wrong_pins = IntegerField(default=0)
        locked_until = DateTimeField(null=True)

    class DoorCheckIn(Base):
        operation = CharField(max_length=64, primary_key=True)
        door = ForeignKeyField(Door, on_delete="CASCADE")
        attendance = ForeignKeyField(Attendance, on_delete="CASCADE")
        claim_hash = CharField(max_length=64, unique=True)
        met_known = BooleanField(default=False)
        taken_by = CharField(max_length=64, default="")

        class Meta:
            without_rowid = in_sqlite

    db.create_tables([Door, DoorCheckIn])
