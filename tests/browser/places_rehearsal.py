"""The states that rehearsals add to the pages."""

import re

from tests.browser.house import House, Meeting
from tests.browser.places import P, of
from tests.browser.practice import begun, copy
from tests.faults.hall import Phone


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
    P("meetings.show_cards", "cards-rehearsal", of(copy, "/meetings/{id}/cards"), "host",
      paper=True),
]  # fmt: skip
