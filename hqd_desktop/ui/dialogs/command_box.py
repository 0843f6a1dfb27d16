"""Ctrl+K: one list of indicators, figures, checks and things to do; typing narrows it, Enter goes there."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.ui import icons
from hqd_desktop.ui.dialogs.command_entries import Entry, entries_of, matching
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import label, rule

WIDTH = 600
_ENTRY = Qt.ItemDataRole.UserRole + 1


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option, index):
        return QSize(100, self._theme.px(38 if index.data(_ENTRY) else 28))

    def paint(self, painter: QPainter, option, index):
        theme, px = self._theme, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(px(8), 0, -px(8), 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        entry = index.data(_ENTRY)
        if entry is None:
            painter.setFont(theme.font(13, True))
            painter.setPen(theme.colour("text2"))
            painter.drawText(rect.adjusted(px(10), 0, 0, 0), left, index.data())
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            path = QPainterPath()
            path.addRoundedRect(rect, 4, 4)
            painter.fillPath(path, theme.colour("accent_soft"))
            painter.fillRect(QRectF(rect.left(), rect.top() + 6, 3, rect.height() - 12), theme.colour("accent"))
        icon = QRectF(rect.left() + px(12), rect.center().y() - px(8), px(16), px(16))
        icons.paint_icon(painter, entry.icon, icon, theme.tokens.accent if selected else theme.tokens.text2)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        tail = painter.fontMetrics().horizontalAdvance(entry.right)
        painter.drawText(rect.adjusted(0, 0, -px(10), 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                         entry.right)  # fmt: skip
        painter.setFont(theme.font(14, selected))
        painter.setPen(theme.colour("text"))
        words = rect.adjusted(px(40), 0, -tail - px(26), 0)
        text = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(words, left, text)
        painter.restore()


class CommandBox(QDialog):
    """Frameless, over the window; Esc or a click elsewhere closes it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("查找")
        self._session, self._theme = session, theme
        self._window_height = parent.height()
        self._entries = entries_of(session.view) if session.view else []
        frame = QFrame()
        frame.setProperty("area", "popup")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 6, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 2, 16, 6)
        self.edit = QLineEdit()
        self.edit.setProperty("kind", "bare")
        self.edit.setAccessibleName("查找")
        self.edit.setPlaceholderText("指标、数据项，或要做的事")
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.installEventFilter(self)
        head.addWidget(self.edit, 1)
        head.addWidget(label("汉字、序号、科目号都行", "caption", "text2"))
        column.addLayout(head)
        column.addWidget(rule())
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setAccessibleName("找到的")
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Delegate(theme, self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(self._open_entry)
        column.addWidget(self.view, 1)
        column.addWidget(rule())
        foot = label("↑↓ 选择　　Enter 打开　　Esc 关闭", "caption", "text2")
        foot.setContentsMargins(18, 6, 18, 6)
        column.addWidget(foot)
        self._on_text_changed("")
        width = min(theme.px(WIDTH), parent.width() - 40)
        self.resize(width, theme.px(420))
        self._fit()
        self.move(parent.mapToGlobal(QPoint((parent.width() - width) // 2, theme.px(58))))
        self.edit.setFocus()

    def _on_text_changed(self, text: str) -> None:
        self._model.clear()
        for title, found in matching(self._entries, text):
            heading = QStandardItem(title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(heading)
            for entry in found:
                item = QStandardItem(entry.title)
                item.setData(entry, _ENTRY)
                item.setData(f"{entry.title} {entry.right}", Qt.ItemDataRole.AccessibleTextRole)
                self._model.appendRow(item)
        if not self._model.rowCount():
            nothing = QStandardItem("没有找到，换个词试试")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(nothing)
        self._step(1, from_row=-1)
        self._fit()

    def _fit(self) -> None:
        """As high as what was found, within the window."""
        rows = sum(self.view.sizeHintForRow(row) for row in range(self._model.rowCount()))
        high = rows + self._theme.px(92)
        self.resize(self.width(), max(self._theme.px(160), min(high, self._window_height - self._theme.px(110))))

    def _step(self, by: int, from_row: int | None = None) -> None:
        row = (self.view.currentIndex().row() if from_row is None else from_row) + by
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row, 0)
            if index.data(_ENTRY):
                self.view.setCurrentIndex(index)
                if row == 1:
                    self.view.scrollToTop()
                return
            row += by

    def _open_entry(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(_ENTRY)
        if entry is None:
            return
        self.close()
        if entry.act:
            getattr(self._session, entry.act)()
        else:
            self._session.go_to(entry.page, **entry.target)

    def eventFilter(self, watched, event):
        if watched is self.edit and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
            if event.key() in step:
                by = step[event.key()]
                for _ in range(abs(by)):
                    self._step(1 if by > 0 else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_entry(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)
