"""Clients for the pages: nobody's, and one for each of the cast, signed in by the sign-in page."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from tests.support.installation import CAST, PASSWORD
from tests.support.mailing import Mailing, open_mailing
from tests.support.post_office import PostOffice, free_port, open_office, smtp_settings
from tests.web.checking import CheckingClient


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Return a client that nobody has signed in with."""
    return new_client(app)


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., CheckingClient]:
    """Sign in as host, procurement or admin: sign_in("host"), or with a client as the second."""

    def as_role(role: str, client: CheckingClient | None = None) -> CheckingClient:
        used = client or new_client(app)
        used.post("/sessions", data={"email": CAST[role].email, "password": PASSWORD})
        return used

    return as_role


@pytest.fixture
def as_host(sign_in: Callable[..., CheckingClient]) -> CheckingClient:
    """Return Anna's client."""
    return sign_in("host")


@pytest.fixture
def as_procurement(sign_in: Callable[..., CheckingClient]) -> CheckingClient:
    """Return Bo's client."""
    return sign_in("procurement")


@pytest.fixture
def as_admin(sign_in: Callable[..., CheckingClient]) -> CheckingClient:
    """Return Cecilia's client."""
    return sign_in("admin")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """Open a post office that takes everything until it is told otherwise."""
    with open_office(free_port()) as office:
        yield office


@pytest.fixture
def mailing(
    migrated: Path, tmp_path: Path, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Mailing]:
    """Open an outbox whose mail goes through the post office."""
    settings = smtp_settings(office.port)
    with open_mailing(migrated, tmp_path / "mail", monkeypatch, **settings) as mailing:
        yield mailing


@pytest.fixture
def make_mailing(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Mailing]]:
    """Open outboxes with mail settings of one's own: make_mailing(KIOSK_SMTP_HOST=…)."""
    with ExitStack() as opened:

        def make(**settings: str) -> Mailing:
            opening = open_mailing(migrated, tmp_path / "mail", monkeypatch, **settings)
            return opened.enter_context(opening)

        yield make


def new_client(app: Flask) -> CheckingClient:
    """Return one more browser."""
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client
