"""What a scene needs to know besides its name."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:
    """Add the column."""
    migrator.migrate(migrator.add_column("stage", "detail", TextField(null=True)))
