"""Wishes and questions from the floor: boxes, what lies in them, and +1 from others.

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

    class WishBox(Base):
        meeting = ForeignKeyField(Meeting, on_delete="CASCADE")
        lineage = CharField(max_length=40, default="")
        title_sv = CharField(max_length=60)
        title_en = CharField(max_length=60, default="")
        kind = CharField(max_length=5, default="wish")
        position = IntegerField()
        moderated = BooleanField(default=True)
        secret = CharField(max_length=64, null=True)
        shown = TextField(default="[]")
        sorted_at = DateTimeField()
        highlighted = CharField(max_length=24, default="")
        opened_at = DateTimeField()
        opened_by = IntegerField(null=True)
        closed_at = DateTimeField(null=True)
        closed_by = IntegerField(null=True)

        class Meta:
            table_name = "wish_box"

    class Wish(Base):
        id = CharField(max_length=24, primary_key=True)
        box = ForeignKeyField(WishBox, on_delete="CASCADE")
        text = TextField()
        original = TextField(default="")
        state = CharField(max_length=8, default="new")
        reason = CharField(max_length=140, default="")
        merged_into = ForeignKeyField("self", null=True, on_delete="SET NULL")
        author = CharField(max_length=64)
        operation = CharField(max_length=64)
        remote = BooleanField(default=False)
        version = IntegerField(default=1)
        answered_at = DateTimeField(null=True)

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("box", "author", "operation"), True), (("box", "state"), False))

    class Support(Base):
        id = CharField(max_length=24, primary_key=True)
        wish = ForeignKeyField(Wish, on_delete="CASCADE")
        voter_key = CharField(max_length=64)

        class Meta:
            without_rowid = in_sqlite
            indexes = ((("wish", "voter_key"), True),)

    for table in (WishBox, Wish, Support):
        table.create_table()
