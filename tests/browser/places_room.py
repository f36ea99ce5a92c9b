"""The states that the whole room adds to its pages: the way out."""

from tests.browser.house import COLOUR, House, Meeting
from tests.browser.places import P, held, next_of, of, on_wall, submit_unchecked
from tests.browser.places_scenes import SCENES
from tests.browser.places_wishes import WISHES
from tests.faults.hall import Phone


def leave(phone: Phone, code: str) -> None:
    answers = {"x1": "very", "x2": "yes", "x3": "right", "x4": "lunch", "x5": "Mer kaffe"}
    assert phone.post(f"/{code}/exit-answers", answers).status == 303


def asked(house: House) -> Meeting:
    """Ask how the meeting was."""
    return house.meeting(COLOUR).stage("exit-forms")


def answered(house: House) -> tuple[str, Phone]:
    """Find the phone of somebody who has answered."""
    made = asked(house)
    phone = made.crowd(1)[0]
    leave(phone, made.code)
    return f"/{made.code}", phone


def late(house: House) -> tuple[str, Phone]:
    """Find the phone of somebody who has not answered when the meeting ends."""
    made = asked(house)
    phone = made.crowd(1)[0]
    made.stage("ending")
    return f"/{made.code}", phone


def left(house: House, made: Meeting) -> Meeting:
    for phone in made.stage("exit-forms").crowd(6):
        leave(phone, made.code)
    return made.stage("exit-forms/closing")


def left_twice(house: House) -> Meeting:
    """Hold two meetings of one series where people said what they thought."""
    first = house.meeting(template="1", new_series="Frukostmötet", date="2097-03-12")
    left(house, first)
    return left(house, next_of(house, first))


EXIT = [
    P("voting.show_phone", "phone-exit", held(asked)),
    P("voting.show_phone", "phone-exit-empty", held(asked), then=submit_unchecked, refused="422"),
    P("voting.show_phone", "phone-exit-receipt", answered),
    P("voting.show_phone", "phone-exit-ended", late),
    P("voting.show_console", "console-exit", of(asked, "/meetings/{id}/console"), "host"),
    P("voting.show_screen", "wall-exit", on_wall(asked), wall=True),
    P("voting.show_result", "result-exit", of(left_twice, "/meetings/{id}/result"), "host"),
    P("voting.show_result", "result-exit-open", of(asked, "/meetings/{id}/result"), "host"),
]  # fmt: skip

ROOM = [*EXIT, *SCENES, *WISHES]
