"""The files a host takes home: the result and who came."""

import csv
import io

import pytest

from kiosk.meetings.operations import check_in
from kiosk.tokens import new_token
from kiosk.voting import operations
from kiosk.voting.exports import check
from kiosk.voting.operations_questions import create_question
from tests.support.questions import COLOURS, EASE, REMARK
from tests.support.results import hold_vote, make_meeting, vote_on
from tests.web.checking import CheckingClient

TWELVE = ["red"] * 8 + ["blue"] * 4


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")  # Excel takes the file for Windows-1252 without it
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_of_a_meeting_agrees_with_its_fingerprints(as_host: CheckingClient, language: str):
    meeting = make_meeting()
    old = hold_vote(meeting, COLOURS, TWELVE)
    vote_on(operations.rerun_question(old.id, None), ["green"] * 9)
    hold_vote(meeting, REMARK, ["=1+1", "Rad ett\n- rad två", *["Ä"] * 6])
    as_host.set_cookie("kiosk_lang", language)
    found = check(as_host.get(f"/meetings/{meeting.id}/result.csv").data)
    assert found
    assert [verdict.state for verdict in found] == ["ok", "ok", "ok"]


def test_the_file_says_what_is_a_new_vote_and_holds_the_fingerprint_of_the_page(
    as_host: CheckingClient,
):
    meeting = make_meeting()
    old = hold_vote(meeting, COLOURS, TWELVE)
    new = vote_on(operations.rerun_question(old.id, None), ["green"] * 9)
    content = as_host.get(f"/meetings/{meeting.id}/result.csv").data
    said = f"{new.id} är en ny röstning om {old.id}"
    assert ["Ny röstning", said] in rows(content)
    assert [str(old.id), "SHA-256", old.fingerprint] in rows(content)


@pytest.mark.parametrize(("spec", "answer"), [(COLOURS, "red"), (EASE, "9"), (REMARK, "Kaffe")])
def test_too_few_answers_leave_no_trace_in_the_file(as_host: CheckingClient, spec, answer: str):
    meeting = make_meeting(threshold=7)
    question = hold_vote(meeting, spec, [answer] * 6)
    content = as_host.get(f"/meetings/{meeting.id}/result.csv").data
    block = [row[1:] for row in rows(content) if row[:1] == [str(question.id)]]
    assert block[:2] == [["Fråga", spec.prompt_sv], ["För få svar"]]
    assert block[2][0] == "Kontrolltal"
    assert len(block) == 3
    assert question.salt not in content.decode()


def test_nothing_of_an_open_vote_is_in_the_file(as_host: CheckingClient):
    meeting = make_meeting()
    question = create_question(meeting.id, None, COLOURS)
    operations.open_question(question.id, None)
    content = as_host.get(f"/meetings/{meeting.id}/result.csv").text
    assert COLOURS.prompt_sv not in content


def test_the_files_are_for_swedish_excel_and_have_names_that_sort(as_host: CheckingClient):
    meeting = make_meeting()
    for file in ("result", "attendances"):
        answer = as_host.get(f"/meetings/{meeting.id}/{file}.csv")
        assert answer.content_type == "text/csv; charset=utf-8"
        name = answer.headers["Content-Disposition"]
        assert name.startswith(f'attachment; filename="{file}-20')
        assert name.endswith(f'-{meeting.code}.csv"')


def test_the_list_of_who_came_has_company_name_role_and_mode(as_host: CheckingClient):
    meeting = make_meeting(level="open")
    check_in(meeting.id, new_token(), role="company", company="Öbygg AB", name="Kim", mode="remote")
    check_in(meeting.id, new_token(), role="association", company="Ängsföreningen")
    check_in(meeting.id, new_token(), role="other", vote_only=True)
    assert rows(as_host.get(f"/meetings/{meeting.id}/attendances.csv").data) == [
        ["Företag", "Namn", "Roll", "Deltar"],
        ["Ängsföreningen", "", "Förening", "På plats"],
        ["Öbygg AB", "Kim", "Företag", "På distans"],
    ]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+46 70", "-1", "@SUM(A1)", "A,=1+1", "＝1"])
def test_no_name_becomes_a_formula(as_host: CheckingClient, name: str):
    meeting = make_meeting(title=name)
    check_in(meeting.id, new_token(), role="company", company=name, name=name)
    for file in ("attendances", "result"):
        content = as_host.get(f"/meetings/{meeting.id}/{file}.csv").data.decode("utf-8-sig")
        for delimiter in ";,":
            for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
                assert not [cell for cell in row if cell.lstrip().startswith(tuple("=+-@＝"))]
