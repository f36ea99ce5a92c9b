"""A version of the form as bidders see it, for any outcome; saves nothing."""

from flask import Response, request

from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations import rules_versions as rules
from kiosk.evaluations import wording
from kiosk.evaluations.rules_drafts import intro_lines
from kiosk.evaluations.views import evaluations
from kiosk.i18n import _, language
from kiosk.municipality.queries import get_municipality
from kiosk.questions.form import OUTCOME
from kiosk.questions.template_a import CANCELLED, PARTS_LEAD
from kiosk.questions.thresholds import effective_threshold
from kiosk.security import procurement
from kiosk.web import or_404, render


def _pages(version: queries.VersionLine, outcome: str) -> list[dict[str, object]]:
    found = rules.pages_for(version.items, outcome)
    return [
        {
            "number": number,
            "total": len(found),
            "heading": wording.heading(section),
            "lead": PARTS_LEAD[language()] if section == "parts" else "",
            "cancelled": CANCELLED[language()]
            if outcome == rules.CANCELLED and section == "part"
            else "",
            "questions": [wording.asked(item) for item in items],
        }
        for number, (section, items) in enumerate(found, start=1)
    ]


@evaluations.get("/form-versions/<int:number>/preview")
@procurement
def show_preview(number: int) -> Response:
    """Show every page that a bidder for whom it ended so would meet."""
    version = or_404(queries.find_line(number))
    out = next(item for item in version.items if item.id == OUTCOME)
    choices = [(option.id, option.text(language())) for option in out.spec.options]
    choices.append((rules.CANCELLED, CANCELLED[language()]))
    asked_for = request.args.get("outcome", "")
    outcome = asked_for if asked_for in dict(choices) else choices[0][0]
    name = "[" + _("name of the procurement") + "]"
    return render(
        "evaluations/version_preview.html",
        version=version,
        choices=choices,
        outcome=outcome,
        intro=intro_lines(language(), name, effective_threshold(get_municipality().threshold)),
        pages=_pages(version, outcome),
    )
