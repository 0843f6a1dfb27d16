"""A line between top bar and page: what happened, what is safe, what to do; it goes by itself or is closed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.status_shapes import Shape, ShapeLabel

PASSES_AFTER_MS = 4000
_SHAPES = {"ok": Shape.OK, "error": Shape.ERROR, "warning": Shape.WARNING, "missing": Shape.MISSING}


class Notice(QFrame):
    """Hidden unless there is something to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("提示")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(10)
        self._shape = ShapeLabel(Shape.OK, theme)
        self._text = label("", "body", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = Button("", theme, "small")
        self._act.clicked.connect(self._on_act_clicked)
        self._on_act: Callable[[], object] | None = None
        close = Button("", theme, "flat", "close")
        close.setAccessibleName("关闭提示")
        close.clicked.connect(self.hide)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What is being said, or nothing."""
        return "" if self.isHidden() else self._text.text()

    def say(self, words: str, tone: str = "ok", act: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show a line; good news without a button pass by themselves, the rest stays till closed."""
        self._on_act = act[1] if act else None
        self._act.setText(act[0] if act else "")
        self._act.setVisible(act is not None)
        self._shape.set_shape(_SHAPES.get(tone, Shape.OK))
        self._text.setText(words)
        self.setAccessibleDescription(words)
        set_tone(self, tone)
        self.show()
        self._timer.stop()
        if tone == "ok" and act is None:
            self._timer.start(PASSES_AFTER_MS)

    def _on_act_clicked(self) -> None:
        if self._on_act is not None:
            self._on_act()
