"""Do slow work in a thread of its own, so that a hall goes on voting meanwhile."""

from collections.abc import Callable
from typing import Any, TypeVar

from kiosk.db_group import wait_outside_the_loop

T = TypeVar("T")


def apart(work: Callable[[], T]) -> T:
    """Return what the work returns, or raise what it raises; others are answered meanwhile.

    It must not touch the database or the request: both belong to whoever waits here.
    """
    found: list[Any] = []

    def run() -> None:
        try:
            found.extend((True, work()))
        except Exception as error:
            found.extend((False, error))

    wait_outside_the_loop(run)
    done, answer = found
    if not done:
        raise answer
    return answer  # type: ignore[no-any-return]
