"""报告与上报: checklist, preview, files, printing with and without a printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from hqd_desktop.domain.ledger import LedgerEntry, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui import printing
from hqd_desktop.ui.pages.report_words import check_steps, steps_left

ENTRY = LedgerEntry("shaoyang-2022", "5.1", Period(2025, 1), TaskState.UNDERWAY, "已核编 12 名")
SAVE = "hqd_desktop.ui.pages.report_files.QFileDialog.getSaveFileName"


@pytest.fixture
def report(start):
    shown = start()
    shown.window.show_page("report")
    shown.settle()
    return shown


def test_the_pages_are_shown_and_turned(report):
    page = report.page
    assert page.preview.page_count == 3
    assert page.preview._place.text() == "第 1–2 页，共 3 页"
    sheet = page.preview._sheet
    assert all(image is not None for image in sheet._desk.images)
    QTest.keyClick(sheet, Qt.Key.Key_Right)
    report.settle()
    assert page.preview._place.text() == "第 3 页，共 3 页"
    assert not page.preview._next.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Home)
    for mode, percent_grows in (("单页", True), ("适宽", True)):
        before = sheet.percent
        page.preview._mode.setCurrentText(mode)
        report.settle()
        assert (sheet.percent >= before) is percent_grows


def test_it_is_typeset_once_for_the_same_data_and_only_while_seen(report, desk):
    assert desk.blank_reports.rendered == 1
    report.window.show_page("overview")
    report.window.show_page("report")
    report.settle()
    assert desk.blank_reports.rendered == 1
    report.window.show_page("overview")
    report.session.enter("total_income", Period(2025), "12")
    report.settle()
    assert desk.blank_reports.rendered == 1
    report.window.show_page("report")
    report.settle()
    assert desk.blank_reports.rendered == 2


def test_what_the_ledger_says_is_typeset_when_the_page_is_seen_again(report, desk):
    """The ledger is no part of the view that the pages draw."""
    report.window.show_page("overview")
    report.session.ask_books(lambda books: books.ledger.write(ENTRY), lambda _: None, lambda _: None)
    report.settle()
    assert desk.blank_reports.rendered == 1
    report.window.show_page("report")
    report.settle()
    assert desk.blank_reports.rendered == 2


def test_a_report_that_cannot_be_made_says_why(start, desk):
    desk.blank_reports.refuse = True
    shown = start()
    shown.window.show_page("report")
    shown.settle()
    assert shown.page.preview._words.isVisible()
    assert shown.page.preview._words.text()


def test_the_checklist_leads_to_what_is_left(report, press_button):
    steps = check_steps(report.session.view)
    assert steps_left(steps) == 4
    press_button(report.page, "去写")
    assert report.page.key == "checks"


def test_thumbnails_lead_to_their_page(report):
    preview = report.page.preview
    preview._small.click()
    report.settle()
    assert preview._thumbs.isVisible()
    preview._thumbs.setCurrentIndex(preview._thumbs.model().index(2))
    report.settle()
    assert preview._place.text() == "第 3 页，共 3 页"
    preview._mode.setCurrentText("单页")
    preview._sheet.zoom(1)
    assert preview._mode.currentText().endswith("%")


def test_typesetting_can_be_stopped(report):
    preview = report.page.preview
    preview.refresh()
    preview._stop.click()
    report.qtbot.waitUntil(lambda: preview._job is not None and not report.starter.tasks.busy)
    preview.refresh()
    report.qtbot.waitUntil(lambda: preview._job is not None)
    preview._job.request()
    report.settle()
    assert preview.pdf  # what was shown stays
    preview.refresh()
    report.settle()
    assert not preview._stop.isVisible()


def test_files_are_written_where_chosen(report, desk, monkeypatch, tmp_path, press_button):
    asked = []

    def choose(parent, title, start, kinds):
        asked.append(Path(start).name)
        return str(tmp_path / "出" / "一"), ""

    (tmp_path / "出").mkdir()
    monkeypatch.setattr(SAVE, choose)
    press_button(report.page, "存为…")
    report.settle()
    assert (tmp_path / "出" / "一.pdf").read_bytes().startswith(b"%PDF")
    assert str(tmp_path / "出" / "一.pdf") in report.window.notice
    press_button(report.page, "导出工作簿…")
    report.settle()
    assert desk.kept_workbooks.written == [tmp_path / "出" / "一.xlsx"]
    assert asked[0].startswith("示例医院_2025_公立医院高质量发展自评_v1_")
    assert desk.kept.get("export.folder") == str(tmp_path / "出")


def test_thinking_better_of_it_writes_nothing(report, desk, monkeypatch, press_button):
    monkeypatch.setattr(SAVE, lambda *a: ("", ""))
    press_button(report.page, "导出工作簿…")
    report.settle()
    assert not desk.kept_workbooks.written


def test_without_a_printer_a_pdf_is_offered(report, monkeypatch, tmp_path, press_button):
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    report.press("Ctrl+P")
    assert "没有装打印机" in report.window.notice
    monkeypatch.setattr(SAVE, lambda *a: (str(tmp_path / "报告.pdf"), ""))
    press_button(report.window, "存为 PDF…")
    report.settle()
    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF")


def test_thinking_better_of_printing_prints_nothing(report, monkeypatch):
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "choose_printer", lambda title, pages, parent: None)
    monkeypatch.setattr(printing, "print_pages", lambda *a: pytest.fail("nobody asked for it"))
    report.press("Ctrl+P")
    report.settle()
    assert report.window.notice == ""


def a_printer(tmp_path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    printer.setResolution(72)
    printer.setFullPage(True)
    return printer


def test_every_page_is_printed(report, monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "choose_printer", lambda title, pages, parent: a_printer(tmp_path))
    monkeypatch.setattr(printing, "DPI", 30)
    report.press("Ctrl+P")
    assert report.window.notice == "3 页已送到打印机。"
    from hqd_desktop.reporting.pages import PdfPages

    with PdfPages((tmp_path / "印.pdf").read_bytes()) as pages:
        assert len(pages) == 3


def test_a_range_of_pages_is_kept(qapp, tmp_path):
    printer = a_printer(tmp_path)
    assert list(printing.wanted_pages(printer, 3)) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert list(printing.wanted_pages(printer, 3)) == [1, 2]


def test_a_printer_that_does_not_begin_is_said(report, monkeypatch, tmp_path):
    printer = a_printer(tmp_path)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "印.pdf"))
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "choose_printer", lambda title, pages, parent: printer)
    monkeypatch.setattr(printing.QPainter, "begin", lambda painter, device: False)
    report.press("Ctrl+P")
    assert "没有打印成" in report.window.notice


def test_ctrl_p_elsewhere_comes_here(start, monkeypatch):
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    shown = start()
    shown.press("Ctrl+P")
    shown.settle()
    assert shown.page.key == "report"
    assert "没有装打印机" in shown.window.notice
