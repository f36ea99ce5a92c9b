"""The states that rehearsals add to the pages."""

import re

from tests.browser.house import COLOUR, House, Meeting, made
from tests.browser.places import P, of
from tests.faults.hall import Phone


def begun(house: House) -> Meeting:
    """Begin a rehearsal of a new meeting; return the meeting itself."""
    real = house.meeting(COLOUR, place="Folkets hus", level="roll")
    made(house.staff().post(f"/meetings/{real.id}/rehearsals", {"people": "10"}))
    return real


def copy(house: House) -> Meeting:
    """Begin a rehearsal; return the copy that it is held on."""
    return copy_of(begun(house))


def copy_of(real: Meeting) -> Meeting:
    found = real.house.rows("SELECT id, code FROM meeting WHERE rehearsal_of = ?", real.id)
    own, code = int(found[0][0]), str(found[0][1])
    rows = real.house.rows("SELECT id FROM question WHERE meeting_id = ? ORDER BY position", own)
    return Meeting(real.house, own, code, [int(row[0]) for row in rows])


def opened(house: House) -> Meeting:
    return copy(house).act("opening")


def wall(house: House) -> str:
    console = house.staff().get(f"/meetings/{opened(house).id}/console").text
    return re.findall(r'href="(/screens/[^"]+)"', console)[0]


def phone(house: House) -> tuple[str, Phone]:
    made = copy(house)
    return f"/{made.code}", made.crowd(1)[0]


REHEARSALS = [
    P("meetings.show_meeting", "meeting-rehearsed", of(begun, "/meetings/{id}"), "host"),
    P("voting.show_console", "console-rehearsal", of(opened, "/meetings/{id}/console"), "host"),
    P("voting.show_screen", "wall-rehearsal", wall, wall=True),
    P("voting.show_phone", "phone-rehearsal", phone),
    P("meetings.new_attendance", "check-in-rehearsal", of(copy, "/{code}/attendances/new")),
    P("voting.show_result", "result-rehearsal", of(copy, "/meetings/{id}/result"), "host"),
    P("meetings.show_poster", "poster-rehearsal", of(copy, "/meetings/{id}/poster"), "host",
      paper=True),
    P("meetings.show_cards", "cards-rehearsal", of(copy, "/meetings/{id}/cards"), "host", paper=True),
]  # fmt: skip
