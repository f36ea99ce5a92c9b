"""Record who did what to which thing; the texts are made when the log is read."""

import json
from typing import Any

from peewee import CharField, IntegerField, TextField

from kiosk import clock
from kiosk.db import BaseModel, MomentField


class AuditEntry(BaseModel):
    """One act by staff: never by attendees or bidders, whose acts leave no trail of who."""

    at = MomentField()
    who = IntegerField(null=True)  # user id; null is the command line
    what = CharField(max_length=60)
    on = CharField(max_length=60)
    detail = TextField(default="{}")

    class Meta:
        table_name = "audit_entry"


def record(who: int | None, what: str, on: str, **detail: Any) -> None:
    """Write one entry inside the running write; `on` names the thing, like meeting:7."""
    AuditEntry.create(
        at=clock.now(), who=who, what=what, on=on, detail=json.dumps(detail, default=str)
    )
