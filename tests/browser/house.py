"""The real program for browser tests: one server in a folder of its own, and meetings in it."""

import html
import json
import os
import re
import shutil
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import count
from pathlib import Path

from tests.faults.hall import Answer, Hall, Phone, free_port
from tests.support.installation import CAST, PASSWORD

SECRET_KEY = "x" * 48  # of tests.support.installation, which made the instance
NUMBER = count(1)

Fields = Mapping[str, str]
COLOUR = {
    "kind": "choice", "prompt_sv": "Vilken färg?", "prompt_en": "Which colour?", "rows": "6",
    "max_choices": "1", "option_1_sv": "Röd", "option_1_en": "Red", "option_2_sv": "Grön",
    "option_2_en": "Green", "option_3_sv": "Blå", "option_3_en": "Blue", "allow_unknown": "1",
}  # fmt: skip
TWO_COLOURS = {**COLOUR, "max_choices": "2", "prompt_sv": "Välj två färger", "allow_unknown": ""}
EASE = {
    "kind": "scale", "prompt_sv": "Hur lätt är det?", "prompt_en": "How easy is it?",
    "scale_max": "10", "low_sv": "Svårt", "low_en": "Hard", "high_sv": "Lätt", "high_en": "Easy",
    "allow_unknown": "1",
}  # fmt: skip
REMARK = {"kind": "text", "prompt_sv": "En sak att ändra?", "prompt_en": "One thing to change?"}
FACTS = {
    "title": "Näringslivsträffen", "kind": "dialogue", "date": "2098-03-12", "time": "08:30",
    "language": "sv", "level": "checked_in", "threshold": "5", "roll_size": "12",
}  # fmt: skip


class House(Hall):
    """One installation with the cast of tests.support.installation in it, and its server."""

    def __init__(self, folder: Path, peopled: Path):
        self.instance = folder / "instance"
        shutil.copytree(peopled, self.instance)
        self.port = free_port()
        self.process = None
        self.output = folder / "output.txt"
        self._sessions: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(KIOSK_SECRET_KEY=SECRET_KEY, **more)

    def end(self, how: signal.Signals) -> None:
        """End the server and its worker: politely with SIGTERM, or as a power cut would."""
        worker = self.worker
        self.stop(how)
        if how is signal.SIGKILL:
            os.kill(worker, how)

    def session(self, role: str) -> str:
        """Sign somebody of the cast in, once, and return the session's token."""
        if role not in self._sessions:
            fields = {"email": CAST[role].email, "password": PASSWORD}
            answer = Phone(self).post("/sessions", fields)
            cookies = SimpleCookie(answer.headers["Set-Cookie"])
            self._sessions[role] = cookies["kiosk_staff"].value
        return self._sessions[role]

    def staff(self, role: str = "host") -> Phone:
        """Return a browser without JavaScript where somebody of the cast is signed in."""
        return Phone(self, f"kiosk_staff={self.session(role)}")

    def meeting(self, *questions: Fields, **facts: str) -> "Meeting":
        """Make a meeting by the host's own forms; questions are its own or the template's."""
        host = self.staff()
        place = made(host.post("/meetings", FACTS | facts | {"operation": f"m{next(NUMBER)}"}))
        page = host.get(place).text
        code = found(r'<dd class="code">([^<]+)<', page).replace(" ", "")
        standing = [int(one) for one in re.findall(r'<li id="question-(\d+)"', page)]
        meeting = Meeting(self, int(place.split("/")[2]), code, standing)
        for fields in questions:
            meeting.ask(fields)
        return meeting


@dataclass
class Meeting:
    """A meeting in a house, steered over plain HTTP where a test is about something else."""

    house: House
    id: int
    code: str
    questions: list[int]

    @property
    def port(self) -> int:
        return self.house.port

    def ask(self, fields: Fields) -> None:
        """Add a question."""
        answer = self.house.staff().post(f"/meetings/{self.id}/questions", fields)
        self.questions.append(int(found(r"#question-(\d+)", made(answer))))

    def act(self, act: str, number: int = 0) -> "Meeting":
        """Open, close, reveal or rerun a question: opening, closing, revealing, rerunning."""
        made(self.house.staff().post(f"/questions/{self.questions[number]}/{act}"))
        return self

    def stage(self, act: str, **fields: str) -> "Meeting":
        """Change the stage otherwise: scenes, covers, taking-back, ending."""
        made(self.house.staff().post(f"/meetings/{self.id}/{act}", fields))
        return self

    def crowd(self, size: int) -> list[Phone]:
        """Check in so many people, each with a phone that speaks plain HTTP."""
        phones = [Phone(self) for _ in range(size)]  # type: ignore[arg-type]
        for phone in phones:
            assert phone.check_in(f"n{next(NUMBER)}")
        return phones

    def vote(self, phones: Sequence[Phone], answer: str, number: int = 0) -> "Meeting":
        """Let each phone give this answer."""
        for phone in phones:
            sent = phone.vote(self.questions[number], answer, f"o{next(NUMBER)}")
            assert sent.status == 303, sent.text
        return self

    def decided(self, number: int = 0, answers: Sequence[str] = ("rod",) * 6) -> "Meeting":
        """Hold a whole vote, up to its closing."""
        self.act("opening", number)
        for phone, answer in zip(self.crowd(len(answers)), answers, strict=True):
            self.vote([phone], answer, number)
        return self.act("closing", number)

    def ballots(self, number: int = 0) -> list[list[str]]:
        """Return the answers in the table, each as the ids of its options."""
        rows = self.house.rows(
            "SELECT answer FROM ballot WHERE question_id = ?", self.questions[number]
        )
        return [json.loads(str(row[0])) for row in rows]

    def wall_path(self) -> str:
        """Return the signed link to the projector's picture."""
        page = self.house.staff().get(f"/meetings/{self.id}").text
        return found(r'href="(/screens/[^"]+)"', page)


def made(answer: Answer) -> str:
    """Return where a write has led; anything but that is a mistake of the test."""
    words = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    assert answer.status == 303, f"{answer.status}: {words[:500]}"
    return str(answer.headers["Location"])


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, f"no {pattern} in {text[:2000]}"
    return html.unescape(match[1])
