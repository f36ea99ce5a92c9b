"""The host's pages of questions before the meeting."""

from typing import cast

from flask import Response, flash, request

import kiosk.meetings.queries as meetings
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.forms import question as forms
from kiosk.i18n import _, language, lazy, ngettext
from kiosk.questions.kinds import UNKNOWN, Kind, QuestionSpec
from kiosk.security import current_user, host
from kiosk.tokens import new_key
from kiosk.voting import operations_groups as counted
from kiosk.voting import operations_questions as operations
from kiosk.voting import queries, queries_questions, queries_sittings
from kiosk.voting.forms_groups import read_also
from kiosk.voting.rules_questions import Direction
from kiosk.voting.views import voting
from kiosk.web import or_404, render, see_other


def _new_page(meeting_id: int, form: Form, status: int = 200) -> Response:
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    form.values.setdefault("also", request.form.get("also", ""))
    return render("voting/question_new.html", status=status, meeting=meeting, form=form)


def _edit_page(question_id: int, form: Form, status: int = 200) -> Response:
    """Show a question to change; `saved` is how it is now, for the picture of the phone."""
    question = or_404(queries.find_question(question_id))
    spec = queries.get_live_question(question_id).spec
    form.values.setdefault("also", request.form.get("also", question.also or ""))
    return render(
        "voting/question_edit.html",
        status=status,
        form=form,
        question=question,
        meeting=queries.get_meeting(question.meeting_id),
        yearly=queries_questions.is_yearly(question),
        asked_at=", ".join(queries_sittings.list_asked_at(question)),
        phone=_phone(spec),
    )


def _read(old: QuestionSpec, meeting_id: int) -> Form:
    """Read a question and how it is counted once more."""
    form = forms.read_question(request.form, old)
    listed = bool(queries.get_meeting(meeting_id).municipalities)
    form.cleaned["also"] = read_also(form, request.form.get("also", ""), listed)
    return form


def _phone(spec: QuestionSpec) -> dict[str, object]:
    """Return what the picture of the phone is drawn from."""
    tongue = language()
    unknown = [(UNKNOWN, _("Don't know"))] if spec.allow_unknown else []
    return {
        "spec": spec,
        "prompt": spec.text(tongue),
        "options": [*((option.id, option.text(tongue)) for option in spec.options), *unknown],
        "steps": list(range(1, spec.scale_max + 1)),
        "low": spec.low(tongue),
        "high": spec.high(tongue),
    }


def _back(meeting_id: int, question_id: int | None = None) -> Response:
    place = f"question-{question_id}" if question_id else "questions"
    return see_other("meetings.show_meeting", meeting_id=meeting_id, _anchor=place)


@voting.get("/meetings/<int:meeting_id>/questions/new")
@host
def new_question(meeting_id: int) -> Response:
    """Ask for the kind, then show the form of that kind."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    kind = request.args.get("kind", "")
    if not forms.is_kind(kind):
        return render("voting/question_kinds.html", meeting=meeting)
    return _new_page(meeting_id, forms.blank_question(kind))


@voting.post("/meetings/<int:meeting_id>/questions")
@host
def create_question(meeting_id: int) -> Response:
    """Add a question, or give the form more rows for answers."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    kind = request.form.get("kind", "")
    if not forms.is_kind(kind):
        raise Refusal("unknown_kind", lazy("Choose what kind of question it is."), 422)
    if request.form.get("act") == "rows":
        return _new_page(meeting_id, forms.keep_question(request.form, kind, more=True))
    form = _read(forms.new_spec(cast(Kind, kind), new_key()), meeting.id)
    if form.errors:
        return _new_page(meeting_id, form, 422)
    question = counted.create_question(meeting_id, current_user().id, **form.cleaned)
    flash(_("The question is added."), "ok")
    return _back(meeting_id, question.id)


@voting.get("/questions/<int:question_id>/edit")
@host
def edit_question(question_id: int) -> Response:
    """Show a planned question to change."""
    question = or_404(queries.find_question(question_id))
    if question.opened_at is not None:
        raise Refusal(
            "opened",
            lazy("The question has been opened, so it stays as it was asked. Add a new one."),
        )
    return _edit_page(question_id, forms.show_question(queries.get_live_question(question_id).spec))


@voting.post("/questions/<int:question_id>")
@host
def update_question(question_id: int) -> Response:
    """Change a planned question, or give its form more rows."""
    question = or_404(queries.find_question(question_id))
    old = queries.get_live_question(question_id).spec
    if request.form.get("act") == "rows":
        return _edit_page(question_id, forms.keep_question(request.form, old.kind, more=True))
    form = _read(old, question.meeting_id)
    if form.errors:
        return _edit_page(question_id, form, 422)
    yearly = queries_questions.is_yearly(question)
    try:
        broken = counted.update_question(question_id, current_user().id, **form.cleaned)
    except Refusal as refusal:
        form.errors[""] = refusal.sentence
        return _edit_page(question_id, form, refusal.status)
    flash(_("The changes are saved."), "ok")
    if broken and yearly:
        flash(_("This is a new question now: it is not compared with earlier years."), "warn")
    return _back(question.meeting_id, question_id)


@voting.post("/questions/<int:question_id>/moving")
@host
def move_question(question_id: int) -> Response:
    """Move a planned question one step."""
    question = or_404(queries.find_question(question_id))
    direction = request.form.get("direction", "")
    if direction not in ("up", "down"):
        raise Refusal("unknown_direction", lazy("A question is moved up or down."), 422)
    operations.move_question(question_id, current_user().id, cast(Direction, direction))
    return _back(question.meeting_id, question_id)


@voting.post("/questions/<int:question_id>/dropping")
@host
def drop_question(question_id: int) -> Response:
    """Take a planned question out of the meeting."""
    question = or_404(queries.find_question(question_id))
    operations.drop_question(question_id, current_user().id)
    flash(_("The question is dropped."), "ok")
    return _back(question.meeting_id)


@voting.post("/meetings/<int:meeting_id>/questions/template")
@host
def take_template(meeting_id: int) -> Response:
    """Fetch the template's questions that the meeting lacks."""
    or_404(meetings.find_meeting_by_id(meeting_id))
    added = operations.take_template(meeting_id, current_user().id)
    flash(
        ngettext("%(n)s question is added.", "%(n)s questions are added.", added)
        if added
        else _("All of those questions are here already."),
        "ok",
    )
    return _back(meeting_id)
