"""全部分差: what is open, and every figure ranked by the points of a relative change; facts to read, copy and try."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hqd_desktop.services import trial_text
from hqd_desktop.services.shortfalls import Shortfalls
from hqd_desktop.services.wording import points_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.gain_model import Column, GainModel
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label
from hqd_desktop.ui.widgets.gain_delegate import GainDelegate
from hqd_desktop.ui.widgets.grid_view import GridView
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape

OPEN_SHOWN = 6
HINT = (
    "最少变动哪个数、变动多少，能多得几分；同样变动 1% 得分多的在前（条件、等级一步按 10% 算）。都是事实，供来年改进。"
)


class ShortfallDialog(QDialog):
    """Enter leads to the proof, F9 to 试算 of the figure; it follows newer states while it is open."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._found: Shortfalls | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("全部分差")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label("全部分差", "panel"))
        self._open_sum = IconText(theme, Shape.MISSING, "", "chip", "missing")
        self._lost_sum = IconText(theme, Shape.PARTIAL, "", "chip", "warning")
        self._rules = label("", "caption", "text2")
        for widget in (self._open_sum, self._lost_sum):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._rules)
        column.addLayout(head)
        self._open_rows = label("", "secondary", wrap=True)
        column.addWidget(self._open_rows)
        column.addWidget(label(HINT, "secondary", "text2", wrap=True))
        self.model = GainModel(self)
        self.grid = GridView(theme, "分差从多到少")
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(GainDelegate(theme, self.grid))
        self.grid.activated.connect(lambda _: self._go(trial=False))
        self.grid.resized.connect(self._fit)
        column.addWidget(self.grid, 1)
        self._state = label("正在算每个数最少差多少…", "secondary", "text2")
        column.addWidget(self._state)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1320), room.width() - 40), min(theme.px(640), room.height() - 40))
        session.stakes.found.connect(self._on_found)
        session.view_changed.connect(self._show)
        if session.view is not None:
            self._show(session.view)

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_F9:
            self._go(trial=True)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy_button = Button("复制", self._theme, "", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.proof_button = Button("看得分证明 Enter", self._theme)
        self.proof_button.clicked.connect(lambda: self._go(trial=False))
        self.trial_button = Button("试算… F9", self._theme, "", "trial")
        self.trial_button.clicked.connect(lambda: self._go(trial=True))
        close = Button("关闭", self._theme, "primary")
        close.clicked.connect(self.reject)
        for button in (self.copy_button, self.proof_button, self.trial_button):
            row.addWidget(button)
        row.addWidget(label("试算不改动已填的数", "caption", "text2"))
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show(self, view: View) -> None:
        card = view.assessment.scorecard
        places = card.ruleset.places
        for chip, word, points in (
            (self._open_sum, "未定", card.undetermined), (self._lost_sum, "已失", card.lost),
        ):  # fmt: skip
            chip.show_text(f"{word} {points_text(points, places)}")
            chip.setVisible(bool(points))
        self._rules.setText(card.ruleset.title)
        self._fill(self._session.stakes.ask(view), view)

    def _on_found(self, found: Shortfalls) -> None:
        view = self._session.view
        if view is not None and view.assessment.digest == found.digest:
            self._fill(found, view)

    def _fill(self, found: Shortfalls | None, view: View) -> None:
        self._found = found
        places = view.assessment.scorecard.ruleset.places
        self.model.show(found, places)
        rows = found.open if found else ()
        names = [
            f"{row.indicator.label} 未定 {points_text(row.undetermined, places)}"
            f"（缺{trial_text.missing_names(row, view.packs.catalogue) or '—'}）"
            for row in rows
        ]
        more = f"；还有 {len(names) - OPEN_SHOWN} 项" if len(names) > OPEN_SHOWN else ""
        self._open_rows.setText(f"现在能补：{'；'.join(names[:OPEN_SHOWN])}{more}。")
        self._open_rows.setVisible(bool(names))
        self._state.setVisible(found is None or not found.gains)
        if found is not None:
            self._state.setText("没有哪一个数单独变动能多得分。")
        for button in (self.proof_button, self.trial_button):
            button.setEnabled(bool(found and found.gains))
        self.copy_button.setEnabled(found is not None)
        if found is not None and found.gains:
            self.grid.select_first()
            self.grid.setFocus()
        self._fit()

    def _fit(self) -> None:
        """Numbers are never cut; names take the room that is left."""
        header, grid = self.grid.horizontalHeader(), self.grid
        taken = 0
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column not in (Column.INDICATOR, Column.ITEM):
                grid.setColumnWidth(column, max(grid.sizeHintForColumn(column), header.sectionSizeHint(column)))
                taken += grid.columnWidth(column)
        room = max(self._theme.px(300), grid.viewport().width() - taken)
        grid.setColumnWidth(Column.INDICATOR, room // 2)
        grid.setColumnWidth(Column.ITEM, room - room // 2)

    def _go(self, trial: bool) -> None:
        gain = self.model.gain(self.grid.currentIndex())
        if gain is not None:
            self.accept()
            target = {"act": "trial", "figure": gain.key} if trial else {}
            self._session.go_to("indicators", number=gain.result.indicator.number, **target)

    def _copy(self) -> None:
        view = self._session.view
        if view is not None and self._found is not None:
            QGuiApplication.clipboard().setText(trial_text.shortfalls_text(self._found, view.assessment))
            self._session.notify("全部分差已复制，可以贴到表格或消息里。")
