"""Prepare the files that are kept of wishes and answers at the way out before those are purged."""

from kiosk.i18n import _, language
from kiosk.voting import pictures_exit, queries_wishes
from kiosk.voting.exports import Rows, to_csv
from kiosk.voting.queries_exit import ExitReport
from kiosk.voting.scene_wishes import title_of


def wishes_csv(meeting_id: int) -> bytes:
    """Return the approved wishes of a meeting, the most supported first; nothing where none was."""
    rows: Rows = [[_("Box"), _("Wish"), _("Supported by"), _("Answered")]]
    for board in queries_wishes.list_boards(queries_wishes.list_boxes(meeting_id)):
        for line in sorted(board.approved, key=lambda one: -one.support):
            done = _("Answered") if line.wish.answered_at else ""
            rows.append([title_of(board.box), line.wish.text, str(line.support), done])
    return to_csv(rows) if len(rows) > 1 else b""


def exit_csv(report: ExitReport) -> bytes:
    """Return the result of the exit evaluation as its own file has it."""
    return to_csv(pictures_exit.exit_rows(report, language()))
