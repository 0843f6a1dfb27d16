"""The registered files of one place as a list: title, facts, state; keys ask, it opens and writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget

from hqd_desktop.domain.evidence import Evidence, FileState
from hqd_desktop.services.evidence_wording import facts
from hqd_desktop.ui.models.evidence_entries import Entry
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape

LINE_ROLE = Qt.ItemDataRole.UserRole
_LEFT, _EDGE = 28, 6  # where the words begin, and the room around them
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def standing(record: Evidence, state: FileState | None, today: date) -> tuple[Shape, str]:
    """Shape and word: damage goes before age, and nothing is called good before it was looked at (`state` None)."""
    if state is None:
        return Shape.WAITING, "核对中"
    if state is FileState.GONE:
        return Shape.MISSING, "找不到"
    if state is FileState.CHANGED:
        return Shape.ERROR, "与登记时不同"
    return (Shape.WARNING, "已过期") if record.outdated(today) else (Shape.OK, "完好")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with what is known of its file."""

    entry: Entry
    shape: Shape
    state: str
    facts: tuple[str, ...]

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return "，".join((self.entry.record.title, self.state, *self.facts, *self.through))

    @property
    def through(self) -> tuple[str, ...]:
        """Through what the file is here."""
        return (f"来自{self.entry.via}",) if self.entry.via else ()


class EvidenceModel(QAbstractListModel):
    """Read-only; a screen reader hears title, state and facts."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, entries: Sequence[Entry], states: Mapping[str, FileState], today: date) -> None:
        """Draw these."""
        lines = []
        for entry in entries:
            shape, word = standing(entry.record, states.get(entry.record.digest), today)
            lines.append(Line(entry, shape, word, facts(entry.record)))
        if len(lines) == len(self.lines):
            self.lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent=None):
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        title = line.entry.record.title
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{title}\n{line.entry.record.name}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return line if role == LINE_ROLE else None


class EvidenceList(QListView):
    """As high as its lines. `open_wanted` and the like carry the Entry that is current."""

    preview_wanted = Signal(object)
    open_wanted = Signal(object)
    correct_wanted = Signal(object)
    withdraw_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = EvidenceModel(self)
        self.setModel(self.lines)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("佐证")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(lambda _: self._ask(self.open_wanted))
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())

    @property
    def current(self) -> Entry | None:
        """The entry that keys and buttons mean."""
        row = self.currentIndex().row()
        return self.lines.lines[row].entry if 0 <= row < len(self.lines.lines) else None

    def show_entries(
        self, entries: Sequence[Entry], states: Mapping[str, FileState], today: date, current: str = ""
    ) -> None:
        """Draw these; the record of that id is current, or the first."""
        self.lines.show(entries, states, today)
        if not entries:
            return
        row = next((row for row, entry in enumerate(entries) if entry.record.id == current), 0)
        self.setCurrentIndex(self.lines.index(row, 0, QModelIndex()))
        self._fit()

    def keyPressEvent(self, event):
        asked = {
            Qt.Key.Key_Return: self.open_wanted,
            Qt.Key.Key_Enter: self.open_wanted,
            Qt.Key.Key_Space: self.preview_wanted,
            Qt.Key.Key_F2: self.correct_wanted,
            Qt.Key.Key_Delete: self.withdraw_wanted,
        }.get(Qt.Key(event.key()))
        if asked is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._ask(asked)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event):
        event.ignore()  # the panel scrolls

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _ask(self, signal) -> None:
        if self.current is not None:
            signal.emit(self.current)

    def _fit(self) -> None:
        self.doItemsLayout()
        width = self.viewport().width()
        self.setFixedHeight(max(1, sum(self._delegate.height(line, width) for line in self.lines.lines)))


class _Delegate(GridDelegate):
    def height(self, line: Line, width: int) -> int:
        """Of one line in a list of this width."""
        px = self.theme.px
        room = max(40, width - px(_LEFT + _EDGE))
        metrics = QFontMetrics(self.theme.font(12))
        text = self._packed(line, metrics, room)
        return px(24) + metrics.boundingRect(QRect(0, 0, room, 4000), _WRAPPED, text).height() + px(2 * _EDGE)

    def _packed(self, line: Line, metrics: QFontMetrics, room: float) -> str:
        """The facts in as few lines as they fit without one being torn, then through what the file is here."""
        packed: list[str] = []
        for fact in line.facts:
            longer = f"{packed[-1]} · {fact}" if packed else fact
            if packed and metrics.horizontalAdvance(longer) <= room:
                packed[-1] = longer
            else:
                packed.append(fact)
        return "\n".join((*packed, *line.through))

    def sizeHint(self, option, index):
        view = option.widget
        width = view.viewport().width() if view is not None else 200
        return QSize(width, self.height(index.data(LINE_ROLE), width))

    def paint(self, painter, option, index):
        line, theme, px = index.data(LINE_ROLE), self.theme, self.theme.px
        rect = QRectF(option.rect)
        focused = option.widget is not None and option.widget.hasFocus()
        painter.save()
        if self.is_selected(option):
            painter.fillRect(rect, theme.colour("accent_soft" if focused else "sub2"))
        side = px(15)
        paint_shape(
            painter, line.shape, QRectF(rect.left() + px(5), rect.top() + px(_EDGE + 4), side, side), theme.tokens
        )
        inner = rect.adjusted(px(_LEFT), px(_EDGE), -px(_EDGE), -px(_EDGE))
        top = QRectF(inner.left(), inner.top(), inner.width(), px(24))
        font = theme.font(12)
        taken = self.write(painter, top, line.state, font, colour_of(line.shape, theme.tokens), right=True)
        title = top.adjusted(0, 0, -taken - px(8), 0)
        self.write(painter, title, line.entry.record.title, theme.font(14), theme.colour("text"), elide=True)
        painter.setFont(font)
        painter.setPen(theme.colour("text2"))
        told = self._packed(line, painter.fontMetrics(), inner.width())
        painter.drawText(inner.adjusted(0, px(24), 0, px(_EDGE)), _WRAPPED, told)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if focused and self.is_current(option, index):
            self.frame(painter, rect)
        painter.restore()
