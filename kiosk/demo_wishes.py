"""What the demo's companies wish for: last year's meeting and today's, none of it real."""

import random
from collections.abc import Sequence

from kiosk.db import write
from kiosk.meetings.models import Meeting
from kiosk.tokens import new_token
from kiosk.voting import queries_wishes
from kiosk.voting.models_wishes import Wish, WishBox
from kiosk.voting.operations_boxes import STANDING, show_boxes
from kiosk.voting.operations_moderation import Moderator, approve_wish, park_wish
from kiosk.voting.operations_wishes import create_wish, support_wish

# By box: each wish and how many support it.
LAST_YEAR = {
    "w1": (
        ("Träffar som den här, gärna två gånger om året", 14),
        ("Att vi får prata med den som beställer", 11),
        ("Kalendern över kommande upphandlingar", 9),
        ("Frågestunder innan underlaget är klart", 6),
        ("Snabba svar i upphandlingssystemet", 3),
    ),
    "w2": (
        ("Följ upp avtalen när upphandlingen är klar", 17),
        ("Dela upp stora uppdrag så att små företag kan vara med", 12),
        ("Berätta varför vi inte fick uppdraget", 8),
        ("Skriv kortare underlag", 5),
        ("Ha en mall för referenser som går att använda igen", 4),
    ),
}
TODAY = {
    "w1": (
        ("Tidig information om vad som ska köpas", 13),
        ("Träffar där man möter beställaren", 10),
        ("Återkoppling efter varje upphandling", 7),
        ("Frukosttid, då kan även vi på byggena komma", 4),
    ),
    "w2": (
        ("Kolla att den som vann gör det som lovades", 16),
        ("Upphandla skolornas snöröjning område för område", 9),
        ("Låt oss få testa nya lösningar i liten skala", 6),
        ("Samma blanketter som grannkommunerna", 5),
        ("En person att ringa under avtalstiden", 2),
    ),
}
WAITING = {"w1": "Mer kaffe och längre paus", "w2": "Rita om parkeringen vid förrådet"}
PARKED = "Hur många har lämnat anbud på städningen?"


def fill_wishes(meeting: Meeting, voters: Sequence[str], who: int, today: bool) -> None:
    """Let the companies write under the two standing headings and support one another."""
    chance = random.Random(27)  # noqa: S311 - invented, the same each time; nothing secret
    show_boxes(meeting.id, STANDING["more_start"], who)

    def job() -> None:
        for box in queries_wishes.list_boxes(meeting.id):
            for text, support in (TODAY if today else LAST_YEAR)[box.lineage]:
                _write(box, text, support, voters, who, chance)
            if today:
                create_wish(box.id, chance.choice(voters), WAITING[box.lineage], new_token())

    write(job)
    if today:
        box = queries_wishes.list_boxes(meeting.id)[-1]
        create_wish(box.id, chance.choice(voters), PARKED, new_token())
        parked = Wish.get(Wish.box == box, Wish.text == PARKED)
        park_wish(parked.id, "#procurement", Moderator(who))


def _write(
    box: WishBox, text: str, support: int, voters: Sequence[str], who: int, chance: random.Random
) -> None:
    author, *others = chance.sample(voters, support + 1)
    create_wish(box.id, author, text, new_token())
    wish = Wish.get(Wish.box == box, Wish.text == text)
    approve_wish(wish.id, Moderator(who))
    for voter in others:
        support_wish(wish.id, voter, True)
