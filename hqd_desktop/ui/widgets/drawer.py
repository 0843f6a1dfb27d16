"""Where a window is too narrow for a panel: the panel as a drawer over the page, and the tab that opens it."""

from enum import Enum

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSplitter, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, rule

TAB = 20
DRAWER_MOST = 0.75  # of the page, so that what it belongs to stays in sight


class Edge(Enum):
    """Where a drawer comes from: its name, its key, the icons of its closed and of its open tab."""

    LEFT = ("分组", "Shift+F6", "right", "left")
    RIGHT = ("侧栏", "F6", "left", "right")


class DrawerTab(Button):
    """A strip at an edge of the page, for the mouse; the keyboard has the key of the edge."""

    def __init__(self, theme: Theme, name: str, edge: Edge = Edge.RIGHT, parent: QWidget | None = None) -> None:
        super().__init__("", theme, "tab", edge.value[2], parent)
        self._name, self._edge = name, edge
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.show_open(False)

    def show_open(self, is_open: bool) -> None:
        """Say what a click does now."""
        what, key, closed, opened = self._edge.value
        self.set_icon(opened if is_open else closed)
        name = f"{what}：{self._name}" if self._name else what
        self.setAccessibleName(f"{'收起' if is_open else '打开'}{name}（{key}）")
        self.setToolTip(f"{'收起' if is_open else '打开'}{what}（{key}）")

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

    def __init__(self, parent: QWidget, edge: Edge = Edge.RIGHT) -> None:
        super().__init__(parent)
        self._edge = edge
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
        self._row.insertWidget(0 if self._edge is Edge.LEFT else 1, panel, 1)
        panel.show()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


class DrawerSlot(QObject):
    """A panel of a splitter with its tab: beside while there is room, else a drawer over the splitter's page."""

    escaped = Signal()

    def __init__(self, split: QSplitter, theme: Theme, panel: QWidget, edge: Edge) -> None:
        super().__init__(split)
        self._split, self._panel, self._edge = split, panel, edge
        self._drawer: Drawer | None = None
        self.tab = DrawerTab(theme, panel.accessibleName(), edge)
        self.tab.clicked.connect(lambda: self.show(not self.shown))
        self.tab.hide()

    @property
    def is_drawer(self) -> bool:
        """Whether there is no room beside."""
        return self._drawer is not None

    @property
    def shown(self) -> bool:
        """Whether the panel can be seen, beside or as a drawer."""
        return self._panel.isVisible()

    def become_narrow(self) -> bool:
        """Take the panel out of the splitter; False when it is out already."""
        page = self._split.parentWidget()
        if self._drawer is not None or page is None:
            return False
        self._drawer = Drawer(page, self._edge)
        self._drawer.escaped.connect(self.escaped)
        self._drawer.take(self._panel)
        self.tab.show()
        self.show(False)
        return True

    def become_broad(self) -> bool:
        """Put the panel back beside its tab; False when it is there."""
        if self._drawer is None:
            return False
        drawer, self._drawer = self._drawer, None
        at = self._split.indexOf(self.tab)
        self._split.insertWidget(at if self._edge is Edge.RIGHT else at + 1, self._panel)
        self._split.setStretchFactor(self._split.indexOf(self._panel), 0)
        self._panel.show()
        self.tab.hide()
        drawer.hide()
        drawer.deleteLater()
        return True

    def show(self, shown: bool) -> None:
        """Open the drawer or close it."""
        if self._drawer is not None:
            self._drawer.setVisible(shown)
            self._drawer.raise_()
            self.tab.show_open(shown)

    def place(self, wanted: int) -> None:
        """Lay the drawer along its edge, as wide as wanted while it leaves the page in sight."""
        if self._drawer is None:
            return
        split, tab = self._split, self.tab.sizeHint().width()
        room = split.width() - tab - 1
        width = min(wanted, round(split.width() * DRAWER_MOST), room)
        left = split.x() + (tab + 1 if self._edge is Edge.LEFT else room - width)
        self._drawer.setGeometry(QRect(left, split.y(), width, split.height()))
