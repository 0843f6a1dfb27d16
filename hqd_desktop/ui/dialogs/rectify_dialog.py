"""整改清单: for each row that lost points what is to be done, by whom and until when; the problem stands beside."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.report_acts import rectify
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.services.wording import points_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label

_HEADS = ("指标", "失分", "整改措施", "责任人", "完成时限")
_OWN = 2  # the first column that is the user's


class RectifyDialog(QDialog):
    """A cell is typed into at once; Enter goes down, Ctrl+Enter keeps all as one step, Esc changes nothing."""

    def __init__(self, session: Session, theme: Theme, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._rows = rows_to_rectify(view)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("整改清单")
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("整改清单", "panel"))
        told = "失分和未定的项目都在这里，印在报告的“整改清单”里；空着的格，印出来留给责任人手填。"
        if not self._rows:
            told = "没有失分和未定的项目，不用填。"
        column.addWidget(label(told, "secondary", "text2", wrap=True))
        self.table = self._make_table(theme)
        column.addWidget(self.table, 1)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = Button("取消 Esc", theme)
        leave.clicked.connect(self.reject)
        self.keep = Button("保存 Ctrl+Enter", theme, "primary")
        self.keep.setEnabled(view.editable and bool(self._rows))
        self.keep.clicked.connect(self._keep)
        row.addWidget(leave)
        row.addWidget(self.keep)
        column.addLayout(row)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1080), room.width() - 40), min(theme.px(600), room.height() - 30))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._keep)
        if self._rows:
            self.table.setCurrentCell(0, _OWN)
        self.table.setFocus()

    def rows(self) -> dict[str, Rectification]:
        """What the table says now, by the number of the row."""
        return {
            result.indicator.number: Rectification(*(self._text(row, _OWN + place) for place in range(3)))
            for row, result in enumerate(self._rows)
        }

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.table.currentRow() < self.table.rowCount() - 1:
                self.table.setCurrentCell(self.table.currentRow() + 1, self.table.currentColumn())
            return
        super().keyPressEvent(event)

    def _make_table(self, theme: Theme) -> QTableWidget:
        table = QTableWidget(len(self._rows), len(_HEADS))
        table.setAccessibleName("整改清单")
        table.setHorizontalHeaderLabels(list(_HEADS))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(32))
        table.setTabKeyNavigation(True)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        places, written = self._view.assessment.scorecard.ruleset.places, self._view.rectifications
        for row, result in enumerate(self._rows):
            own = written.get(result.indicator.number, Rectification())
            lost = points_text(result.lost, places) if result.lost else "未定"
            owner = own.owner or result.indicator.supplier
            for place, text in enumerate((result.indicator.label, lost, own.measure, owner, own.due)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text if place < _OWN else "")
                if place < _OWN:
                    cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if place == 1:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, place, cell)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((230, 64, 0, 150, 130)):
            if width:
                table.setColumnWidth(place, theme.px(width))
        head.setSectionResizeMode(_OWN, QHeaderView.ResizeMode.Stretch)
        return table

    def _keep(self) -> None:
        if not self.keep.isEnabled():
            return
        self.table.setCurrentCell(self.table.currentRow(), 0)  # what is still being typed is taken
        known = self._view.rectifications
        changed = {number: one for number, one in self.rows().items() if one != known.get(number, self._blank(number))}
        self._session.change_report(rectify(self._view, changed), lambda _: self._kept(), self._refuse)

    def _blank(self, number: str) -> Rectification:
        """An untouched line: only the department that is proposed."""
        return Rectification(owner=self._view.assessment.scorecard.result(number).indicator.supplier)

    def _kept(self) -> None:
        if shiboken6.isValid(self):
            self.accept()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if shiboken6.isValid(self):
            self.told.setText("；".join(sentences(problems)) + "写的字还在这里。")
            self.told.show()


def rows_to_rectify(view: View) -> list[IndicatorResult]:
    """The rows that lost points or stay open, the most first, as the report lists them."""
    rows = [r for r in view.assessment.scorecard if r.applicable and r.full and (r.lost or r.undetermined)]
    return sorted(rows, key=lambda r: -(r.lost + r.undetermined))
