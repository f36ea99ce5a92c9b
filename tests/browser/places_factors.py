"""The states that factor votes add to the pages."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.factors import LINES, act, ids, new_list, say, suggest, the_list
from tests.browser.house import COLOUR, House, Meeting
from tests.browser.place import Find
from tests.browser.places import Make, P, of, on_wall, open_details, submit_unchecked
from tests.faults.hall import Phone
from tests.support.hostile import SHAPES


def planned(house: House) -> Meeting:
    meeting = house.meeting(COLOUR)
    new_list(meeting)
    return meeting


def opened(house: House) -> Meeting:
    """Open a vote: one factor is taken away, something is suggested, something is parked."""
    meeting = planned(house)
    act(meeting, the_list(meeting), "opening")
    one, two = meeting.crowd(2)
    say(meeting, one, "keep", "change", "remove")
    house.staff().post(f"/factors/{ids(meeting)[2]}/removal")
    suggest(meeting, two, "Fler besök ute hos företagen")
    parked = suggest(meeting, two, "Avtalet om städning")
    house.staff().post(f"/factor-suggestions/{parked}/parking", {"reason": "#procurement"})
    return meeting


def decided(house: House, lines: str = LINES) -> Meeting:
    meeting = house.meeting(COLOUR)
    list_id = new_list(meeting, lines)
    act(meeting, list_id, "opening")
    for number, phone in enumerate(meeting.crowd(7)):
        say(meeting, phone, "keep", ("keep", "change", "remove")[number % 3], "", *["keep"] * 20)
    return meeting


def closed(house: House) -> Meeting:
    meeting = decided(house)
    act(meeting, the_list(meeting), "closing")
    return meeting


def revealed(house: House) -> Meeting:
    meeting = closed(house)
    act(meeting, the_list(meeting), "revealing")
    return meeting


def long(house: House) -> Meeting:
    """Reveal a vote about so many long factors that the wall needs pages."""
    shapes = [one for one in SHAPES if "\n" not in one and "\0" not in one and len(one) < 141]
    meeting = decided(house, "\n".join([*(f"Faktor nummer {n}" for n in range(14)), *shapes[:6]]))
    act(meeting, the_list(meeting), "closing")
    act(meeting, the_list(meeting), "revealing")
    act(meeting, the_list(meeting), "pages", page="1")
    return meeting


def at(make: Make, *, author: bool = False) -> Callable[[House], tuple[str, Phone]]:
    def find(house: House) -> tuple[str, Phone]:
        meeting = make(house)
        [phone] = meeting.crowd(1)
        if author:
            say(meeting, phone, "keep", "change")
            suggest(meeting, phone, "Väntar än")
        return f"/{meeting.code}", phone

    return find


def list_page(make: Make) -> Find:
    return lambda house: f"/factor-lists/{the_list(make(house))}"


def one_factor(house: House) -> str:
    return f"/factors/{ids(planned(house))[0]}/edit"


def one_suggestion(house: House) -> str:
    meeting = opened(house)
    return f"/factor-suggestions/{suggest(meeting, meeting.crowd(1)[0], 'Fler möten')}"


def send_suggestion(page: Page) -> None:
    """Send an empty suggestion, past the browser's own checks and our scripts."""
    with page.expect_navigation():
        page.evaluate("document.querySelector('.factor-suggest form').submit()")


FACTORS = [
    P("voting.show_phone", "phone-factors", at(opened)),
    P("voting.show_phone", "phone-factors-author", at(opened, author=True)),
    P("voting.show_phone", "phone-factors-empty", at(opened), then=send_suggestion, refused="422"),
    P("voting.show_phone", "phone-factors-closed", at(closed)),
    P("voting.show_phone", "phone-factors-result", at(revealed)),
    P("voting.show_console", "console-factors", of(opened, "/meetings/{id}/console"), "host"),
    P("voting.show_console", "console-factors-result", of(long, "/meetings/{id}/console"), "host"),
    P("voting.list_factor_lists", "factor-lists", of(opened, "/meetings/{id}/factor-lists"),
      "host"),
    P("voting.list_factor_lists", "factor-lists-none",
      of(lambda house: house.meeting(COLOUR), "/meetings/{id}/factor-lists"), "host"),
    P("voting.new_factor_list", "factor-list-new",
      of(lambda house: house.meeting(COLOUR), "/meetings/{id}/factor-lists/new"), "host"),
    P("voting.new_factor_list", "factor-list-new-wrong",
      of(lambda house: house.meeting(COLOUR), "/meetings/{id}/factor-lists/new"), "host",
      submit_unchecked, "422"),
    P("voting.show_factor_list", "factor-list", list_page(planned), "host", open_details),
    P("voting.show_factor_list", "factor-list-open", list_page(opened), "host", open_details),
    P("voting.show_factor_list", "factor-list-closed", list_page(closed), "host"),
    P("voting.edit_factor", "factor-edit", one_factor, "host"),
    P("voting.show_factor_suggestion", "factor-suggestion", one_suggestion, "host"),
    P("voting.show_screen", "wall-factors", on_wall(opened), wall=True),
    P("voting.show_screen", "wall-factors-closed", on_wall(closed), wall=True),
    P("voting.show_screen", "wall-factors-result", on_wall(revealed), wall=True),
    P("voting.show_screen", "wall-factors-long", on_wall(long), wall=True),
    P("voting.show_result", "result-factors", of(revealed, "/meetings/{id}/result"), "host",
      open_details),
]  # fmt: skip
