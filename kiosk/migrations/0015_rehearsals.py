"""Rehearsals: a copy of a meeting that knows what it is a copy of, and who drives it.

Frozen copies of the models as they were on 2026-11-27; never import the living ones here.
"""

from typing import Any

from peewee import CharField, DateTimeField, ForeignKeyField, IntegerField, Model


def up(migrator: Any, db: Any) -> None:
    """Add the column and the table."""

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Meeting(Base):
        pass

    class Rehearsal(Base):
        meeting = ForeignKeyField(Meeting, primary_key=True, on_delete="CASCADE")
        people = IntegerField()
        driver = CharField(max_length=32, default="")
        driven_until = DateTimeField(null=True)

    # Empty for every real meeting. One rehearsal of a meeting at a time: unique.
    column = IntegerField(null=True, unique=True)
    migrator.migrate(migrator.add_column("meeting", "rehearsal_of", column))
    db.create_tables([Rehearsal])
