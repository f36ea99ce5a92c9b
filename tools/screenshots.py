"""Take the README's pictures from the running program: `make screenshots`.

Starts Kiosk on a free loopback port with the demo in a folder that is thrown away, opens its pages
in the system's Chromium, walks the meeting on by the same requests as the console makes, and
writes docs/images/*.png, small enough for a README.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ADDRESS = "http://kiosk.ekdalen.example"  # what the wall tells people to type; nobody calls it
MOST_BYTES = 1_500_000
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WALL = (1920, 1080)
DESK = (1440, 900)
PHONE = (390, 844)


class Walk:
    """One meeting, seen from wall, phone and console."""

    def __init__(self, browser: Browser, base: str, folder: Path):
        from kiosk import config, create_app, demo
        from kiosk.voting.queries import list_questions

        app = create_app(config.load({"KIOSK_INSTANCE": str(folder)}))
        with app.app_context():
            self.demo = demo.fill(app.config["KIOSK"])
            self.meeting = int(self.demo.console_path.split("/")[2])
            self.questions = [question.id for question in list_questions(self.meeting)]
        self.browser, self.base = browser, base

    def sign_in(self) -> BrowserContext:
        """Return the host's browser."""
        context = self.open(*DESK)
        page = context.new_page()
        page.goto(self.base + self.demo.sign_in_path)
        page.fill("[name=email]", self.demo.host.email)
        page.fill("[name=password]", self.demo.host.password)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/meetings")
        page.close()
        return context

    def open(self, width: int, height: int, scale: float = 1) -> BrowserContext:
        """Return a browser of its own, in Swedish."""
        return self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            locale="sv-SE",
            color_scheme="light",
            reduced_motion="reduce",
        )

    def visit(self, context: BrowserContext, path: str) -> Page:
        """Open a page and wait until its live channel, if it has one, is there."""
        page = context.new_page()
        page.goto(self.base + path)
        if page.locator("main[data-live]").count():
            page.wait_for_selector('html[data-link="live"]', state="attached")
        return page

    def check_in(self, context: BrowserContext) -> Page:
        """Check one more person in and return her page."""
        page = self.visit(context, self.demo.phone_path)
        page.locator("[name=role][value=company]").check(force=True)
        page.locator("[name=mode][value=room]").check(force=True)
        page.locator('form[action$="/attendances"] button').first.click()
        page.wait_for_selector("#room")
        return page


def take_pictures(walk: Walk) -> None:
    """Walk through the meeting and keep a picture of each face of it."""
    host, hall, pocket = walk.sign_in(), walk.open(*WALL, 0.75), walk.open(*PHONE, 2)
    act = host.request
    wall, phone = walk.visit(hall, walk.demo.screen_path), walk.check_in(pocket)
    for option in (1, 2):
        phone.locator("#room [name=answer]").nth(option).check(force=True)
    keep(phone, "phone-vote")
    keep(wall, "screen-open")
    keep(walk.visit(host, walk.demo.console_path), "console")
    act.post(f"{walk.base}/questions/{walk.questions[2]}/closing")
    act.post(f"{walk.base}/questions/{walk.questions[2]}/revealing")
    wall.wait_for_selector('#screen[data-scene="revealed"]')
    keep(wall, "screen-result")
    phone.wait_for_selector("#room .bars")
    keep(phone, "phone-result")
    act.post(f"{walk.base}/meetings/{walk.meeting}/scenes", form={"scene": "waiting"})
    wall.wait_for_selector('#screen[data-scene="waiting"]')
    keep(wall, "screen-join")
    keep(walk.visit(host, f"/meetings/{walk.meeting}"), "meeting")
    keep(walk.visit(host, f"/meetings/{walk.meeting}/result"), "result")
    report = walk.visit(host, "/report")
    report.locator("h2", has_text="Index").first.evaluate("heading => heading.scrollIntoView()")
    keep(report, "report")
    keep(answer_first_page(walk), "bidder-form")


def answer_first_page(walk: Walk) -> Page:
    """Begin an evaluation and return its page of statements, some of them answered."""
    page = walk.visit(walk.open(*PHONE, 2), walk.demo.form_path)
    page.goto(f"{page.url}/pages/parts")
    for name, value in (("inf1", 8), ("inf2", 6)):
        page.locator(f"[name={name}][value='{value}']").check(force=True)
    return page


def keep(page: Page, name: str) -> None:
    """Write what the page shows now in 256 colours: half the bytes, and no eye can tell."""
    page.bring_to_front()
    page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{name}.png", optimize=True)


@contextmanager
def serving(folder: Path, port: int) -> Iterator[str]:
    """Serve the installation in the folder on the port, and stop in the end."""
    known = {"KIOSK_INSTANCE": str(folder), "KIOSK_ADDRESS": ADDRESS}
    command = [Path(sys.executable).parent / "kiosk", "run", "--bind", f"127.0.0.1:{port}"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=os.environ | known, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _try in range(200):
        if server.poll() is not None:
            raise SystemExit("The server stopped before it answered.")
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own address
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit("The server did not answer.")


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Take every picture; fail when they have grown too large for a README."""
    found = subprocess.run([ROOT / "tools" / "browser.sh"], capture_output=True, text=True)
    if found.returncode:
        raise SystemExit("There is no Chromium here. Install it: apt install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pictures-"))
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=found.stdout.strip(), args=QUIET)
            with serving(folder, free_port()) as base:
                take_pictures(Walk(browser, base, folder))
            browser.close()
    finally:
        shutil.rmtree(folder)
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{size // 1024:5} kB  docs/images/{name}")
    if sum(sizes.values()) > MOST_BYTES:
        raise SystemExit("The pictures are too large together.")


if __name__ == "__main__":
    main()
