"""The states that wishes add to the pages."""

from tests.browser.house import COLOUR, House, Meeting
from tests.browser.places import P, of, on_wall, open_details, submit_unchecked
from tests.faults.hall import Phone
from tests.support.hostile import SHAPES

TEXTS = ("Mindre delar", "Fler träffar som den här, gärna på morgonen", "Kortare underlag")


def shown(house: House, standing: str = "more_start") -> Meeting:
    """Show boxes that nobody has written in."""
    return house.meeting(COLOUR).stage("wish-boxes/showing", standing=standing)


def boxes(made: Meeting) -> list[int]:
    rows = made.house.rows("SELECT id FROM wish_box WHERE meeting_id = ? ORDER BY id", made.id)
    return [int(row[0]) for row in rows]


def wishes(made: Meeting, state: str = "new") -> list[str]:
    rows = made.house.rows(
        "SELECT w.id FROM wish w JOIN wish_box b ON b.id = w.box_id"
        " WHERE b.meeting_id = ? AND w.state = ? ORDER BY w.text",
        made.id,
        state,
    )
    return [str(row[0]) for row in rows]


def filled(house: House, standing: str = "more_start") -> Meeting:
    """Fill the boxes: some approved and supported, one parked, one merged, one waiting."""
    made = shown(house, standing)
    one, two = made.crowd(2)
    for box in boxes(made):
        for text in (*TEXTS, SHAPES[0]):
            one.post(f"/{made.code}/wish-boxes/{box}/wishes", {"text": text})
    host = house.staff()
    for wish in wishes(made):
        host.post(f"/wishes/{wish}/approval")
        two.post(f"/{made.code}/wishes/{wish}/supports", {"on": "1"})
    first, *_rest = wishes(made, "approved")
    host.post(f"/wishes/{first}/parking", {"reason": "#procurement"})
    one.post(f"/{made.code}/wish-boxes/{boxes(made)[0]}/wishes", {"text": "Ännu inte läst"})
    return made


def floor(house: House) -> Meeting:
    """Ask questions from the floor, of which one has been answered."""
    made = filled(house, "floor")
    house.staff().post(f"/wishes/{wishes(made, 'approved')[0]}/answer", {"on": "1"})
    return made


def large(house: House) -> Meeting:
    """Let one wish fill the wall."""
    made = filled(house)
    house.staff().post(f"/wishes/{wishes(made, 'approved')[0]}/highlight", {"on": "1"})
    return made


def shut(house: House) -> Meeting:
    """Close the boxes while the room looks at them."""
    made = filled(house)
    for box in boxes(made):
        house.staff().post(f"/wish-boxes/{box}/closing")
    return made


def author(house: House) -> tuple[str, Phone]:
    """Find the phone of somebody with wishes of her own, of every kind."""
    made = filled(house)
    [phone] = made.crowd(1)
    for text in ("Väntar än", "Parkeras"):
        phone.post(f"/{made.code}/wish-boxes/{boxes(made)[0]}/wishes", {"text": text})
    house.staff().post(f"/wishes/{wishes(made)[0]}/parking", {"reason": "#names"})
    phone.post(f"/{made.code}/wishes/{wishes(made, 'approved')[1]}/supports", {"on": "1"})
    return f"/{made.code}", phone


def at_shut(house: House) -> tuple[str, Phone]:
    made = shut(house)
    return f"/{made.code}", made.crowd(1)[0]


def at_all_of_it(house: House) -> tuple[str, Phone]:
    made = filled(house)
    return f"/{made.code}/wish-boxes/{boxes(made)[0]}", made.crowd(1)[0]


def one_wish(house: House) -> str:
    return f"/wishes/{wishes(filled(house))[0]}"


WISHES = [
    P("voting.show_phone", "phone-wishes", author),
    P("voting.show_phone", "phone-wishes-again", author, then=submit_unchecked, refused="422"),
    P("voting.show_phone", "phone-wishes-closed", at_shut),
    P("voting.show_wish_box", "phone-wishes-all", at_all_of_it),
    P("voting.show_console", "console-wishes", of(filled, "/meetings/{id}/console"), "host"),
    P("voting.show_wishes", "moderation", of(filled, "/meetings/{id}/wishes"), "host",
      open_details),
    P("voting.show_wishes", "moderation-floor", of(floor, "/meetings/{id}/wishes"), "host"),
    P("voting.show_wishes", "moderation-none",
      of(lambda house: house.meeting(COLOUR), "/meetings/{id}/wishes"), "host"),
    P("voting.show_wish", "wish", one_wish, "host", open_details),
    P("voting.new_wish_box", "wish-box-new",
      of(lambda house: house.meeting(COLOUR), "/meetings/{id}/wish-boxes/new"), "host",
      open_details),
    P("voting.new_wish_box", "wish-box-new-wrong",
      of(lambda house: house.meeting(COLOUR), "/meetings/{id}/wish-boxes/new"), "host",
      submit_unchecked, "422"),
    P("voting.show_screen", "wall-wishes", on_wall(filled), wall=True),
    P("voting.show_screen", "wall-wishes-none", on_wall(shown), wall=True),
    P("voting.show_screen", "wall-wishes-large", on_wall(large), wall=True),
    P("voting.show_screen", "wall-floor", on_wall(floor), wall=True),
    P("voting.show_screen", "wall-swot", on_wall(lambda house: filled(house, "swot")), wall=True),
    P("voting.show_result", "result-wishes", of(shut, "/meetings/{id}/result"), "host",
      open_details),
]  # fmt: skip
