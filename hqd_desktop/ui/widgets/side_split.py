"""Left list, middle and side panel with remembered widths; where it is narrow the side panel is a drawer (F6)."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.drawer import Drawer, DrawerTab

DRAWER_BELOW = 1180
LEFT_SHARE, LEAST_LEFT = 24, 188  # at large text the list gives way before the grid does
DRAWER_MOST = 0.75  # of the page, so that what it belongs to stays in sight
Part = tuple[QWidget, int, int]  # widget, width, width from 1600 on


class SideSplit(QSplitter):
    """Parts are (widget, width, width from 1600 on); what the user drags to is kept in the settings."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        name: str,
        middle: QWidget,
        right: Part,
        left: Part | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings, self._theme = session.desk.settings(), theme
        self._name, self._left, self._middle, self._right = name, left, middle, right
        self._wanted: bool | None = None
        self._fitted: tuple[bool, float] | None = None
        self._page_width = 0
        self._drawer: Drawer | None = None
        if left:
            self.addWidget(left[0])
        self.addWidget(middle)
        self.addWidget(right[0])
        self._tab = DrawerTab(theme, right[0].accessibleName())
        self._tab.clicked.connect(lambda: self._show_drawer(not self.side_shown))
        self._tab.hide()
        self.addWidget(self._tab)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for place in range(self.count()):
            self.setStretchFactor(place, 1 if self.widget(place) is middle else 0)
        right[0].setMinimumWidth(260)
        middle.setMinimumWidth(380)

    @property
    def side_shown(self) -> bool:
        """Whether the side panel can be seen, beside or as a drawer."""
        return self._right[0].isVisible()

    def fit(self, width: int, wide: bool) -> None:
        """The standard (or remembered) widths for this size of window and text."""
        narrow = width < self._theme.px(DRAWER_BELOW)
        if not width:
            return
        if narrow:
            self._become_narrow()
            self._place_drawer()
        else:
            self._become_broad()
            self._right[0].setVisible(self._wanted is not False)
        state = (wide, self._theme.scale)
        if state == self._fitted:
            return
        self._fitted = state
        self._page_width = width
        left, right = self._kept() or self._usual(wide)
        sizes = [left] if self._left else []
        beside = [0, self._tab.sizeHint().width()] if narrow else [right, 0]
        self.setSizes([*sizes, max(100, width - left - sum(beside) - 2), *(beside[1:] if narrow else beside)])

    def save(self) -> None:
        """Keep the widths that the user dragged to; standard ones are not written down."""
        if self._drawer is not None or not self.side_shown or self._fitted is None:
            return
        sizes = self.sizes()
        now = [sizes[0] if self._left else 0, sizes[self.indexOf(self._right[0])]]
        usual = self._usual(self._fitted[0])
        if any(abs(one - other) > 2 for one, other in zip(now, usual, strict=True)):
            self._settings.set(self._key(), [round(size / self._theme.scale) for size in now])

    def show_side(self) -> None:
        """Open the side panel."""
        if self._drawer is not None:
            self._show_drawer(True)
        else:
            self._wanted = True
            self._right[0].show()

    def toggle_side(self, home: QWidget) -> None:
        """F6: into the side panel, or away with it and back to `home`."""
        side = self._right[0]
        if not self.side_shown:
            self.show_side()
            side.setFocus()
        elif (held := QApplication.focusWidget()) is not None and (held is side or side.isAncestorOf(held)):
            self._hide_side(home)
        else:
            side.setFocus()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._place_drawer()

    # -- the drawer ----------------------------------------------------------------------------------------------

    def _become_narrow(self) -> None:
        page = self.parentWidget()
        if self._drawer is not None or page is None:
            return
        self._drawer = Drawer(page)
        self._drawer.escaped.connect(lambda: self._hide_side(self._middle))
        self._drawer.take(self._right[0])
        self._tab.show()
        self._fitted = None
        self._show_drawer(False)

    def _become_broad(self) -> None:
        if self._drawer is None:
            return
        drawer, self._drawer = self._drawer, None
        self.insertWidget(self.indexOf(self._tab), self._right[0])
        self.setStretchFactor(self.indexOf(self._right[0]), 0)
        self._tab.hide()
        drawer.hide()
        drawer.deleteLater()
        self._fitted = None

    def _show_drawer(self, shown: bool) -> None:
        if self._drawer is not None:
            self._drawer.setVisible(shown)
            self._drawer.raise_()
            self._tab.show_open(shown)
            self._place_drawer()

    def _hide_side(self, home: QWidget) -> None:
        if self._drawer is not None:
            self._show_drawer(False)
        else:
            self._wanted = False
            self._right[0].hide()
        home.setFocus()

    def _place_drawer(self) -> None:
        if self._drawer is not None:
            room = self.width() - self._tab.sizeHint().width() - 1
            width = min(self._usual(False)[1], round(self.width() * DRAWER_MOST), room)
            self._drawer.setGeometry(QRect(self.x() + room - width, self.y(), width, self.height()))

    def _kept(self) -> tuple[int, int] | None:
        """As dragged, kept at 100 %; None when there is nothing, or what cannot be."""
        kept = self._settings.get(self._key(), [])
        usable = isinstance(kept, list) and len(kept) == 2 and all(type(size) is int and size >= 0 for size in kept)
        return (self._theme.px(kept[0]), self._theme.px(kept[1])) if usable else None

    def _usual(self, wide: bool) -> tuple[int, int]:
        left = (self._left[2] if wide else self._left[1]) if self._left else 0
        left = min(self._theme.px(left), max(LEAST_LEFT, self._page_width * LEFT_SHARE // 100))
        return left, self._theme.px(self._right[2] if wide else self._right[1])

    def _key(self) -> str:
        return f"layout.{self._name}.{'wide' if self._fitted and self._fitted[0] else 'usual'}"
