"""What every browser context is watched for: script errors, policy breaches, strange requests."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request


class Complaints(list[str]):
    """What the pages of a test have complained of; a test fails unless this is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.homes: set[str] = set()  # the origins that pages may send requests to
        self.tolerated: list[str] = []

    def tolerate(self, *parts: str) -> None:
        """Let the console say this: the test itself has the server refuse, or the network fail."""
        self.tolerated += parts

    def watch(self, context: BrowserContext) -> BrowserContext:
        """Note down whatever goes wrong in a context."""
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.append(str(error.error)))
        context.on("request", self._see)
        return context

    def _hear(self, message: ConsoleMessage) -> None:
        breach = "Content Security Policy" in message.text
        if not breach and message.type not in ("error", "warning"):
            return
        if breach or not any(part in message.text for part in self.tolerated):
            self.append(f"{message.type} at {message.location['url']}: {message.text}")

    def _see(self, request: Request) -> None:
        parts = urlsplit(request.url)
        home = f"{parts.scheme}://{parts.netloc}" in self.homes
        if not home and parts.scheme in ("http", "https", "ws", "wss"):
            self.append(f"a request to {request.url}")


SWEDISH = {"locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


class Browsers:
    """Makes watched browser contexts, and closes them all in the end."""

    def __init__(self, browser: Browser, complaints: Complaints) -> None:
        self.browser = browser
        self.complaints = complaints
        self.opened: list[BrowserContext] = []

    def open(self, **options: object) -> BrowserContext:
        """Open a context: a device of its own, Swedish unless something else is said."""
        context = self.browser.new_context(**{**SWEDISH, **options})  # type: ignore[arg-type]
        context.set_default_timeout(30_000)  # a bound for a busy machine, not a promise
        self.opened.append(self.complaints.watch(context))
        return context

    def close(self) -> None:
        for context in self.opened:
            context.close()
