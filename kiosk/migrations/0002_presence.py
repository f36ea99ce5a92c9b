"""How many people's streams each process holds, for several processes on one PostgreSQL.

Unlogged: what it says is true for seconds only, and belongs in no log and on no copy's disk.
"""

from typing import Any

from peewee import SqliteDatabase


def up(migrator: Any, db: Any) -> None:
    """Create the table; one process on one SQLite file has no others to tell."""
    if isinstance(db, SqliteDatabase):
        return
    db.execute_sql(
        "CREATE UNLOGGED TABLE presence ("
        " process VARCHAR(16) NOT NULL,"
        " topic VARCHAR(40) NOT NULL,"
        " people INTEGER NOT NULL,"
        " at TIMESTAMPTZ NOT NULL,"
        " PRIMARY KEY (process, topic))"
    )
