"""What was locked is printed the same ever after: report and workbook, byte for byte, from a real file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.review import Step, YearState
from hqd_desktop.services.workspace import View, Workspace

KEY = ("staff_satisfaction", Period(2025))


def take(workspace: Workspace, *steps: Step) -> None:
    for step in steps:
        if step is Step.CONFIRM:
            book = workspace.books.confirmations
            assert isinstance(book.confirm([one.department for one in book.standings()], "各科室"), View)
            continue
        assert isinstance(workspace.review().take(step, "市局退回，核对满意度"), View)


def test_report_and_workbook_are_the_same_after_later_edits(tmp_path: Path) -> None:
    desk = OfficeDesk(tmp_path / "data")
    workspace = desk.open_workspace(desk.new_database(sample=True), create=True)
    view = workspace.create_sample(desk.source().samples()[0])
    for check in view.assessment.checks:
        if check.state is CheckState.WARNING:
            view = workspace.explain(check.key, "已核对，情况属实")
    take(workspace, Step.CONFIRM, Step.REVIEW)
    before = replace(workspace.submission(), state=YearState.LOCKED)
    take(workspace, Step.LOCK, Step.SEND_BACK)
    workspace.enter(*KEY, "91.5")
    workspace.change_hospital(replace(workspace.view.hospital, name="改名医院"))
    workspace.close()
    again = desk.open_workspace(desk.database())
    again.open(again.hospitals()[0].id, 2025)
    opened = again.review().opened(2025, 1)
    assert again.books.past.examine(whole=True) == ()
    again.close()
    assert desk.workbooks().submission_bytes(opened) == desk.workbooks().submission_bytes(before)
    assert desk.reports().render_pdf(opened) == desk.reports().render_pdf(before)
