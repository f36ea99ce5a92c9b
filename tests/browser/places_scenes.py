"""The states of the scenes around the questions: welcome, break, thanks, the test picture."""

from tests.browser.house import COLOUR, House, Meeting
from tests.browser.places import P, covered, held, of, on_wall

AGENDA = "08.30 Kaffe\n09.00 Samtal vid borden\n10.15 Slut"


def welcome(house: House) -> Meeting:
    return house.meeting(COLOUR, agenda=AGENDA, wifi_name="Gäst")


def pause(house: House) -> Meeting:
    return house.meeting(COLOUR).stage("breaks", minutes="20")


def thanks(house: House) -> Meeting:
    """End a meeting whose exit form still takes answers."""
    made = house.meeting(COLOUR, next_steps="Sammanfattningen mejlas på fredag.")
    return made.stage("exit-forms").stage("ending")


SCENES = [
    P("voting.show_phone", "phone-welcome", held(welcome)),
    P("voting.show_screen", "wall-welcome", on_wall(welcome), wall=True),
    P("voting.show_phone", "phone-break", held(pause)),
    P("voting.show_screen", "wall-break", on_wall(pause), wall=True),
    P("voting.show_console", "console-break", of(pause, "/meetings/{id}/console"), "host"),
    P("voting.show_screen", "wall-test", on_wall(covered("test")), wall=True),
    P("voting.show_screen", "wall-thanks", on_wall(thanks), wall=True),
]  # fmt: skip
