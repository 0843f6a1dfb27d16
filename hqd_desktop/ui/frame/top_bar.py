"""The bar above the pages: hospital, year, state, search, undo and redo by name, help."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hqd_desktop.ui import icons
from hqd_desktop.ui.frame.hospital_picker import HospitalPicker
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, Picker, label, set_tone
from hqd_desktop.ui.widgets.icon_text import IconText

if TYPE_CHECKING:
    from hqd_desktop.services.workspace import View

NEW_YEAR = -1


class SearchButton(Button):
    """Looks like a field, opens the command box; its words are short where it is narrow."""

    _WORDS = ("查找指标、数据项、任务，或输入要做的事", "查找指标、数据项、任务", "查找指标、数据项", "查找", "")

    def __init__(self, theme: Theme) -> None:
        super().__init__(self._WORDS[0], theme, "search", "search")
        self.setAccessibleName("查找（Ctrl+K）")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self):
        return QSize(self._theme.px(380), super().sizeHint().height())

    def minimumSizeHint(self):
        return QSize(self._theme.px(100), super().minimumSizeHint().height())

    def resizeEvent(self, event):
        super().resizeEvent(event)
        hint = QFontMetrics(self._theme.font(13)).horizontalAdvance("Ctrl+K")
        room = self.width() - hint - self._theme.px(60)
        metrics = QFontMetrics(self._theme.font(14))
        self.setText(next(words for words in self._WORDS if not words or metrics.horizontalAdvance(words) <= room))

    def paintEvent(self, event):
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self._theme.font(13))
        hint = "Ctrl+K"
        width = painter.fontMetrics().horizontalAdvance(hint)
        rect = QRectF(self.width() - width - self._theme.px(10), 2, width, self.height() - 4)
        painter.fillRect(rect.adjusted(-self._theme.px(8), 0, 0, 0), self._theme.colour("sub2"))
        painter.setPen(self._theme.colour("text3"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, hint)


class TopBar(QWidget):
    """48 px; before a hospital is open it is empty but for its shape."""

    year_chosen = Signal(int)
    hospital_chosen = Signal(str)
    search_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    help_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("area", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self._name = ElidedLabel("", "card")
        self._name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._hospitals = HospitalPicker(theme)
        self._hospitals.activated.connect(self._on_hospital_activated)
        self._hospitals.hide()
        self._class = label("", "secondary", "text2")
        self._year = Picker(theme, "自评年度")
        self._year.activated.connect(self._on_year_activated)
        self._state = IconText(theme, "draft", "", kind="chip")
        self._sample = IconText(theme, "sample", "示例", kind="chip", tone="warning")
        self._sample.setToolTip("数字全部虚构，只用来看程序填好以后的样子")
        self._search = SearchButton(theme)
        self._search.clicked.connect(self.search_asked)
        self._undo = Button("撤销", theme, "flat", "undo")
        self._redo = Button("重做", theme, "flat", "redo")
        self._help = Button("", theme, "flat", "help")
        self._help.setAccessibleName("帮助（F1）")
        self._help.setToolTip("说明 F1 · 快捷键 Ctrl+F1")
        for button, signal in (
            (self._undo, self.undo_asked),
            (self._redo, self.redo_asked),
            (self._help, self.help_asked),
        ):
            button.clicked.connect(signal)
        row.addWidget(self._name)
        row.addWidget(self._hospitals)
        row.addWidget(self._class)
        row.addSpacing(4)
        row.addWidget(self._year)
        row.addWidget(self._state)
        row.addWidget(self._sample)
        row.addStretch(1)
        row.addWidget(self._search)
        row.addStretch(1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._help)
        for widget in (self._year, self._state, self._sample):
            widget.hide()
        self._undo.setAccessibleName("撤销")
        self._redo.setAccessibleName("重做")
        self._undo.setEnabled(False)
        self._redo.setEnabled(False)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_view(self, view: "View", state_text: str) -> None:
        """Draw a new state."""
        self._name.setText(view.hospital.name)
        several = len(view.members) > 1  # then a list stands in place of the name
        self._hospitals.show_hospitals(view.members, view.hospital.id)
        self._hospitals.setVisible(several)
        self._name.setVisible(not several)
        self._class.setText(view.hospital.class_label)
        self._fill_years(view)
        self._state.show_text(state_text, icon="lock" if view.record.locked else "draft")
        self._state.set_tone("ok" if view.record.locked else "")
        for widget in (self._year, self._state):
            widget.show()
        self._sample.setVisible(view.sample)
        for button, word, name in ((self._undo, "撤销", view.undo_name), (self._redo, "重做", view.redo_name)):
            button.setAccessibleName(word + name)
            button.setEnabled(bool(name))
        self._undo.setToolTip(f"撤销{view.undo_name}（Ctrl+Z）")
        self._redo.setToolTip(f"重做{view.redo_name}（Ctrl+Y）")
        self._fit()

    def show_hospital(self, hospital_id: str) -> None:
        """Back to the hospital that is open, when another could not be opened."""
        self._hospitals.setCurrentIndex(self._hospitals.findData(hospital_id))

    def offer_hospitals(self) -> None:
        """Open the list, for the keyboard."""
        self._hospitals.setFocus()
        self._hospitals.showPopup()

    def show_year(self, year: int) -> None:
        """Back to the year that is open, when another could not be opened."""
        self._year.setCurrentIndex(self._year.findData(year))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the text is large, words that a tooltip can say go first."""
        narrow = self.width() < self._theme.px(1000)
        self._class.setVisible(not narrow)
        for button in (self._undo, self._redo):
            button.setText("" if narrow else button.accessibleName())
        beside: tuple[QWidget, ...] = (
            *(self._class, self._year, self._state, self._sample),
            *(self._search, self._undo, self._redo, self._help),
        )
        shown = [widget for widget in beside if not widget.isHidden()]
        taken = sum(widget.minimumSizeHint().width() + 8 for widget in shown) + 44
        room = max(self.width() - taken, self._theme.px(64))
        self._name.setFixedWidth(min(self._name.sizeHint().width() + 2, self._theme.px(240), room))
        self._hospitals.setFixedWidth(min(self._hospitals.room_wanted, self._theme.px(280), room))

    def _on_hospital_activated(self, index: int) -> None:
        self.hospital_chosen.emit(self._hospitals.itemData(index))

    def _fill_years(self, view: "View") -> None:
        self._year.blockSignals(True)
        self._year.clear()
        for year in sorted(view.years, reverse=True):
            self._year.addItem(self._year_icon(), f"{year} 年度", year)
        self._year.insertSeparator(self._year.count())
        self._year.addItem(f"新建 {max(view.years) + 1} 年度…", max(view.years) + 1)
        self._year.view().setMinimumWidth(self._theme.px(190))
        self._year.setCurrentIndex(self._year.findData(view.record.year))
        self._year.blockSignals(False)

    def _year_icon(self):
        return icons.icon("year", self._theme.tokens.text2)

    def _on_year_activated(self, index: int) -> None:
        year = self._year.itemData(index)
        if year is not None:
            self.year_chosen.emit(year)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.low(48))
        self._year.setFixedWidth(self._theme.px(150))
        self._fit()
        for index in range(self._year.count()):
            if not self._year.itemIcon(index).isNull():
                self._year.setItemIcon(index, self._year_icon())
        set_tone(self._class, "text2")
