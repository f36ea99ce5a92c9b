"""`kiosk verify FILE`: what it says of each question, and its exit code."""

from pathlib import Path

from click.testing import CliRunner, Result

from kiosk.cli import commands
from kiosk.cli_errors import explain
from kiosk.voting.exports import result_rows, to_csv
from tests.support.questions import COLOURS, EASE
from tests.support.results import report_of

SHOWN, FEW = {'["red"]': 5, '["blue"]': 4}, {"4": 2}


def verify(folder: Path, content: bytes) -> Result:
    path = folder / "result.csv"
    path.write_bytes(content)
    return CliRunner().invoke(commands, ["verify", str(path)])


def export() -> bytes:
    return to_csv(result_rows(report_of((COLOURS, SHOWN), (EASE, FEW)), "2026-03-12", "sv"))


def test_an_untouched_file_is_found_good_question_by_question(tmp_path: Path):
    said = verify(tmp_path, export())
    assert said.exit_code == 0
    lines = [line.split() for line in said.output.splitlines()]
    assert [(line[0], line[-1]) for line in lines[:2]] == [("ok", "färg?"), ("withheld", "det?")]
    assert "".join(lines[0][1:5]).isalnum()


def test_a_changed_file_is_told_and_fails(tmp_path: Path):
    said = verify(tmp_path, export().replace(b'"56"', b'"65"'))
    assert said.exit_code == 1
    assert said.output.startswith("changed ")
    assert "result.csv has been changed" in said.output


def test_a_foreign_file_is_one_line_and_fails(tmp_path: Path):
    said = verify(tmp_path, b"hello")
    assert said.exit_code == 1
    assert said.exception
    assert (explain(said.exception) or "").startswith("result.csv is not a result exported")
