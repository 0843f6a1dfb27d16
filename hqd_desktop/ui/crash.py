"""The dialog for our own faults: what is safe, how to go on, and details without a single figure."""

import logging
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
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
KEPT = "正在写的字另外留着，重新打开后可以放回原处，不会自己写进数里。"
NEXT = "可以接着用；若又出现，请重新打开程序，并把问题报告（不含任何填报的数）交给维护人员。"
_log = logging.getLogger("hqd.crash")


class Around(Protocol):
    """What of the running program a crash needs."""

    def hold(self) -> None:
        """Keep what is being written."""

    def release(self) -> None:
        """The user goes on."""

    def restart(self) -> None:
        """End, and start the program anew on the same file."""


class CrashDialog(QDialog):
    """Opened without blocking; details can be copied or saved, the program started anew where `around` is given."""

    def __init__(
        self, error: BaseException, version: str, parent: QWidget | None = None, around: Around | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出了意外")
        self.setMinimumWidth(520)
        self._report = report_text(error, version)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(CALM, "panel", wrap=True))
        for words in (KEPT if around is not None else "", NEXT):
            if words:
                column.addWidget(label(words, "body", wrap=True))
        self._details = QPlainTextEdit(self._report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("详情（不含任何填报数）")
        self._details.hide()
        column.addWidget(self._details)
        buttons = QDialogButtonBox()
        if around is not None:
            again = buttons.addButton("重新打开程序", QDialogButtonBox.ButtonRole.ActionRole)
            again.clicked.connect(around.restart)
            self.rejected.connect(around.release)
            self.accepted.connect(around.release)
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


def show_crash(
    error: BaseException, version: str, parent: QWidget | None = None, around: Around | None = None
) -> CrashDialog | None:
    """Log it and open the dialog; None where one is open already, for a fault that repeats itself is said once."""
    _log.error("%s", describe_error(error))
    if around is not None:
        around.hold()
    if any(isinstance(one, CrashDialog) and one.isVisible() for one in QApplication.topLevelWidgets()):
        return None
    dialog = CrashDialog(error, version, parent, around)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
