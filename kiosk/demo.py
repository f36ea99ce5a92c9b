"""Fill an empty database with one believable, invented municipality, by the real operations."""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiosk import clock, config, links
from kiosk import demo_words as words
from kiosk.config import Settings
from kiosk.db import write
from kiosk.demo_evaluations import fill_evaluations
from kiosk.demo_exit import close_last_year, leave_last_year
from kiosk.demo_factors import fill_factors
from kiosk.demo_wishes import fill_wishes
from kiosk.meetings.models import Meeting
from kiosk.meetings.operations import check_in
from kiosk.meetings.operations_staff import create_meeting
from kiosk.municipality.operations import update_municipality
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.templates import template_b
from kiosk.server_greeting import DEMO_NOTE
from kiosk.staff.models import User
from kiosk.staff.operations import create_user
from kiosk.tokens import CODE_ALPHABET, new_token
from kiosk.voting import operations, queries
from kiosk.voting.models import Question, Stage
from kiosk.voting.operations_ballots import cast_ballot
from kiosk.voting.operations_questions import create_question

BALLOTS_IN_THE_OPEN_QUESTION = 31
LAST_YEARS_COMPANIES = 38
SIGN_IN_PATH = "/sessions/new"
YEARLY = {
    "new_series": words.SERIES,
    "place": words.HALL,
    "partner": words.PARTNER,
    "wifi_name": "Folkets hus gäst",
}


@dataclass(frozen=True, slots=True)
class Account:
    """One who can sign in; the password is known here and nowhere else."""

    email: str
    password: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What to tell whoever filled in the demo; paths are on the address the server answers at."""

    municipality: str
    meeting: str
    accounts: tuple[Account, ...]
    code: str
    sign_in_path: str
    phone_path: str
    console_path: str
    screen_path: str
    form_path: str  # one bidder's personal link

    @property
    def host(self) -> Account:
        """Return the account that leads the meeting."""
        return self.accounts[0]


class NotEmpty(Exception):
    """The database holds something already; the demo never mixes with anybody's data."""


def is_empty() -> bool:
    """Tell whether the database holds neither users nor meetings."""
    return not User.select().exists() and not Meeting.select().exists()


def fill(settings: Settings | None = None) -> Filled:
    """Fill in the demo and return what to print; raise NotEmpty unless the database is empty."""
    if not is_empty():
        raise NotEmpty("There is data already. The demo fills an empty database only.")
    chance = random.Random(2026)  # noqa: S311 - invented answers, the same each time; nothing secret
    update_municipality(
        None,
        name=words.MUNICIPALITY,
        accent=words.ACCENT,
        contact=f"Upphandlingsenheten, upphandling@{words.DOMAIN}",
    )
    accounts = [_make_account(*facts) for facts in words.ACCOUNTS]
    who = int(User.select().order_by(User.id).first().id)
    _fill_last_year(who, chance)
    today = _fill_today(who, chance)
    _fill_coming(who)
    secret = (settings or config.load()).secret_key
    bidder = fill_evaluations(who, secret, chance)
    token = links.sign(secret, "screen", [today.id, today.screen_generation])
    return Filled(
        municipality=words.MUNICIPALITY,
        meeting=today.title,
        accounts=tuple(accounts),
        code=today.code,
        sign_in_path=SIGN_IN_PATH,
        phone_path=f"/{today.code}",
        console_path=f"/meetings/{today.id}/console",
        screen_path=f"/screens/{token}",
        form_path=f"/invitations/{bidder}",
    )


def lines(filled: Filled, here: str, phones: str) -> list[str]:
    """Return what to say on the terminal, given the server's addresses; passwords this once."""
    return [
        f"{filled.municipality} is invented. Its meeting is going on: {filled.meeting}.",
        "",
        f"  Sign in    {here}{filled.sign_in_path}",
        f"             {filled.host.email}",
        f"             {filled.host.password}",
        f"  Phones     {phones}{filled.phone_path}",
        f"  Projector  {here}{filled.screen_path}",
        f"  Bidder     {phones}{filled.form_path}",
    ]


def keep_note(settings: Settings, filled: Filled) -> None:
    """Keep the invented host's password and a bidder's link, so that `kiosk run` can say them."""
    note = settings.instance / DEMO_NOTE
    note.touch(mode=0o600)
    note.write_text(f"{filled.host.email}\n{filled.host.password}\n{filled.form_path}\n")


def _make_account(mailbox: str, name: str, roles: tuple[str, ...]) -> Account:
    letters = CODE_ALPHABET.lower()
    groups = ["".join(secrets.choice(letters) for _ in range(4)) for _ in range(4)]
    account = Account(f"{mailbox}@{words.DOMAIN}", "-".join(groups), roles)
    create_user(None, account.email, name, roles, account.password)
    return account


def _fill_last_year(who: int, chance: random.Random) -> None:
    """Hold last year's meeting from beginning to end, then move it to its day."""
    starts_at = _a_year_before(clock.now())
    title = f"{words.SERIES} {clock.local(starts_at).year}"
    meeting = _make_meeting(who, title, starts_at, _standing_questions(), **YEARLY)
    voters = _check_in_all(meeting, words.COMPANIES[:LAST_YEARS_COMPANIES], chance)
    for question in queries.list_questions(meeting.id):
        operations.open_question(question.id, who)
        some = _some_of(voters, chance)
        if question.kind == "text":
            answers = [[text] for text in words.WRITTEN_LAST_YEAR]
        else:
            answers = _draw(words.WEIGHTS_LAST_YEAR[question.lineage], question, len(some), chance)
        _vote(question, some, answers)
        operations.close_question(question.id, who)
        operations.reveal_question(question.id, who)
    fill_wishes(meeting, voters, who, today=False)
    leave_last_year(meeting, voters, who)
    operations.end_meeting(meeting.id, who)
    close_last_year(meeting, who, starts_at)
    _move_to(meeting, starts_at)


