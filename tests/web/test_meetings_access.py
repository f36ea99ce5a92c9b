"""Who may prepare meetings and questions, and how: the ladder that every such page stands on."""

import pytest

from kiosk.meetings.models import Meeting
from tests.support.hosting import CHOICE, FACTS, make_meeting, questions
from tests.web.checking import CheckingClient

PAGES = [
    "/meetings", "/meetings/new", "/meetings/1", "/meetings/1/edit", "/meetings/1/poster",
    "/meetings/1/cards", "/meetings/1/roll", "/meetings/1/questions/new",
    "/meetings/1/questions/new?kind=scale", "/questions/1/edit",
]  # fmt: skip
FORMS = [
    "/meetings", "/meetings/1", "/meetings/1/copies", "/meetings/1/deletion",
    "/meetings/1/screen-links", "/meetings/1/questions", "/meetings/1/questions/template",
    "/questions/1", "/questions/1/moving", "/questions/1/dropping",
]  # fmt: skip
SENT = FACTS | CHOICE | {"direction": "down"}


@pytest.fixture(autouse=True)
def meeting(as_host: CheckingClient) -> Meeting:
    return make_meeting(as_host, level="roll")


def untouched(meeting: Meeting) -> bool:
    same = Meeting.get_by_id(meeting.id)
    return (
        Meeting.select().count() == 1
        and same.__data__ == meeting.__data__
        and [question.lineage for question in questions(meeting)] == ["b1", "b2", "b3", "b4", "b5"]
    )


@pytest.mark.parametrize("address", PAGES)
def test_a_host_sees_the_page_in_both_languages(as_host: CheckingClient, address: str):
    for tongue in ("sv", "en"):
        as_host.set_cookie("kiosk_lang", tongue)
        as_host.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_sent_to_sign_in(client: CheckingClient, address: str):
    assert "/sessions/new" in str(client.get(address, status=303).location)


@pytest.mark.parametrize("address", FORMS)
def test_a_strangers_form_changes_nothing(client: CheckingClient, meeting: Meeting, address: str):
    assert "/sessions/new" in str(client.post(address, data=SENT).location)
    assert untouched(meeting)


@pytest.mark.parametrize("address", PAGES)
def test_the_page_does_not_exist_for_another_role(as_procurement: CheckingClient, address: str):
    as_procurement.get(address, status=404)


@pytest.mark.parametrize("address", FORMS)
def test_another_roles_form_changes_nothing(
    as_procurement: CheckingClient, meeting: Meeting, address: str
):
    as_procurement.post(address, data=SENT, status=404)
    assert untouched(meeting)


@pytest.mark.parametrize("address", FORMS)
def test_a_form_from_another_site_changes_nothing(
    as_host: CheckingClient, meeting: Meeting, address: str
):
    headers = {"Origin": "https://evil.example"}
    as_host.post(address, data=SENT, headers=headers, status=403)
    as_host.post(address, data=SENT, headers={"Sec-Fetch-Site": "cross-site"}, status=403)
    assert untouched(meeting)


@pytest.mark.parametrize("address", [one for one in PAGES if "/1" in one])
def test_a_page_of_nothing_is_not_there(as_host: CheckingClient, address: str):
    as_host.get(address.replace("/1", "/99"), status=404)
    as_host.get(address.replace("/1", "/99999999999999999999"), status=404)


@pytest.mark.parametrize("address", [one for one in FORMS if "/1" in one])
def test_a_form_for_nothing_is_not_there(as_host: CheckingClient, address: str):
    as_host.post(address.replace("/1", "/99"), data=SENT, status=404)


@pytest.mark.parametrize("address", [one for one in FORMS if one not in PAGES])
def test_what_changes_something_cannot_be_fetched(
    as_host: CheckingClient, meeting: Meeting, address: str
):
    as_host.get(address, status=405)
    assert untouched(meeting)


def test_the_forms_that_share_an_address_with_a_page_change_nothing_when_fetched(
    as_host: CheckingClient, meeting: Meeting
):
    for address in PAGES:
        as_host.get(address)
    assert untouched(meeting)
