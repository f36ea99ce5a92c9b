"""What `kiosk run` says when it is ready: where to sign in, what phones open, who is missing."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import Any, cast

import kiosk.meetings.queries as meetings
from kiosk import clock, links, web
from kiosk.config import Settings
from kiosk.db import database
from kiosk.meetings.models import Meeting
from kiosk.staff.queries import list_users

DEMO_NOTE = "demo.txt"  # in the instance folder, for its owner only
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def addresses(settings: Settings, port: int) -> tuple[str, str]:
    """Return (the address for this machine, the address for phones), without a slash at the end."""
    if settings.address:
        return settings.address, settings.address
    if settings.bind_host in EVERYWHERE:
        return f"http://localhost:{port}", f"http://{web.lan_address()}:{port}"
    name = f"[{settings.bind_host}]" if ":" in settings.bind_host else settings.bind_host
    return f"http://{name}:{port}", f"http://{name}:{port}"


def greeting(settings: Settings, port: int) -> list[str]:
    """Return the lines to print."""
    here, phones = addresses(settings, port)
    with database.connection_context():
        somebody = any(user.disabled_at is None for user in list_users())
        today = _meeting_of_today()
    cast(Any, database.obj).close_all()  # no connection may be carried over into the worker
    lines = ["", "Kiosk is running. Stop it with Ctrl-C.", "", f"  Sign in    {here}/sessions/new"]
    account, form = demo_note(settings)
    lines += [f"             {line}" for line in account]
    if today:
        phones = f"{phones}/{today.code}"
        token = links.sign(settings.secret_key, "screen", [today.id, today.screen_generation])
        lines += [
            f"  Phones     {phones}   ({today.title})",
            f"  Projector  {here}/screens/{token}",
        ]
    else:
        lines += [f"  Phones     {phones}"]
    lines += [f"  Bidder     {here}{path}" for path in form]
    if not somebody:
        lines += ["", "  Nobody can sign in yet. Make the first host, in another terminal:"]
        lines += [f"    {command_line(settings, 'user', 'add', 'anna@example.se')}"]
    return [*lines, "", *_drawable(links.qr_terminal(phones))]


def command_line(settings: Settings, *words: str) -> str:
    """Return what to type for a command on this installation, from whatever folder."""
    called = Path(sys.argv[0]).absolute()
    by_path = called.name != "kiosk" or shutil.which("kiosk") == str(called)
    program = "kiosk" if by_path else str(called)
    return f"KIOSK_INSTANCE={shlex.quote(str(settings.instance))} {shlex.join([program, *words])}"


def _drawable(code: str) -> list[str]:
    # A terminal without block characters would show a field of question marks.
    try:
        code.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return []
    return [code]


def demo_note(settings: Settings) -> tuple[list[str], list[str]]:
    """Return the invented host's address and password, and a bidder's link, if this is a demo."""
    note = settings.instance / DEMO_NOTE
    lines = note.read_text().splitlines() if note.exists() else []
    return lines[:2], lines[2:]


def _meeting_of_today() -> Meeting | None:
    """Return the meeting of today that has not ended, the one that starts last of several."""
    day = clock.local(clock.now()).date()
    found = [m for m in meetings.list_meetings() if clock.local(m.starts_at).date() == day]
    return next((m for m in found if not meetings.has_ended(m.id)), None)
