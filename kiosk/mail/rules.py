"""When a message is tried again, and what each trouble means for it."""

from datetime import timedelta

SCHEDULE = (1, 5, 30, 2 * 60, 12 * 60)  # minutes between tries
# A server that is away is no fault of the message: the last wait is repeated for some five days.
# A server's clear "not now" to one message is believed after the schedule's last try.
EXTRA_TRIES = 9

# Nothing at all can be sent just now: every message waits.
SERVER_TROUBLE = frozenset({
    "unreachable", "unknown_host", "timeout", "dropped", "not_ready", "certificate", "no_tls",
    "no_starttls", "no_login", "login_refused", "sender_refused",
})  # fmt: skip
# The server was lost while it heard of one message; whether it is the message's fault, who knows.
LOST = "lost"


def next_try(tries: int, problem: str) -> timedelta | None:
    """Return how long to wait after so many tries in vain, None when it is time to give up."""
    extra = EXTRA_TRIES if is_patient(problem) else 0
    if tries > len(SCHEDULE) + extra:
        return None
    return timedelta(minutes=SCHEDULE[min(tries, len(SCHEDULE)) - 1])


def count_tries(tries: int, before: str, problem: str) -> int:
    """Count one more try; an outage that is over is not held against the message."""
    same = is_patient(before) == is_patient(problem)
    return tries + 1 if same else 1


def is_patient(problem: str) -> bool:
    """Tell whether the trouble is the server's rather than the message's."""
    return problem in SERVER_TROUBLE or problem == LOST
