"""The command line: kiosk run, migrate, demo, backup, restore, user, mail, purge, doctor, verify.

Each command imports what it needs when it runs, so that `kiosk --help` answers at once and
`kiosk run` can let gevent patch the standard library before anything else is loaded.
"""

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import __version__
from kiosk.cli_mail import mail
from kiosk.cli_open import bring_up_to_date, opened
from kiosk.cli_purge import purge
from kiosk.cli_users import user

if TYPE_CHECKING:
    from kiosk.config import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kiosk")
def commands() -> None:
    """Kiosk: dialogue meetings with live votes, on your own server."""


commands.add_command(user)
commands.add_command(mail)
commands.add_command(purge)


@commands.command()
@click.option(
    "--bind", metavar="ADDRESS:PORT", help="Where to listen; else KIOSK_BIND or 0.0.0.0:8000."
)
def run(bind: str | None) -> None:
    """Bring the database up to date and serve until stopped with Ctrl-C or SIGTERM."""
    from gevent import monkey

    # First of all: whatever is imported before this would keep waiting in the old way.
    # Not os and signal: the parent process only starts and watches the worker.
    monkey.patch_all(os=False, signal=False, subprocess=False)
    from kiosk.server import serve

    serve(bind)


@commands.command()
def migrate() -> None:
    """Bring the database up to date; a copy is made first."""
    lines = bring_up_to_date(_settings())
    for line in lines or ["The database is up to date."]:
        click.echo(line)


@commands.command()
@click.option(
    "--if-empty",
    is_flag=True,
    help="Do nothing when there is data already, and leave it to kiosk run to say how to sign in.",
)
def demo(if_empty: bool) -> None:
    """Fill an empty database with an invented municipality."""
    with opened() as settings:
        from kiosk import demo as invented
        from kiosk.server_greeting import addresses

        if if_empty and not invented.is_empty():
            return
        filled = invented.fill(settings)
        invented.keep_note(settings, filled)
        told = invented.lines(filled, *addresses(settings, settings.bind_port))
        for line in told[:1] if if_empty else told:
            click.echo(line)


@commands.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def backup(file: Path | None) -> None:
    """Copy the database to FILE, also while Kiosk runs.

    The copy holds no secrets of open questions, so it can never show who voted what; a question
    that was open takes no more votes after a restore. The file secret_key is not in the copy
    either: keep it elsewhere. Without it, printed personal codes and links to the screen must be
    made anew.
    """
    from kiosk.backup import make_backup

    path = make_backup(_settings(), file)
    click.echo(f"Copied to {path} ({max(1, path.stat().st_size // 1024)} kB).")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the copy FILE back; the present database is kept aside. Stop Kiosk first."""
    from kiosk import backup, schema

    settings = _settings()
    aside = backup.restore(settings, file)
    click.echo(f"Restored {file}")
    if aside:
        click.echo(f"The database that was here is kept in {aside}; delete it when you are sure.")
    if schema.pending(settings):
        click.echo("It was made by an older Kiosk and is brought up to date at the next start.")


@commands.command()
def doctor() -> None:
    """Check settings, folder, disk, database, key, port and address; say what to do."""
    from kiosk.cli_doctor import examine

    sys.exit(1 if examine(click.echo) else 0)


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Work out the fingerprints of an exported result anew and compare.

    A control number that is right in the file and on the wall (or on paper) is that very result.
    """
    from kiosk.voting.exports import verify as recompute

    verdicts = recompute(file)
    for one in verdicts:
        click.echo(f"{one.state:<10}{one.fingerprint:<21}{one.question}")
    if not all(one.matches for one in verdicts):
        raise click.ClickException(f"{file.name} has been changed since it was exported.")
    click.echo("Nothing in the results has been changed since they were exported.")


def _settings() -> "Settings":
    from kiosk import config

    return config.load()


def main() -> None:
    """Run a command; every failure is one line on stderr and an exit code that is not 0."""
    os.umask(0o077)  # what is made in the instance folder is for its owner only
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows a mark
    try:
        code = commands.main(prog_name="kiosk", standalone_mode=False)
    except click.exceptions.Abort:
        print(file=sys.stderr)
        code = 130
    except click.UsageError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        print(f"kiosk: {error.format_message()}", file=sys.stderr)
        code = error.exit_code
    except Exception as error:
        from kiosk.cli_errors import fail

        code = fail(error)
    sys.exit(code if isinstance(code, int) else 0)
