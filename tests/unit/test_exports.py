"""An exported result: what it holds, that it can be checked, and that it is harmless."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from kiosk.questions.kinds import Option, QuestionSpec
from kiosk.voting.exports import NotAnExport, check, harmless, result_rows, to_csv, verify
from tests.support.questions import COLOURS, EASE, REMARK, ballots, count, encodable, given
from tests.support.results import SALT, report_of

SHOWN = {'["red"]': 5, '["blue"]': 4}
RATED = {"4": 3, "7": 6, '"unknown"': 2}
WRITTEN = {'"Bra\\n- mer kaffe"': 1, '"=1+1"': 6, '"Åke; \\"x\\", +46"': 2}
FEW = {'["green"]': 4, '["red"]': 2}
FORMULA = tuple("=+-@＝＋－＠")
NASTY = encodable() | st.lists(
    st.sampled_from([*"=+-@\t\r\n,;\" 'a1", "＝", "\\", "\u2028", '",=', '"\r\n=', "cmd|"])
).map("".join)


def export(*results, language="sv", **facts) -> bytes:
    return to_csv(result_rows(report_of(*results, **facts), "2026-03-12 08:30", language))


def cells(content: bytes, delimiter: str = ";") -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def states(content: bytes) -> list[str]:
    found = check(content)
    assert found is not None
    return [verdict.state for verdict in found]


def numbers(content: bytes) -> list[str]:
    return [verdict.fingerprint for verdict in check(content) or []]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_export_agrees_with_its_own_fingerprints(language: str):
    content = export((COLOURS, SHOWN), (EASE, RATED), (REMARK, WRITTEN), language=language)
    assert states(content) == ["ok", "ok", "ok"]


@given(st.lists(ballots(), max_size=3), st.sampled_from(["sv", "en"]))
def test_every_result_survives_being_written_and_read(questions, language):
    content = export(*((spec, count(stored)) for spec, stored in questions), language=language)
    assert set(states(content)) <= {"ok", "withheld"}


@pytest.mark.parametrize(("spec", "counts"), [(COLOURS, SHOWN), (EASE, RATED), (REMARK, WRITTEN)])
def test_one_changed_byte_in_any_cell_of_a_result_is_found(spec: QuestionSpec, counts):
    content = export((spec, counts))
    start, whole = content.index(b'"Procent"') + 11, cells(content)
    for place in range(start, len(content)):
        forged = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        same = forged.isascii() == content.isascii() and _cells_or_none(forged) == whole
        assert same or "changed" in states(forged), (place, forged[place - 20 : place + 20])


def _cells_or_none(content: bytes) -> list[list[str]] | None:
    try:
        return cells(content)
    except UnicodeDecodeError:
        return None


def test_a_changed_count_that_is_changed_everywhere_gets_another_control_number():
    content, forged = export((COLOURS, SHOWN)), export((COLOURS, {'["red"]': 4, '["blue"]': 5}))
    assert states(forged) == ["ok"]  # a whole forgery agrees with itself: the wall tells
    assert numbers(content) != numbers(forged)


def test_a_question_that_was_taken_away_is_missed():
    rows = result_rows(report_of((COLOURS, SHOWN), (EASE, RATED)), "", "sv")
    assert states(to_csv(row for row in rows if row[:1] != ["2"])) == ["ok", "changed"]


def test_a_result_moved_to_another_meeting_is_found():
    content = export((COLOURS, SHOWN)).replace(b'"Kod";"KX4P7Q"', b'"Kod";"BBBBBB"')
    assert states(content) == ["changed"]


def test_a_withheld_result_leaves_neither_numbers_nor_salt_nor_options():
    content = export((COLOURS, FEW)).decode("utf-8-sig")
    assert states(content.encode()) == ["withheld"]
    body = content.split("Procent")[1]
    assert [len(row) for row in cells(body.encode())] == [3, 2, 3]
    assert SALT not in content
    assert "Grön" not in content


def test_what_excel_saves_anew_still_agrees():
    rows = cells(export((COLOURS, SHOWN), (EASE, RATED)))
    lines = (";".join([*_excel(row), "", ""]) for row in rows)
    assert states("\r\n".join(lines).encode("cp1252")) == ["ok", "ok"]


def _excel(row: list[str]) -> list[str]:
    return [f'"{c.replace(chr(34), chr(34) * 2)}"' if set(c) & set(';"') else c for c in row]


@given(NASTY, NASTY, NASTY, st.sampled_from(";,\t"))
def test_no_cell_can_become_a_formula_whatever_takes_the_file_apart(prompt, text, title, delimiter):
    spec = replace(COLOURS, prompt_sv=prompt, options=(Option("red", text), Option("blue", "B")))
    content = export((spec, SHOWN), title=title)
    assert states(content) == ["ok"]
    for row in cells(content, delimiter):
        assert not [cell for cell in row if cell.lstrip(' "\t\r\n').startswith(FORMULA)]


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("=1+1", "'=1+1"),
        (" @x", "' @x"),
        ("a; -b, c", "a;' -b, c"),
        ("A-laget 3+2", "A-laget 3+2"),
        ("två\n- rader", "två / - rader"),
    ],
)
def test_a_cell_is_changed_only_where_it_must(typed: str, safe: str):
    assert harmless(typed) == safe


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"a;b\r\n", b'"kiosk-result-csv";"2";"sv"\r\n', b'"kiosk-result-csv"'],
)
def test_a_foreign_file_is_said_to_be_one_in_one_line(tmp_path: Path, content: bytes):
    path = tmp_path / "foreign.csv"
    path.write_bytes(content)
    with pytest.raises(NotAnExport, match=r"^foreign\.csv is not [^\n]*$"):
        verify(path)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_check_fall_over(noise):
    content = export((COLOURS, SHOWN))
    check(noise)
    check(content[: len(content) // 2] + noise + content[len(content) // 2 :])


def test_a_hostile_file_says_nothing_to_the_terminal_itself():
    rows = result_rows(report_of((COLOURS, SHOWN)), "", "sv")
    rows = [[cell.replace("Vilken", "\x1b[2J") for cell in row] for row in rows]
    found = check(to_csv(rows))
    assert found
    assert found[0].state == "changed"
    assert found[0].question.isprintable()
