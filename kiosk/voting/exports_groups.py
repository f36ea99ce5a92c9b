"""The rows of an export that tell how questions were counted once more, and how to read them.

A part (the companies' count, or one group's) is a block like any other, under a key such as
7/companies or 7/role:company. The key is in the text that the part's fingerprint is of, so what
decided and which group it was cannot be changed unseen. The head says each key in words; the
words are here, as those of the format are in exports.py, and follow from the key.
"""

from collections.abc import Iterable

from kiosk.cells import Rows
from kiosk.voting.queries_groups import Part, result_key
from kiosk.voting.queries_result import Asked

WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "also": "Räknas också", "blocks": "Antal delar",
        "companies": "en röst per företag, personerna avgör",
        "companies-decide": "en röst per företag, företagen avgör",
        "role": "uppdelat på roll", "municipality": "uppdelat på kommun",
        "mode": "uppdelat på plats och distans", "*": "resten tillsammans",
        "company": "företag", "association": "förening",
        "municipality:": "kommun eller kommunalt bolag", "other": "annan",
        "room": "på plats", "remote": "på distans",
    },
    "en": {
        "also": "Also counted", "blocks": "Number of parts",
        "companies": "one voice per company, the persons decide",
        "companies-decide": "one voice per company, the companies decide",
        "role": "split by role", "municipality": "split by municipality",
        "mode": "split by room and remote", "*": "the rest together",
        "company": "company", "association": "association",
        "municipality:": "municipality or its company", "other": "other",
        "room": "in the room", "remote": "remotely",
    },
}  # fmt: skip


def parts_of(asked: Asked) -> list[Part]:
    """Return what was counted once more of a question, as it may be shown."""
    return asked.result.groups.parts if asked.result.groups else []


def list_keys(asked: Iterable[Asked]) -> list[str]:
    """Return the keys of all blocks, a question's own first."""
    found = []
    for one in asked:
        found += [result_key(one.question), *(part.key for part in parts_of(one))]
    return found


def head_rows(keys: list[str], language: str) -> Rows:
    """Return what the head says of the parts; nothing where there are none."""
    words = WORDS[language]
    said = [[words["also"], say(key, language)] for key in keys if "/" in key]
    return [[words["blocks"], str(len(keys))], *said] if said else []


def say(key: str, language: str) -> str:
    """Return a key and what it means: 7/role:company – split by role: company."""
    words = WORDS[language]
    how, _colon, group = key.partition("/")[2].partition(":")
    meaning = words.get(how, how)
    if group and how != "municipality":
        group = words.get("municipality:" if group == "municipality" else group, group)
    elif group == "*":
        group = words["*"]
    return f"{key}: {meaning}" + (f": {group}" if group else "")
