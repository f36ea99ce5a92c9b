"""The host's list of who has registered: pasted, mended, added to, printed, sent."""

import io

import pytest
from flask import Flask

from kiosk.mail.outbox import Mail
from kiosk.meetings.models import Meeting
from kiosk.meetings.models_registrations import Registration
from kiosk.meetings.operations_tickets import composer
from kiosk.meetings.queries_registrations import list_registrations
from tests.support.meeting import make_hall
from tests.support.registering import SECRET, register, ticket_of
from tests.web.checking import CheckingClient, find, words

LIST = (
    "Företag;Namn;E-post;Deltar\n"
    "Lindkvist Bygg AB;Eva Lindkvist;eva@lindkvist.example;på distans\n"
    "Dalby Åkeri;;;\n"
    ";Ensam;;\n"
    "Berg AB;Bo;inte en adress;\n"
)


@pytest.fixture
def meeting(app: Flask) -> Meeting:
    return make_hall().meeting


def path(meeting: Meeting, rest: str = "") -> str:
    return f"/meetings/{meeting.id}/registrations{rest}"


def people(meeting: Meeting) -> list[tuple[str, str, str, str]]:
    return [(r.company, r.name, r.email, r.mode) for r in list_registrations(meeting.id)]


def test_list_is_shown_first_and_its_good_rows_are_added_while_the_others_stay_to_be_mended(
    as_host: CheckingClient, meeting: Meeting
) -> None:
    page = as_host.post(path(meeting, "/preview"), data={"rows": LIST}, status=200).text
    assert "Företagets namn saknas." in page
    assert "E-postadressen är inte skriven som en adress." in page
    assert not people(meeting)
    page = as_host.post(path(meeting), data={"rows": LIST}, status=422).text
    assert "2 är anmälda nu." in page
    assert "inte en adress" in page
    assert people(meeting) == [
        ("Dalby Åkeri", "", "", "room"),
        ("Lindkvist Bygg AB", "Eva Lindkvist", "eva@lindkvist.example", "remote"),
    ]


def test_file_is_read_and_the_same_list_again_adds_nobody(
    as_host: CheckingClient, meeting: Meeting
) -> None:
    for _again in range(2):
        file = (io.BytesIO("Namn\tFöretag\r\nEva\tBerg AB\r\n".encode("utf-16")), "lista.csv")
        as_host.post(path(meeting), data={"file": file, "rows": ""})
    assert people(meeting) == [("Berg AB", "Eva", "", "room")]


def test_nothing_sent_and_no_table_say_what_to_do(
    as_host: CheckingClient, meeting: Meeting
) -> None:
    assert "Klistra in raderna" in as_host.post(path(meeting), data={}, status=422).text
    file = (io.BytesIO(b"%PDF-1.7"), "lista.pdf")
    page = as_host.post(path(meeting, "/preview"), data={"file": file}, status=422)
    assert "pdf" in words(find(page, ".//div[@role='alert']")[0])


def test_one_more_is_added_and_taken_away(as_host: CheckingClient, meeting: Meeting) -> None:
    sent = {"company": "Berg AB", "email": "bo@berg.example", "role": "company", "mode": "room"}
    as_host.post(path(meeting, "/single"), data=sent)
    again = as_host.post(path(meeting, "/single"), data=sent, status=422)
    assert "Berg AB är redan anmäld." in again.text
    [one] = list_registrations(meeting.id)
    as_host.post(path(meeting, f"/{one.id}/removal"))
    assert not people(meeting)


def test_what_was_typed_wrong_is_kept(as_host: CheckingClient, meeting: Meeting) -> None:
    sent = {"company": "", "name": "Bo", "email": "bo@berg"}
    page = as_host.post(path(meeting, "/single"), data=sent, status=422).text
    assert 'value="bo@berg"' in page
    assert 'value="Bo"' in page


def test_tickets_are_printed_all_or_one_and_each_says_whose_it_is(
    as_host: CheckingClient, meeting: Meeting
) -> None:
    one, other = register(meeting, "Berg AB", "Dalby Åkeri")
    page = as_host.get(f"/meetings/{meeting.id}/tickets")
    assert [words(h) for h in find(page, ".//article//h2")] == ["Berg AB", "Dalby Åkeri"]
    page = as_host.get(f"/meetings/{meeting.id}/tickets/{other.id}")
    assert [words(h) for h in find(page, ".//article//h2")] == ["Dalby Åkeri"]
    assert one.company not in page.text


def test_ticket_is_queued_once_and_the_message_is_in_both_languages(
    as_host: CheckingClient, meeting: Meeting
) -> None:
    as_host.post(path(meeting), data={"rows": LIST.split("Dalby")[0]})
    for _again in range(2):
        as_host.post(f"/meetings/{meeting.id}/tickets/sending")
    [mail] = Mail.select()
    message = composer(SECRET, lambda: "https://kiosk.example")(mail.ref, mail.kind)
    [one] = Registration.select()
    link = f"https://kiosk.example/registrations/{ticket_of(one)}"
    assert message.to == "eva@lindkvist.example"
    assert message.text.count(link) == message.html.count(f'href="{link}"') == 2
    assert "Här är din biljett" in message.text
    assert "Here is your ticket" in message.html


def test_only_hosts_see_who_has_registered(
    client: CheckingClient, as_procurement: CheckingClient, meeting: Meeting
) -> None:
    for rest in ("/registrations", "/registrations/new", "/tickets"):
        client.get(f"/meetings/{meeting.id}{rest}", status=303)
        as_procurement.get(f"/meetings/{meeting.id}{rest}", status=404)
