"""Tables of meetings and of who has checked in."""

from peewee import BooleanField, CharField, CompositeKey, ForeignKeyField, IntegerField, TextField

from kiosk.db import BaseModel, MomentField
from kiosk.meetings.rules_municipalities import names


class Series(BaseModel):
    """The yearly chain of the same meeting."""

    title = CharField(max_length=120)


class Meeting(BaseModel):
    """One dialogue meeting."""

    series_id: int | None
    code = CharField(max_length=6, unique=True)  # what attendees type
    title = CharField(max_length=120)
    kind = CharField(max_length=20, default="dialogue")
    starts_at = MomentField()
    place = CharField(max_length=200, default="")
    remote_url = CharField(max_length=300, default="")
    cohosts = CharField(max_length=200, default="")
    partner = CharField(max_length=100, default="")
    series = ForeignKeyField(Series, backref="meetings", null=True, on_delete="SET NULL")
    language = CharField(max_length=2, default="sv")  # of wall and print
    wifi_name = CharField(max_length=60, default="")
    level = CharField(max_length=12, default="checked_in")  # who may vote
    roll_size = IntegerField(default=0)
    threshold = IntegerField(default=7)
    agenda = TextField(null=True)  # a line each, on the first picture
    next_steps = TextField(null=True)  # what happens next, on the last one
    municipalities = TextField(null=True)  # that people may say they are from, a line each
    rehearsal_of = IntegerField(null=True, unique=True)  # the meeting that this is a copy of
    whole = CharField(max_length=24, null=True, index=True)  # the same for all its sittings
    sitting = CharField(max_length=20, null=True)  # what this one is called among them
    screen_generation = IntegerField(default=1)  # a higher number kills old links to the screen
    created_at = MomentField()
    created_by = IntegerField(null=True)

    @property
    def municipality_names(self) -> list[str]:
        """Return the municipalities that people here may say they are from."""
        return names(self.municipalities)

    @property
    def heading(self) -> str:
        """Return the title as people meet it, with which of its sittings this is."""
        return f"{self.title} · {self.sitting}" if self.sitting else str(self.title)


class Attendance(BaseModel):
    """One person at one meeting; the token itself lies only in the person's browser."""

    id = CharField(max_length=24, primary_key=True)  # random: tells no order
    meeting = ForeignKeyField(Meeting, backref="attendances", on_delete="CASCADE")
    token_hash = CharField(max_length=64, unique=True)
    role = CharField(max_length=12, default="other")
    company = CharField(max_length=120, default="")
    name = CharField(max_length=120, default="")
    mode = CharField(max_length=6, default="room")
    vote_only = BooleanField(default=False)
    municipality = CharField(max_length=60, null=True)  # one of the meeting's, if they said

    class Meta:
        without_rowid = True


class AttendanceCount(BaseModel):
    """How many had checked in to a meeting; kept when the check-ins themselves are purged."""

    meeting = ForeignKeyField(Meeting, backref="attendance_counts", on_delete="CASCADE")
    role = CharField(max_length=12)
    mode = CharField(max_length=6)
    count = IntegerField()

    class Meta:
        primary_key = CompositeKey("meeting", "role", "mode")
        without_rowid = True
