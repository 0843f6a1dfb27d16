"""两张表的得分: the year by its own table and by each other one that is followed, row by row with the proof beside."""

from collections.abc import Sequence
from dataclasses import replace

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.other_tables import score_line
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.wording import arithmetic_text, total_label, total_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.indicator_model import Column, IndicatorModel, rows_of
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, label, panel
from hqd_desktop.ui.widgets.grid_view import GridView
from hqd_desktop.ui.widgets.indicator_delegate import IndicatorDelegate
from hqd_desktop.ui.widgets.proof_panel import ProofPanel

_TOLD = "已填的数各张表共用；每张表按自己的方案计分，互不影响。本年度上报用的是第一张。"
_NONE = "还没有跟踪别的表：在“设置 · 指标表与赋分方案”里选一张表，点“也跟踪这张表”。"
_SHOWN = (Column.NUMBER, Column.NAME, Column.THIS, Column.LAST, Column.SCORE, Column.STATE)


class OtherTablesDialog(QDialog):
    """Follows newer states while it is open; a figure of the proof leads to 填报."""

    def __init__(self, session: Session, theme: Theme, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme, self._view = session, theme, view
        self.scored: tuple[Assessment, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("两张表的得分")
        self.setModal(True)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1240), room.width() - 30), min(theme.px(680), room.height() - 20))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("两张表的得分", "panel"))
        self._told = label(_TOLD, "secondary", "text2", wrap=True)
        column.addWidget(self._told)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(10)
        column.addLayout(self._cards)
        self.picker = Picker(theme, "看哪一张表的各项")
        self.picker.activated.connect(lambda at: self._show_rows(at))
        column.addWidget(self.picker)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        self.model = IndicatorModel(self)
        self.grid = GridView(theme, "另一张表的各项得分", heading_span=Column.SCORE)
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(IndicatorDelegate(theme, self.grid))
        self.grid.current_moved.connect(self._show_proof)
        self.grid.resized.connect(self._fit)
        self.proof = ProofPanel(theme, acts=False)
        self.proof.setFixedWidth(theme.px(380))
        self.proof.figure_chosen.connect(self._on_figure_chosen)
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.proof)
        column.addLayout(middle, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = Button("关闭 Esc", theme, "primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        session.view_changed.connect(self._on_view_changed)
        self._ask()

    def _ask(self) -> None:
        self._session.ask_books(lambda books: books.others.scored(), self._on_scored, self._refuse)

    def _on_view_changed(self, view: View) -> None:
        self._view = view
        self._ask()

    def _on_scored(self, scored: tuple[Assessment, ...]) -> None:
        if not shiboken6.isValid(self):
            return
        self.scored = (self._view.assessment, *scored)
        self._told.setText(_TOLD if scored else _NONE)
        while self._cards.count():
            gone = self._cards.takeAt(0).widget()
            if gone is not None:
                gone.deleteLater()
        for assessment in self.scored:
            self._cards.addWidget(self._card(assessment), 1)
        held = max(0, self.picker.currentIndex())
        self.picker.clear()
        for assessment in self.scored:
            self.picker.addItem(score_line(assessment))
        at = min(held, len(self.scored) - 1) if self.model.rowCount() else min(1, len(self.scored) - 1)
        self.picker.setCurrentIndex(at)
        self._show_rows(at)

    def _card(self, assessment: Assessment) -> QWidget:
        card = assessment.scorecard
        frame, column = panel("well", (14, 10, 14, 10), 4)
        column.addWidget(label(card.scheme.short, "strong", wrap=True))
        line = QHBoxLayout()
        line.addWidget(label(total_text(card), "big", "accent"))
        line.addWidget(label(total_label(card), "secondary", "text2"))
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(label(arithmetic_text(card), "caption", "text2", wrap=True))
        missing = f"　缺 {len(assessment.missing)} 个数" if assessment.missing else ""
        column.addWidget(label(f"{card.ruleset.title}{missing}", "caption", "text2", wrap=True))
        return frame

    def _show_rows(self, at: int) -> None:
        if 0 <= at < len(self.scored):
            card = self.scored[at].scorecard
            self.model.show(card, rows_of(card))
            self.grid.restyle()
            self._fit()
            self.grid.select_first()
            self.grid.setFocus()
            self._show_proof()

    def _show_proof(self) -> None:
        result, at = self.model.result(self.grid.currentIndex()), self.picker.currentIndex()
        if result is None or not 0 <= at < len(self.scored):
            self.proof.clear()
            return
        self.proof.show_result(replace(self._view, assessment=self.scored[at]), result)

    def _on_figure_chosen(self, key: FigureKey) -> None:
        if key[0] not in self._view.packs.catalogue.items:
            short = self.scored[self.picker.currentIndex()].scorecard.scheme.short
            self._told.setText(f"这个数据项是“{short}”自带的，换到那张表就能填；填了的数换回来也在。")
            return
        self.accept()
        self._session.go_to("entry", figure=key)

    def _fit(self) -> None:
        """Numbers whole, names take what is left."""
        taken = 0
        for column in Column:
            self.grid.setColumnHidden(column, column not in _SHOWN)
            if column in _SHOWN and column is not Column.NAME:
                least = 126 if column is Column.SCORE else 60  # the sum of a group is bold, which no hint knows
                width = max(self.grid.sizeHintForColumn(column), self._theme.px(least))
                if column is Column.NUMBER:
                    width = self._theme.px(52)
                self.grid.setColumnWidth(column, width)
                taken += width
        self.grid.setColumnWidth(Column.NAME, max(self._theme.px(160), self.grid.viewport().width() - taken))

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if shiboken6.isValid(self):
            self._told.setText("\n".join(sentences(problems)))
