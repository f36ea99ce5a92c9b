"""A question as a host writes it: three kinds, two languages."""

import pytest

from kiosk.live.hub import hub, stage_topic
from kiosk.meetings.models import Meeting
from kiosk.voting import operations
from kiosk.voting.models import Question
from tests.support.hosting import CHOICE, NASTY, SCALE, TEXT, make_meeting, questions
from tests.web.checking import CheckingClient, find

BAD = [
    (CHOICE, "prompt_sv", " \u202e ", "prompt_sv"),
    (CHOICE, "option_2_sv", "", "option_1_sv"),
    (CHOICE, "option_2_sv", "morgon", "option_2_sv"),
    (CHOICE, "option_3_en", "Noon", "option_3_sv"),
    (CHOICE, "option_2_sv", "x" * 121, "option_2_sv"),
    (CHOICE, "max_choices", "3", "max_choices"),
    (CHOICE, "max_choices", "0", "max_choices"),
    (CHOICE, "max_choices", "two", "max_choices"),
    (SCALE, "scale_max", "11", "scale_max"),
    (SCALE, "scale_max", "1", "scale_max"),
    (SCALE, "low_sv", "", "low_sv"),
    (SCALE, "high_sv", "x" * 121, "high_sv"),
    (TEXT, "prompt_sv", "", "prompt_sv"),
    (TEXT, "prompt_en", "x" * 301, "prompt_en"),
]


@pytest.fixture
def meeting(as_host: CheckingClient) -> Meeting:
    return make_meeting(as_host)


def ask(client: CheckingClient, meeting: Meeting, sent: dict[str, str]) -> Question:
    client.post(f"/meetings/{meeting.id}/questions", data=sent)
    return questions(meeting)[-1]


def typed(page: object) -> dict[str, str | None]:
    return {one.get("name"): one.get("value") for one in find(page, ".//main//input")}


def filled_in(client: CheckingClient, question: Question) -> dict[str, str]:
    """Return the form of a question as a browser would send it back unchanged."""
    page = client.get(f"/questions/{question.id}/edit")
    values = {name: value or "" for name, value in typed(page).items() if name}
    for box in find(page, ".//input[@type='checkbox']"):
        if box.get("checked") is None:
            values.pop(str(box.get("name")), None)
    for radio in find(page, ".//form//input[@type='radio'][@checked]"):
        values[str(radio.get("name"))] = str(radio.get("value"))
    for option in find(page, ".//select/option[@selected]"):
        values["scale_max"] = str(option.get("value"))
    return values


def test_a_choice_gets_options_with_ids_that_can_be_read(as_host: CheckingClient, meeting: Meeting):
    question = ask(as_host, meeting, CHOICE | {"max_choices": "2", "allow_unknown": "1"})
    assert question.options == [
        {"id": "morgon", "sv": "Morgon", "en": "Morning"},
        {"id": "kvall", "sv": "Kväll", "en": ""},
    ]
    assert (question.max_choices, question.allow_unknown, question.position) == (2, True, 6)


def test_a_scale_has_words_at_its_ends(as_host: CheckingClient, meeting: Meeting):
    question = ask(as_host, meeting, SCALE)
    assert (question.scale_max, question.low_sv, question.high_sv) == (5, "Inte alls", "Mycket")
    assert question.allow_unknown


def test_a_written_answer_needs_only_a_question(as_host: CheckingClient, meeting: Meeting):
    question = ask(as_host, meeting, TEXT | {"allow_unknown": "1"})
    assert (question.kind, question.prompt_sv) == ("text", "En sak att ändra")
    assert not question.allow_unknown


def test_every_own_question_has_a_lineage_of_its_own(as_host: CheckingClient, meeting: Meeting):
    one, two = (ask(as_host, meeting, TEXT) for _ in range(2))
    assert one.lineage != two.lineage


@pytest.mark.parametrize(("good", "field", "bad", "place"), BAD)
def test_a_bad_field_is_named_and_the_rest_is_kept(
    as_host: CheckingClient,
    meeting: Meeting,
    good: dict[str, str],
    field: str,
    bad: str,
    place: str,
):
    sent = {"prompt_en": "Kept"} | good | {field: bad}
    page = as_host.post(f"/meetings/{meeting.id}/questions", data=sent, status=422)
    assert find(page, f".//*[@id='f-{place}-error']")
    assert find(page, f".//*[@id='error-summary']//a[@href='#f-{place}']")
    assert typed(page)["prompt_en"] == sent["prompt_en"]
    assert len(questions(meeting)) == 5


@pytest.mark.parametrize("nasty", NASTY)
def test_too_long_a_text_is_kept_as_it_was_typed(
    as_host: CheckingClient, meeting: Meeting, nasty: str
):
    long = nasty + "y" * 300
    for field in ("prompt_sv", "prompt_en", "option_1_sv", "option_2_en"):
        sent = CHOICE | {field: long}
        page = as_host.post(f"/meetings/{meeting.id}/questions", data=sent, status=422)
        assert typed(page)[field] == long
        assert find(page, f".//*[@id='f-{field}-error']")


def test_more_rows_keep_what_was_typed_and_save_nothing(as_host: CheckingClient, meeting: Meeting):
    sent = CHOICE | {"act": "rows", "prompt_sv": ""}
    page = as_host.post(f"/meetings/{meeting.id}/questions", data=sent, status=200)
    values = typed(page)
    assert (values["option_2_sv"], values["rows"]) == ("Kväll", "10")
    assert "option_10_sv" in values
    assert len(questions(meeting)) == 5


