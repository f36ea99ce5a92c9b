"""The states that pitches, and steering from the phone, add to the pages."""

from tests.browser.house import COLOUR, House, Meeting
from tests.browser.pitches import accept, call, listed, open_list, sign_up, timing
from tests.browser.places import P, of, on_wall, submit_unchecked
from tests.faults.hall import Phone


def offered(house: House) -> Meeting:
    return open_list(house.meeting(COLOUR))


def order(house: House) -> Meeting:
    """Fill the list: waiting, accepted, hidden, spoken; show the order."""
    made = offered(house)
    first, *_rest = listed(made)
    call(made, first)
    timing(made)
    one, two = made.crowd(2)
    sign_up(made, one, "Väntande bolaget")
    made.stage(f"pitches/{sign_up(made, two, 'Dolda bolaget')}/hiding")
    return made.stage("pitches/showing")


def ready(house: House) -> Meeting:
    made = offered(house)
    return call(made, listed(made)[0])


def running(house: House) -> Meeting:
    return timing(ready(house))


def paused(house: House) -> Meeting:
    return timing(running(house), "pause")


def thanked(house: House) -> Meeting:
    made = offered(house)
    [only] = listed(made, ["Testbolaget AB"])
    timing(call(made, only))
    return made.stage("pitches/showing")


def speaker(house: House) -> tuple[str, Phone]:
    """Find the phone of somebody who is next."""
    made = offered(house)
    [phone] = made.crowd(1)
    accept(made, sign_up(made, phone, "Bageriet på hörnet"))
    made.stage("pitches/showing")
    return f"/{made.code}", phone


def own(house: House) -> tuple[str, Phone]:
    path, phone = speaker(house)
    return f"{path}/pitches", phone


def unsigned(house: House) -> tuple[str, Phone]:
    made = offered(house)
    return f"/{made.code}/pitches", made.crowd(1)[0]


def offered_phone(house: House) -> tuple[str, Phone]:
    made = offered(house)
    return f"/{made.code}", made.crowd(1)[0]


HOST = "/meetings/{id}/pitches"

PITCHES = [
    P("voting.show_phone", "phone-pitch", speaker),
    P("voting.show_phone", "phone-pitch-offered", offered_phone),
    P("voting.show_own_pitch", "pitch-new", unsigned),
    P("voting.show_own_pitch", "pitch-wrong", unsigned, then=submit_unchecked, refused="422"),
    P("voting.show_own_pitch", "pitch-own", own),
    P("voting.show_pitches", "pitches", of(order, HOST), "host"),
    P("voting.show_pitches", "pitches-none", of(lambda house: house.meeting(COLOUR), HOST), "host"),
    P("voting.show_console", "console-pitch", of(running, "/meetings/{id}/console"), "host"),
    P("voting.show_console", "console-pitch-paused", of(paused, "/meetings/{id}/console"), "host"),
    P("voting.show_screen", "wall-pitch-order", on_wall(order), wall=True),
    P("voting.show_screen", "wall-pitch-ready", on_wall(ready), wall=True),
    P("voting.show_screen", "wall-pitch", on_wall(running), wall=True),
    P("voting.show_screen", "wall-pitch-thanks", on_wall(thanked), wall=True),
    P("voting.show_result", "result-pitches", of(thanked, "/meetings/{id}/result"), "host"),
    P("voting.show_remote", "remote",
      of(lambda house: house.meeting(COLOUR), "/meetings/{id}/remote"), "host"),
]  # fmt: skip
