"""Left list, middle and side panel with remembered widths; below 1280 the side panel is a drawer (F6)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

DRAWER_BELOW = 1180
LEFT_SHARE, LEAST_LEFT = 24, 188  # at large text the list gives way before the grid does
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
        self._name, self._left, self._right = name, left, right
        self._wanted: bool | None = None
        self._fitted: tuple[bool, float] | None = None
        if left:
            self.addWidget(left[0])
        self.addWidget(middle)
        self.addWidget(right[0])
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for place in range(self.count()):
            self.setStretchFactor(place, 1 if self.widget(place) is middle else 0)
        right[0].setMinimumWidth(260)
        middle.setMinimumWidth(380)

    def fit(self, width: int, wide: bool) -> None:
        """The standard (or remembered) widths for this size of window and text."""
        shown = self._wanted if self._wanted is not None else width >= self._theme.px(DRAWER_BELOW)
        self._right[0].setVisible(shown)
        state = (wide, self._theme.scale)
        if state == self._fitted or not width:
            return
        self._fitted = state
        kept = self._settings.get(self._key(), [])
        left, right = self._usual(wide)
        left = min(left, max(LEAST_LEFT, width * LEFT_SHARE // 100))
        if isinstance(kept, list) and len(kept) == 2:
            left, right = int(kept[0]), int(kept[1])
        sizes = [left] if self._left else []
        self.setSizes([*sizes, max(100, width - left - right - 2), right])

    def save(self) -> None:
        """Keep the widths that the user dragged to; standard ones are not written down."""
        if not self._right[0].isVisible() or self._fitted is None:
            return
        sizes = self.sizes()
        now = [sizes[0] if self._left else 0, sizes[-1]]
        usual = self._usual(self._fitted[0])
        if any(abs(one - other) > 2 for one, other in zip(now, usual, strict=True)):
            self._settings.set(self._key(), now)

    def show_side(self) -> None:
        """Open the side panel."""
        self._wanted = True
        self._right[0].show()

    def toggle_side(self, home: QWidget) -> None:
        """F6: into the side panel, or away with it and back to `home`."""
        side = self._right[0]
        if not side.isVisible():
            self.show_side()
            side.setFocus()
        elif (held := QApplication.focusWidget()) is not None and (held is side or side.isAncestorOf(held)):
            self._wanted = False
            side.hide()
            home.setFocus()
        else:
            side.setFocus()

    def _usual(self, wide: bool) -> tuple[int, int]:
        left = (self._left[2] if wide else self._left[1]) if self._left else 0
        return self._theme.px(left), self._theme.px(self._right[2] if wide else self._right[1])

    def _key(self) -> str:
        return f"layout.{self._name}.{'wide' if self._fitted and self._fitted[0] else 'usual'}"
