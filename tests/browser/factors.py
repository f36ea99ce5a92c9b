"""Factor lists at a meeting of a real server, steered over plain HTTP."""

from tests.browser.house import Meeting, found, made
from tests.faults.hall import Phone

TITLE = {"title_sv": "Så här ser det ut", "title_en": "How it looks"}
TEXTS = ("Tydliga underlag", "Mindre delar av stora uppdrag så att fler kan vara med", "Kort tid")
ENGLISH = ("Clear documents", "Smaller parts of large assignments", "Short time")
LINES = "\n".join(f"{swedish} | {english}" for swedish, english in zip(TEXTS, ENGLISH, strict=True))


def new_list(meeting: Meeting, lines: str = LINES) -> int:
    """Make a list; return its id."""
    host, sent = meeting.house.staff(), {**TITLE, "lines": lines}
    place = made(host.post(f"/meetings/{meeting.id}/factor-lists", sent))
    return int(found(r"/factor-lists/(\d+)", place))


def act(meeting: Meeting, list_id: int, what: str, **fields: str) -> None:
    made(meeting.house.staff().post(f"/factor-lists/{list_id}/{what}", fields))


def the_list(meeting: Meeting) -> int:
    rows = meeting.house.rows("SELECT id FROM factor_list WHERE meeting_id = ?", meeting.id)
    return int(rows[0][0])


def ids(meeting: Meeting) -> list[int]:
    """Return the factors of the meeting's first list, in their order."""
    rows = meeting.house.rows(
        "SELECT id FROM factor WHERE list_id = ? ORDER BY position", the_list(meeting)
    )
    return [int(row[0]) for row in rows]


def say(meeting: Meeting, phone: Phone, *answers: str) -> None:
    """Answer about the factors in their order; an empty answer skips."""
    told = {f"factor-{one}": said for one, said in zip(ids(meeting), answers, strict=False) if said}
    path = f"/{meeting.code}/factor-lists/{the_list(meeting)}/ballots"
    assert phone.post(path, told).status == 303


def suggest(meeting: Meeting, phone: Phone, text: str) -> str:
    """Suggest a factor; return the suggestion's id."""
    path = f"/{meeting.code}/factor-lists/{the_list(meeting)}/suggestions"
    assert phone.post(path, {"text": text}).status == 303
    sql = "SELECT id FROM factor_suggestion WHERE list_id = ? AND text = ?"
    return str(meeting.house.rows(sql, the_list(meeting), text)[0][0])
