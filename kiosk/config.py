"""Settings from the environment and instance/, checked at start; listed in docs/operating.md."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.mail.addresses import BadAddress, Mailbox, read_mailbox

SMTP_PORTS = {"starttls": "587", "tls": "465", "none": "25"}
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class SettingsError(Exception):
    """A setting is wrong; the message names the variable and what it takes."""


@dataclass(frozen=True)
class MailSettings:
    """How mail leaves: by the SMTP server `host`, or as files where none is named."""

    host: str
    port: int
    security: str  # starttls, tls or none
    user: str
    password: str = field(repr=False)
    ca: Path | None  # certificates to believe besides the system's own
    sender: Mailbox
    reply_to: Mailbox | None
    bounces: Mailbox | None  # where notes of what could not be delivered go


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
    mail: MailSettings

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
    address = _address(env.get("KIOSK_ADDRESS"))
    return Settings(
        instance=instance,
        database=_database(env.get("KIOSK_DATABASE")) or str(instance / "kiosk.db"),
        secret_key=_secret_key(instance, env.get("KIOSK_SECRET_KEY")),
        bind_host=host,
        bind_port=port,
        address=address,
        hosts=frozenset(
            h.strip().lower() for h in env.get("KIOSK_HOSTS", "").split(",") if h.strip()
        ),
        proxies=_number("KIOSK_PROXIES", env.get("KIOSK_PROXIES", "0"), 0, 5),
        timezone=_timezone(env.get("KIOSK_TIMEZONE", "Europe/Stockholm")),
        language=_one_of("KIOSK_LANGUAGE", env.get("KIOSK_LANGUAGE", "sv"), ("sv", "en")),
        mail=_mail(env, address),
    )


def _mail(env: Mapping[str, str], address: str | None) -> MailSettings:
    host = env.get("KIOSK_SMTP_HOST", "").strip()
    security = _one_of(
        "KIOSK_SMTP_SECURITY", env.get("KIOSK_SMTP_SECURITY") or "starttls", tuple(SMTP_PORTS)
    )
    user, password = env.get("KIOSK_SMTP_USER", ""), env.get("KIOSK_SMTP_PASSWORD", "")
    sender = _mailbox("KIOSK_MAIL_FROM", env)
    if host and sender is None:
        raise SettingsError("KIOSK_MAIL_FROM: who mail is from is needed with KIOSK_SMTP_HOST")
    if bool(user) != bool(password):
        raise SettingsError("KIOSK_SMTP_USER and KIOSK_SMTP_PASSWORD: give both or neither")
    if user and security == "none" and host not in THIS_MACHINE:
        raise SettingsError("KIOSK_SMTP_SECURITY: none would send the password readable for others")
    return MailSettings(
        host=_host(host),
        port=_number(
            "KIOSK_SMTP_PORT", env.get("KIOSK_SMTP_PORT") or SMTP_PORTS[security], 1, 65535
        ),
        security=security,
        user=user,
        password=password,
        ca=_certificates(env.get("KIOSK_SMTP_CA")),
        sender=sender or _nobody(address),
        reply_to=_mailbox("KIOSK_MAIL_REPLY_TO", env),
        bounces=_mailbox("KIOSK_MAIL_BOUNCES", env),
    )


def _host(value: str) -> str:
    if value and not re.fullmatch(r"[A-Za-z0-9.:-]+", value):
        raise SettingsError(f"KIOSK_SMTP_HOST: '{value}' should be a name, like smtp.example.se")
    return value


def _mailbox(name: str, env: Mapping[str, str]) -> Mailbox | None:
    value = env.get(name, "").strip()
    try:
        mailbox = read_mailbox(value) if value else None
        if mailbox and mailbox.needs_utf8:  # not every server on the way could carry it
            raise BadAddress(value)
    except BadAddress:
        raise SettingsError(
            f"{name}: '{value}' should be one mail address, like "
            "Exempelköpings kommun <upphandling@example.se>"
        ) from None
    return mailbox


def _nobody(address: str | None) -> Mailbox:
    """Return who mail is from in a file that nobody has been named for."""
    try:
        return read_mailbox(f"kiosk@{urlsplit(address or '').hostname}")
    except BadAddress:
        return Mailbox("", "kiosk", "localhost")


def _certificates(value: str | None) -> Path | None:
    if not value:
        return None
    import ssl

    try:
        ssl.create_default_context(cafile=value)
    except OSError as error:  # an SSLError too
        why = error.strerror if isinstance(error, FileNotFoundError | PermissionError) else "no PEM"
        raise SettingsError(
            f"KIOSK_SMTP_CA: '{value}' should be a file of certificates in PEM form ({why})"
        ) from None
    return Path(value).absolute()


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
