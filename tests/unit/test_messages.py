"""The words of messages: short, in two languages, and silent about how it ended."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from kiosk.evaluations.messages import Facts, Written, write_letter, write_message
from kiosk.i18n import language, use_language

LINK = "https://ekdalen.example/invitations/" + "a" * 24
FACTS = Facts(
    title="Städtjänster i skolor",
    reference="UPP 2026/117",
    municipality="Exempelköping",
    contact="upphandling@example.se",
    threshold=7,
    closes_on=date(2026, 12, 30),
    name="Åsa Öberg",
)
OUTCOMES = (
    "tilldel", "vann", "vinnare", "förlor", "förkast", "avbr", "avtal", "kontrakt", "award", "won",
    "lost", "reject", "cancel", "contract", "grattis", "tyvärr", "congrat", "sorry",
)  # fmt: skip
KINDS = {
    "invitation": FACTS,
    "documents": replace(FACTS, only_read=True),
    "first reminder": replace(FACTS, round=1),
    "second reminder": replace(FACTS, round=2),
}


@pytest.mark.parametrize("wanted", ["sv", "en", ""])
@pytest.mark.parametrize("facts", KINDS.values(), ids=KINDS)
def test_nothing_tells_how_the_procurement_ended(facts: Facts, wanted: str):
    written = write_message(facts, LINK, wanted)
    said = f"{written.subject} {written.text}".lower()
    assert not [word for word in OUTCOMES if word in said]


@pytest.mark.parametrize("wanted", ["sv", "en"])
@pytest.mark.parametrize("facts", KINDS.values(), ids=KINDS)
def test_a_message_has_fifteen_lines_at_the_most_and_its_link_alone_on_one(
    facts: Facts, wanted: str
):
    lines = [line for line in write_message(facts, LINK, wanted).text.split("\n") if line]
    assert len(lines) <= 15
    assert lines.count(LINK) == 1
    assert lines[-1] == f"{LINK}/reminders-off"


@pytest.mark.parametrize("wanted", ["sv", "en", ""])
def test_a_message_says_who_asks_until_when_and_who_sees_what(wanted: str):
    said = write_message(FACTS, LINK, wanted).text
    names = ("Åsa Öberg", "Städtjänster i skolor (UPP 2026/117)", "Exempelköping", "@example.se")
    needed = {
        "sv": (*names, "30 december 2026", "fyra minuter", "konfidentiella", "minst 7"),
        "en": (*names, "30 December 2026", "four minutes", "confidential", "at least 7"),
    }
    for code in [wanted] if wanted else ["sv", "en"]:
        assert not [word for word in needed[code] if word not in said]
    assert "anonym" not in said


def test_whose_language_nobody_knows_gets_both_swedish_first():
    written = write_message(FACTS, LINK, "")
    assert [part.language for part in written.parts] == ["sv", "en"]
    assert written.text.index("Hej Åsa") < written.text.index("-" * 40)
    assert written.text.index("-" * 40) < written.text.index("Hello Åsa")
    assert written.subject.endswith("(English below)")


@pytest.mark.parametrize("wanted", ["sv", "en", ""])
def test_the_html_says_what_the_text_says_and_fetches_nothing(wanted: str):
    written = write_message(FACTS, LINK, wanted)
    tree = ElementTree.fromstring(  # noqa: S314 - our own words
        written.html.partition("\n")[2].replace('<meta charset="utf-8">', "").replace("<hr>", "")
    )
    body = tree.find("body")
    assert body is not None
    shown = [" ".join("".join(one.itertext()).split()) for one in body.iter("p")]
    assert [line for line in shown if line not in written.text] == []
    assert not [one for one in tree.iter() if one.get("src") or one.tag in ("img", "link")]
    assert {one.get("href") for one in tree.iter("a")} == {LINK, f"{LINK}/reminders-off"}


def test_what_people_have_written_stays_text_in_the_html():
    nasty = replace(FACTS, title='<b>"&', name="<script>x</script>", municipality="</body>")
    written = write_message(nasty, LINK, "")
    assert "<script>" not in written.html
    assert written.html.count("</body>") == 1


def test_writing_in_another_language_leaves_the_persons_own():
    use_language("en")
    write_message(FACTS, LINK, "sv")
    write_letter(FACTS, "sv")
    assert language() == "en"


def test_without_a_name_a_message_greets_all_the_same():
    written: Written = write_message(replace(FACTS, name="", reference="", contact=""), LINK, "sv")
    assert written.text.startswith("Hej,\n")
    assert "()" not in written.text
    assert "\nExempelköping\n" in written.text
