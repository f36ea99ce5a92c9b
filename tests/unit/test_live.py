"""The event stream's encoding and the hub's revisions."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kiosk.errors import Busy
from kiosk.live import stream
from kiosk.live.hub import Hub
from kiosk.live.stream import Channel, Picture, encode_event


def browser_reads(stream: bytes) -> list[tuple[str, str]]:
    """Read events the way the HTML standard says a browser does (section 9.2.6)."""
    events, name, data = [], "", []
    text = stream.decode().replace("\r\n", "\n").replace("\r", "\n")
    for line in text.split("\n")[:-1]:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line and data:
            events.append((name or "message", "\n".join(data)))
        if not line:
            name, data = "", []
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)
    return events


@given(st.text())
def test_any_text_becomes_exactly_one_event(text: str):
    text = text.encode("utf-8", "ignore").decode()
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    assert browser_reads(encode_event("frame", text, 7)) == [("frame", normal)]


def test_a_revision_grows_only_on_its_own_topic():
    hub = Hub()
    before = hub.revision("a"), hub.revision("b")
    hub.announce("a")
    assert (hub.revision("a"), hub.revision("b")) == (before[0] + 1, before[1])


def test_a_wait_returns_at_once_when_something_was_missed():
    hub = Hub()
    seen = hub.revision("a")
    hub.announce("a")
    assert hub.wait("a", seen, timeout=60) == seen + 1


def test_an_announcement_wakes_everybody_who_waits():
    hub, woken = Hub(), []
    seen = hub.revision("a")
    threads = [
        threading.Thread(target=lambda: woken.append(hub.wait("a", seen, 30))) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    hub.announce("a")
    for thread in threads:
        thread.join(30)
    assert woken == [seen + 1] * 5


def test_one_person_with_three_streams_is_counted_once():
    hub = Hub()
    assert [hub.enter("room", "anna") for _ in range(3)] == [True, False, False]
    assert hub.count_present("room") == 1
    assert [hub.leave("room", "anna") for _ in range(3)] == [False, False, True]
    assert hub.count_present("room") == 0


def test_a_closing_hub_keeps_nobody_waiting():
    hub = Hub()
    seen = hub.revision("a")
    hub.close()
    assert hub.wait("a", seen, timeout=60) == seen


def test_a_stream_outlives_a_database_that_is_away_for_a_while(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stream, "BUSY_SECONDS", 0.01)
    channel = Channel("a topic of its own", "phone", str)
    tries: list[object] = [Busy(), Busy(), Picture(7, Markup("now"), b"the picture", channel)]

    def render() -> Picture:
        outcome = tries.pop(0)
        if isinstance(outcome, Picture):
            return outcome
        raise Busy

    assert next(stream._pictures(channel, render)) == b"the picture"


@pytest.mark.parametrize(("drawing", "rests"), [(0.05, [0.18]), (0.3, [])])
def test_frames_keep_their_distance_from_start_to_start(
    monkeypatch: pytest.MonkeyPatch, drawing: float, rests: list[float]
):
    now, slept = [100.0], list[float]()
    monkeypatch.setattr(stream.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(stream.time, "sleep", lambda rest: slept.append(round(rest, 6)))
    channel = Channel("another topic of its own", "screen", str, least_seconds=0.23)

    def render() -> Picture:
        now[0] += drawing
        return Picture(7, Markup("now"), b"the picture", channel)

    pictures = stream._pictures(channel, render)
    next(pictures)
    monkeypatch.setattr(stream.hub, "closing", True)
    assert list(pictures) == [encode_event("bye", "")]
    assert slept == rests
