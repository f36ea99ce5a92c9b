"""Disposal of what rooms wrote: wishes and answers at the way out; what was read is kept first."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write as in_one
from kiosk.meetings.models import Meeting
from kiosk.retention import operations, queries
from kiosk.retention.models import PreservedFile
from kiosk.voting import operations_exit
from kiosk.voting.models_exit import ExitAnswer
from kiosk.voting.models_wishes import Support, Wish
from kiosk.voting.operations import end_meeting
from kiosk.voting.operations_moderation import park_wish
from tests.support.disposal import decide
from tests.support.leaving import leave
from tests.support.meeting import Hall, make_hall
from tests.support.wishes import BY, open_boxes, support, write
from tests.web.checking import CheckingClient, find, words

pytestmark = pytest.mark.usefixtures("app")


def held(days_ago: int, code: str = "BCDFGH") -> Hall:
    """Hold a meeting where people wish and leave, then move it to its day."""
    hall = make_hall(code)
    box, *_rest = open_boxes(hall)
    support(write(box, "Fler träffar", approved=True), 3)
    park_wish(write(box, "Om städningen").id, "#procurement", BY)
    leave(hall, ["very"] * 8, "Kortare föredrag")
    end_meeting(hall.meeting.id, None)
    operations_exit.close_exit(hall.meeting.id, None)
    day = clock.now() - timedelta(days=days_ago)
    in_one(lambda: Meeting.update(starts_at=day).where(Meeting.code == code).execute())
    return hall


def purge(material: str) -> dict[str, int]:
    decide(material)
    return operations.purge(None, material).counts


def files() -> dict[str, str]:
    return {one.name: bytes(one.content).decode() for one in PreservedFile.select()}


def result(client: CheckingClient, hall: Hall, name: str) -> str:
    page = client.get(f"/meetings/{hall.meeting.id}/result")
    return words(find(page, f".//section[@aria-labelledby='{name}']")[0])


def test_wishes_of_old_meetings_go_with_their_support_and_those_of_young_ones_stay():
    held(800), held(100, "JKLMNP")
    assert purge("wishes") == {"wishes": 2, "suggestions": 0}
    assert (Wish.select().count(), Support.select().count()) == (2, 3)


def test_what_was_approved_is_kept_as_a_file_and_what_was_parked_is_not():
    held(800)
    purge("wishes")
    ((name, content),) = files().items()
    assert name.startswith("wishes-")
    assert '"Gör mer av …";"Fler träffar";"3";""' in content
    assert "städningen" not in content


def test_the_result_of_the_way_out_is_kept_as_a_file_before_it_goes():
    held(800)
    assert purge("exits") == {"exits": 8}
    ((name, content),) = files().items()
    assert name.startswith("exit-")
    assert '"Var träffen värd tiden?";"Mycket";"8";"100"' in content
    assert not ExitAnswer.select().count()


def test_the_result_page_says_what_has_been_purged(as_host: CheckingClient):
    old, young = held(800), held(100, "JKLMNP")
    purge("wishes"), purge("exits")
    assert "Önskemål från så gamla träffar är gallrade." in result(as_host, old, "wishes")
    assert "Svar från så gamla träffar är gallrade." in result(as_host, old, "exit-title")
    assert "Fler träffar" in result(as_host, young, "wishes")
    assert "8 har svarat" in result(as_host, young, "exit-title")


def test_answers_that_are_still_taken_are_not_purged():
    hall = make_hall(starts_at=clock.now() - timedelta(days=800))
    leave(hall, ["very"] * 3)
    decide("exits")
    assert queries.get_standing("exits").total == 0


def test_the_pages_name_what_would_go(as_admin: CheckingClient, app: Flask):
    held(800)
    for material, said in (("wishes", "2 önskemål"), ("exits", "svar från 8 personer")):
        decide(material)
        assert said in as_admin.get(f"/retention/{material}/purging").text