def _fill_today(who: int, chance: random.Random) -> Meeting:
    """Bring today's meeting to where a third question is open and a good half have voted."""
    starts_at = _earlier_today(clock.now())
    title = f"{words.SERIES} {clock.local(starts_at).year}"
    meeting = _make_meeting(who, title, starts_at, _standing_questions(), **YEARLY)
    voters = _check_in_all(meeting, words.COMPANIES, chance)
    first, second, third = queries.list_questions(meeting.id)[:3]
    for question in (first, second):
        operations.open_question(question.id, who)
        some = _some_of(voters, chance)
        weights = words.WEIGHTS_THIS_YEAR[question.lineage]
        _vote(question, some, _draw(weights, question, len(some), chance))
        operations.close_question(question.id, who)
        operations.reveal_question(question.id, who)
    fill_wishes(meeting, voters, who, today=True)
    fill_factors(meeting, who)
    operations.open_question(third.id, who)
    quick = chance.sample(voters, BALLOTS_IN_THE_OPEN_QUESTION)
    weights = words.WEIGHTS_THIS_YEAR[third.lineage]
    _vote(third, quick, _draw(weights, third, len(quick), chance))
    return meeting


def _fill_coming(who: int) -> None:
    """Plan the meeting of next month, before a procurement."""
    _make_meeting(
        who,
        words.COMING_TITLE,
        _morning(clock.local(clock.now()).date() + timedelta(days=30)),
        words.COMING_QUESTIONS,
        kind="before_procurement",
        place="Sessionssalen, kommunhuset",
        remote_url=f"https://mote.{words.DOMAIN}/stad",
    )


def _standing_questions() -> list[QuestionSpec]:
    return [*template_b(words.PARTNER), words.TAKE_AWAY]


def _make_meeting(
    who: int, title: str, starts_at: datetime, questions: Sequence[QuestionSpec], **facts: Any
) -> Meeting:
    def job() -> Meeting:
        meeting = create_meeting(who, title=title, starts_at=starts_at, **facts)
        for spec in questions:
            create_question(meeting.id, who, spec)
        return meeting

    return write(job)


def _check_in_all(
    meeting: Meeting, companies: Sequence[str], chance: random.Random
) -> Sequence[str]:
    """Check everybody in and return their tokens."""
    people = [("company", company) for company in companies] + list(words.OTHERS)
    tokens = [new_token() for _ in people]

    def job() -> None:
        for token, (role, company) in zip(tokens, people, strict=True):
            name = chance.choice(words.FIRST_NAMES) if chance.random() < 0.4 else ""
            mode = "remote" if chance.random() < 0.16 else "room"
            check_in(meeting.id, token, role=role, company=company, name=name, mode=mode)

    write(job)  # one transaction: a demo need not wait for the disk fifty times
    return tokens


def _some_of(voters: Sequence[str], chance: random.Random) -> list[str]:
    """Return nearly all, in any order: a few never vote."""
    return chance.sample(voters, len(voters) - chance.randint(3, 6))


def _draw(
    weights: dict[str, int], question: Question, voters: int, chance: random.Random
) -> list[list[str]]:
    """Draw one answer per voter; where two may be chosen, nearly all choose two."""
    answers = []
    for _ in range(voters):
        most = question.max_choices if chance.random() < 0.9 else 1
        left = dict(weights)
        answer: list[str] = []
        while len(answer) < most:
            chosen = chance.choices(list(left), list(left.values()))[0]
            del left[chosen]
            answer.append(chosen)
        answers.append(answer)
    return answers


def _vote(question: Question, voters: Sequence[str], answers: Sequence[list[str]]) -> None:
    def job() -> None:
        for voter, values in zip(voters, answers, strict=False):
            cast_ballot(question.id, voter, values, new_token())

    write(job)


def _move_to(meeting: Meeting, starts_at: datetime) -> None:
    """Let a meeting that was held just now have been held on its day, ten minutes a question."""

    def job() -> None:
        for question in queries.list_questions(meeting.id):
            opened = starts_at + timedelta(minutes=10 * question.position)
            closed = opened + timedelta(minutes=3)
            Question.update(
                opened_at=opened, closed_at=closed, revealed_at=closed + timedelta(seconds=20)
            ).where(Question.id == question.id).execute()
        ended = starts_at + timedelta(hours=2)
        Stage.update(ended_at=ended, changed_at=ended).where(Stage.meeting == meeting.id).execute()

    write(job)


def _earlier_today(now: datetime) -> datetime:
    """Return the latest half hour that is at least twenty minutes ago, but never yesterday."""
    local = clock.local(now)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    minutes = max(0, (local.hour * 60 + local.minute - 20) // 30 * 30)
    return clock.from_local(midnight + timedelta(minutes=minutes))


def _a_year_before(now: datetime) -> datetime:
    """Return half past eight on this day last year, or on a weekday nearby."""
    today = clock.local(now).date()
    leap_day = (today.month, today.day) == (2, 29)
    day = today.replace(year=today.year - 1, day=28 if leap_day else today.day)
    return _morning(day)


def _morning(day: date) -> datetime:
    near = (day + timedelta(days=days) for days in (0, -1, 1, -2, 2))
    day = next(one for one in near if one.weekday() < 5 and one.year == day.year)
    return clock.from_local(datetime(day.year, day.month, day.day, 8, 30))  # noqa: DTZ001 - local
