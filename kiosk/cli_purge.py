"""kiosk purge: what may go by the municipality's decisions, and purging it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli_open import opened

if TYPE_CHECKING:
    from kiosk.config import Settings
    from kiosk.retention.queries import Standing

NO_DECISIONS = (
    "No disposal decision with a reference has been entered, so nothing is purged. "
    "An administrator enters decisions on the page Disposal (/retention)."
)


@click.command()
@click.option("--yes", is_flag=True, help="Purge it; without this nothing is changed.")
def purge(yes: bool) -> None:
    """List what is older than its decided period, or purge it, also while Kiosk runs.

    Nothing of a class of data goes before its decision has been entered with a reference. The
    report of answers that go is kept as a file first, and each purge is written in the protocol;
    both are on the page Disposal.
    """
    with opened() as settings:
        from kiosk import use_materials
        from kiosk.retention import queries

        use_materials(settings)
        if yes and not queries.list_decisions():
            raise click.ClickException(NO_DECISIONS)
        failed = [_purge(one) if yes else _tell(one) for one in queries.list_standings()]
        if not yes:
            click.echo("Nothing has been changed. To purge: kiosk purge --yes")
        if yes:
            _tell_of_copies(settings)
        if any(failed):
            raise click.ClickException("Not everything that is old enough could be purged.")


def _tell(one: "Standing") -> bool:
    """Say in one line what would go, and why or why not."""
    if one.decision is None:
        _line(one, "no decision, so nothing goes")
        return False
    decision = one.decision.reference or "without a reference, so nothing goes"
    _line(one, f"{_counts(one)} from before {one.day} ({one.period}; {decision})")
    for note in one.notes:
        click.echo(f"{'':<19}{note}")
    return False


def _purge(one: "Standing") -> bool:
    """Purge one class of data, say so in one line, and tell whether it was refused."""
    from kiosk.errors import Refusal
    from kiosk.retention import operations, words

    if not (one.may_purge and one.total):
        _line(one, "nothing is old enough" if one.may_purge else "no decision, so nothing goes")
        return False
    try:
        purged = operations.purge(None, one.material)
    except Refusal as refusal:
        _line(one, f"not purged. {refusal.sentence}")
        return True
    files = f"; files kept first: {purged.files}" if purged.files else ""
    left = "" if purged.wiped else "; wiped off the disk when nobody reads"
    said = ", ".join(words.say_all(purged.counts))
    _line(one, f"purged {said} from before {purged.day}{files}{left}")
    return False


def _tell_of_copies(settings: "Settings") -> None:
    """Name the copies of the database beside it: nothing is purged from those."""
    if settings.is_postgres:
        return
    database = Path(settings.database)
    copies = sorted(path.name for path in database.parent.glob("*.db") if path != database)
    if copies:
        click.echo(f"Copies still hold what they held; delete them in time: {', '.join(copies)}")


def _counts(one: "Standing") -> str:
    from kiosk.retention import words

    return ", ".join(words.say_all(one.counts)) or "nothing"


def _line(one: "Standing", said: str) -> None:
    click.echo(f"{one.words.title!s:<19}{said}")
