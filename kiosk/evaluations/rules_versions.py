"""Decide how a form may be changed from one version to the next; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.questions.form import Item
from kiosk.questions.kinds import comparable


@dataclass(frozen=True, slots=True)
class Changes:
    """What a version of the form has that the one before it had not, by item id."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()  # template questions asked in other words: the trend breaks there

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.added or self.removed or self.breaks)


def changes(old: Sequence[Item], new: Sequence[Item]) -> Changes:
    """Return what a version adds, removes and breaks, each in the order of its form.

    Another English wording breaks nothing; another Swedish one does (domain section 3).
    """
    before = {item.id: item for item in old}
    after = {item.id for item in new}
    return Changes(
        added=tuple(item.id for item in new if item.id not in before),
        removed=tuple(item.id for item in old if item.id not in after),
        breaks=tuple(
            item.id
            for item in new
            if item.id in before and not comparable(item.spec, before[item.id].spec)
        ),
    )
