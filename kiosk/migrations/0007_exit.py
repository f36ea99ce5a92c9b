"""The exit evaluation: its form at a meeting, and the answers, linked to nobody and to no other.

Frozen copies of the models as they were on 2026-11-27; never import the living ones here.
"""

from typing import Any

from peewee import (
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
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

    class ExitForm(Base):
        meeting = ForeignKeyField(Meeting, primary_key=True, on_delete="CASCADE")
        secret = CharField(max_length=64, null=True)
        salt = CharField(max_length=32, default="")
        opened_at = DateTimeField()
        opened_by = IntegerField(null=True)
        closed_at = DateTimeField(null=True)
        closed_by = IntegerField(null=True)

    class ExitAnswer(Base):
        id = CharField(max_length=24, primary_key=True)
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        item = CharField(max_length=8)
        voter_key = CharField(max_length=64)
        answer = TextField()
        operation = CharField(max_length=64, default="")

        class Meta:
            without_rowid = in_sqlite
            indexes = (
                (("meeting", "item", "voter_key"), True),
                (("meeting", "item", "answer"), False),
            )

    db.create_tables([ExitForm, ExitAnswer])
