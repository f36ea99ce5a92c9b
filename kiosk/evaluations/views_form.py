"""The bidder's form: its pages, check your answers, sending, the receipt."""

from flask import Response, request

from kiosk.errors import Refusal
from kiosk.evaluations import forms_answers as forms
from kiosk.evaluations import operations_drafts, operations_responses, wording
from kiosk.evaluations import rules_drafts as rules
from kiosk.evaluations.queries_bidder import Visit
from kiosk.evaluations.views import evaluations, load_visit, replaced, token_of_visit, visiting
from kiosk.forms import Form
from kiosk.i18n import language
from kiosk.municipality.queries import get_municipality
from kiosk.questions.form import SECTIONS, Item, Section
from kiosk.questions.template_a import CANCELLED, PARTS_LEAD
from kiosk.questions.thresholds import effective_threshold
from kiosk.security import public, takes
from kiosk.web import or_404, render, see_other

MOST_BYTES = 1024 * 1024  # what is pasted into a text may be long: it is shown again, not lost


def _section(name: str) -> Section:
    return or_404(next((one for one in SECTIONS if one == name), None))


def _ask(
    visit: Visit, key: str, section: Section, form: Form, items: list[Item], status: int = 200
) -> Response:
    """Show one page of the form."""
    there = visit.sections
    number = [*there, section].index(section) + 1
    return render(
        "evaluations/page.html",
        status=status,
        visit=visit,
        address=f"/evaluations/{key}",
        section=section,
        heading=wording.heading(section),
        lead=PARTS_LEAD[language()] if section == "parts" else "",
        cancelled=CANCELLED[language()] if visit.cancelled and section == "part" else "",
        number=number,
        total=max(len(there), number),
        questions=[wording.asked(item) for item in items],
        form=form,
        errors=forms.named_errors(form, items, language()),
        drawn=rules.drawn_text(items, visit.answers),
        replaced=replaced(visit),
    )


@evaluations.get("/evaluations/<key>/pages/<section>")
@public
@visiting("open")
def show_page(visit: Visit, key: str, section: str) -> Response:
    """Show one page; one that has nothing to ask any more leads on to the next."""
    name = _section(section)
    items = visit.on_page(name)
    if not items:
        return _go_on(visit, key, name, "next")
    return _ask(visit, key, name, forms.show_page(visit.answers, items), items)


@evaluations.post("/evaluations/<key>/pages/<section>")
@public
@takes(MOST_BYTES)
@visiting("open", "held")
def update_page(visit: Visit, key: str, section: str) -> Response:
    """Save one page and go on, back, or stay."""
    name = _section(section)
    drawn = rules.read_drawn(
        request.form.get(forms.REVISION, ""), request.form.get(forms.MARKS, "")
    )
    on_page = [item for item in visit.items if item.section == name]
    items = rules.items_drawn(on_page, visit.on_page(name), drawn)
    form = forms.read_page(request.form, items)
    saved = operations_drafts.save_page(token_of_visit(), form.cleaned, drawn)
    visit = or_404(load_visit(key))
    if form.errors:
        return _ask(visit, key, name, form, items, 422)
    return _go_on(visit, key, name, request.form.get(forms.GO, "next"), saved.replaced)


def _go_on(
    visit: Visit, key: str, section: Section, way: str, overruled: tuple[str, ...] = ()
) -> Response:
    """Send the browser to the page that follows, to the one before, or to the same one again."""
    tell = ".".join(overruled) or None
    cleared = request.form.get(forms.CLEAR)
    if cleared or way == "stay":
        anchor = f"f-{cleared}" if cleared else None
        at = {"key": key, "section": section, "replaced": tell, "_anchor": anchor}
        return see_other("evaluations.show_page", **at)
    turn = rules.section_before if way == "back" else rules.section_after
    there = turn(visit.sections, section)
    if there:
        return see_other("evaluations.show_page", key=key, section=there, replaced=tell)
    page = "show_evaluation" if way == "back" else "show_check"
    return see_other(f"evaluations.{page}", key=key, replaced=tell)


@evaluations.get("/evaluations/<key>/check")
@public
@visiting("open")
def show_check(visit: Visit, key: str) -> Response:
    """Show every question with its answer before it is sent."""
    return _check(visit, key)


def _check(visit: Visit, key: str, problem: Refusal | None = None) -> Response:
    pages = [(section, wording.heading(section), items) for section, items in visit.pages]
    return render(
        "evaluations/check.html",
        status=problem.status if problem else 200,
        visit=visit,
        address=f"/evaluations/{key}",
        pages=pages,
        words_of=wording.words_of,
        replaced=replaced(visit),
        problem=problem.code if problem else "",
        sentence=problem.sentence if problem else "",
        last=visit.sections[-1],
    )


@evaluations.post("/evaluations/<key>/responses")
@public
@visiting("open")
def create_response(visit: Visit, key: str) -> Response:
    """Send the answers; however often that is asked for, they are sent once."""
    revision = rules.read_drawn(request.form.get(forms.REVISION, ""), "").revision
    try:
        operations_responses.submit(token_of_visit(), revision)
    except Refusal as refusal:
        if refusal.code not in ("draft_changed", "nothing_answered"):
            raise
        return _check(or_404(load_visit(key)), key, refusal)
    return see_other("evaluations.show_receipt", key=key)


@evaluations.get("/evaluations/<key>/receipt")
@public
@visiting("answered")
def show_receipt(visit: Visit, key: str) -> Response:
    """Thank, and say what happens next."""
    least = effective_threshold(get_municipality().threshold)
    return render("evaluations/receipt.html", visit=visit, least=least)
