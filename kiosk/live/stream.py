"""The event stream: one thin view helper that every face of a meeting uses.

Written after the HTML standard, section 9.2 (server-sent events). A stream holds no
request, no application context and no database connection while it waits.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from flask import Flask, Response, current_app, request
from markupsafe import Markup

from kiosk.db import database
from kiosk.errors import Busy
from kiosk.i18n import language, use_language
from kiosk.live.hub import hub

HEARTBEAT_SECONDS = 15.0
BUSY_SECONDS = 1.0  # before a stream asks a database again that could not answer
FRAME_MEMORY = 512  # frames kept in memory at the most

_rng = random.SystemRandom()
_frames: dict[tuple[str, str, str], "Picture"] = {}


class Over(Exception):
    """What the channel showed is gone: the stream ends, and who tries again finds nothing."""


@dataclass(frozen=True)
class Channel:
    """What a stream shows: its topic, who looks at it, and how a picture of now is made."""

    topic: str
    audience: str
    render: Callable[[], str]
    least_seconds: float = 0.0  # the shortest time from one frame to the next, drawing included
    present: tuple[str, str] | None = None  # (topic, who) to be counted as connected
    on_presence: Callable[[], None] | None = None
    may_see: Callable[[], bool] | None = None  # asked again and again while the stream is open


def encode_event(name: str, data: str, event_id: int | None = None) -> bytes:
    """Encode any text as exactly one event; line breaks of every kind become data lines."""
    lines = data.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = f"event: {name}\n" + (f"id: {event_id}\n" if event_id is not None else "")
    return (head + "".join(f"data: {line}\n" for line in lines) + "\n").encode()


@dataclass(frozen=True)
class Picture:
    """One fragment as it is now: the text for a page, the bytes for every stream."""

    revision: int
    html: Markup
    event: bytes
    channel: Channel


def picture(channel: Channel) -> Picture:
    """Return the picture of now, rendered once per revision, audience and language."""
    return _remembered(channel) or _drawn(channel)


def _remembered(channel: Channel) -> Picture | None:
    cached = _frames.get((channel.topic, channel.audience, language()))
    return cached if cached and cached.revision == hub.revision(channel.topic) else None


def _drawn(channel: Channel) -> Picture:
    revision = hub.revision(channel.topic)  # before the reading, so that it can only be too old
    if len(_frames) >= FRAME_MEMORY:
        _frames.clear()
    html = Markup(channel.render())  # noqa: S704 - our own template, already escaped
    drawn = Picture(revision, html, encode_event("frame", html, revision), channel)
    _frames[(channel.topic, channel.audience, language())] = drawn
    return drawn


def announce_stale(app: Flask) -> None:
    """Draw every picture in memory anew and announce those that no longer show the truth.

    A message can be lost, between processes or by a mistake of ours; a screen stays wrong no
    longer than until this has been called again (design, promise 3).
    """
    for (topic, _audience, tongue), old in list(_frames.items()):
        use_language(tongue)
        with app.app_context(), database.connection_context():
            if old.revision == hub.revision(topic) and old.channel.render() != old.html:
                hub.hear(topic)


def forget_frames() -> None:
    """Forget every rendered frame; tests and a change of program state use it."""
    _frames.clear()


def stream(channel: Channel) -> Response:
    """Answer with an event stream that shows the channel until one side hangs up."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    tongue = language()

    def render() -> Picture:
        use_language(tongue)
        cached = _remembered(channel)
        if cached:  # all streams but the first one of a revision: no context, no database
            return cached
        with app.app_context(), database.connection_context():
            return _drawn(channel)

    def may_see() -> bool:
        if channel.may_see is None:
            return True
        with app.app_context(), database.connection_context():
            return channel.may_see()

    response = Response(
        _events(replace(channel, may_see=may_see), render), mimetype="text/event-stream"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _events(channel: Channel, render: Callable[[], Picture]) -> Iterator[bytes]:
    if channel.present and hub.enter(*channel.present) and channel.on_presence:
        channel.on_presence()
    try:
        wait_ms = _rng.randint(1000, 10000)  # so that a thousand phones do not return at once
        yield f"retry: {wait_ms}\n".encode() + encode_event("retry", str(wait_ms))
        yield from _pictures(channel, render)
    finally:
        if channel.present and hub.leave(*channel.present) and channel.on_presence:
            channel.on_presence()


def _pictures(channel: Channel, render: Callable[[], Picture]) -> Iterator[bytes]:
    seen = 0
    while not hub.closing:
        revision = hub.wait(channel.topic, seen, HEARTBEAT_SECONDS)
        if hub.closing:
            break
        began = time.monotonic()
        try:
            if channel.may_see and not channel.may_see():
                break
            now = render() if revision != seen else None
        except Over:
            break
        except Busy:  # the page stays as it is; silent, so that it says so if this takes long
            time.sleep(BUSY_SECONDS)
            continue
        if now is None:
            yield encode_event("beat", str(revision))
            continue
        seen = now.revision
        yield now.event
        if (rest := began + channel.least_seconds - time.monotonic()) > 0:
            time.sleep(rest)
    yield encode_event("bye", "")


def poll(channel: Channel) -> Response:
    """Answer the same picture to a phone whose network lets no stream through (ETag, 304)."""
    now = picture(channel)
    response = Response(now.html, mimetype="text/html")
    response.set_etag(hashlib.sha256(now.html.encode()).hexdigest()[:20])
    response.headers["Cache-Control"] = "no-cache"
    return cast(Response, response.make_conditional(request))
