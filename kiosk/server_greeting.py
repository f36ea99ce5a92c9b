"""What `kiosk run` says when it is ready: where to sign in, what phones open, who is missing."""

from kiosk import links, web
from kiosk.config import Settings
from kiosk.db import EmbeddedDatabase, database
from kiosk.staff.queries import list_users

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
    lines = [
        "",
        "Kiosk is running. Stop it with Ctrl-C.",
        "",
        f"  Sign in   {here}/sessions/new",
        f"  Phones    {phones}",
    ]
    if not _somebody_can_sign_in():
        lines += ["", "  Nobody can sign in yet. Make the first host, in another terminal:"]
        lines += ["    kiosk user add anna@example.se"]
    return [*lines, "", links.qr_terminal(phones)]


def _somebody_can_sign_in() -> bool:
    with database.connection_context():
        users = list_users()
    if isinstance(database.obj, EmbeddedDatabase):
        database.obj.close_all()  # no connection may be carried over into the worker
    return any(user.disabled_at is None for user in users)
