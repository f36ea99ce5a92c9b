"""Who may do what: access, the cross-site check, cookies, limits that never punish a hall."""

import ipaddress
import re
import socket
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from urllib.parse import SplitResult, urlsplit

from flask import Response, abort, current_app, g, redirect, request, url_for

from kiosk.errors import Refusal
from kiosk.i18n import lazy

P = ParamSpec("P")
R = TypeVar("R")

STAFF_COOKIE = "kiosk_staff"
ATTENDEE_COOKIE = "kiosk_attendee"
ROLL_COOKIE, CARD_COOKIE = "kiosk_code", "kiosk_card"
KNOWN_COOKIE, DOOR_COOKIE = "kiosk_known", "kiosk_door"
EVALUATION_COOKIE = "kiosk_evaluation"
MOST_FIELDS, MOST_BYTES = 500, 256 * 1024  # of a form: ten thousand of any letter in each field
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Actor(Protocol):
    """A signed-in member of staff, as the rest of the program sees one."""

    id: int
    name: str
    email: str

    def has_role(self, role: str) -> bool:
        """Tell whether the person has the role host, procurement or admin."""
        ...


_load_user: Callable[[str], Any] = lambda token: None  # noqa: E731 - replaced by create_app


def use_user_loader(loader: Callable[[str], Any]) -> None:
    """Tell the program how to find the staff member behind a session token."""
    global _load_user
    _load_user = loader


def current_user() -> Any:
    """Return the signed-in member of staff, or None; read once per request."""
    if "user" not in g:
        token = request.cookies.get(STAFF_COOKIE)
        g.user = _load_user(token) if token else None
    return g.user


def still_has_role(role: str) -> Callable[[], bool]:
    """Return what tells later whether who sent this request still is signed in with the role."""
    token = request.cookies.get(STAFF_COOKIE, "")

    def ask() -> bool:
        user = _load_user(token)
        return user is not None and bool(user.has_role(role))

    return ask


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let anybody in; written out so that no view is open by forgetfulness."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def _staff(*roles: str) -> Callable[[Callable[P, Any]], Callable[P, Any]]:
    def decorate(view: Callable[P, Any]) -> Callable[P, Any]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            user = current_user()
            if user is None:
                return _to_sign_in()
            if roles and not any(user.has_role(role) for role in roles):
                abort(404)  # not 403: what is not yours does not exist
            return view(*args, **kwargs)

        guarded.access = "_or_".join(roles) or "signed_in"  # type: ignore[attr-defined]
        return guarded

    return decorate


signed_in = _staff()
host = _staff("host")
procurement = _staff("procurement")
host_or_procurement = _staff("host", "procurement")
admin = _staff("admin")


def _to_sign_in() -> Any:
    target = request.full_path.rstrip("?") if request.method == "GET" else ""
    answer = redirect(url_for("staff.new_session", next=target or None), 303)
    if request.headers.get("HX-Request"):  # htmx would put the sign-in page inside the fragment
        answer.headers["HX-Redirect"] = answer.location or "/"
        answer.status_code = 200
    return answer


def home_of(user: Actor) -> str:
    """Return the path of the page where somebody's work begins."""
    if user.has_role("host"):
        return "/meetings"
    return "/procurements" if user.has_role("procurement") else "/account"


def local_path(target: str | None, otherwise: str) -> str:
    """Return the target if it is a path on this very site, else the other address."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return otherwise
    strange = any(ord(character) < 32 or character == "\\" for character in target)
    return otherwise if strange else target


def split_address(address: str) -> SplitResult:
    """Return the parts of an address that a stranger wrote; of one that is none, empty parts."""
    try:
        return urlsplit(address)
    except ValueError:  # http://[
        return urlsplit("")


def check_cross_site() -> None:
    """Refuse a write that another site sent: Sec-Fetch-Site, else Origin, else Referer.

    Source: OWASP cross-site request forgery cheat sheet, fetch metadata and origin checks.
    Sec-Fetch-Site is sent over HTTPS and on localhost only; a text browser may send none of
    the three, and carries no cookie from another site's page either.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        foreign = site not in ("same-origin", "none")
    else:
        sent_by = request.headers.get("Origin") or request.headers.get("Referer")
        # KIOSK_ADDRESS too: proxies are often set up to pass the host on without its port.
        ours = {request.host.lower(), urlsplit(current_app.config["KIOSK"].address or "").netloc}
        netloc = split_address(sent_by or "").netloc.lower()
        foreign = sent_by is not None and (not netloc or netloc not in ours)
    if foreign:
        raise Refusal(
            "cross_site",
            lazy("The form was sent from another site. Open the page here and try again."),
            403,
        )


