"""How many days after the decision an evaluation is proposed to be sent."""

from typing import Any

from peewee import IntegerField


def up(migrator: Any, db: Any) -> None:
    """Add the column; empty means the eleven days that are proposed where nobody has chosen."""
    migrator.migrate(
        migrator.add_column("municipality", "days_to_sending", IntegerField(null=True)),
    )
