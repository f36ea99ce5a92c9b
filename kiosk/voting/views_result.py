"""After the meeting: the result to read and print, and the files to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, make_response

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_attendance as attendance
import kiosk.meetings.queries_sittings as held
from kiosk import clock
from kiosk.i18n import _, language
from kiosk.questions.thresholds import effective_threshold
from kiosk.security import host
from kiosk.voting import (
    channels_pitch,
    channels_wishes,
    exports,
    pictures_exit,
    pictures_result,
    queries_exit,
    queries_kept,
    queries_result,
    scene_factors,
)
from kiosk.voting.views import voting
from kiosk.web import or_404, render

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


@voting.get("/meetings/<int:meeting_id>/result")
@host
def show_result(meeting_id: int) -> Response:
    """Show the result of every closed question, for screen and paper."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    report = queries_result.get_report(meeting)
    year = clock.local(meeting.starts_at).year
    return render(
        "voting/result.html",
        meeting=meeting,
        ended=report.stage.scene == "ended",
        threshold=effective_threshold(meeting.threshold),
        purged=attendance.is_purged(meeting.id),
        report=pictures_result.draw_report(report, language(), year),
        exit=pictures_exit.draw_exit(queries_exit.get_report(meeting), language()),
        wishes=channels_wishes.result_boxes(meeting),
        factor_lists=scene_factors.result_lists(meeting),
        factor_options=scene_factors.option_words(),
        pitches=channels_pitch.result_pitches(meeting),
        printed_at=clock.now(),
        **_besides(meeting),
    )


def _besides(meeting: Meeting) -> dict[str, Any]:
    """Return which other sittings there are, and what has been purged of meetings as old."""
    return {"others": held.list_others(meeting), "gone": queries_kept.list_gone(meeting)}


@voting.get("/meetings/<int:meeting_id>/result.csv")
@host
def show_result_file(meeting_id: int) -> Response:
    """Send the result as a file that `kiosk verify` can check."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    starts = f"{clock.local(meeting.starts_at):%Y-%m-%d %H:%M}"
    rows = exports.result_rows(queries_result.get_report(meeting), starts, language())
    return send_file(rows, f"result-{starts[:10]}-{meeting.code}.csv")


@voting.get("/meetings/<int:meeting_id>/attendances.csv")
@host
def show_attendances_file(meeting_id: int) -> Response:
    """Send the list of who checked in."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    roles, modes = pictures_result.ROLES, pictures_result.MODES
    listed = bool(meeting.municipalities)
    rows = [[_("Company"), _("Name"), _("Role"), _("Takes part"), _("Municipality")][: 4 + listed]]
    for one in attendance.list_attendances(meeting.id):
        said = [one.company, one.name, str(roles[one.role]), str(modes[one.mode])]
        rows.append([*said, one.municipality or ""][: 4 + listed])
    day = f"{clock.local(meeting.starts_at):%Y-%m-%d}"
    return send_file(rows, f"attendances-{day}-{meeting.code}.csv")


def send_file(rows: exports.Rows, name: str) -> Response:
    """Answer with a file to download."""
    answer = make_response(exports.to_csv(rows))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@voting.get("/meetings/<int:meeting_id>/wishes.csv")
@host
def show_wishes_file(meeting_id: int) -> Response:
    """Send the approved wishes as a file, and nothing of what was parked or removed."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    rows = [[_("Box"), _("Wish"), _("Supported by"), _("Answered")]]
    for box in channels_wishes.result_boxes(meeting):
        for one in box["approved"]:
            shown = one["shown"]
            done = _("Answered") if shown.answered else ""
            rows.append([box["title"], shown.text, str(shown.support), done])
    day = f"{clock.local(meeting.starts_at):%Y-%m-%d}"
    return send_file(rows, f"wishes-{day}-{meeting.code}.csv")
