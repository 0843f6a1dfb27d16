"""The report on paper: the pages of the finished PDF, one at a time at 300 dpi, on a printer the user chose."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.ui.tasks import Cancel, Tell

DPI = 300
FINER, SHARP = 3, 150  # times finer on a screen, up to so many dpi


def has_printer() -> bool:
    """Whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def choose_printer(title: str, pages: int, parent: QWidget) -> QPrinter | None:
    """The system's dialog; None when the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def wanted_pages(printer: QPrinter, pages: int) -> range:
    """The pages (from 0) that the dialog asked for."""
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        return range(printer.fromPage() - 1, min(pages, printer.toPage()))
    return range(pages)


def print_pages(printer: QPrinter, pdf: bytes, tell: Tell, cancel: Cancel) -> int:
    """Runs on the file thread; holds one page at a time. Returns how many pages were sent."""
    from hqd_desktop.reporting.pages import PdfPages

    with PdfPages(pdf) as pages:
        numbers = wanted_pages(printer, len(pages))
        painter = QPainter()
        if not painter.begin(printer):
            raise FileRefused(Problem("print_failed"))
        try:
            for done, number in enumerate(numbers):
                tell(done, len(numbers), f"正在打印第 {number + 1} 页")
                if done:
                    printer.newPage()
                _paint_page(painter, printer, image_of(pages, number, DPI))
        except BaseException:
            printer.abort()
            raise
        finally:
            painter.end()
        cancel.check()
        return len(numbers)


def image_of(pages, number: int, dpi: float, fine: bool = True) -> QImage:
    """A page as an image of its own.

    For a screen it is drawn finer and scaled down: PDFium makes no line thinner than a pixel, which blots bold letters.
    Not `fine` where the page is so large that this would cost too much.
    """
    finer = FINER if fine and dpi <= SHARP else 1
    picture = pages.render(number, dpi * finer)
    image = QImage(picture.rgba, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBA8888).copy()
    if finer > 1:
        size = QSize(round(picture.width / finer), round(picture.height / finer))
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    return image


def _paint_page(painter: QPainter, printer: QPrinter, image: QImage) -> None:
    """Fit the page to the sheet without stretching it; one that lies across is turned, its head to the left.

    Else the wide table would be printed at seven tenths of its size, between two white halves.
    """
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    if (image.width() > image.height()) is not (sheet.width() > sheet.height()):
        image = image.transformed(QTransform().rotate(-90))
    scale = min(sheet.width() / image.width(), sheet.height() / image.height())
    target = QRectF(0, 0, image.width() * scale, image.height() * scale)
    target.moveCenter(QRectF(0, 0, sheet.width(), sheet.height()).center())
    painter.drawImage(target, image)
