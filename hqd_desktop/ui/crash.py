"""The dialog for our own faults: what is safe, how to go on, and details without a single figure."""

import logging
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.ui.faults import describe_error, report_text
from hqd_desktop.ui.widgets.controls import label

CALM = "程序出了意外，刚才的操作没有写入，已存的数完好。"
_log = logging.getLogger("hqd.crash")


class CrashDialog(QDialog):
    """Opened without blocking; details can be copied or saved."""

    def __init__(self, error: BaseException, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出了意外")
        self.setMinimumWidth(520)
        self._report = report_text(error, version)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(CALM, "panel", wrap=True))
        column.addWidget(label("可以接着用；若又出现，请重开程序，并把问题报告交给维护人员。", "body", wrap=True))
        self._details = QPlainTextEdit(self._report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("详情（不含任何填报数）")
        self._details.hide()
        column.addWidget(self._details)
        buttons = QDialogButtonBox()
        go_on = buttons.addButton("继续", QDialogButtonBox.ButtonRole.AcceptRole)
        self._more = buttons.addButton("详情", QDialogButtonBox.ButtonRole.ActionRole)
        copy = buttons.addButton("复制详情", QDialogButtonBox.ButtonRole.ActionRole)
        save = buttons.addButton("另存问题报告…", QDialogButtonBox.ButtonRole.ActionRole)
        column.addWidget(buttons)
        _make_primary(go_on)
        go_on.clicked.connect(self.accept)
        self._more.clicked.connect(lambda: self._details.setVisible(self._details.isHidden()))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        save.clicked.connect(self._on_save_clicked)

    def _on_save_clicked(self) -> None:
        place, _ = QFileDialog.getSaveFileName(self, "另存问题报告", "问题报告.txt", "文本 (*.txt)")
        if not place:
            return
        try:
            Path(place).write_text(self._report, encoding="utf-8")
        except OSError:
            self._more.setText("存不进那里，请另选一处")


def _make_primary(button: QPushButton) -> None:
    button.setProperty("kind", "primary")
    button.setDefault(True)
    button.style().unpolish(button)
    button.style().polish(button)


def show_crash(error: BaseException, version: str, parent: QWidget | None = None) -> CrashDialog:
    """Log it and open the dialog."""
    _log.error("%s", describe_error(error))
    dialog = CrashDialog(error, version, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
