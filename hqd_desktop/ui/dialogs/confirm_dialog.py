"""科室确认: who has given the word on its figures and who has not; given, taken from signed forms, taken back."""

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from hqd_desktop.domain.checks import MIN_EXPLANATION
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step, YearState
from hqd_desktop.services.books import Books
from hqd_desktop.services.confirm_book import SignedForm
from hqd_desktop.services.confirming import Standing, unconfirmed
from hqd_desktop.services.locking import what_blocks
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.confirm_model import Column, ConfirmModel, confirm_rows
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.confirm_delegate import ConfirmDelegate
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

TOLD = (
    "各科室对自己所报的数负责：登记谁确认的；以后改了哪个科室的数，那个科室的确认自动作废，须重新确认。"
    "都确认了、校核没有错误，年度就进到“科室已确认”，数不能再改。"
)
Found = tuple[tuple[Standing, ...], tuple[SignedForm, ...]]


class ConfirmDialog(QDialog):
    """`send_back_all` asks for the whole year to be sent back."""

    def __init__(
        self, session: Session, theme: Theme, send_back_all: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("科室确认")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("科室确认", "panel"))
        column.addWidget(label(TOLD, "secondary", "text2", wrap=True))
        self.model = ConfirmModel(self)
        self.grid = GridView(theme, "科室")
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(ConfirmDelegate(theme, self.grid))
        self.grid.current_moved.connect(self._enable)
        self.grid.resized.connect(self._fit)
        column.addWidget(self.grid, 1)
        self.state = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.one_button = Button("登记这个科室…", theme, "", "tick")
        self.one_button.clicked.connect(lambda: self._ask([self._chosen()]))
        self.rest_button = Button("登记其余科室…", theme)
        self.rest_button.clicked.connect(lambda: self._ask(self._ready()))
        self.signed_button = Button("签字的采集表作数", theme, "", "forms")
        self.signed_button.clicked.connect(self._take_signed)
        self.back_button = Button("退回这个科室…", theme, "", "undo")
        self.back_button.clicked.connect(self._ask_back)
        self.all_back_button = Button("整年退回…", theme)
        self.all_back_button.clicked.connect(self.accept)
        self.all_back_button.clicked.connect(lambda: send_back_all())
        close = Button("关闭 Esc", theme, "primary")
        close.clicked.connect(self.reject)
        for button in (
            self.one_button, self.rest_button, self.signed_button, self.back_button, self.all_back_button,
        ):  # fmt: skip
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1080), room.width() - 40), min(theme.px(620), room.height() - 30))
        self._read()

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.one_button.isEnabled():
            self._ask([self._chosen()])

    # -- what there is -------------------------------------------------------------------------------------------

    def _read(self) -> None:
        def ask(books: Books[View]) -> Found:
            return books.confirmations.standings(), books.confirmations.signed()

        self._session.ask_books(ask, self._show, self._refuse)

    def _show(self, found: Found) -> None:
        if not shiboken6.isValid(self):
            return
        standings, signed = found
        self.model.replace_rows(confirm_rows(standings, signed), lambda row: row.standing.department)
        self._fit()
        if not self.grid.currentIndex().isValid():
            waiting = [place for place, one in enumerate(standings) if not one.confirmed]
            self.grid.selectRow(waiting[0] if waiting else 0)
            self.grid.setFocus()
        self._say_standing(standings)
        self._enable()

    def _say_standing(self, standings: Sequence[Standing]) -> None:
        view, waiting = self._session.view, unconfirmed(standings)
        if view is None:
            return
        if waiting and view.record.state is not YearState.DRAFT:
            self._say(f"本年度是整年确认的，没有逐个科室的登记：{'、'.join(waiting)}。")
            return
        if waiting:
            done = len(standings) - len(waiting)
            self._say(f"{done} / {len(standings)} 个科室已确认，还没有确认的：{'、'.join(waiting)}。")
            return
        blocked = what_blocks(Step.CONFIRM, view.assessment) if view.record.state is YearState.DRAFT else None
        if blocked is not None:
            self._say(f"各科室都确认了，但{sentence(blocked)}", "warning")
        else:
            self._say(f"{len(standings)} 个科室都已确认。", "ok")

    def _chosen(self) -> str:
        row = self.model.row_at(self.grid.currentIndex())
        return row.standing.department if row is not None else ""

    def _ready(self) -> list[str]:
        return [r.standing.department for r in self.model.rows if r.standing.ready and not r.standing.confirmed]

    def _enable(self) -> None:
        view, row = self._session.view, self.model.row_at(self.grid.currentIndex())
        draft = view is not None and view.record.state is YearState.DRAFT
        self.one_button.setEnabled(draft and row is not None and row.standing.ready and not row.standing.confirmed)
        self.rest_button.setEnabled(draft and bool(self._ready()))
        self.signed_button.setEnabled(draft and any(r.signed and not r.signed.changed for r in self.model.rows))
        self.back_button.setEnabled(row is not None and (row.standing.confirmed or not draft))
        self.all_back_button.setVisible(not draft)

    # -- acts ----------------------------------------------------------------------------------------------------

    def _ask(self, departments: Sequence[str]) -> None:
        whose = departments[0] if len(departments) == 1 else f"{len(departments)} 个科室"
        words = f"{'、'.join(departments)}。请写确认人姓名，会记入修改记录。"
        dialog = WordsDialog(self._theme, f"登记{whose}的确认", words, "登记", minimum=1, lines=1, parent=self)
        dialog.field.setAccessibleName("确认人")
        dialog.given.connect(lambda who: self._act(lambda books: books.confirmations.confirm(departments, who)))
        dialog.open()

    def _take_signed(self) -> None:
        self._act(lambda books: books.confirmations.confirm_signed())

    def _ask_back(self) -> None:
        department, view = self._chosen(), self._session.view
        later = f"之后锁定的是 v{view.record.submission + 1}。" if view is not None and view.record.locked else ""
        words = (
            f"只作废{department}的确认，别的科室不受影响；年度回到填报。{later}"
            f"请写原因（至少 {MIN_EXPLANATION} 个字）。"
        )
        dialog = WordsDialog(
            self._theme, f"退回{department}", words, "退回", minimum=MIN_EXPLANATION, lines=2, parent=self
        )
        dialog.given.connect(lambda why: self._act(lambda books: books.confirmations.send_back(department, why)))
        dialog.open()

    def _act(self, act: Callable[[Books[View]], View | Problem]) -> None:
        self._session.change_books(act, lambda _: self._read(), self._refuse)  # type: ignore[arg-type]

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if shiboken6.isValid(self):
            self._say("；".join(sentences(problems)), "error")

    def _say(self, words: str, tone: str = "text2") -> None:
        self.state.setText(words)
        set_tone(self.state, tone)

    def _fit(self) -> None:
        header = self.grid.horizontalHeader()
        widths = {Column.DEPARTMENT: 150, Column.GIVEN: 80, Column.STATE: 130, Column.WHO: 200, Column.WHEN: 110}
        for column, width in widths.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.grid.setColumnWidth(column, self._theme.px(width))
        header.setSectionResizeMode(Column.REMARK, QHeaderView.ResizeMode.Stretch)
