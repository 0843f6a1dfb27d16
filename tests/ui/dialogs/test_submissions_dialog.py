"""锁定稿 in the window: printed as it was locked after later edits, and held against what stands now."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QFileDialog

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.review import Step
from hqd_desktop.ui.dialogs.submissions_dialog import Column, SubmissionsDialog

KEY = ("staff_satisfaction", Period(2025))


def test_a_locked_version_is_printed_and_compared_after_later_edits(start, desk, press_button, monkeypatch, tmp_path):
    shown = start()
    shown.window.show_page("report", {"act": "versions"})
    shown.settle()
    (dialog,) = shown.window.findChildren(SubmissionsDialog)
    assert "还没有锁定过" in dialog.state.text()
    dialog.reject()
    shown.settle()
    for check in shown.session.view.assessment.checks:
        if check.state is CheckState.WARNING:
            shown.session.explain(check.key, "新增专项补助资金")
    everybody = [one.department for one in shown.session.view.standings]
    shown.session.change_books(lambda books: books.confirmations.confirm(everybody, "甲"), None)
    for step, words in (
        (Step.REVIEW, "乙"),
        (Step.LOCK, "王院长"),
        (Step.SEND_BACK, "市局退回核对"),
    ):
        shown.session.take_step(step, words)
    shown.settle()
    before = shown.session.view.figures[KEY].value
    shown.session.enter(*KEY, str(before + Decimal(1)))
    shown.settle()
    written = []
    monkeypatch.setattr(desk.blank_reports, "write_pdf", lambda path, one: written.append((path.name, one)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "稿"), ""))
    shown.window.show_page("report", {"act": "versions"})
    shown.settle()
    dialog = next(d for d in shown.window.findChildren(SubmissionsDialog) if d.isVisible())
    cells = [dialog.model.index(0, column).data() for column in Column]
    assert (cells[Column.YEAR], cells[Column.NUMBER], cells[Column.REASON]) == ("2025 年度", "v1", "王院长")
    press_button(dialog, "报告存为 PDF…")
    shown.settle()
    shown.settle()
    ((name, submission),) = written
    assert (name, submission.number, submission.state.handed_in) == ("稿.pdf", 1, True)
    assert submission.assessment.figures[KEY].value == before
    press_button(dialog, "导出工作簿…")
    shown.settle()
    shown.settle()
    assert [path.name for path in desk.kept_workbooks.written] == ["稿.xlsx"]
    press_button(dialog, "与现在对比")
    shown.settle()
    assert dialog.state.text() == "1 个数与锁定稿不同。"
    assert "锁定稿" in dialog.changes.toPlainText()
