"""Typed text comes out visible, bounded and harmless, whatever went in."""

import unicodedata

import pytest
from hypothesis import strategies as st

from kiosk.questions.text import BIDI_CONTROLS, INVISIBLE, MAX_MARKS, TooLong, clean_text, is_blank
from tests.support.questions import given

NASTY = st.sampled_from(
    "\0\t\n\r\v\x1c\x7f\x85\u2028\xa0 å a\u030a e\u0302\u0301 \u0301\u0323\u0489\u20e3\u0345\u034f"
    "\u200b\u200c\u200d\u202e\u2066\u2069\u061c\ufeff\xad\ud800\udfff\ufdd0\U0001f469\U000e0041"
    "\u1112\u1161\u11ab\u0958\u0344\ufb2c\u05d0\u05b8\u3164ก\u0e35\u0e49"
)
RAW = st.text(max_size=60) | st.lists(NASTY, max_size=60).map("".join)
ANY = st.text(st.characters(), max_size=60) | RAW


@pytest.mark.parametrize(
    "text",
    [
        "Åsa Öberg på Ängsvägen",
        "Tiếng Việt: Nguyễn Thị Phượng ở Đà Nẵng",
        "กี้ น้ำ",
        "مُحَمَّد",
        "می\u200cخواهم",
        "👩\u200d💻 1\ufe0f\u20e3 👍🏽",
        "한국어 हिन्दी க்ஷ",
        "ẹ́kọ́ (Yoruba)",
    ],
)
def test_ordinary_words_in_many_scripts_are_left_alone(text):
    normal = unicodedata.normalize("NFC", text)
    assert clean_text(unicodedata.normalize("NFD", text), 100) == normal


@given(ANY, st.booleans())
def test_cleaning_twice_changes_nothing_more(raw, multiline):
    once = clean_text(raw, 10_000, multiline)
    assert clean_text(once, 10_000, multiline) == once


@given(ANY, st.booleans())
def test_nothing_hidden_is_left(raw, multiline):
    cleaned = clean_text(raw, 10_000, multiline)
    categories = {unicodedata.category(c) for c in cleaned if c != "\n" or not multiline}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(cleaned) & (BIDI_CONTROLS | INVISIBLE)
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


@given(ANY, st.integers(0, 20))
def test_a_text_is_within_its_limit_or_refused(raw, limit):
    whole = clean_text(raw, 10_000)
    if len(whole) <= limit:
        assert clean_text(raw, limit) == whole
    else:
        with pytest.raises(TooLong) as refused:
            clean_text(raw, limit)
        assert (refused.value.limit, refused.value.length) == (limit, len(whole))


@given(ANY)
def test_no_base_carries_a_tower_of_marks(raw):
    run = 0
    for character in clean_text(raw, 10_000, multiline=True):
        marked = unicodedata.category(character) in ("Mn", "Me")
        run = run + 1 if marked else 0
        assert run <= MAX_MARKS


@given(ANY)
def test_white_space_is_single_spaces_between_words(raw):
    cleaned = clean_text(raw, 10_000)
    assert cleaned == " ".join(cleaned.split())


def test_the_bidi_controls_are_unicodes_own():
    by_class = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    in_unicode = {c for c in map(chr, range(0x11000)) if unicodedata.bidirectional(c) in by_class}
    assert in_unicode <= BIDI_CONTROLS
    assert BIDI_CONTROLS - in_unicode == {"\u061c", "\u200e", "\u200f"}


def test_an_override_cannot_turn_a_word_around():
    assert clean_text("ja\u202ejen\u202c \u2067x\u2069", 100) == "jajen x"


def test_zalgo_is_cut_to_what_a_line_can_hold():
    assert clean_text("a" + "\u0301\u0323\u0489" * 4000 + "b", 10) == "\u1ea1\u0301\u0489b"


def test_a_long_run_of_marks_is_cut_before_the_slow_sorting_of_it(monkeypatch):
    normalize, lengths = unicodedata.normalize, []

    def watched(form, text):
        lengths.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    clean_text("a" + "\u0301\u0323" * 9_000, 10)
    assert max(lengths) < 20


def test_marks_and_joiners_with_nothing_under_them_are_dropped():
    assert clean_text("\u0301a \u0308b \u200dc", 100) == "a b c"


@pytest.mark.parametrize("raw", ["", " \n ", "\u3164\u2800", "\u200d\ufe0f", "\0\ud800", "\u00ad"])
def test_a_text_with_nothing_to_see_is_empty(raw):
    assert clean_text(raw, 100) == ""
    assert is_blank(raw)


def test_lines_are_kept_where_there_may_be_several():
    raw = " ett \r\n\r\n\r\n\r\n två\u2028tre\x85\n"
    assert clean_text(raw, 100, multiline=True) == "ett\n\ntvå\ntre"
    assert clean_text(raw, 100) == "ett två tre"


def test_the_limit_is_in_characters_as_the_reader_counts_swedish():
    assert clean_text("a\u030a" * 10, 10) == "å" * 10


def test_half_a_megabyte_is_refused_unread(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kiosk.questions.text._is_forbidden", lambda _character: 1 / 0)
    with pytest.raises(TooLong) as refused:
        clean_text("x" * 500_000, 120)
    assert refused.value.length == 500_000
