"""Left list, middle and side panel with remembered widths; where it is narrow they become drawers (F6, Shift+F6)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.drawer import DrawerSlot, Edge

DRAWER_BELOW = 1180
LIST_DRAWER_BELOW = 720  # above 150 % the middle needs all the width there is
LEFT_SHARE, LEAST_LEFT = 24, 188  # at large text the list gives way before the grid does
Part = tuple[QWidget, int, int]  # widget, width, width from 1600 on


class SideSplit(QSplitter):
    """Parts are (widget, width, width from 1600 on); what the user drags to is kept in the settings.

    `home` is where the keyboard goes when a panel is left: the grid in the middle.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        name: str,
        middle: QWidget,
        home: QWidget,
        right: Part,
        left: Part | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings, self._theme = session.desk.settings(), theme
        self._name, self._left, self._middle, self._right = name, left, middle, right
        self._home = home
        self._wanted: bool | None = None
        self._fitted: tuple[bool, float] | None = None
        self._page_width = 0
        self._list = DrawerSlot(self, theme, left[0], Edge.LEFT) if left else None
        if left and self._list:
            self._list.escaped.connect(self.close_list)
            self.addWidget(self._list.tab)
            self.addWidget(left[0])
        self.addWidget(middle)
        self.addWidget(right[0])
        self._side = DrawerSlot(self, theme, right[0], Edge.RIGHT)
        self._side.escaped.connect(self._hide_side)
        self.addWidget(self._side.tab)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for place in range(self.count()):
            self.setStretchFactor(place, 1 if self.widget(place) is middle else 0)
        right[0].setMinimumWidth(260)
        middle.setMinimumWidth(380)

    @property
    def side_shown(self) -> bool:
        """Whether the side panel can be seen, beside or as a drawer."""
        return self._side.shown

    def fit(self, width: int, wide: bool) -> None:
        """The standard (or remembered) widths for this size of window and text."""
        narrow = width < self._theme.px(DRAWER_BELOW)
        if not width:
            return
        moved = self._side.become_narrow() if narrow else self._side.become_broad()
        if self._list is not None:
            pressed = width < self._theme.px(LIST_DRAWER_BELOW)
            moved |= self._list.become_narrow() if pressed else self._list.become_broad()
        if not narrow:
            self._right[0].setVisible(self._wanted is not False)
        self._place_drawers()
        state = (wide, self._theme.scale)
        if state == self._fitted and not moved:
            return
        self._fitted = state
        self._page_width = width
        left, right = self._kept() or self._usual(wide)
        beside = {self._right[0]: right}
        if self._left and self._list and not self._list.is_drawer:
            beside[self._left[0]] = left
        parts = [self.widget(place) for place in range(self.count())]
        widths = [beside.get(part, 0 if part.isHidden() else part.sizeHint().width()) for part in parts]
        widths[parts.index(self._middle)] = 0
        widths[parts.index(self._middle)] = max(100, width - sum(widths) - 2)
        self.setSizes(widths)

    def save(self) -> None:
        """Keep the widths that the user dragged to; standard ones are not written down."""
        if self._side.is_drawer or not self.side_shown or self._fitted is None:
            return
        sizes = self.sizes()
        now = [sizes[self.indexOf(part[0])] if part else 0 for part in (self._left, self._right)]
        usual = self._usual(self._fitted[0])
        if any(abs(one - other) > 2 for one, other in zip(now, usual, strict=True)):
            self._settings.set(self._key(), [round(size / self._theme.scale) for size in now])

    def show_side(self) -> None:
        """Open the side panel."""
        if self._side.is_drawer:
            self._side.show(True)
            self._place_drawers()
        else:
            self._wanted = True
            self._right[0].show()

    def toggle_side(self) -> None:
        """F6: into the side panel, or away with it and back home."""
        side = self._right[0]
        if not self.side_shown:
            self.show_side()
            side.setFocus()
        elif _has_focus(side):
            self._hide_side()
        else:
            side.setFocus()

    def toggle_list(self, entrance: QWidget) -> None:
        """Shift+F6: into the list at its `entrance`, or back home."""
        if self._left is None or self._list is None:
            return
        if self._list.shown and _has_focus(self._left[0]):
            self.close_list()
            return
        self._list.show(True)
        self._place_drawers()
        entrance.setFocus()

    def close_list(self) -> None:
        """Back home; a list that lies over it goes away."""
        if self._list is not None:
            self._list.show(False)
        self._home.setFocus()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._place_drawers()

    def _hide_side(self) -> None:
        if self._side.is_drawer:
            self._side.show(False)
        else:
            self._wanted = False
            self._right[0].hide()
        self._home.setFocus()

    def _place_drawers(self) -> None:
        self._side.place(self._usual(False)[1])
        if self._list is not None and self._left is not None:
            self._list.place(self._theme.px(self._left[2]))

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


def _has_focus(part: QWidget) -> bool:
    held = QApplication.focusWidget()
    return held is not None and (held is part or part.isAncestorOf(held))
