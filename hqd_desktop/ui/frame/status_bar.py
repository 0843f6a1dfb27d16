"""The line below the pages: is it saved, may it be changed, which table and rule set, where the data lie, who works."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape

if TYPE_CHECKING:
    from hqd_desktop.services.workspace import View

PATIENCE_MS = 300


class StatusBar(QWidget):
    """28 px. It never says 已保存 before the commit, and says 正在保存 only when a save takes long."""

    rules_asked = Signal()
    place_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("area", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        self._saved = IconText(theme, "database", "", "caption")
        self._state = IconText(theme, "draft", "", "caption")
        self._table = IconText(theme, "table", "", "caption")
        self._rules = Button("", theme, "status", "rules")
        self._rules.clicked.connect(self.rules_asked)
        self._place = Button("", theme, "status", "backup")
        self._place.clicked.connect(self.place_asked)
        self._user = IconText(theme, "user", "", "caption")
        for widget in (self._saved, self._state, self._table, self._rules):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._place, self._user):
            row.addWidget(widget)
        for widget in (self._saved, self._state, self._table, self._rules, self._place, self._user):
            widget.hide()
        self._known = False
        self._read_only = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._say(Shape.PARTIAL, "正在保存…"))
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def saved_text(self) -> str:
        """What is said about saving."""
        return self._saved.text()

    def show_view(self, view: "View", state_text: str, place: Path, user: str) -> None:
        """Draw a new state."""
        self._state.show_text(
            state_text if view.record.locked else f"{state_text}，未锁定", "lock" if view.record.locked else "draft"
        )
        self._read_only = view.read_only
        self._table.show_text(view.packs.scheme.short)
        self._table.setToolTip(f"{view.packs.scheme.name} {view.packs.scheme.document}")
        self._rules.setText(view.packs.ruleset.title)
        self._rules.setToolTip("看赋分方案的每条规则")
        self._place.setText(place.name)
        self._place.setToolTip(f"数据在本机：{place}\n点开看数据文件夹和备份")
        self._user.show_text(user)
        self._known = True
        if view.read_only:
            self.show_saved(None)
        self._fit()

    def show_user(self, name: str) -> None:
        """Somebody else is at work."""
        self._user.show_text(name)

    def show_saving(self) -> None:
        """A save has begun."""
        self._patience.start()

    def show_saved(self, at: datetime | None) -> None:
        """The commit is done."""
        self._patience.stop()
        if self._read_only:
            self._say(Shape.LOCKED, "只读打开，不能改")
        elif at is None:
            self._say(Shape.OK, "已保存到本机")
        else:
            self._say(Shape.OK, f"已保存到本机 {at.astimezone():%H:%M:%S}")

    def show_failed(self, reason: str) -> None:
        """Nothing was written."""
        self._patience.stop()
        self._say(Shape.ERROR, f"未存上：{reason}")

    def _say(self, shape: Shape, text: str) -> None:
        self._saved.show_text(text, shape)
        self._saved.setToolTip(text)
        self._fit()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Whether it is saved is never cut; the rest gives way from the least needed on."""
        room = self.width() - 32 if self._known else 0
        for widget in (self._saved, self._state, self._rules, self._table, self._place, self._user):
            room -= widget.sizeHint().width() + 14
            widget.setVisible(self._known and (room >= 0 or widget is self._saved))

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.px(28))
        self._fit()
