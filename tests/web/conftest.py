"""Clients for the pages: nobody's, and one for each of the cast, signed in by the sign-in page."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.installation import CAST, PASSWORD
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


def new_client(app: Flask) -> CheckingClient:
    """Return one more browser."""
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client