def test_there_are_never_more_than_twenty_rows(as_host: CheckingClient, meeting: Meeting):
    sent = CHOICE | {"act": "rows", "rows": "99999"}
    page = as_host.post(f"/meetings/{meeting.id}/questions", data=sent, status=200)
    assert typed(page)["rows"] == "20"


def test_enter_in_a_field_saves_and_adds_no_rows(as_host: CheckingClient, meeting: Meeting):
    page = as_host.get(f"/meetings/{meeting.id}/questions/new?kind=choice")
    first = find(page, ".//main//form//button")[0]
    assert first.get("value") == "save"


def test_an_unknown_kind_is_refused_and_without_one_the_page_asks(
    as_host: CheckingClient, meeting: Meeting
):
    as_host.post(f"/meetings/{meeting.id}/questions", data=TEXT | {"kind": "poll"}, status=422)
    page = as_host.get(f"/meetings/{meeting.id}/questions/new?kind=poll")
    kinds = [one.get("href") for one in find(page, ".//main//li//a")]
    assert [str(one).rsplit("=", 1)[1] for one in kinds] == ["choice", "scale", "text"]


@pytest.mark.parametrize("place", range(5))
def test_saving_a_question_unchanged_changes_nothing(
    as_host: CheckingClient, meeting: Meeting, place: int
):
    before = questions(meeting)[place]
    as_host.post(f"/questions/{before.id}", data=filled_in(as_host, before))
    assert questions(meeting)[place].__data__ == before.__data__


def test_an_option_keeps_its_id_when_its_words_change(as_host: CheckingClient, meeting: Meeting):
    question = ask(as_host, meeting, CHOICE)
    changed = {"option_1_sv": "", "option_1_en": "", "option_2_sv": "Sen kväll"}
    sent = filled_in(as_host, question) | changed | {"option_3_sv": "Morgon"}
    as_host.post(f"/questions/{question.id}", data=sent)
    assert [option["id"] for option in questions(meeting)[-1].options] == ["kvall", "morgon-2"]


def test_an_id_that_somebody_made_up_is_not_taken(as_host: CheckingClient, meeting: Meeting):
    question = ask(as_host, meeting, CHOICE)
    for made_up in ("unknown", "kvall", "X y"):
        sent = filled_in(as_host, question) | {"option_1_id": made_up}
        as_host.post(f"/questions/{question.id}", data=sent)
        ids = [option["id"] for option in questions(meeting)[-1].options]
        assert len(set(ids)) == 2
        assert "unknown" not in ids


def test_a_new_swedish_wording_breaks_the_series_and_says_so(
    as_host: CheckingClient, meeting: Meeting
):
    b2 = questions(meeting)[1]
    assert "Frågan ställs varje år" in as_host.get(f"/questions/{b2.id}/edit").text
    sent = filled_in(as_host, b2)
    as_host.post(f"/questions/{b2.id}", data=sent | {"prompt_sv": "Hur svårt är det?"})
    assert questions(meeting)[1].lineage not in ("b1", "b2")
    assert "jämförs inte med tidigare år" in as_host.get(f"/meetings/{meeting.id}").text
    as_host.post(f"/questions/{b2.id}", data=sent)
    assert questions(meeting)[1].lineage == "b2"


def test_a_new_english_wording_breaks_nothing(as_host: CheckingClient, meeting: Meeting):
    b2 = questions(meeting)[1]
    sent = filled_in(as_host, b2) | {"prompt_en": "How easy?", "high_en": "Easy"}
    as_host.post(f"/questions/{b2.id}", data=sent)
    assert (questions(meeting)[1].lineage, questions(meeting)[1].prompt_en) == ("b2", "How easy?")
    assert "tidigare år" not in as_host.get(f"/meetings/{meeting.id}").text


def test_a_municipalitys_own_question_is_yearly_once_it_was_asked_before(
    as_host: CheckingClient, meeting: Meeting
):
    own = ask(as_host, meeting, TEXT)
    assert "varje år" not in as_host.get(f"/questions/{own.id}/edit").text
    as_host.post(f"/meetings/{meeting.id}/copies")
    copied = Question.get(Question.lineage == own.lineage, Question.id != own.id)
    assert "varje år" in as_host.get(f"/questions/{copied.id}/edit").text


def test_an_opened_question_stays_as_it_was_asked(as_host: CheckingClient, meeting: Meeting):
    question = questions(meeting)[1]
    sent = filled_in(as_host, question) | {"prompt_sv": "Något annat"}
    operations.open_question(question.id, None)
    page = as_host.post(f"/questions/{question.id}", data=sent, status=409)
    assert typed(page)["prompt_sv"] == "Något annat"
    assert "står kvar som den ställdes" in page.text
    assert questions(meeting)[1].prompt_sv == question.prompt_sv
    as_host.get(f"/questions/{question.id}/edit", status=409)


def test_the_room_hears_of_a_changed_question(as_host: CheckingClient, meeting: Meeting):
    seen = hub.revision(stage_topic(meeting.id))
    question = ask(as_host, meeting, TEXT)
    assert hub.revision(stage_topic(meeting.id)) > seen
    seen = hub.revision(stage_topic(meeting.id))
    as_host.post(f"/questions/{question.id}", data=TEXT | {"prompt_sv": "Annat"})
    assert hub.revision(stage_topic(meeting.id)) > seen


def test_the_edit_page_shows_the_question_as_the_phone_does(
    as_host: CheckingClient, meeting: Meeting
):
    page = as_host.get(f"/questions/{questions(meeting)[1].id}/edit")
    steps = find(page, ".//*[@class='scale']//input")
    assert [one.get("value") for one in steps] == [str(n) for n in range(1, 11)]
