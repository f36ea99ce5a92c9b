"""Disposal: decisions, what would go by them, purging, the protocol and the files that are kept."""

from flask import Blueprint, Response, flash, make_response, request

from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.retention import forms, operations, queries, rules, words
from kiosk.security import admin, current_user
from kiosk.web import or_404, render, see_other

retention = Blueprint("retention", __name__)


@retention.get("/retention")
@admin
def list_standings() -> Response:
    """Show every class of data, what has been purged, and what was kept."""
    return render(
        "retention/retention.html",
        standings=queries.list_standings(),
        protocols=queries.list_protocols(),
        files=queries.list_files(),
        say=words.say,
        say_all=words.say_all,
    )


@retention.get("/retention/<material>/edit")
@admin
def edit_decision(material: str) -> Response:
    """Show what has been decided about a class of data, to change."""
    standing = or_404(queries.find_standing(material))
    return _decision_page(standing, forms.show_decision(standing.decision))


@retention.post("/retention/<material>")
@admin
def update_decision(material: str) -> Response:
    """Enter a decision."""
    standing = or_404(queries.find_standing(material))
    form = forms.read_decision(request.form)
    if form.errors:
        return _decision_page(standing, form, 422)
    operations.decide(current_user().id, material, **form.cleaned)
    flash(_("The changes are saved."), "ok")
    return see_other("retention.list_standings", _anchor=material)


@retention.get("/retention/<material>/purging")
@admin
def show_purging(material: str) -> Response:
    """Show what would go, and ask."""
    return _purging_page(or_404(queries.find_standing(material)))


@retention.post("/retention/<material>/purging")
@admin
def create_purging(material: str) -> Response:
    """Purge what was shown."""
    or_404(queries.find_standing(material))
    try:
        seen = request.form.get("seen", "")
        purged = operations.purge(current_user().id, material, seen)
    except Refusal as refusal:
        standing = queries.get_standing(material)
        return _purging_page(standing, refusal.status, str(refusal.sentence))
    flash(_("Purged: %(what)s.", what=", ".join(words.say_all(purged.counts))), "ok")
    if not purged.wiped:
        flash(_("What was deleted is wiped off the disk as soon as nobody is reading."), "warn")
    return see_other("retention.list_standings", _anchor="protocol")


@retention.get("/retention/files/<int:file_id>")
@admin
def show_file(file_id: int) -> Response:
    """Send a file that was kept."""
    kept = or_404(queries.find_file(file_id))
    answer = make_response(bytes(kept.content))
    answer.headers["Content-Type"] = kept.media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{kept.name}"'
    return answer


def _decision_page(standing: queries.Standing, form: Form, status: int = 200) -> Response:
    return render(
        "retention/decision.html",
        status=status,
        standing=standing,
        form=form,
        low=rules.SHORTEST,
        high=rules.LONGEST,
        longest=forms.LONGEST_TEXT,
    )


def _purging_page(standing: queries.Standing, status: int = 200, problem: str = "") -> Response:
    return render(
        "retention/purging.html",
        status=status,
        standing=standing,
        problem=problem,
        counts=words.say_all(standing.counts),
    )
