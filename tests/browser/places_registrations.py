"""The states of who has registered, of tickets, and of voting cards."""

from playwright.sync_api import Page

from kiosk.meetings.rules_cards import card_code
from kiosk.meetings.tickets import ticket
from tests.browser.house import COLOUR, SECRET_KEY, House, Meeting
from tests.browser.places import P, of, roll, submit_unchecked
from tests.faults.hall import Phone

LIST = (
    "Företag;Namn;E-post;Deltar;Från\n"
    "Lindkvist Bygg AB;Eva Lindkvist;eva@lindkvist.example;på distans;\n"
    "Dalby Åkeri;;;;\nFiskargränds Intresseförening;Bo Ek;bo@fiskar.example;;förening\n"
    ";Ensam;;;\nBerg AB;Bo;inte en adress;;\n"
)


def empty(house: House) -> Meeting:
    return house.meeting(COLOUR)


def listed(house: House) -> Meeting:
    """Register three people, send two tickets, let one come."""
    made = house.meeting(COLOUR)
    host, here = house.staff(), f"/meetings/{made.id}"
    host.post(f"{here}/registrations", {"rows": LIST})
    host.post(f"{here}/tickets/sending", {})
    code = ticket_of(made)
    Phone(house).post(f"/{made.code}/tickets/{code}", {"operation": "one"})
    return made


def first(made: Meeting) -> str:
    found = "SELECT id FROM registration WHERE meeting_id = ? AND company = 'Lindkvist Bygg AB'"
    return str(made.house.rows(found, made.id)[0][0])


def ticket_of(made: Meeting) -> str:
    return ticket(SECRET_KEY, first(made))


def not_come(house: House) -> str:
    made = house.meeting(COLOUR)
    house.staff().post(f"/meetings/{made.id}/registrations", {"rows": LIST})
    return f"/registrations/{ticket_of(made)}"


def has_come(house: House) -> str:
    return f"/registrations/{ticket_of(listed(house))}"


def is_over(house: House) -> str:
    made = listed(house).stage("ending")
    return f"/registrations/{ticket_of(made)}"


def one_ticket(house: House) -> str:
    made = listed(house)
    return f"/meetings/{made.id}/tickets/{first(made)}"


def paste(page: Page) -> None:
    """Go on to the preview of a list of which some rows cannot be used."""
    page.fill("textarea[name=rows]", LIST)
    with page.expect_navigation():
        page.locator("main form button").first.click()


def holder(made: Meeting, serial: int = 3) -> Phone:
    """Return a phone that has checked in and taken a voting card."""
    phone = made.crowd(1)[0]
    code = card_code(SECRET_KEY, made.code, serial)
    answer = phone.post(f"/{made.code}/personal-codes", {"code": code})
    phone.cookie += "; " + answer.headers["Set-Cookie"].split(";")[0]
    return phone


def replaced(house: House) -> Meeting:
    made = roll(house)
    holder(made)
    page = f"/meetings/{made.id}/roll-cards/replacements"
    house.staff().post(page, {"serial": "3", "operation": "lost"})
    return made


def shared(house: House) -> tuple[str, Phone]:
    """Find the second phone that has taken a card, where the first one has voted."""
    made = roll(house)
    made.vote([holder(made)], "bla")
    return f"/{made.code}", holder(made)


def dead_phone(house: House) -> tuple[str, Phone]:
    made = roll(house)
    phone = holder(made)
    page = f"/meetings/{made.id}/roll-cards/replacements"
    house.staff().post(page, {"serial": "3", "operation": "lost"})
    return f"/{made.code}", phone


def scanned(house: House) -> str:
    made = roll(house)
    return f"/{made.code}/personal-codes/{card_code(SECRET_KEY, made.code, 3)}"


def dead(house: House) -> str:
    made = replaced(house)
    return f"/{made.code}/personal-codes/{card_code(SECRET_KEY, made.code, 3)}"


REGISTRATIONS = [
    P("meetings.list_registrations", "registrations-none",
      of(empty, "/meetings/{id}/registrations"), "host"),
    P("meetings.list_registrations", "registrations",
      of(listed, "/meetings/{id}/registrations"), "host"),
    P("meetings.new_registrations", "registrations-new",
      of(empty, "/meetings/{id}/registrations/new"), "host"),
    P("meetings.new_registrations", "registrations-new-wrong",
      of(empty, "/meetings/{id}/registrations/new"), "host", submit_unchecked, "422"),
    P("meetings.new_registrations", "registrations-preview",
      of(empty, "/meetings/{id}/registrations/new"), "host", paste),
    P("meetings.show_tickets", "tickets", of(listed, "/meetings/{id}/tickets"), "host", paper=True),
    P("meetings.show_ticket", "ticket-printed", one_ticket, "host", paper=True),
    P("meetings.show_registration", "registration", not_come),
    P("meetings.show_registration", "registration-come", has_come),
    P("meetings.show_registration", "registration-ended", is_over),
    P("meetings.list_roll_cards", "roll-cards", of(replaced, "/meetings/{id}/roll-cards"), "host"),
    P("meetings.list_roll_cards", "roll-cards-wrong", of(roll, "/meetings/{id}/roll-cards"),
      "host", submit_unchecked, "422"),
    P("meetings.show_roll_card", "roll-card", of(replaced, "/meetings/{id}/roll-cards/3"), "host",
      paper=True),
    P("meetings.show_card_code", "card-scanned", scanned),
    P("meetings.show_card_code", "card-dead", dead, refused="422"),
    P("voting.show_phone", "phone-card-shared", shared),
    P("voting.show_phone", "phone-card-dead", dead_phone),
    P("voting.show_console", "console-cards", of(replaced, "/meetings/{id}/console"), "host"),
]  # fmt: skip
