"""Write actions as an Atom feed (RFC 4287), so that anybody can follow an area."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

from kiosk.actions.models import Action
from kiosk.tokens import keyed

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed with nothing in it yet


@dataclass(frozen=True, slots=True)
class Frame:
    """What a feed says of itself; addresses are whole, `name` tells feeds of a house apart."""

    title: str
    author: str
    language: str
    address: str
    page: str
    secret: str
    name: str


def atom(frame: Frame, actions: Sequence[Action], words: dict[str, str]) -> bytes:
    """Return the feed, the latest change first; `words` names statuses and parts of an action."""
    Tree.register_namespace("", ATOM)
    feed = Tree.Element(f"{{{ATOM}}}feed", {LANG: frame.language})
    _add(feed, "id", stable_id(frame.secret, frame.name))
    _add(feed, "title", frame.title)
    _add(feed, "updated", _moment(max((one.changed_at for one in actions), default=BEGINNING)))
    _add(_add(feed, "author"), "name", frame.author)
    _add(feed, "link", rel="self", href=frame.address, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=frame.page, type="text/html")
    for action in actions:
        _entry(feed, frame, action, words)
    return bytes(Tree.tostring(feed, encoding="utf-8", xml_declaration=True))


def stable_id(secret: str, name: str) -> str:
    """Return an id that stays the same when the address of the installation changes."""
    return uuid.UUID(bytes=keyed(secret, "feed", name)[:16], version=4).urn


def _entry(feed: Tree.Element, frame: Frame, action: Action, words: dict[str, str]) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", stable_id(frame.secret, f"action:{action.id}"))
    _add(entry, "title", f"{words[action.status]}: {action.title}")
    _add(entry, "updated", _moment(action.changed_at))
    _add(entry, "published", _moment(action.created_at))
    _add(entry, "link", rel="alternate", href=f"{frame.page}#action-{action.id}", type="text/html")
    if action.area:
        _add(entry, "category", term=action.area.title)
    _add(entry, "content", _text(action, words), type="text")


def _text(action: Action, words: dict[str, str]) -> str:
    parts = [
        (words["status"], f"{words[action.status]}. {action.answer}".strip()),
        (words["description"], action.description),
        (words["information"], action.information),
        (words["contact"], action.contact),
    ]
    return "\n\n".join(f"{name}: {text}" for name, text in parts if text)


def _add(parent: Tree.Element, tag: str, text: str = "", **attributes: str) -> Tree.Element:
    child = Tree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    child.text = text or None
    return child


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
