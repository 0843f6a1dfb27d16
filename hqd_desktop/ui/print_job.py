"""Sends a finished PDF to a printer that the user chooses, with progress and a way to stop; it lays out nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from hqd_desktop.ui.session import Session


def print_pdf(
    session: Session, parent: QWidget, title: str, pdf: bytes, pages: int, what: str, save: Callable[[], object]
) -> None:
    """`what` names the paper in what is said; `save` is offered where the PC has no printer."""
    from hqd_desktop.ui import printing

    if not printing.has_printer():
        words = f"这台电脑没有装打印机。{what}没有变；可以先存为 PDF，拿到别处打印。"
        session.notify(words, "warning", ("存为 PDF…", save))
        return
    printer = printing.choose_printer(title, pages, parent)
    if printer is None:
        return
    dialog = QProgressDialog("正在打印…", "停止", 0, pages, parent)
    dialog.setWindowTitle("打印")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinimumDuration(300)

    def tell(step: int, steps: int, words: str) -> None:
        dialog.setMaximum(steps)
        dialog.setValue(step)
        dialog.setLabelText(words)

    def end(words: str, tone: str = "ok") -> None:
        dialog.close()
        session.notify(words, tone)

    job = session.tasks.run_in_files(
        lambda say, cancel: printing.print_pages(printer, pdf, say, cancel),
        lambda count: end(f"{count} 页已送到打印机。"),
        lambda error: end(f"没有打印成。{what}没有变；请看打印机是否连好，再试一次。", "error"),
        tell,
        lambda: end("已停止打印，没有送出的页不再打印。", "warning"),
    )
    dialog.canceled.connect(job.request)
