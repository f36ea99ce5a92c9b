"""Tables of live questions, ballots, and of what the room is doing now."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from kiosk.db import BaseModel, JsonField, MomentField
from kiosk.meetings.models import Meeting

# voting and revealed belong to a question; the rest are shown by operations_scenes.show_scene.
SCENES = (
    "waiting", "voting", "revealed", "wishes", "factors", "pitch", "break", "exit", "ended",
)  # fmt: skip
COVERS = ("", "black", "qr", "test")


class Question(BaseModel):
    """Something asked live; its life is told by who opened, closed and revealed it and when."""

    meeting_id: int
    rerun_of_id: int | None
    meeting = ForeignKeyField(Meeting, backref="questions", on_delete="CASCADE")
    position = IntegerField()
    lineage = CharField(max_length=40)  # the same question from year to year: b4, or a random id
    kind = CharField(max_length=10)
    prompt_sv = TextField()
    prompt_en = TextField(default="")
    options = JsonField(default=list)
    max_choices = IntegerField(default=1)
    scale_max = IntegerField(default=10)
    low_sv = CharField(max_length=120, default="")
    low_en = CharField(max_length=120, default="")
    high_sv = CharField(max_length=120, default="")
    high_en = CharField(max_length=120, default="")
    allow_unknown = BooleanField(default=False)
    secret = CharField(max_length=64, null=True)  # from opening to closing, then gone for good
    opened_at = MomentField(null=True)
    opened_by = IntegerField(null=True)
    closed_at = MomentField(null=True)
    closed_by = IntegerField(null=True)
    revealed_at = MomentField(null=True)
    revealed_by = IntegerField(null=True)
    salt = CharField(max_length=32, default="")  # so that a withheld small result can't be guessed
    fingerprint = CharField(max_length=64, default="")
    rerun_of = ForeignKeyField("self", null=True, on_delete="SET NULL")
    also = CharField(max_length=12, null=True)  # how it is counted once more (rules_groups)
    also_outcome = CharField(max_length=8, null=True)  # what became of that at the closing
    also_persons = IntegerField(null=True)  # who voted, where only the companies' voices are kept

    class Meta:
        indexes = ((("meeting", "position"), False),)


class Ballot(BaseModel):
    """One voter's answer to one question. No moment, no address, no order: random keys only."""

    id = CharField(max_length=24, primary_key=True)
    question = ForeignKeyField(Question, backref="ballots", on_delete="CASCADE")
    voter_key = CharField(max_length=64)
    answer = TextField()  # as encoded by questions.answers
    operation = CharField(max_length=64, default="")

    class Meta:
        without_rowid = True
        indexes = ((("question", "voter_key"), True), (("question", "answer"), False))


class Stage(BaseModel):
    """What the room does now: one row per meeting, and the version that hosts race for."""

    meeting_id: int
    question_id: int | None
    meeting = ForeignKeyField(Meeting, primary_key=True, backref="stage", on_delete="CASCADE")
    scene = CharField(max_length=10, default="waiting")
    question = ForeignKeyField(Question, null=True, on_delete="SET NULL")
    detail = JsonField(null=True)  # what the scene needs to know: a box, a moment, a speaker
    cover = CharField(max_length=6, default="")
    version = IntegerField(default=1)
    ended_at = MomentField(null=True)
    ended_by = IntegerField(null=True)
    undo = JsonField(null=True)  # how to take back the last step, if it can be
    changed_at = MomentField()
    changed_by = IntegerField(null=True)
