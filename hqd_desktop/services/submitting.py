"""A View on its way to paper and file: all that report and workbook print; it refuses to write either."""

from datetime import date

from hqd_desktop.services.records import Submission
from hqd_desktop.services.report_ledger import TaskReport
from hqd_desktop.services.report_material import past_years
from hqd_desktop.services.view import View


def submission_of(
    view: View, day: date, program: str, with_points: bool, ledger: tuple[TaskReport, ...] = ()
) -> Submission:
    """What the writers are given, on that day."""
    record = view.record
    return Submission(
        view.assessment,
        view.departments,
        day,
        record.state,
        record.submission,
        with_points,
        view.sample,
        program,
        view.evidence.of_year(record.year),
        past=past_years(view.packs, view.hospital, record.year, view.figures, view.goals),
        rectifications=view.rectifications,
        follow_ups=view.follow_ups,
        wording=view.wording,
        ledger=ledger,
    )
