"""Read what is asked of the report, and what is written beside it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from kiosk.evaluations import rules_report as rules
from kiosk.forms import Form
from kiosk.i18n import LazyText, lazy


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: a period, and at most one group."""

    view: str
    group: rules.Group | None = None
    problem: LazyText | None = None

    @property
    def key(self) -> str:
        """Return it as the end of an address."""
        asked = {"period": self.view} | ({"group": self.group.key} if self.group else {})
        return urlencode(asked) if self.view else ""


def read_asked(sent: MultiDict[str, str], views: Sequence[str]) -> Asked:
    """Read period and group; without a period the latest, without any period none.

    Two groups at once are refused whichever they are: each is large enough, what they have in
    common may not be.
    """
    view = sent.get("period", "")
    known = view if view in views else (views[0] if views else "")
    keys = [key for key in sent.getlist("group") if key]
    if len(keys) > 1:
        return Asked(known, None, TWO_GROUPS)
    group = rules.read_group(keys[0]) if keys else None
    return Asked(known, group, NO_SUCH_GROUP if keys and group is None else None)


TWO_GROUPS = lazy(
    "Only one group at a time can be shown. Each of two groups may be large enough, but those who "
    "belong to both can be so few that somebody would be recognised. Choose one of them."
)


def too_few(k: int) -> LazyText:
    """Return why a group is not shown, and what to do."""
    return lazy(
        "That group can't be shown. Either fewer than %(k)s have answered in it, or it differs "
        "from other figures here by fewer than %(k)s, so that those few could be worked out. "
        "Choose another group or a longer period.",
        k=k,
    )


NO_SUCH_GROUP = lazy("There is no such group. Choose one in the list.")


def blank_note(halves: Sequence[str]) -> Form:
    """Return the form of a new note."""
    return Form({"half": halves[0] if halves else "", "kind": "note"})


def read_note(sent: Mapping[str, str], halves: Collection[str]) -> Form:
    """Read a note about a half-year."""
    form = Form({name: sent.get(name, "") for name in ("half", "kind", "text")})
    if not form.take_text("text", rules.NOTE_LENGTH, multiline=True) and not form.errors:
        form.errors["text"] = lazy("Write what you want to say.")
    form.cleaned["half"], form.cleaned["kind"] = form.values["half"], form.values["kind"]
    if form.values["half"] not in halves:
        form.errors["half"] = lazy("Choose a half-year.")
    if form.values["kind"] not in rules.NOTE_KINDS:
        form.errors["kind"] = lazy("Choose what kind of note it is.")
    return form


def read_title(sent: Mapping[str, str]) -> Form:
    """Read the title of a report to publish."""
    form = Form({"title": sent.get("title", "")})
    if not form.take_text("title", rules.TITLE_LENGTH) and not form.errors:
        form.errors["title"] = lazy("Write a title.")
    return form


def read_shown_text(sent: Mapping[str, str], most: int) -> Form:
    """Read a written answer as it may be shown."""
    form = Form({"shown_text": sent.get("shown_text", "")})
    if not form.take_text("shown_text", most, multiline=True) and not form.errors:
        form.errors["shown_text"] = lazy("Nothing is left of the text. Withhold it instead.")
    return form
