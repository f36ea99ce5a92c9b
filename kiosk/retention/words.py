"""What each class of data is called, what it is, what the law says of it, and from when it ages."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.i18n import LazyText, lazy, ngettext


@dataclass(frozen=True, slots=True)
class Words:
    """One class of data in words."""

    title: LazyText
    what: LazyText
    law: LazyText
    since: LazyText  # from when its age is counted


WORDS = {
    "drafts": Words(
        lazy("Drafts"),
        lazy("What bidders have answered but not sent."),
        lazy(
            "A draft that has not been sent is stored on the bidder's behalf, so it is probably "
            "no public record (Freedom of the Press Act, chapter 2, section 13). After the last "
            "day to answer nobody needs it."
        ),
        lazy("counted from the last day to answer"),
    ),
    "invitations": Words(
        lazy("Invitations"),
        lazy(
            "Companies, contacts, addresses and personal links, and the outbox's rows about "
            "them. How many were invited and how many answered is kept."
        ),
        lazy(
            "Public records with personal data. They are needed to send and to remind. After "
            "that they must not be kept longer than their purpose asks for (GDPR, article 5.1 e)."
        ),
        lazy("counted from the last day to answer, or from the decision if nothing was sent"),
    ),
    "mails": Words(
        lazy("The outbox"),
        lazy("Which messages have gone, when, and what went wrong. Never what they said."),
        lazy("Often of minor importance once the evaluation is over."),
        lazy("counted from the last day to answer, other messages from the day they were made"),
    ),
    "responses": Words(
        lazy("Answers"),
        lazy(
            "Raw answers and written answers of the evaluations. A whole period of the report goes "
            "at a time, and the report and a codebook are kept as files first."
        ),
        lazy(
            "Received by the municipality and so probably public records (Freedom of the Press "
            "Act, chapter 2, sections 4 and 9). Nobody can tell whose they are, but what somebody "
            "wrote may hold personal data."
        ),
        lazy("counted from the end of the period they are shown in"),
    ),
    "contacts": Words(
        lazy("Contact details"),
        lazy("Those who have asked to be contacted after an evaluation."),
        lazy(
            "Personal data. Not needed when the talk is over, so they must not be kept longer "
            "(GDPR, article 5.1 e)."
        ),
        lazy("counted from the end of the half-year when they came"),
    ),
    "attendances": Words(
        lazy("Check-ins"),
        lazy(
            "Role, company and name of those who checked in to meetings, the lists of those who "
            "had registered, with their addresses, and of those who signed up for a pitch. How "
            "many checked in is kept, and votes and results stay as they are."
        ),
        lazy("Personal data. After the meeting only the number is needed (GDPR, article 5.1 e)."),
        lazy("counted from the day of the meeting"),
    ),
    "wishes": Words(
        lazy("Wishes"),
        lazy(
            "Wishes, questions from the floor and suggested factors of meetings, with their "
            "support, also what was parked. What was approved is kept as a file first."
        ),
        lazy(
            "Received by the municipality and so probably public records. Nobody can tell who "
            "wrote what, but a text may hold personal data."
        ),
        lazy("counted from the day of the meeting"),
    ),
    "exits": Words(
        lazy("Answers at the way out"),
        lazy(
            "What people answered about meetings as they left. The result of each meeting is kept "
            "as a file first, but it leaves the trend on the pages."
        ),
        lazy(
            "Received by the municipality and so probably public records. Nobody can tell who "
            "wrote what, but a text may hold personal data."
        ),
        lazy("counted from the day of the meeting"),
    ),
    "reports": Words(
        lazy("Withdrawn reports"),
        lazy("Published reports that have been withdrawn. One that is still published is kept."),
        lazy("Public records. What has been published says what the municipality has told others."),
        lazy("counted from the day they were withdrawn"),
    ),
}


def say(kind: str, n: int) -> str:
    """Say how many of something there are, like 12 invitations."""
    return {
        "drafts": ngettext("%(n)s draft", "%(n)s drafts", n),
        "invitations": ngettext("%(n)s invitation", "%(n)s invitations", n),
        "mails": ngettext("%(n)s row in the outbox", "%(n)s rows in the outbox", n),
        "responses": ngettext("%(n)s answered form", "%(n)s answered forms", n),
        "remarks": ngettext("%(n)s written answer", "%(n)s written answers", n),
        "contacts": ngettext("%(n)s contact detail", "%(n)s contact details", n),
        "attendances": ngettext("%(n)s check-in", "%(n)s check-ins", n),
        "registrations": ngettext("%(n)s registration", "%(n)s registrations", n),
        "pitches": ngettext("%(n)s pitch", "%(n)s pitches", n),
        "wishes": ngettext("%(n)s wish", "%(n)s wishes", n),
        "suggestions": ngettext("%(n)s suggested factor", "%(n)s suggested factors", n),
        "exits": ngettext("%(n)s person's answers", "%(n)s people's answers", n),
        "reports": ngettext("%(n)s withdrawn report", "%(n)s withdrawn reports", n),
    }[kind]


def say_all(counts: Mapping[str, int]) -> list[str]:
    """Say each count that is not nothing."""
    return [say(kind, number) for kind, number in counts.items() if number]


def say_months(n: int) -> str:
    """Say a period."""
    return ngettext("%(n)s month", "%(n)s months", n)
