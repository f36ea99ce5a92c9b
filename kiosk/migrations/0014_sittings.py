"""Several sittings of one meeting: breakfast and lunch, or two towns."""

from typing import Any

from peewee import CharField


def up(migrator: Any, db: Any) -> None:
    """Add the columns; empty is allowed, so that no table has to be made anew for them."""
    migrator.migrate(
        migrator.add_column("meeting", "whole", CharField(max_length=24, null=True, index=True)),
        migrator.add_column("meeting", "sitting", CharField(max_length=20, null=True)),
    )
