"""设置: the hospital, the table and rules in force, how the window looks, where the data are, about."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hqd_desktop.services.workspace import View
from hqd_desktop.ui import icons
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.pages.settings_about import AboutSection
from hqd_desktop.ui.pages.settings_data import DataSection
from hqd_desktop.ui.pages.settings_hospital import HospitalSection
from hqd_desktop.ui.pages.settings_look import LookSection
from hqd_desktop.ui.pages.settings_people import PeopleSection
from hqd_desktop.ui.pages.settings_rules import RulesSection
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import rule

SECTIONS = (
    ("hospital", "医院", "hospital", HospitalSection),
    ("people", "用户", "user", PeopleSection),
    ("rules", "指标表与赋分方案", "rules", RulesSection),
    ("look", "显示", "appearance", LookSection),
    ("data", "数据与备份", "backup", DataSection),
    ("about", "关于", "about", AboutSection),
)


class SettingsPage(Page):
    """Sections at the left, the chosen one at the right; each change holds at once or by its own button."""

    key, title = "settings", "设置"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._list = QListWidget()
        self._list.setAccessibleName("设置的各部分")
        self._stack = QStackedWidget()
        self._sections: dict[str, Any] = {}
        for key, name, _icon, make in SECTIONS:
            self._list.addItem(name)
            section = make(session, theme)
            self._sections[key] = section
            self._stack.addWidget(_scrolled(section))
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(rule(vertical=True))
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)
        self.setFocusProxy(self._list)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_view(self, view: View) -> None:
        for section in self._sections.values():
            section.show_view(view)

    def go_to(self, **target: Any) -> None:
        keys = [key for key, *_ in SECTIONS]
        if target.get("section") in keys:
            self._list.setCurrentRow(keys.index(target["section"]))
            if "act" in target:
                self._sections[target["section"]].do(target["act"])

    def _on_theme_changed(self) -> None:
        px = self.theme.px
        narrow = self.width() < px(760)  # the icons alone stay, their names in tooltips
        self._list.setFixedWidth(px(28) + 28 if narrow else px(160) + 28)
        self._list.setIconSize(QSize(px(18), px(18)))
        for row, (_key, name, icon, _make) in enumerate(SECTIONS):
            item = self._list.item(row)
            item.setIcon(icons.icon(icon, self.theme.tokens.text2))
            item.setText("" if narrow else name)
            item.setToolTip(name if narrow else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            item.setSizeHint(QSize(0, px(36)))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._on_theme_changed()


def _scrolled(section: QWidget) -> QScrollArea:
    inner = QWidget()
    inner.setProperty("area", "bg")
    column = QVBoxLayout(inner)
    column.setContentsMargins(20, 4, 20, 20)
    section.setMaximumWidth(1100)
    column.addWidget(section)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll
