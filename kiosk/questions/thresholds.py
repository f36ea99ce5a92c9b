"""Say how few answers are too few to show."""

# The setting a municipality starts with: SKR shows results from seven answers (domain section 2).
DEFAULT_THRESHOLD = 7

# No setting goes below this: the floor is part of the promise to those who answer.
HARD_FLOOR = 5


def effective_threshold(setting: int) -> int:
    """Return the least number of answers that may be shown, never below the hard floor."""
    return max(setting, HARD_FLOOR)
