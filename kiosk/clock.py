"""The only source of time: aware UTC inside, the municipality's zone on screen."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_zone = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return datetime.now(UTC)


def set_zone(name: str) -> None:
    """Choose the zone that screens show times in (IANA name, for example Europe/Stockholm)."""
    global _zone
    _zone = ZoneInfo(name)


def local(moment: datetime) -> datetime:
    """Return the moment in the municipality's own zone."""
    return moment.astimezone(_zone)


def from_local(wall_time: datetime) -> datetime:
    """Read a naive wall-clock time, as typed by a host, as a moment in UTC."""
    return wall_time.replace(tzinfo=_zone).astimezone(UTC)
