"""Questions that are also counted by company or split into groups, and what that needs.

Frozen copies of the models as they were on 2026-11-27; never import the living ones here.
"""

from typing import Any

from peewee import (
    CharField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)


def up(migrator: Any, db: Any) -> None:
    """Add the columns and create the tables."""
    in_sqlite = isinstance(db, SqliteDatabase)  # there the rows lie in the order of their keys

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Question(Base):
        pass

    class GroupMark(Base):
        question = ForeignKeyField(Question, on_delete="CASCADE")
        voter_key = CharField(max_length=64)
        mark = CharField(max_length=64)

        class Meta:
            table_name = "group_mark"
            primary_key = CompositeKey("question", "voter_key")
            without_rowid = in_sqlite

    class GroupResult(Base):
        question = ForeignKeyField(Question, on_delete="CASCADE")
        part = CharField(max_length=64)
        counts = TextField()
        salt = CharField(max_length=32)
        fingerprint = CharField(max_length=64)

        class Meta:
            table_name = "group_result"
            indexes = ((("question", "part"), True),)

    migrator.migrate(
        migrator.add_column("question", "also", CharField(max_length=12, null=True)),
        migrator.add_column("question", "also_outcome", CharField(max_length=8, null=True)),
        migrator.add_column("question", "also_persons", IntegerField(null=True)),
        migrator.add_column("meeting", "municipalities", TextField(null=True)),
        migrator.add_column("attendance", "municipality", CharField(max_length=60, null=True)),
    )
    for table in (GroupMark, GroupResult):
        table.create_table()
