"""Pitches: the sign-up and the running order of a meeting, and each who speaks.

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

    class PitchList(Base):
        meeting = ForeignKeyField(Meeting, primary_key=True, on_delete="CASCADE")
        seconds = IntegerField(default=60)
        sound = BooleanField(default=True)
        opened_at = DateTimeField(null=True)
        opened_by = IntegerField(null=True)
        closed_at = DateTimeField(null=True)
        closed_by = IntegerField(null=True)

        class Meta:
            table_name = "pitch_list"

    class Pitch(Base):
        id = CharField(max_length=24, primary_key=True)
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        signer = CharField(max_length=24, null=True)
        company = CharField(max_length=120, default="")
        name = CharField(max_length=120, default="")
        about = CharField(max_length=140, default="")
        state = CharField(max_length=8, default="new")
        position = IntegerField()
        spoken_at = DateTimeField(null=True)

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("meeting", "signer"), True), (("meeting", "position"), False))

    db.create_tables([PitchList, Pitch])
