"""The one row that says whose Kiosk this is."""

import hashlib
from functools import cached_property

from peewee import AutoField, BlobField, CharField, IntegerField, TextField

from kiosk.db import BaseModel
from kiosk.municipality import rules


class Municipality(BaseModel):
    """Name, looks and the facts of the information pages; the row with id 1."""

    id = AutoField()
    name = CharField(max_length=80, default="")
    accent = CharField(max_length=7, default="")  # like #1a5f7a, or empty for ours
    logo = BlobField(null=True)
    logo_type = CharField(max_length=40, default="")
    threshold = IntegerField(default=7)  # fewest answers that may be shown, never below 5
    days_to_sending = IntegerField(null=True)  # from the decision; empty means as proposed
    contact = CharField(max_length=200, default="")
    information_sv = TextField(default="")
    information_en = TextField(default="")
    accessibility_sv = TextField(default="")
    accessibility_en = TextField(default="")

    @property
    def sending_days(self) -> int:
        """Return how many days after the decision an evaluation is proposed to be sent."""
        return self.days_to_sending or rules.DAYS_TO_SENDING

    @cached_property
    def theme_css(self) -> str:
        """Return the style sheet of the accent colour; empty when there is none."""
        return rules.theme_css(self.accent) if self.accent else ""

    @cached_property
    def theme_url(self) -> str:
        """Return the address of that style sheet with its version, or nothing."""
        return f"/theme.css?v={_version(self.theme_css.encode())}" if self.accent else ""

    @cached_property
    def logo_url(self) -> str:
        """Return the address of the logo with its version, or nothing."""
        return f"/logo?v={_version(bytes(self.logo))}" if self.logo else ""


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
