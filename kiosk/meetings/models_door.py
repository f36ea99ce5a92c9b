"""Tables of the tablets at the door, and of the check-ins that have come from them."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from kiosk.db import BaseModel, MomentField
from kiosk.meetings.models import Attendance, Meeting


class Door(BaseModel):
    """One tablet at the entrance of one meeting: waiting to be paired, paired, or unpaired."""

    meeting_id: int
    meeting = ForeignKeyField(Meeting, backref="doors", on_delete="CASCADE")
    name = CharField(max_length=40)
    mode = CharField(max_length=8, default="check_in")
    pin_hash = CharField(max_length=200)
    pairing_hash = CharField(max_length=64, null=True, unique=True)  # until used: one use
    pairing_until = MomentField(null=True)
    token_hash = CharField(max_length=64, null=True, unique=True)
    made_by = IntegerField(null=True)
    paired_at = MomentField(null=True)
    unpaired_at = MomentField(null=True)
    unpaired_by = IntegerField(null=True)  # null too where the PIN did it
    seen_at = MomentField(null=True)
    queue = IntegerField(default=0)  # check-ins that the tablet says it holds
    battery = IntegerField(null=True)  # percent, where the browser tells it
    wrong_pins = IntegerField(default=0)
    locked_until = MomentField(null=True)


class DoorCheckIn(BaseModel):
    """One check-in that a tablet has sent; whatever it sends again is known by its operation."""

    operation = CharField(max_length=64, primary_key=True)  # hash of a random id: tells no order
    attendance_id: str
    door = ForeignKeyField(Door, backref="check_ins", on_delete="CASCADE")
    attendance = ForeignKeyField(Attendance, backref="door_check_ins", on_delete="CASCADE")
    claim_hash = CharField(max_length=64, unique=True)  # of the code that a phone takes it over by
    met_known = BooleanField(default=False)  # was checked in already
    taken_by = CharField(max_length=64, default="")  # hash of the phone's own id of its try

    class Meta:
        without_rowid = True
