"""A month as a table of weeks: what is due on each day by shape and words; keys and clicks move, nothing is written."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hqd_desktop.domain.ledger_calendar import DUE_NAMES, DayEntry, DueState
from hqd_desktop.ui.models.row_model import ROOT, ROW_ROLE, Index
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape

WEEKS, DAYS = 6, 7
WEEKDAYS = "一二三四五六日"
DUE_SHAPES = {
    DueState.OVERDUE: Shape.WARNING, DueState.SOON: Shape.PARTIAL, DueState.AHEAD: Shape.WAITING,
    DueState.DONE: Shape.OK,
}  # fmt: skip


class MonthModel(QAbstractTableModel):
    """Six weeks from the Monday on or before the first of the month."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.month = date.today().replace(day=1)
        self.today = date.today()
        self._days: dict[date, list[DayEntry]] = {}

    def show_entries(self, entries: Sequence[DayEntry], today: date) -> None:
        """What there is on all days."""
        found: defaultdict[date, list[DayEntry]] = defaultdict(list)
        for entry in entries:
            found[entry.due].append(entry)
        self.beginResetModel()
        self._days, self.today = dict(found), today
        self.endResetModel()

    def show_month(self, day: date) -> None:
        """The month that a day lies in."""
        if day.replace(day=1) != self.month:
            self.beginResetModel()
            self.month = day.replace(day=1)
            self.endResetModel()

    @property
    def first(self) -> date:
        """The day in the upper left corner."""
        return self.month - timedelta(days=self.month.weekday())

    def day(self, index: Index) -> date:
        """The day of a cell."""
        return self.first + timedelta(days=DAYS * index.row() + index.column())

    def place(self, day: date) -> Index:
        """The cell of a day in this month."""
        week, weekday = divmod((day - self.first).days, DAYS)
        return self.index(week, weekday)

    def on(self, day: date) -> list[DayEntry]:
        """What there is on a day."""
        return self._days.get(day, [])

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.day(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role == ROW_ROLE:
            return day
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = [f"{one.task.number} {one.text}，{DUE_NAMES[one.state]}" for one in self.on(day)]
            head = f"{day.year} 年 {day.month} 月 {day.day} 日" + ("，今天" if day == self.today else "")
            if role == Qt.ItemDataRole.ToolTipRole:
                return "\n".join(told)
            return "；".join((head, *told)) if told else f"{head}，没有到期的"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return f"周{WEEKDAYS[section]}"


class _DayDelegate(GridDelegate):
    """The number of the day, then a line for each thing as long as there is room, then how many more."""

    def line_rects(self, rect: QRectF, count: int) -> list[QRectF]:
        """Where the lines of a day stand; the last is for what is left over, when there is too much."""
        px = self.theme.px
        height, top = px(17), rect.top() + px(20)
        room = max(0, int((rect.bottom() - px(2) - top) // height))
        return [
            QRectF(rect.left() + px(5), top + height * n, rect.width() - px(8), height) for n in range(min(count, room))
        ]

    def paint(self, painter: QPainter, option, index):
        theme, px, model = self.theme, self.theme.px, index.model()
        day, rect = model.day(index), QRectF(option.rect)
        own, today = day.month == model.month.month, day == model.today
        painter.save()
        painter.setClipRect(rect)
        current = self.is_current(option, index)
        ground = "accent_soft" if current else "surface" if own else "sub"
        painter.fillRect(rect, theme.colour(ground))
        head = QRectF(rect.left() + px(6), rect.top() + px(2), rect.width() - px(10), px(18))
        words = f"{day.day} 今天" if today else str(day.day) if own or day.day > 1 else f"{day.month} 月 1 日"
        tone = "accent" if today else "text" if own else "text3"
        self.write(painter, head, words, theme.font(12, bold=today or bool(model.on(day))), theme.colour(tone))
        entries = model.on(day)
        if entries and not self.line_rects(rect, 1):
            self._count(painter, head, entries)
        self._lines(painter, rect, entries)
        line = theme.colour("line")
        painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), line)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line)
        if current and option.widget is not None and option.widget.hasFocus():
            self.frame(painter, rect)
        painter.restore()

    def _count(self, painter: QPainter, head: QRectF, entries: Sequence[DayEntry]) -> None:
        """Where no line has room, how many there are and how the most urgent stands."""
        theme, side = self.theme, self.theme.px(12)
        shape = DUE_SHAPES[entries[0].state]
        words = f"{len(entries)} 项"
        taken = self.write(painter, head, words, theme.font(12), colour_of(shape, theme.tokens), right=True)
        left = head.right() - taken - side - theme.px(3)
        paint_shape(painter, shape, QRectF(left, head.center().y() - side / 2, side, side), theme.tokens)

    def _lines(self, painter: QPainter, rect: QRectF, entries: Sequence[DayEntry]) -> None:
        theme, px = self.theme, self.theme.px
        boxes = self.line_rects(rect, len(entries))
        for place, box in enumerate(boxes):
            left = len(entries) - place
            if place == len(boxes) - 1 and left > 1:
                self.write(painter, box, f"还有 {left} 项", theme.font(12), theme.colour("text2"))
                return
            entry = entries[place]
            shape = DUE_SHAPES[entry.state]
            side = px(12)
            mark = QRectF(box.left(), box.center().y() - side / 2, side, side)
            paint_shape(painter, shape, mark, theme.tokens)
            words = f"{entry.task.number} {DUE_NAMES[entry.state]}"
            colour = colour_of(shape, theme.tokens)
            self.write(painter, box.adjusted(side + px(4), 0, 0, 0), words, theme.font(12), colour, elide=True)

    def sizeHint(self, option, index):
        return QSize(self.theme.px(60), self.theme.px(44))


