"""Where a window is too narrow for a side panel: the panel as a drawer over the page, and the tab that opens it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, rule

TAB = 20


class DrawerTab(Button):
    """A strip at the right edge, for the mouse; the keyboard has F6."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", theme, "tab", "left", parent)
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.show_open(False)

    def show_open(self, is_open: bool) -> None:
        """Say what a click does now."""
        self.set_icon("right" if is_open else "left")
        self.setAccessibleName(f"{'收起' if is_open else '打开'}侧栏：{self._name}（F6）")
        self.setToolTip(f"{'收起' if is_open else '打开'}侧栏（F6）")

    def sizeHint(self):
        return QSize(self._theme.px(TAB), self._theme.px(60))

    def minimumSizeHint(self):
        return self.sizeHint()

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        self.setFixedWidth(self._theme.px(TAB))


class Drawer(QFrame):
    """Holds the panel while there is no room beside; Esc in it asks to be closed."""

    escaped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("area", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        line = rule(vertical=True)
        line.setFixedWidth(2)
        self._row.addWidget(line)
        self.hide()

    def take(self, panel: QWidget) -> None:
        """Hold a panel."""
        self._row.addWidget(panel, 1)
        panel.show()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)
