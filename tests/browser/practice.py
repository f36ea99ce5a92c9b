"""A rehearsal begun over plain HTTP, and the copy that it is held on."""

from tests.browser.house import COLOUR, House, Meeting, made


def begun(house: House) -> Meeting:
    """Begin a rehearsal of a new meeting; return the meeting itself."""
    real = house.meeting(COLOUR, place="Folkets hus", level="roll")
    made(house.staff().post(f"/meetings/{real.id}/rehearsals", {"people": "10"}))
    return real


def copy(house: House) -> Meeting:
    """Begin a rehearsal; return the copy that it is held on."""
    return copy_of(begun(house))


def copy_of(real: Meeting) -> Meeting:
    found = real.house.rows("SELECT id, code FROM meeting WHERE rehearsal_of = ?", real.id)
    own, code = int(found[0][0]), str(found[0][1])
    rows = real.house.rows("SELECT id FROM question WHERE meeting_id = ? ORDER BY position", own)
    return Meeting(real.house, own, code, [int(row[0]) for row in rows])
