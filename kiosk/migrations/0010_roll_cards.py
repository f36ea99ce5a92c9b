"""Voting cards: which have been used, which have been replaced.

Frozen copies of the models as they were on 2026-11-27; never import the living ones here.
"""

from typing import Any

from peewee import (
    BooleanField,
    CharField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
)


def up(migrator: Any, db: Any) -> None:
    """Create the table."""
    in_sqlite = isinstance(db, SqliteDatabase)

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Meeting(Base):
        pass

    class RollCard(Base):
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        serial = IntegerField()
        generation = IntegerField(default=1)
        used = BooleanField(default=False)
        phones = IntegerField(default=0)
        tried = CharField(max_length=64, default="")

        class Meta:
            primary_key = CompositeKey("meeting", "serial")
            without_rowid = in_sqlite

    RollCard.create_table()
