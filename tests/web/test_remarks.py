"""Written answers are read by somebody first, and shown without anything about who wrote them."""

import pytest

from kiosk.audit import AuditEntry
from kiosk.evaluations.models_answers import Remark
from kiosk.staff.queries import find_user_by_email
from tests.support.installation import BO
from tests.support.reports import give, in_autumn, write_texts
from tests.web.checking import CheckingClient, find, words

SECRET = "Bolaget AB fick veta vårt pris"
SEVEN = [f"Text nummer {number}" for number in range(7)]


@pytest.fixture(autouse=True)
def _enough(monkeypatch: pytest.MonkeyPatch, as_procurement: CheckingClient) -> None:
    in_autumn(monkeypatch)
    give(9)


def remark_id(text: str) -> str:
    return str(Remark.get(Remark.text == text).id)


def everywhere(client: CheckingClient) -> str:
    paths = ["/report", "/report?period=all", "/report.csv", "/report/publishing", "/codebook.csv"]
    return "".join(client.get(path).get_data(as_text=True) for path in paths)


def test_a_text_that_nobody_has_read_is_nowhere(as_procurement: CheckingClient):
    write_texts(SEVEN)
    write_texts([SECRET], state="new")
    assert SECRET not in everywhere(as_procurement)
    assert SECRET in as_procurement.get("/report/remarks").text


def test_a_text_that_waits_is_not_even_read(as_procurement: CheckingClient):
    write_texts([SECRET], state="new", waiting=True)
    assert SECRET not in as_procurement.get("/report/remarks").text
    as_procurement.get(f"/report/remarks/{remark_id(SECRET)}", status=404)
    as_procurement.post(f"/report/remarks/{remark_id(SECRET)}/showing", status=404)


def test_a_text_is_shown_as_it_is_when_a_reader_lets_it(as_procurement: CheckingClient):
    write_texts(SEVEN[:6])
    write_texts([SEVEN[6]], state="new")
    as_procurement.post(f"/report/remarks/{remark_id(SEVEN[6])}/showing")
    assert SEVEN[6] in as_procurement.get("/report").text
    assert "Inget att läsa" in as_procurement.get("/report/remarks").text


def test_words_can_be_taken_out_and_the_original_is_kept(as_procurement: CheckingClient):
    write_texts(SEVEN)
    write_texts([SECRET], state="new")
    path = f"/report/remarks/{remark_id(SECRET)}/shortening"
    as_procurement.post(path, data={"shown_text": "[…] fick veta vårt pris"})
    seen = everywhere(as_procurement)
    assert "[…] fick veta vårt pris" in seen
    assert SECRET not in seen
    assert Remark.get(Remark.text == SECRET).shown_text.startswith("[…]")


@pytest.mark.parametrize("left", ["", "  ", "x" * 1001])
def test_nothing_or_too_much_left_of_a_text_is_refused(as_procurement: CheckingClient, left: str):
    write_texts([SECRET], state="new")
    path = f"/report/remarks/{remark_id(SECRET)}/shortening"
    page = as_procurement.post(path, data={"shown_text": left}, status=422)
    assert find(page, ".//*[@id='f-shown_text-error']")
    assert Remark.get().state == "new"


def test_a_text_can_be_withheld_and_taken_up_again(as_procurement: CheckingClient):
    write_texts(SEVEN)
    write_texts([SECRET], state="new")
    key = remark_id(SECRET)
    as_procurement.post(f"/report/remarks/{key}/withholding")
    assert SECRET not in everywhere(as_procurement)
    as_procurement.post(f"/report/remarks/{key}/reopening")
    assert Remark.get(Remark.id == key).state == "new"


def test_who_has_read_is_on_record_and_the_log_does_not_say_what(as_procurement: CheckingClient):
    write_texts([SECRET], state="new")
    as_procurement.post(f"/report/remarks/{remark_id(SECRET)}/withholding")
    bo = find_user_by_email(BO.email)
    assert bo
    assert Remark.get().reviewed_by == bo.id
    entry = AuditEntry.get(AuditEntry.what == "withhold_remark")
    assert (entry.who, entry.on, entry.detail) == (bo.id, "remarks", "{}")


def test_fewer_than_seven_texts_to_a_question_are_not_shown(as_procurement: CheckingClient):
    write_texts(SEVEN[:6])
    assert SEVEN[0] not in everywhere(as_procurement)
    assert "färre än 7" in as_procurement.get("/report").text


def test_few_texts_of_one_year_do_not_show_as_all_minus_the_rest(as_procurement: CheckingClient):
    give(9, half="2025-1")
    write_texts(SEVEN, half="2025-1")
    write_texts([SECRET])
    assert SECRET not in everywhere(as_procurement)
    assert SEVEN[0] in as_procurement.get("/report?period=all").text


def test_texts_are_never_shown_with_a_group(as_procurement: CheckingClient):
    give(9, out="lost")
    write_texts(SEVEN)
    assert SEVEN[0] not in as_procurement.get("/report?group=out:won").text


def test_the_reader_is_told_how_many_are_left_and_nothing_of_when(as_procurement: CheckingClient):
    write_texts(SEVEN, state="new")
    page = as_procurement.get("/report/remarks")
    main = words(find(page, ".//main")[0])
    assert "7 kvar att läsa." in main
    assert "2026" not in main


def test_another_can_be_taken_first(as_procurement: CheckingClient):
    write_texts(SEVEN[:2], state="new")
    page = as_procurement.get("/report/remarks")
    link = find(page, ".//main//a[@class='button button-quiet']")[0]
    first = words(find(page, ".//blockquote")[0])
    assert words(find(as_procurement.get(str(link.get("href"))), ".//blockquote")[0]) != first
