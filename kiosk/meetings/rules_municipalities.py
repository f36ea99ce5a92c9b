"""Decide which municipalities people at a meeting may say that they are from; pure."""

MOST, LONGEST = 12, 60


def names(text: str | None) -> list[str]:
    """Return the municipalities of a meeting, one a line, each once."""
    lines = [line.strip() for line in (text or "").split("\n")]
    return list(dict.fromkeys(line for line in lines if line))


def problem(text: str) -> str:
    """Return the code of what is wrong with the list, or an empty text."""
    found = names(text)
    if len(found) > MOST:
        return "too_many"
    if any(len(name) > LONGEST for name in found):
        return "too_long"
    return "only_one" if len(found) == 1 else ""
