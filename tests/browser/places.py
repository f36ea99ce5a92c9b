"""Every page there is, in each of its states, and how to get there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser import places_evaluations
from tests.browser.house import COLOUR, EASE, REMARK, TWO_COLOURS, House, Meeting
from tests.browser.place import Find, Place, at, open_details, submit_unchecked
from tests.faults.hall import Phone

Make = Callable[[House], Meeting]


def of(make: Make, path: str) -> Find:
    """Find the path of a new meeting: {id}, {code} and {question} are filled in."""

    def find(house: House) -> str:
        made = make(house)
        return path.format(id=made.id, code=made.code, question=made.questions[0])

    return find


def held(make: Make, *, voted: str = "") -> Callable[[House], tuple[str, Phone]]:
    """Find the phone of somebody at a new meeting, who may have voted."""

    def find(house: House) -> tuple[str, Phone]:
        made = make(house)
        phone = made.crowd(1)[0] if not ended(made) else Phone(made)  # type: ignore[arg-type]
        if voted:
            made.vote([phone], voted)
        return f"/{made.code}", phone

    return find


def ended(meeting: Meeting) -> bool:
    return bool(meeting.house.rows(
        "SELECT 1 FROM stage WHERE meeting_id = ? AND scene = 'ended'", meeting.id
    ))  # fmt: skip


def on_wall(make: Make) -> Find:
    return lambda house: make(house).wall_path()


# ---- meetings in their states


def planned(house: House) -> Meeting:
    return house.meeting(COLOUR, EASE, REMARK, place="Folkets hus", wifi_name="Gäst", **EXTRA)


EXTRA = {"cohosts": "Grannköping", "remote_url": "https://mote.example.se/a", "partner": "Norrby"}


def template(house: House) -> Meeting:
    return house.meeting(template="1", partner="Norrby", kind="before_procurement")


def waiting(house: House) -> Meeting:
    made = house.meeting(COLOUR, wifi_name="Gäst")
    made.crowd(3)
    return made


def opened(question: dict[str, str]) -> Make:
    def make(house: House) -> Meeting:
        made = house.meeting(question).act("opening")
        made.crowd(2)
        return made

    return make


def closed(house: House) -> Meeting:
    return house.meeting(COLOUR, EASE).decided(answers=["rod", "gron"] * 3)


def revealed(house: House) -> Meeting:
    return closed(house).act("revealing")


def revealed_scale(house: House) -> Meeting:
    answers = ["3", "6", "7", "7", "9", "unknown"]
    return house.meeting(EASE).decided(answers=answers).act("revealing")


def revealed_text(house: House) -> Meeting:
    answers = ["Mindre krångel", "Kortare texter", "Mer tid", "Inget", "Fler träffar"]
    return house.meeting(REMARK).decided(answers=answers).act("revealing")


def withheld(house: House) -> Meeting:
    return house.meeting(COLOUR).decided(answers=["rod", "bla"]).act("revealing")


def over(house: House) -> Meeting:
    """Hold a meeting with a result of every kind, a new vote, and one question never asked."""
    made = house.meeting(COLOUR, EASE, REMARK, COLOUR, TWO_COLOURS)
    made.decided(0).act("revealing").act("rerunning")
    made.decided(1, ["2", "5", "5", "8", "9"]).act("revealing", 1)
    made.decided(2, ["Mindre krångel"] * 5).decided(3, ["rod"])
    return made.stage("ending")


def second_year(house: House) -> Meeting:
    """Hold two meetings of one series, so that last year's result stands beside this year's."""
    first = house.meeting(template="1", new_series="Näringslivet", date="2097-03-12")
    for made in (first, next_of(house, first)):
        made.decided(1, ["2", "5", "5", "8", "9"]).act("revealing", 1)
        made.decided(0, ["never", "often", "often", "sometimes", "often"]).act("revealing", 0)
    return made


def next_of(house: House, first: Meeting) -> Meeting:
    series = house.rows("SELECT series_id FROM meeting WHERE id = ?", first.id)[0][0]
    return house.meeting(template="1", series=str(series))


def roll(house: House) -> Meeting:
    return house.meeting(COLOUR, level="roll").act("opening")


def covered(cover: str) -> Make:
    return lambda house: opened(COLOUR)(house).stage("covers", cover=cover)


def nothing(house: House) -> Meeting:
    """Make a meeting whose only question has been dropped."""
    made = house.meeting(COLOUR)
    house.staff().post(f"/questions/{made.questions[0]}/dropping")
    return made


# ---- what is done at a place


def show_help(page: Page) -> None:
    page.keyboard.press("?")


P = Place
PLACES = [
    P("meetings.show_start", "start", at("/")),
    P("meetings.show_start", "wrong-code", at("/?code=BBBBBB"), refused="404"),
    P("voting.show_phone", "no-such-page", at("/finns/inte"), refused="404"),
    P("meetings.new_attendance", "check-in", of(planned, "/{code}/attendances/new"),
      then=open_details),
    P("meetings.new_attendance", "check-in-open",
      of(lambda house: house.meeting(COLOUR, level="open"), "/{code}/attendances/new")),
    P("meetings.new_personal_code", "personal-code", of(roll, "/{code}/personal-codes/new")),
    P("meetings.new_personal_code", "personal-code-wrong",
      of(roll, "/{code}/personal-codes/new"), then=submit_unchecked, refused="422"),
    P("voting.show_phone", "phone-waiting", held(template)),
    P("voting.show_phone", "phone-choice", held(opened(COLOUR))),
    P("voting.show_phone", "phone-several", held(opened(TWO_COLOURS))),
    P("voting.show_phone", "phone-scale", held(opened(EASE))),
    P("voting.show_phone", "phone-text", held(opened(REMARK))),
    P("voting.show_phone", "phone-receipt", held(opened(COLOUR), voted="bla")),
    P("voting.show_phone", "phone-needs-code", held(roll)),
    P("voting.show_phone", "phone-closed", held(closed)),
    P("voting.show_phone", "phone-result", held(revealed), then=open_details),
    P("voting.show_phone", "phone-result-scale", held(second_year), then=open_details),
    P("voting.show_phone", "phone-result-text", held(revealed_text)),
    P("voting.show_phone", "phone-withheld", held(withheld)),
    P("voting.show_phone", "phone-ended", held(over)),
    P("municipality.show_information", "information", at("/information")),
    P("municipality.show_accessibility", "accessibility", at("/accessibility")),
    P("municipality.show_cookies", "cookies", at("/cookies")),
    P("staff.new_session", "sign-in", at("/sessions/new")),
    P("staff.new_session", "sign-in-wrong", at("/sessions/new"), then=submit_unchecked,
      refused="422"),
    P("staff.show_account", "account", at("/account"), "host"),
    P("staff.list_users", "users", at("/users"), "admin"),
    P("staff.new_user", "user-new", at("/users/new"), "admin"),
    P("staff.new_user", "user-new-wrong", at("/users/new"), "admin", submit_unchecked, "422"),
    P("staff.edit_user", "user-edit", at("/users/1/edit"), "admin", open_details),
    P("municipality.edit_municipality", "municipality", at("/municipality/edit"), "admin"),
    P("meetings.list_meetings", "meetings", of(over, "/meetings"), "host"),
    P("meetings.new_meeting", "meeting-new", at("/meetings/new"), "host"),
    P("meetings.new_meeting", "meeting-new-wrong", at("/meetings/new"), "host",
      submit_unchecked, "422"),
    P("meetings.show_meeting", "meeting", of(planned, "/meetings/{id}"), "host", open_details),
    P("meetings.show_meeting", "meeting-over", of(over, "/meetings/{id}"), "host"),
    P("meetings.edit_meeting", "meeting-edit", of(planned, "/meetings/{id}/edit"), "host"),
    P("meetings.show_poster", "poster", of(planned, "/meetings/{id}/poster"), "host",
      paper=True),
    P("meetings.show_cards", "cards", of(planned, "/meetings/{id}/cards"), "host",
      paper=True),
    P("meetings.show_roll", "roll", of(roll, "/meetings/{id}/roll"), "host", paper=True),
    P("voting.new_question", "question-kinds", of(planned, "/meetings/{id}/questions/new"),
      "host"),
    P("voting.new_question", "question-choice",
      of(planned, "/meetings/{id}/questions/new?kind=choice"), "host"),
    P("voting.new_question", "question-choice-wrong",
      of(planned, "/meetings/{id}/questions/new?kind=choice"), "host", submit_unchecked, "422"),
    P("voting.new_question", "question-scale",
      of(planned, "/meetings/{id}/questions/new?kind=scale"), "host"),
    P("voting.new_question", "question-text",
      of(planned, "/meetings/{id}/questions/new?kind=text"), "host"),
    P("voting.edit_question", "question-edit", of(planned, "/questions/{question}/edit"), "host",
      open_details),
    P("voting.edit_question", "question-edit-yearly", of(template, "/questions/{question}/edit"),
      "host"),
    P("voting.show_result", "result", of(over, "/meetings/{id}/result"), "host"),
    P("voting.show_result", "result-second-year", of(second_year, "/meetings/{id}/result"), "host"),
    P("voting.show_result", "result-empty", of(planned, "/meetings/{id}/result"), "host"),
    P("voting.show_console", "console-waiting", of(waiting, "/meetings/{id}/console"), "host"),
    P("voting.show_console", "console-help", of(waiting, "/meetings/{id}/console"), "host",
      show_help),
    P("voting.show_console", "console-open", of(opened(COLOUR), "/meetings/{id}/console"),
      "host"),
    P("voting.show_console", "console-closed", of(closed, "/meetings/{id}/console"), "host"),
    P("voting.show_console", "console-revealed", of(revealed, "/meetings/{id}/console"), "host"),
    P("voting.show_console", "console-black", of(covered("black"), "/meetings/{id}/console"),
      "host"),
    P("voting.show_console", "console-ended", of(over, "/meetings/{id}/console"), "host"),
    P("voting.show_console", "console-empty", of(nothing, "/meetings/{id}/console"), "host"),
    P("voting.show_screen", "wall-waiting", on_wall(waiting), wall=True),
    P("voting.show_screen", "wall-choice", on_wall(opened(COLOUR)), wall=True),
    P("voting.show_screen", "wall-several", on_wall(opened(TWO_COLOURS)), wall=True),
    P("voting.show_screen", "wall-scale", on_wall(opened(EASE)), wall=True),
    P("voting.show_screen", "wall-text", on_wall(opened(REMARK)), wall=True),
    P("voting.show_screen", "wall-closed", on_wall(closed), wall=True),
    P("voting.show_screen", "wall-result", on_wall(revealed), wall=True),
    P("voting.show_screen", "wall-result-years", on_wall(second_year), wall=True),
    P("voting.show_screen", "wall-result-scale", on_wall(revealed_scale), wall=True),
    P("voting.show_screen", "wall-result-text", on_wall(revealed_text), wall=True),
    P("voting.show_screen", "wall-withheld", on_wall(withheld), wall=True),
    P("voting.show_screen", "wall-qr", on_wall(covered("qr")), wall=True),
    P("voting.show_screen", "wall-black", on_wall(covered("black")), wall=True),
    P("voting.show_screen", "wall-ended", on_wall(over), wall=True),
    *places_evaluations.PLACES,
]  # fmt: skip

from tests.browser.places_room import ROOM  # noqa: E402 - it is made of what stands above

PLACES += ROOM

from tests.browser.places_factors import FACTORS  # noqa: E402

PLACES += FACTORS

from tests.browser.places_rehearsal import REHEARSALS  # noqa: E402

PLACES += REHEARSALS

from tests.browser.places_sittings import SITTINGS  # noqa: E402

PLACES += SITTINGS

from tests.browser.places_groups import GROUPS  # noqa: E402

PLACES += GROUPS

from tests.browser.places_pitches import PITCHES  # noqa: E402

PLACES += PITCHES

from tests.browser.places_registrations import REGISTRATIONS  # noqa: E402

PLACES += REGISTRATIONS

from tests.browser.places_door import DOOR  # noqa: E402

PLACES += DOOR
