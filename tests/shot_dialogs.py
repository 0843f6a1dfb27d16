"""Presses every button of a page and takes a picture of each dialog that comes, then closes it; it judges nothing."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton, QToolButton, QWidget

# What would change the look, the hospital or the file under the pictures that follow.
LEFT_ALONE = ("示例", "打开别的", "打开数据", "深色", "浅色", "随系统", "%", "万元", "退出")
LOOK_EVERY_MS, COME_TO_REST_MS = 80, 500


class DialogTaker(QObject):
    """`take(widget, name)` gets each kind of dialog once; dialogs that wait for an answer are closed as well."""

    def __init__(self, take: Callable[[QWidget, str], None], window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take, self._window = take, window
        self._taken: set[tuple[str, str]] = set()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        self._clock.start(LOOK_EVERY_MS)
        for name in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
            setattr(QFileDialog, name, staticmethod(lambda *_, **__: ("", "")))
        QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: "")  # type: ignore[method-assign]
        QDesktopServices.openUrl = staticmethod(lambda _: True)  # type: ignore[method-assign]

    @property
    def busy(self) -> bool:
        """Whether a dialog is still open."""
        return any(True for _ in self._open())

    def buttons(self, pressed: set[str]) -> QPushButton | QToolButton | None:
        """The next button of the window that may be pressed and was not yet."""
        for kind in (QPushButton, QToolButton):
            for button in self._window.findChildren(kind):
                name = name_of(button)
                usable = button.isVisible() and button.isEnabled() and name and name not in pressed
                if usable and not any(word in name for word in LEFT_ALONE):
                    return button
        return None

    def _open(self) -> Iterator[QWidget]:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self._window and isinstance(widget, QDialog | QMenu):
                yield widget

    def _look(self) -> None:
        for widget in self._open():
            if not widget.property("looked_at"):
                widget.setProperty("looked_at", True)
                QTimer.singleShot(COME_TO_REST_MS, widget, lambda widget=widget: self._finish(widget))

    def _finish(self, widget: QWidget) -> None:
        kind = type(widget).__name__, widget.windowTitle()
        if kind not in self._taken:
            self._taken.add(kind)
            if kind[0] not in ("QFileDialog", "QMenu"):
                self._take(widget, f"dialog-{len(self._taken):02}-{kind[0]}")
        if isinstance(widget, QDialog):
            widget.reject()
        widget.close()


def name_of(button: QPushButton | QToolButton) -> str:
    """What is read on it, or said of it."""
    return button.text() or button.accessibleName() or button.toolTip()
