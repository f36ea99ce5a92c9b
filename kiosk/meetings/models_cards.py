"""Table of the voting cards that have been used or replaced; a card that is neither has no row."""

from peewee import BooleanField, CharField, CompositeKey, ForeignKeyField, IntegerField

from kiosk.db import BaseModel
from kiosk.meetings.models import Meeting


class RollCard(BaseModel):
    """One numbered voting card of a meeting. Neither its code nor who holds it is here."""

    meeting_id: int
    meeting = ForeignKeyField(Meeting, backref="roll_cards", on_delete="CASCADE")
    serial = IntegerField()  # the number on the card
    generation = IntegerField(default=1)  # a higher number has killed the codes before
    used = BooleanField(default=False)  # a phone has taken it, whichever generation
    phones = IntegerField(default=0)  # how many times a phone has taken its present code
    tried = CharField(max_length=64, default="")  # the latest try: a repeat of it changes nothing

    class Meta:
        primary_key = CompositeKey("meeting", "serial")
        without_rowid = True
