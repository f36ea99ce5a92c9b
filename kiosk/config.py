"""Settings from the environment and instance/, checked at start; listed in docs/operating.md."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class SettingsError(Exception):
    """A setting is wrong; the message names the variable and what it takes."""


@dataclass(frozen=True)
class Settings:
    """Everything an installation can choose, with safe defaults."""

    instance: Path
    database: str
    secret_key: str
    bind_host: str
    bind_port: int
    address: str | None
    hosts: frozenset[str]
    proxies: int
    timezone: str
    language: str

    @property
    def is_postgres(self) -> bool:
        """Tell whether the database is PostgreSQL rather than the embedded SQLite file."""
        return self.database.startswith(("postgres://", "postgresql://"))

    @property
    def secure_cookies(self) -> bool:
        """Tell whether cookies are for HTTPS only, which they are when the address is."""
        return bool(self.address and self.address.startswith("https://"))


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check all settings; raise SettingsError naming the variable that is wrong."""
    env = os.environ if environ is None else environ
    instance = Path(env.get("KIOSK_INSTANCE") or "instance").absolute()
    host, port = _bind(env.get("KIOSK_BIND", "0.0.0.0:8000"))
    return Settings(
        instance=instance,
        database=_database(env.get("KIOSK_DATABASE")) or str(instance / "kiosk.db"),
        secret_key=_secret_key(instance, env.get("KIOSK_SECRET_KEY")),
        bind_host=host,
        bind_port=port,
        address=_address(env.get("KIOSK_ADDRESS")),
        hosts=frozenset(
            h.strip().lower() for h in env.get("KIOSK_HOSTS", "").split(",") if h.strip()
        ),
        proxies=_number("KIOSK_PROXIES", env.get("KIOSK_PROXIES", "0"), 0, 5),
        timezone=_timezone(env.get("KIOSK_TIMEZONE", "Europe/Stockholm")),
        language=_one_of("KIOSK_LANGUAGE", env.get("KIOSK_LANGUAGE", "sv"), ("sv", "en")),
    )


def _database(value: str | None) -> str | None:
    # Its own value is never printed: it may hold a password.
    if value and "://" in value and not value.startswith(("postgres://", "postgresql://")):
        raise SettingsError(
            "KIOSK_DATABASE: should be a file, or an address like "
            "postgresql://user:password@host/database"
        )
    return value


def _bind(value: str) -> tuple[str, int]:
    match = re.fullmatch(r"\[?([^\]\s]+?)\]?:(\d{1,5})", value)
    if not match or int(match[2]) > 65535:
        raise SettingsError(
            f"KIOSK_BIND: '{value}' should be an address and a port, like 0.0.0.0:8000"
        )
    return match[1], int(match[2])


def _address(value: str | None) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise SettingsError(
            f"KIOSK_ADDRESS: '{value}' should be a whole address without a path, like https://kiosk.example.se"
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _number(name: str, value: str, low: int, high: int) -> int:
    if not value.isdigit() or not low <= int(value) <= high:
        raise SettingsError(f"{name}: '{value}' should be a whole number from {low} to {high}")
    return int(value)


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(
            f"KIOSK_TIMEZONE: '{value}' should be an IANA name, like Europe/Stockholm"
        ) from None
    return value


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise SettingsError(f"{name}: '{value}' should be one of {', '.join(allowed)}")
    return value


def _secret_key(instance: Path, given: str | None) -> str:
    """Use the key given, else the one in instance/secret_key, made at first start (0600)."""
    path = instance / "secret_key"
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)  # for the log too
        if given is not None:
            return _long_enough(given)
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
        key = path.read_text().strip()
    except OSError as error:
        raise SettingsError(
            f"KIOSK_INSTANCE: cannot write in {instance} ({error.strerror}). "
            "Give Kiosk a folder it may write in."
        ) from None
    if len(key) < 32:
        raise SettingsError(f"{path.name} in KIOSK_INSTANCE is damaged. Restore it from a backup.")
    return key


def _long_enough(key: str) -> str:
    if len(key) < 32:
        raise SettingsError("KIOSK_SECRET_KEY: should be at least 32 random characters")
    return key
