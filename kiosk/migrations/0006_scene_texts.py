"""What a meeting says on its first and its last picture: the agenda, and what happens next."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:
    """Add the columns; empty is allowed, so that no table has to be made anew for them."""
    migrator.migrate(
        migrator.add_column("meeting", "agenda", TextField(null=True)),
        migrator.add_column("meeting", "next_steps", TextField(null=True)),
    )
