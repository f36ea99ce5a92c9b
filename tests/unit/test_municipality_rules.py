"""Colours that can be seen and read, and plain texts as blocks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.municipality import rules, rules_texts
from kiosk.municipality.rules import DARK_SURFACE, PAPER, Block
from tests.guard.source import ROOT

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float):
    assert rules.contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert rules.contrast(one, other) == rules.contrast(other, one)


@given(COLOURS)
def test_words_can_be_read_on_every_colour(colour: str):
    assert rules.contrast(rules.ink_on(colour), colour) >= 4.5


@given(COLOURS)
def test_white_ink_is_used_wherever_it_can_be_read(colour: str):
    assert (rules.ink_on(colour) == "#ffffff") == (rules.contrast("#ffffff", colour) >= 4.5)


@given(COLOURS)
def test_every_colour_can_be_seen_in_the_dark(colour: str):
    assert rules.contrast(rules.in_the_dark(colour), DARK_SURFACE) >= 4.5


@given(COLOURS)
def test_an_accent_can_be_told_from_the_page(colour: str):
    assert rules.can_be_accent(colour) == (rules.contrast(colour, PAPER) >= 3)


@given(COLOURS.filter(rules.can_be_accent))
def test_the_style_sheet_holds_colours_and_nothing_else(colour: str):
    pattern = r"(?::root \{ (?:--[a-z-]+: #[0-9a-f]{6}; ?){3}\}|@media [^{]+\{| \}|\s)+"
    assert re.fullmatch(pattern, rules.theme_css(colour))


@pytest.mark.parametrize(
    "text", ["", "red", "#fff", "#GGGGGG", "#1a5f7a;", "#1a5f7a\n", "1a5f7a", "#1A5F7A"]
)
def test_only_six_small_hex_digits_are_a_colour(text: str):
    assert not rules.is_colour(text)


def test_the_grounds_are_those_of_the_style_sheet():
    sheet = (ROOT / "static/css/kiosk.css").read_text()
    light, dark = sheet.split("prefers-color-scheme: dark", 1)
    assert f"--paper: {PAPER};" in light
    assert f"--ink: {rules.INK};" in light
    assert f"--surface: {DARK_SURFACE};" in dark


def test_a_text_is_read_as_headings_paragraphs_and_lists():
    text = "## One\r\nfirst\r\nsecond\r\n\r\nthird\r\n- a\r\n- b\r\nlast"
    assert rules.read_blocks(text) == [
        Block("heading", ["One"]),
        Block("text", ["first", "second"]),
        Block("text", ["third"]),
        Block("list", ["a", "b"]),
        Block("text", ["last"]),
    ]


def test_two_headings_in_a_row_stay_two():
    assert len(rules.read_blocks("## One\n## Two")) == 2


LINES = st.tuples(st.sampled_from(["", "## ", "- "]), st.text("åb<&", min_size=1)).map("".join)


@given(st.lists(st.one_of(st.just(""), LINES)))
def test_no_word_of_a_text_is_lost_or_moved(lines: list[str]):
    shown = [line for block in rules.read_blocks("\n".join(lines)) for line in block.lines]
    typed = [line.removeprefix("## ").removeprefix("- ") for line in lines]
    assert shown == [line for line in typed if line]


def test_name_and_contact_are_put_in_once_and_not_read_again():
    filled = rules.fill_in("{municipality}: {contact}, {other}", "Provstad", "{municipality}")
    assert filled == "Provstad: {municipality}, {other}"


def test_a_decision_on_disposal_is_put_in_as_it_was_written():
    filled = rules.fill_in("{disposal}", "Provstad", "a@example.se", "KS {contact} {municipality}")
    assert filled == "KS {contact} {municipality}"


@pytest.mark.parametrize("name", rules_texts.PAGES)
def test_our_own_texts_have_only_placeholders_that_are_filled(name: str):
    text = rules_texts.default(name)
    known = {"municipality", "contact"} | ({"disposal"} if "information" in name else set())
    assert set(re.findall(r"\{(\w*)\}", text)) == known
    assert rules_texts.is_ours(name, text.replace("\n", "\r\n"))
    assert not rules_texts.is_ours(name, text + "x")


@pytest.mark.parametrize("page", ["information", "accessibility"])
def test_both_languages_have_the_same_parts(page: str):
    kinds = [
        [block.kind for block in rules.read_blocks(rules_texts.default(f"{page}_{language}"))]
        for language in ("sv", "en")
    ]
    assert kinds[0] == kinds[1]