def check_host() -> None:
    """Refuse a Host header that is not ours, so that no link can be made to point elsewhere."""
    if _is_ours(request.host, current_app.config["KIOSK_HOST_NAMES"]):
        return
    raise Refusal(
        "unknown_host",
        lazy("This address does not belong to Kiosk here. Use the address you were given."),
        400,
    )


def host_names(address: str | None, extra: frozenset[str]) -> frozenset[str]:
    """Return the names this installation answers to, besides plain IP addresses."""
    own = {"localhost", socket.gethostname().lower(), *extra}
    if address:
        own.add((urlsplit(address).hostname or "").lower())
    return frozenset(own)


@lru_cache(maxsize=64)  # every request of a hall names the same host
def _is_ours(host: str, allowed: frozenset[str]) -> bool:
    parts = split_address(f"//{host}")
    if not re.fullmatch(r"(\[[^\]]*\]|[^:\[\]@]*)(:[0-9]{1,5})?", parts.netloc):
        return False
    name = parts.hostname or ""
    return name in allowed or name.endswith(".local") or _is_ip(name)


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def takes(most_bytes: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view take a larger form than others; stands innermost, below the access decorator."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return decorate


def check_form_size() -> None:
    """Refuse a large form, or one of more than 500 fields, before anything reads it.

    Only views that say so with `takes` are sent more than some kB. A form of many parts is refused
    by Flask (MAX_FORM_PARTS); those of this kind it would read for a second, and others wait.
    """
    if request.method in SAFE_METHODS:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "most_bytes", MOST_BYTES)
    request.max_form_memory_size = request.max_content_length  # Flask stops at 500 kB else
    plain = request.mimetype == "application/x-www-form-urlencoded"
    if plain and request.get_data(cache=True).count(b"&") >= MOST_FIELDS:
        abort(413)


def set_cookie(
    response: Response, name: str, value: str, seconds: int | None, path: str = "/"
) -> None:
    """Set a strictly necessary cookie: HttpOnly, SameSite=Lax, Secure over HTTPS."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["KIOSK"].secure_cookies) or request.is_secure,
    )


class Limiter:
    """Count tries per key in a sliding window; memory is bounded and nothing is written down."""

    def __init__(self, tries: int, seconds: float, keys: int = 20000):
        self.tries, self.seconds, self.keys = tries, seconds, keys
        self._seen: OrderedDict[str, list[float]] = OrderedDict()

    def blocked(self, key: str) -> bool:
        """Tell whether the key has used up its tries."""
        return len(self._recent(key)) >= self.tries

    def count(self, key: str) -> None:
        """Count one try."""
        recent = self._recent(key)
        recent.append(time.monotonic())
        self._seen[key] = recent
        self._seen.move_to_end(key)
        while len(self._seen) > self.keys:
            self._seen.popitem(last=False)

    def seconds_left(self, key: str) -> float:
        """Return how many seconds until the key may try again; 0.0 when it may now."""
        recent = self._recent(key)
        if len(recent) < self.tries:
            return 0.0
        return max(0.0, recent[-self.tries] + self.seconds - time.monotonic())

    def take_back(self, key: str) -> None:
        """Take back the latest try of a key: it was no failure."""
        if key in self._seen:
            self._seen[key] = self._seen[key][:-1]

    def forget(self, key: str) -> None:
        """Forget the tries of a key that has succeeded."""
        self._seen.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = time.monotonic() - self.seconds
        return [moment for moment in self._seen.get(key, ()) if moment > since]


# Only failures count, so three hundred phones behind one address are never punished.
wrong_codes = Limiter(tries=300, seconds=60)  # per address: guesses of a meeting's code
wrong_personal_codes = Limiter(tries=20, seconds=60)  # per person checked in
wrong_passwords = Limiter(tries=10, seconds=900)  # per account and browser or address
ballots_per_voter = Limiter(tries=120, seconds=60)  # per voter: changes of mind
contacts_left = Limiter(tries=60, seconds=3600)  # per address: contact details left by bidders
wrong_pairings = Limiter(tries=20, seconds=600)  # per address: guesses of a tablet's pairing code
wrong_claims = Limiter(tries=300, seconds=60)  # per address: guesses, or a tablet without network
door_searches = Limiter(tries=40, seconds=60)  # per tablet: nobody reads the list through it


def count_wrong_code() -> None:
    """Count a guess of a join code; raise Refusal too_many (429) after too many.

    Whoever asks with a right code never comes here, however many others guess at the same address.
    """
    address = request.remote_addr or ""
    if wrong_codes.blocked(address):
        raise too_many()
    wrong_codes.count(address)


def too_many() -> Refusal:
    """Return the refusal for somebody who tries too often."""
    return Refusal("too_many", lazy("Too many tries. Wait a minute and try again."), 429)
