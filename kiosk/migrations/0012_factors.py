"""Factor votes: lists, their factors, what is voted and suggested.

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

    class FactorList(Base):
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        position = IntegerField()
        title_sv = CharField(max_length=120)
        title_en = CharField(max_length=120, default="")
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

    class Factor(Base):
        list = ForeignKeyField(FactorList, on_delete="CASCADE")
        position = IntegerField()
        text_sv = CharField(max_length=140)
        text_en = CharField(max_length=140, default="")
        removed_at = DateTimeField(null=True)
        removed_by = IntegerField(null=True)

        class Meta:
            indexes = ((("list", "position"), False),)

    class FactorBallot(Base):
        id = CharField(max_length=24, primary_key=True)
        factor = ForeignKeyField(Factor, on_delete="CASCADE")
        voter_key = CharField(max_length=64)
        answer = TextField()
        operation = CharField(max_length=64, default="")

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("factor", "voter_key"), True), (("factor", "answer"), False))

    class FactorVoter(Base):
        id = CharField(max_length=24, primary_key=True)
        list = ForeignKeyField(FactorList, on_delete="CASCADE")
        voter_key = CharField(max_length=64)

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("list", "voter_key"), True),)

    class FactorSuggestion(Base):
        id = CharField(max_length=24, primary_key=True)
        list = ForeignKeyField(FactorList, on_delete="CASCADE")
        text = TextField()
        state = CharField(max_length=8, default="new")
        reason = CharField(max_length=140, default="")
        factor = ForeignKeyField(Factor, null=True, on_delete="SET NULL")
        author = CharField(max_length=64)
        operation = CharField(max_length=64)

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("list", "author", "operation"), True), (("list", "state"), False))

    for table in (FactorList, Factor, FactorBallot, FactorVoter, FactorSuggestion):
        table.create_table()
