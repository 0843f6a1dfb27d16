"""报告内容: which parts are printed and in which order, the hospital's own words in each, its cover and header."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.report_acts import word
from hqd_desktop.services.report_records import ALL_PARTS, ANNEXES, Wording
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Tick, label
from hqd_desktop.ui.widgets.tick_table import TickTable

_LINES = (
    ("subtitle", "封面副题", "（2025 年度）"),
    ("note", "封面附言", "例如 内部资料"),
    ("header", "页眉", "不填则没有"),
)


class ReportDialog(QDialog):
    """Space prints a part or leaves it out, Alt+↑ and Alt+↓ move it, Ctrl+Enter keeps all, Esc changes nothing."""

    def __init__(self, session: Session, theme: Theme, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme, self._view = session, theme, view
        self._words = dict(view.wording.paragraphs)
        self._part = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("报告内容")
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("报告内容", "panel"))
        told = "勾选的部分会印出来，编号自动接续；每一部分都可以加本院自己的话，印在标题下面，随本年度保存。"
        column.addWidget(label(told, "secondary", "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._make_parts(view.wording), 4)
        row.addLayout(self._make_words(view.wording), 6)
        column.addLayout(row, 1)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        column.addLayout(self._make_buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(940), room.width() - 40), min(theme.px(640), room.height() - 30))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._keep)
        self.table.go_to_row(0)
        self.table.setFocus()

    def wording(self) -> Wording:
        """What the fields say now."""
        keys = self._keys()
        hidden = frozenset(key for row, key in enumerate(keys) if not self._checked(row))
        words = {key: text for key, text in self._words.items() if text.strip()}
        order = () if keys == list(ALL_PARTS) else tuple(keys)
        lines = {name: field.text().strip() for name, field in self.lines.items()}
        return Wording(
            words,
            order,
            hidden,
            title=self.title.toPlainText().strip(),
            subtitle=lines["subtitle"],
            note=lines["note"],
            header=lines["header"],
            large_table=self.large.isChecked(),
            single_proofs=self.single.isChecked(),
        )

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if watched is self.table and event.key() in steps:
                self._move(steps[event.key()])
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # -- building ------------------------------------------------------------------------------------------------

    def _make_parts(self, wording: Wording) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.model = QStandardItemModel(0, 1, self)
        self.model.setHorizontalHeaderLabels(["各部分（空格 勾选，Alt+↑↓ 移动）"])
        for key in wording.parts:
            item = QStandardItem()
            item.setData(key, Qt.ItemDataRole.UserRole)
            shown = Qt.CheckState.Unchecked if key in wording.hidden else Qt.CheckState.Checked
            item.setData(shown, Qt.ItemDataRole.CheckStateRole)
            self.model.appendRow(item)
        self.table = TickTable(self._theme, "报告的各部分")
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.installEventFilter(self)
        self.table.toggled.connect(self._on_toggled)
        self.table.row_changed.connect(self._on_row_changed)
        self._name_rows()
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        for words, step in (("上移", -1), ("下移", 1)):
            button = Button(words, self._theme, "small")
            button.clicked.connect(lambda _=False, step=step: self._move(step))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return column

    def _make_words(self, wording: Wording) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.head = label("", "strong", wrap=True)
        column.addWidget(self.head)
        self.words = self._field("本院自己的话", "", 6)
        self.words.setPlaceholderText("一行一段；不写则没有。")
        self.words.textChanged.connect(self._on_words_changed)
        column.addWidget(self.words, 1)
        column.addWidget(label("封面和纸张", "strong"))
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        self.title = self._field("封面标题", wording.title, 2)
        self.title.setPlaceholderText("公立医院高质量发展\n自评报告")
        self.title.setFixedHeight(self.title.fontMetrics().lineSpacing() * 2 + self._theme.px(18))
        grid.addWidget(label("封面标题", "body", "text2"), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        self.lines: dict[str, QLineEdit] = {}
        for place, (name, words, hint) in enumerate(_LINES, 1):
            field = QLineEdit(getattr(wording, name))
            field.setAccessibleName(words)
            field.setPlaceholderText(hint)
            self.lines[name] = field
            grid.addWidget(label(words, "body", "text2"), place, 0)
            grid.addWidget(field, place, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.large = Tick("指标完成情况大表用 A3 横版", self._theme)
        self.large.setChecked(wording.large_table)
        self.single = Tick("得分证明每项另起一页", self._theme)
        self.single.setChecked(wording.single_proofs)
        column.addWidget(self.large)
        column.addWidget(self.single)
        return column

    def _field(self, name: str, text: str, lines: int) -> QPlainTextEdit:
        field = QPlainTextEdit(text)
        field.setAccessibleName(name)
        field.setTabChangesFocus(True)
        field.setMinimumHeight(field.fontMetrics().lineSpacing() * min(lines, 3) + self._theme.px(18))
        return field

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.leave = Button("取消 Esc", self._theme)
        self.leave.clicked.connect(self.reject)
        self.keep = Button("保存 Ctrl+Enter", self._theme, "primary")
        self.keep.setEnabled(self._view.editable)
        self.keep.clicked.connect(self._keep)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        return row

    # -- acts ----------------------------------------------------------------------------------------------------

    def _keys(self) -> list[str]:
        return [self.model.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.model.rowCount())]

    def _checked(self, row: int) -> bool:
        return self.model.item(row).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked

    def _name_rows(self) -> None:
        for row, key in enumerate(self._keys()):
            annex = "附件　" if key in ANNEXES else ""
            own = "　· 有本院的话" if self._words.get(key, "").strip() else ""
            self.model.item(row).setText(f"{annex}{ALL_PARTS[key]}{own}")

    def _on_toggled(self, row: int) -> None:
        state = Qt.CheckState.Unchecked if self._checked(row) else Qt.CheckState.Checked
        self.model.item(row).setData(state, Qt.ItemDataRole.CheckStateRole)

    def _on_row_changed(self, row: int) -> None:
        self._part = self._keys()[row]
        self.head.setText(f"写在“{ALL_PARTS[self._part]}”标题下面")
        self.words.setPlainText(self._words.get(self._part, ""))

    def _on_words_changed(self) -> None:
        self._words[self._part] = self.words.toPlainText()
        self._name_rows()

    def _move(self, step: int) -> None:
        """Body parts among themselves, annexes among themselves."""
        row = self.table.currentIndex().row()
        other, keys = row + step, self._keys()
        if row < 0 or not 0 <= other < len(keys) or (keys[row] in ANNEXES) != (keys[other] in ANNEXES):
            return
        self.model.insertRow(other, self.model.takeRow(row))
        self.table.go_to_row(other)

    def _keep(self) -> None:
        if self.keep.isEnabled():
            act = word(self._view, self.wording())
            self._session.change_report(act, lambda _: self._kept(), self._refuse)

    def _kept(self) -> None:
        if shiboken6.isValid(self):
            self.accept()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if shiboken6.isValid(self):
            self.told.setText("；".join(sentences(problems)) + "写的字还在这里。")
            self.told.show()
