"""Ctrl+K: one list of indicators, figures, tasks, checks, things to do; typing narrows it, what is chosen is told."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from hqd_desktop.domain.tasks import TaskList
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.command_delegate import ENTRY_ROLE, CommandDelegate
from hqd_desktop.ui.dialogs.command_entries import Entry, entries_of, matching, task_entries
from hqd_desktop.ui.dialogs.command_list import commands, member_commands, year_commands
from hqd_desktop.ui.readings import finder
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import label, rule

WIDTH = 600
KEYS = "↑↓ 选择　　Enter 打开　　Ctrl+Enter 打开得分证明　　Esc 关闭"


class CommandBox(QDialog):
    """Frameless, over the window; Esc or a click elsewhere closes it.

    `chosen` carries the Entry, and whether the proof was asked for (Ctrl+Enter); it comes after the box is closed.
    """

    chosen = Signal(object, bool)

    def __init__(self, view: View, theme: Theme, parent: QWidget, tasks: TaskList | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("查找")
        self._theme = theme
        self._window_height = parent.height()
        self._top = theme.px(58) if parent.height() >= theme.px(560) else 12
        members = member_commands(view.members, view.hospital.id)
        told = task_entries(tasks) if tasks is not None else ()
        years = year_commands(view.years, view.record.year)
        self._entries = [*entries_of(view), *told, *commands(), *years, *members]
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
        self.edit.setPlaceholderText("指标、数据项、任务，或要做的事")
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.installEventFilter(self)
        head.addWidget(self.edit, 1)
        head.addWidget(label("汉字、拼音首字母、序号、科目号都行", "caption", "text2"))
        column.addLayout(head)
        column.addWidget(rule())
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setAccessibleName("找到的")
        self.view.setModel(self._model)
        self.view.setItemDelegate(CommandDelegate(theme, self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(lambda index: self._open_entry(index, False))
        column.addWidget(self.view, 1)
        column.addWidget(rule())
        self._foot = label(KEYS, "caption", "text2")
        self._foot.setContentsMargins(18, 6, 18, 6)
        column.addWidget(self._foot)
        self._on_text_changed("")
        width = min(theme.px(WIDTH), parent.width() - 40)
        self.resize(width, theme.px(420))
        self._fit()
        self.move(parent.mapToGlobal(QPoint((parent.width() - width) // 2, self._top)))
        self.edit.setFocus()

    def _on_text_changed(self, text: str) -> None:
        self._model.clear()
        for title, found in matching(self._entries, text, finder()):
            heading = QStandardItem(title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(heading)
            for entry in found:
                item = QStandardItem(entry.title)
                item.setData(entry, ENTRY_ROLE)
                spoken = "，".join(filter(None, (entry.title.replace("　", " "), *entry.right)))
                item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
                item.setToolTip(entry.title)
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
        high = rows + self.edit.sizeHint().height() + self._foot.sizeHint().height() + self._theme.px(24)
        self.resize(self.width(), max(self._theme.px(160), min(high, self._window_height - 2 * self._top)))

    def _step(self, by: int, from_row: int | None = None) -> None:
        row = (self.view.currentIndex().row() if from_row is None else from_row) + by
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row, 0)
            if index.data(ENTRY_ROLE):
                self.view.setCurrentIndex(index)
                if row == 1:
                    self.view.scrollToTop()
                return
            row += by

    def _open_entry(self, index: QModelIndex, proof: bool) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is not None:
            self.close()
            self.chosen.emit(entry, proof)

    def eventFilter(self, watched, event):
        if watched is self.edit and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
            if event.key() in step:
                by = step[event.key()]
                for _ in range(abs(by)):
                    self._step(1 if by > 0 else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_entry(
                    self.view.currentIndex(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                )
                return True
        return super().eventFilter(watched, event)
