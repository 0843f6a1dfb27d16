"""The system's print dialog is asked, what it answers is kept, and a job that is stopped prints nothing more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from hqd_desktop.services.errors import Cancelled
from hqd_desktop.ui import printing
from hqd_desktop.ui.tasks import Cancel
from tests.fakes.window_desk import blank_pdf


@pytest.mark.parametrize("accepted", [True, False])
def test_the_systems_dialog_offers_the_pages_of_the_report(qapp, monkeypatch, accepted):
    seen = []

    def answer(dialog):
        seen.append((dialog.windowTitle(), dialog.minPage(), dialog.maxPage()))
        assert dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        return QPrintDialog.DialogCode.Accepted if accepted else QPrintDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    printer = printing.choose_printer("示例医院 自评报告", 36, None)
    assert seen == [("打印", 1, 36)]
    assert (printer is not None) is accepted
    if printer is not None:
        assert printer.docName() == "示例医院 自评报告"


def test_a_stopped_job_sends_no_further_page(qapp, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    printer.setResolution(72)
    told, cancel = [], Cancel()

    def tell(step, steps, words):
        told.append(words)
        if step == 1:
            cancel.request()
        cancel.check()

    with pytest.raises(Cancelled):
        printing.print_pages(printer, blank_pdf(5), tell, cancel)
    assert told == ["正在打印第 1 页", "正在打印第 2 页"]


@pytest.mark.parametrize("across", [True, False])
def test_a_page_that_lies_across_fills_the_upright_sheet(qapp, across):
    """The wide table at its full size, its head to the left; an upright page stays upright."""

    class Sheet:
        def paperRect(self, unit):
            return QRectF(0, 0, 210, 297)

    page = QImage(*((297, 210) if across else (210, 297)), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    pen = QPainter(page)
    pen.fillRect(0, 0, page.width(), 20, Qt.GlobalColor.black)  # the head
    pen.end()
    paper = QImage(210, 297, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.red)
    pen = QPainter(paper)
    printing._paint_page(pen, Sheet(), page)
    pen.end()
    shades = {(x, y): paper.pixelColor(x, y).name() for x in (5, 205) for y in (5, 292)}
    assert "#ff0000" not in shades.values()  # nothing is left bare
    assert {place for place, shade in shades.items() if shade == "#000000"} == (
        {(5, 5), (5, 292)} if across else {(5, 5), (205, 5)}
    )
