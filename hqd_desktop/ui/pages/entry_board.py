"""The middle of 填报: period, entry line, strips, grid and key hints, held together around the current cell."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.wording import STATE_TEXTS
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import READ_ONLY, CellBook
from hqd_desktop.ui.models.entry_model import EntryModel
from hqd_desktop.ui.models.entry_rows import EntryRow
from hqd_desktop.ui.pages.entry_acts import EntryActs
from hqd_desktop.ui.pages.entry_clipboard import EntryClipboard
from hqd_desktop.ui.pages.entry_menu import cell_menu
from hqd_desktop.ui.pages.entry_typing import EntryTyping
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Segments, label, rule
from hqd_desktop.ui.widgets.entry_grid import EntryGrid
from hqd_desktop.ui.widgets.entry_line import EntryLine
from hqd_desktop.ui.widgets.find_bar import FindBar
from hqd_desktop.ui.widgets.strips import LockedStrip, PasteStrip

LOW = 300
MONEY_KEY = "entry.money"
QUARTERS = ("年度", "一季度", "二季度", "三季度", "四季度")
HINTS = ("Enter 下一格", "Tab 向右", "F8 下一个缺项", "Shift+F8 下一个错误", "/ 不适用", "Del 清空为缺")
MORE_HINTS = ("Alt+= 按分项求和", "F2 修改", "F4 备注", "Shift+F4 跟进", "Ctrl+F 查找")


class EntryBoard(QWidget):
    """`key_changed` follows the current figure (None on a heading), `quarter_chosen` the period picker."""

    key_changed = Signal(object)
    quarter_chosen = Signal(int)
    all_wanted = Signal()
    money_chosen = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session, self._settings = session, session.desk.settings()
        self._view: View | None = None
        self._book: CellBook | None = None
        self._wide = False
        self.model = EntryModel(self)
        self.grid = EntryGrid(theme)
        self.grid.setModel(self.model)
        self.line = EntryLine(theme)
        self.line.money.setCurrentIndex(max(0, self.line.money.findData(self._settings.get(MONEY_KEY, "元"))))
        self.find_bar = FindBar(theme)
        self.paste_strip = PasteStrip(theme)
        self.locked_strip = LockedStrip(theme)
        self.periods = Segments(QUARTERS, theme, "期间")
        self.typing = EntryTyping(self.grid, self.line, self.model, self)
        self.acts = EntryActs(session, self.model, theme, self)
        self.clipboard = EntryClipboard(self.grid, self.paste_strip, self.acts, self)
        self.empty_words = label("", "card", "text2")
        self.hints = label("", "caption", "text2")
        self._foot = QWidget()
        self._build()
        self._connect()

    def show_state(self, view: View, book: CellBook, rows: tuple[EntryRow, ...], quarter: int) -> bool:
        """A new state; the current cell stays, an open editor is left alone. Answers whether the rows are the same."""
        key, column = self.current_key(), self.grid.currentIndex().column()
        if self.grid.is_editing and [row.place for row in rows] != [row.place for row in self.model.rows]:
            rows = self.model.rows  # an editor that is open must not be swept away
        self._view, self._book = view, book
        self.typing.show_state(view, book)
        self.clipboard.show_state(view, book)
        same = self.model.show(view, book, rows, quarter)
        state = f"{view.record.year} 年度{STATE_TEXTS[view.record.state]}"
        state = READ_ONLY if view.read_only else state
        self.locked_strip.show_locked("" if view.editable else f"{state}，只能看。可查、可复制。", not view.read_only)
        index = self.model.index_of(key) if key else QModelIndex()
        if index.isValid() and index != self.grid.currentIndex():
            self.grid.keep_current(index.row(), column)
        if not same:
            self.grid.restyle()
        self.typing.refresh()
        return same

    def show_periods(self, available: tuple[int, ...], quarter: int) -> None:
        """Which periods the group has figures of."""
        self.periods.setVisible(len(available) > 1)
        for place, button in enumerate(self.periods.group.buttons()):
            button.setVisible(place in available)
        self.periods.blockSignals(True)
        self.periods.set_answer(QUARTERS[quarter])
        self.periods.blockSignals(False)

    def show_empty(self, words: str) -> None:
        """What to say when no row is left; empty shows the grid."""
        self.empty_words.setText(words)
        self._stack.setCurrentIndex(1 if words else 0)

    @property
    def money(self) -> str:
        """The unit in which 元 is shown."""
        return self.line.money.currentData()

    def show_money(self, unit: str) -> None:
        """Another unit on the screen, as if it was picked."""
        self.line.money.setCurrentIndex(self.line.money.findData(unit))
        self._on_money_activated()

    def current_key(self) -> FigureKey | None:
        """The figure of the current row and column (this year's on the other columns)."""
        return self.typing.current_key()

    def select_key(self, key: FigureKey) -> bool:
        """Make a figure current; False when it is not shown."""
        return self.typing.select_key(key)

    def commit_pending(self) -> bool:
        """Finish an open editor or an unfinished entry line; False when it cannot be read and stays on the screen."""
        return self.typing.commit_pending()

    def forget(self) -> None:
        """Another hospital: what was pending, previewed or half typed belongs to the one before."""
        self.model.forget()
        self.clipboard.drop()
        self.typing.forget()

    def set_wide(self, earlier: bool, wide: bool) -> None:
        """More columns and longer hints from 1600 on."""
        self.line.set_wide(wide)
        self._wide = wide
        self._fit_hints()
        self.grid.fit_columns(earlier, wide)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._foot.setVisible(self.height() >= self._theme.px(LOW))  # rows are worth more; the keys stand on Ctrl+F1
        self._fit_hints()

    def _fit_hints(self) -> None:
        """As many key hints as have room, none cut in two."""
        room, text = self.width() - 24, ""
        for hint in (*HINTS, *(MORE_HINTS if self._wide else ())):
            longer = f"{text}　　{hint}" if text else hint
            if self.hints.fontMetrics().horizontalAdvance(longer) > room:
                break
            text = longer
        self.hints.setText(text)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        period_row = QHBoxLayout()
        period_row.setContentsMargins(12, 4, 12, 0)
        period_row.addWidget(self.periods)
        column.addWidget(self.locked_strip)
        column.addWidget(self.line)
        column.addLayout(period_row)
        column.addWidget(self.find_bar)
        column.addWidget(self.paste_strip)
        column.addWidget(rule())
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # gives way to strips
        self._stack.addWidget(self.grid)
        empty = QWidget()
        inner = QVBoxLayout(empty)
        inner.addStretch(2)
        inner.addWidget(self.empty_words, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = Button("看全部", self._theme)
        whole.clicked.connect(self.all_wanted)
        inner.addWidget(whole, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(3)
        self._stack.addWidget(empty)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(12, 5, 12, 5)
        self.hints.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot.addWidget(self.hints)
        column.addWidget(rule())
        column.addWidget(self._foot)
        self.setProperty("area", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        grid, line, acts = self.grid, self.line, self.acts
        self.periods.group.idToggled.connect(self._on_period_toggled)
        self.typing.key_changed.connect(self.key_changed)
        grid.words_wanted.connect(lambda: self._with_key(acts.ask_words))
        grid.not_applicable_wanted.connect(lambda: self._with_key(acts.ask_not_applicable))
        grid.note_wanted.connect(lambda: self._with_key(acts.ask_note))
        grid.follow_up_wanted.connect(lambda: self._with_key(acts.ask_follow_up))
        grid.locked_touched.connect(lambda: self._with_key(acts.tell_locked))
        grid.customContextMenuRequested.connect(self._open_menu)
        line.money.activated.connect(lambda _: self._on_money_activated())
        grid.sum_wanted.connect(lambda: self._with_key(acts.offer_sum))
        grid.clear_wanted.connect(acts.clear)
        grid.answer_toggled.connect(acts.toggle)
        self.locked_strip.reopen_wanted.connect(lambda: self._session.go_to("report", act="reopen"))
        acts.told.connect(line.say)
        acts.offered.connect(self.typing.offer)

    def _on_period_toggled(self, place: int, checked: bool) -> None:
        if checked and not self.periods.signalsBlocked():
            self.quarter_chosen.emit(QUARTERS.index(self.periods.answer))

    def _on_money_activated(self) -> None:
        self._settings.set(MONEY_KEY, self.money)
        self.money_chosen.emit()

    def _open_menu(self, at) -> None:
        key = self.current_key()
        if key is not None:
            menu = self.make_menu(key)
            menu.exec(self.grid.viewport().mapToGlobal(at))
            menu.deleteLater()

    def make_menu(self, key: FigureKey) -> QMenu:
        """Everything that can be done to a cell and the selected ones, with its key."""
        return cell_menu(self.grid, self.acts, key, self)

    def _with_key(self, act) -> None:
        key = self.current_key()
        if key is not None:
            act(key)

    def outline(self, keys: Iterable[FigureKey]) -> None:
        """Frame the cells of the check that the user came from."""
        self.model.outline(keys)

    def needs_earlier(self, year: int, quarter: int) -> bool:
        """Whether a shown row must be given for the year before last."""
        if self._book is None:
            return False
        period = Period(year - 2, quarter)
        return any(row.item is not None and (row.item.key, period) in self._book.required for row in self.model.rows)