class MonthGrid(QTableView):
    """Arrows go from day to day and on into the next month, PageUp and PageDown by months, Home to today.

    `day_moved` names the current day, `day_entered` (Enter) asks for its list, `entry_chosen` is a line that was
    clicked.
    """

    day_moved = Signal(object)
    day_entered = Signal()
    entry_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("期限月历")
        self.month = MonthModel(self)
        self.setModel(self.month)
        self._delegate = _DayDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def day(self) -> date:
        """The current day."""
        index = self.currentIndex()
        return self.month.day(index) if index.isValid() else self.month.month

    def show_day(self, day: date) -> None:
        """Make a day current, in its month."""
        self.month.show_month(day)
        self.setCurrentIndex(self.month.place(day))

    def turn(self, months: int) -> None:
        """So many months on or back; the day stays where the month has it."""
        number = self.month.month.year * 12 + self.month.month.month - 1 + months
        first = date(number // 12, number % 12 + 1, 1)
        after = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
        self.show_day(first.replace(day=min(self.day.day, (after - first).days)))

    def currentChanged(self, current, previous):
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.day_moved.emit(self.month.day(current))

    def keyPressEvent(self, event):
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
        if key in steps:
            self.show_day(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.show_day(self.month.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_entered.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event):
        super().mouseReleaseEvent(event)
        entry = self.entry_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None
        if entry is not None:
            self.entry_chosen.emit(entry)

    def entry_at(self, position: QPointF) -> DayEntry | None:
        """The line of a day at a point; None beside all lines and where only a number of further ones stands."""
        index = self.indexAt(position.toPoint())
        if not index.isValid():
            return None
        entries = self.month.on(self.month.day(index))
        boxes = self._delegate.line_rects(QRectF(self.visualRect(index)), len(entries))
        for place, box in enumerate(boxes):
            if box.contains(position) and (place < len(boxes) - 1 or len(entries) == len(boxes)):
                return entries[place]
        return None

    def viewportEvent(self, event):
        if event.type() == QEvent.Type.StyleChange:
            self._on_theme_changed()
        return super().viewportEvent(event)

    def _on_theme_changed(self) -> None:
        self.horizontalHeader().setFixedHeight(self._theme.px(26))
        self.viewport().update()
