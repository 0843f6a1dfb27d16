"""修改记录: everything that was ever changed, filtered, exported, and checked against the file; it changes nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.periods import parse_period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.history_text import HEADINGS, KINDS, HistoryRow, sentence_of
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.records import HistoryQuery
from hqd_desktop.ui.models.history_model import Column, HistoryModel
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

FOLDER = "export.folder"
PIECE = 500
MOST = 1_000_000
_PAUSE = 250  # ms after the last letter before the list is asked again
_DAYS = (("全部时间", 0), ("今天", 1), ("近 7 天", 7), ("近 30 天", 30), ("近一年", 366))
MEASURED_ROWS = 60  # of a page of 500, to find the widths: the window must not wait for all of them
_WHOLE = "每一次改动和每一个数都与修改记录相符，没有被程序以外的工具改过。"


class HistoryDialog(QDialog):
    """Enter leads to the figure, Esc back."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._asked = 0  # answers to earlier questions are let go of
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("修改记录")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.model = HistoryModel(self)
        self.grid = GridView(theme, "修改记录，最近的在前")
        self.grid.setModel(self.model)
        self.grid.horizontalHeader().setResizeContentsPrecision(MEASURED_ROWS)
        self.grid.activated.connect(lambda _: self._go())
        self.grid.resized.connect(self._fit)
        column.addWidget(self.grid, 1)
        self.told = label("", "secondary", wrap=True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.told)
        self.grid.current_moved.connect(self._tell)
        self.state = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1500), room.width() - 40), min(theme.px(860), room.height() - 30))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._ask)
        session.ask(lambda workspace: workspace.books.past.people(), self._on_people)
        self._ask()

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # -- building ------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("修改记录", "panel"))
        row.addSpacing(8)
        self.who = Picker(self._theme, "谁改的")
        self.who.addItem("所有人", "")
        self.when = Picker(self._theme, "什么时候")
        for words, days in _DAYS:
            self.when.addItem(words, days)
        self.kind = Picker(self._theme, "改了什么")
        self.kind.addItem("全部内容", ())
        for words, tables in KINDS.items():
            self.kind.addItem(words, tables)
        self.item = QLineEdit()
        self.item.setAccessibleName("数据项")
        self.item.setPlaceholderText("数据项名称中的字")
        self.item.setClearButtonEnabled(True)
        self.item.textChanged.connect(lambda _: self._timer.start())
        for picker in (self.who, self.when, self.kind):
            picker.activated.connect(lambda _: self._ask())
            row.addWidget(picker)
        row.addWidget(self.item, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.more_button = Button(f"再看 {PIECE} 条", self._theme, "", "down")
        self.more_button.clicked.connect(lambda: self._ask(more=True))
        self.export_button = Button("导出…", self._theme, "", "export")
        self.export_button.clicked.connect(self._export)
        self.check_button = Button("核对有无外部改动", self._theme, "", "checks")
        self.check_button.clicked.connect(self._check)
        self.go_button = Button("去看 Enter", self._theme)
        self.go_button.clicked.connect(self._go)
        close = Button("关闭 Esc", self._theme, "primary")
        close.clicked.connect(self.reject)
        for button in (self.more_button, self.export_button, self.check_button, self.go_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        return row

    # -- asking --------------------------------------------------------------------------------------------------

    def _query(self, limit: int, offset: int = 0) -> HistoryQuery:
        days, view, words = self.when.currentData(), self._session.view, "".join(self.item.text().split())
        items = None
        if words and view is not None:
            catalogue = view.packs.catalogue
            items = tuple(item.key for item in catalogue if words in item.name) or ("",)
        first = date.today() - timedelta(days=days - 1) if days else None
        return HistoryQuery(
            self.who.currentData(), first, None, tuple(self.kind.currentData()), items, 0, limit, offset
        )

    def _ask(self, more: bool = False) -> None:
        self._asked += 1
        question, query = self._asked, self._query(PIECE, len(self.model.rows) if more else 0)
        kept = self.model.rows if more else ()

        def show(rows: Sequence[HistoryRow]) -> None:
            if question == self._asked:
                self._show((*kept, *rows), len(rows) == PIECE)

        self._session.ask(lambda workspace: workspace.books.past.rows(query), show)

    def _show(self, rows: Sequence[HistoryRow], more: bool) -> None:
        current = self.grid.currentIndex().row()
        self.model.replace_rows(rows)
        self.more_button.setEnabled(more)
        for button in (self.export_button, self.go_button):
            button.setEnabled(bool(rows))
        self._say(f"{len(rows)} 条{'，还有更早的' if more else ''}。" if rows else "没有这样的改动。")
        self._fit()
        if rows:
            self.grid.selectRow(max(current, 0))

    def _tell(self) -> None:
        """The current row as a sentence, for a column may cut it off."""
        row = self.model.row_at(self.grid.currentIndex())
        self.told.setText(sentence_of(row) if row is not None else "")

    def _on_people(self, names: Sequence[str]) -> None:
        for name in names:
            self.who.addItem(name or "（没有姓名）", name)

    # -- acts ----------------------------------------------------------------------------------------------------

    def _go(self) -> None:
        row = self.model.row_at(self.grid.currentIndex())
        period = parse_period(row.period) if row is not None and row.item else None
        if row is None or period is None:
            self._say("这一条不是某个数的改动，没有可去的地方。")
            return
        self.accept()
        self._session.go_to("entry", figure=(row.item, period))

    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self._say("正在逐条核对…")
        self._session.ask(lambda workspace: tuple(workspace.books.past.examine(whole=True)), self._on_checked)

    def _on_checked(self, problems: Sequence[Problem]) -> None:
        self.check_button.setEnabled(True)
        self._say("\n".join(sentences(problems)) or _WHOLE, "error" if problems else "ok")

    def _export(self) -> None:
        settings = self._session.desk.settings()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(settings.get(FOLDER, "") or documents) / f"修改记录_{date.today():%Y%m%d}.xlsx"
        kinds = "Excel 工作簿 (*.xlsx);;CSV (*.csv)"
        place, _ = QFileDialog.getSaveFileName(self, "导出修改记录", str(start), kinds)
        view = self._session.view
        if not place or view is None:
            return
        path = Path(place)
        path = path if path.suffix.lower() in (".xlsx", ".csv") else path.with_name(path.name + ".xlsx")
        settings.set(FOLDER, str(path.parent))
        desk, query = self._session.desk, self._query(MOST)

        def write(rows: Sequence[HistoryRow]) -> None:
            def job(tell, cancel) -> Path:
                desk.workbooks().write_history(path, HEADINGS, [row.cells for row in rows])
                return path

            self._session.tasks.run_in_files(job, self._on_written, self._on_refused)

        self._session.ask(lambda workspace: workspace.books.past.rows(query), write)

    def _on_written(self, path: Path) -> None:
        self._say(f"已导出到 {path}", "ok")
        folder = QUrl.fromLocalFile(str(path.parent))
        self._session.notify(f"已导出到 {path}", "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(folder)))

    def _on_refused(self, error: UserFacingError) -> None:
        self._say("；".join(sentences(error.problems)), "error")

    # -- looks ---------------------------------------------------------------------------------------------------

    def _say(self, words: str, tone: str = "text2") -> None:
        self.state.setText(words)
        set_tone(self.state, tone)

    def _fit(self) -> None:
        """Times and values are never cut; names, reasons and origins share what is left."""
        header, taken = self.grid.horizontalHeader(), 0
        widest = {Column.OLD: self._theme.px(180), Column.NEW: self._theme.px(180)}
        loose = (Column.WHAT, Column.REASON, Column.ORIGIN)
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column not in loose:
                width = max(self.grid.sizeHintForColumn(column), header.sectionSizeHint(column))
                self.grid.setColumnWidth(column, min(width, widest.get(column, width)))
                taken += self.grid.columnWidth(column)
        room = max(self._theme.px(420), self.grid.viewport().width() - taken)
        for column, share in zip(loose, (0.44, 0.3, 0.26), strict=True):
            self.grid.setColumnWidth(column, int(room * share))
