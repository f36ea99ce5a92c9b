"""The states of questions that are counted once more, by company or split into groups."""

from collections.abc import Callable

from tests.browser.house import COLOUR, EASE, House, Meeting, made
from tests.browser.places import P, held, of, on_wall
from tests.faults.hall import Phone

LISTED = {"municipalities": "Lärkvik\nNorrby\nÅmark"}


def people(meeting: Meeting, count: int, answer: str, **said: str) -> None:
    """Check people in, each from a company of their own if nothing else is said, and let vote."""
    for number in range(count):
        phone = Phone(meeting)  # type: ignore[arg-type]
        fields = {"role": "company", "company": f"Företag {number}", "mode": "room", **said}
        sent = phone.post(
            f"/{meeting.code}/attendances", {**fields, "operation": f"{answer}{number}{said}"}
        )
        phone.cookie = sent.headers["Set-Cookie"].split(";")[0]
        meeting.vote([phone], answer)


def counted(also: str, question: dict[str, str], closed: bool = True) -> Callable[[House], Meeting]:
    """Return what holds a vote whose counts differ enough to be shown side by side."""

    def make(house: House) -> Meeting:
        meeting = house.meeting({**question, "also": also}, **LISTED).act("opening")
        one, other = ("8", "5") if question is EASE else ("rod", "gron")
        people(meeting, 12, one, municipality="Lärkvik")
        people(meeting, 6, other, municipality="Norrby")
        people(meeting, 6, other, role="municipality", company="", mode="remote")
        return meeting.act("closing").act("revealing") if closed else meeting

    return make


def near(also: str) -> Callable[[House], Meeting]:
    """Return what holds a vote where only what decides can be shown."""

    def make(house: House) -> Meeting:
        meeting = house.meeting({**COLOUR, "also": also}).act("opening")
        people(meeting, 7, "rod")
        people(meeting, 2, "bla", role="other", company="")
        return meeting.act("closing").act("revealing")

    return make


def planned(house: House) -> Meeting:
    return house.meeting({**COLOUR, "also": "municipality"}, **LISTED)


def asked_again(house: House) -> Meeting:
    """Hold a vote twice; the second one is still to be opened."""
    meeting = counted("role", COLOUR)(house)
    made(house.staff().post(f"/questions/{meeting.questions[0]}/rerunning"))
    meeting.questions[0] += 1
    return meeting


EDIT, CONSOLE, RESULT = (
    "/questions/{question}/edit", "/meetings/{id}/console", "/meetings/{id}/result"
)  # fmt: skip
decided, split = counted("deciding", COLOUR), counted("municipality", COLOUR)
still_open = counted("deciding", COLOUR, closed=False)
GROUPS = [
    P("meetings.new_attendance", "check-in-groups", of(planned, "/{code}/attendances/new")),
    P("meetings.edit_meeting", "meeting-groups", of(planned, "/meetings/{id}/edit"), "host"),
    P("voting.edit_question", "question-groups", of(planned, EDIT), "host"),
    P("voting.edit_question", "question-groups-again", of(asked_again, EDIT), "host"),
    P("voting.show_phone", "phone-groups-open", held(still_open)),
    P("voting.show_phone", "phone-groups-result", held(decided)),
    P("voting.show_phone", "phone-groups-split", held(counted("role", COLOUR))),
    P("voting.show_console", "console-groups", of(still_open, CONSOLE), "host"),
    P("voting.show_console", "console-groups-near", of(near("companies"), CONSOLE), "host"),
    P("voting.show_screen", "wall-groups-open", on_wall(still_open), wall=True),
    P("voting.show_screen", "wall-groups-companies", on_wall(decided), wall=True),
    P("voting.show_screen", "wall-groups-scale", on_wall(counted("companies", EASE)), wall=True),
    P("voting.show_screen", "wall-groups-split", on_wall(split), wall=True),
    P("voting.show_screen", "wall-groups-split-scale", on_wall(counted("mode", EASE)), wall=True),
    P("voting.show_screen", "wall-groups-near", on_wall(near("companies")), wall=True),
    P("voting.show_screen", "wall-groups-alone", on_wall(near("deciding")), wall=True),
    P("voting.show_result", "result-groups", of(decided, RESULT), "host"),
    P("voting.show_result", "result-groups-split", of(split, RESULT), "host"),
    P("voting.show_result", "result-groups-alone", of(near("deciding"), RESULT), "host"),
]  # fmt: skip
