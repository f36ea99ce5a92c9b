"""The states that several sittings of one meeting add to the pages."""

from tests.browser.house import COLOUR, EASE, House, Meeting, made
from tests.browser.places import P, of, on_wall, open_details, submit_unchecked
from tests.browser.sittings import once_more


def twice(house: House) -> Meeting:
    """Plan a breakfast and a lunch with the same questions."""
    return once_more(house.meeting(COLOUR, EASE))


def both(house: House, lunch: int = 8) -> Meeting:
    """Reveal the same two questions at breakfast and then at lunch, where so many answer."""
    first = house.meeting(COLOUR, EASE)
    second = once_more(first)
    for sitting, people in ((first, 9), (second, lunch)):
        for number, answers in enumerate((("rod", "bla", "rod"), ("3", "8", "9"))):
            sitting.decided(number, (answers * 3)[:people]).act("revealing", number)
        sitting.act("revealing", 0)
    return second


def small(house: House) -> Meeting:
    """Let so few answer at lunch that nothing is shown of them."""
    return both(house, lunch=3)


def added_up(house: House) -> Meeting:
    """Show the sum on the wall of the second sitting."""
    second = both(house)
    made(house.staff().post(f"/questions/{second.questions[0]}/together", {"on": "1"}))
    return second


def locked(house: House) -> Meeting:
    """Ask a question at breakfast that is planned at lunch."""
    first = house.meeting(COLOUR)
    second = once_more(first)
    first.act("opening")
    return second


SITTINGS = [
    P("meetings.list_meetings", "meetings-sittings", of(twice, "/meetings"), "host"),
    P("meetings.show_meeting", "meeting-sittings", of(twice, "/meetings/{id}"), "host"),
    P("meetings.edit_meeting", "meeting-edit-sitting", of(twice, "/meetings/{id}/edit"), "host"),
    P("meetings.new_sitting", "sitting-new", of(twice, "/meetings/{id}/sittings/new"), "host"),
    P("meetings.new_sitting", "sitting-new-wrong", of(twice, "/meetings/{id}/sittings/new"),
      "host", submit_unchecked, "422"),
    P("voting.edit_question", "question-asked-elsewhere",
      of(locked, "/questions/{question}/edit"), "host", open_details),
    P("voting.show_results_together", "together", of(both, "/meetings/{id}/together"), "host"),
    P("voting.show_results_together", "together-few", of(small, "/meetings/{id}/together"),
      "host"),
    P("voting.show_results_together", "together-none", of(twice, "/meetings/{id}/together"),
      "host"),
    P("voting.show_console", "console-together", of(added_up, "/meetings/{id}/console"), "host"),
    P("voting.show_screen", "wall-beside", on_wall(both), wall=True),
    P("voting.show_screen", "wall-together", on_wall(added_up), wall=True),
]  # fmt: skip
