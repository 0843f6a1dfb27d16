"""锁定稿: every version that was locked, to be printed again and held against the present figures."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QHeaderView, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.comparing import Comparison
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.records import Submission, SubmissionKey
from hqd_desktop.services.wording import figure_text, file_name, points_text
from hqd_desktop.ui.models.row_model import RowModel
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

FOLDER = "export.folder"
TOLD = "锁定时的数、指标表、方案和结果都在里面，以后改了数、换了方案，照样能按当时的样子打印。"


class Column(IntEnum):
    """The columns, left to right."""

    YEAR = 0
    NUMBER = 1
    WHEN = 2
    WHO = 3
    REASON = 4
    DIGEST = 5


TITLES = ("年度", "版本", "锁定时间", "谁锁定", "负责人", "锁定稿摘要")


class SubmissionModel(RowModel[SubmissionKey]):
    """Newest first."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(TITLES, (), parent)

    def answer(self, row: SubmissionKey, column: int, role: int) -> Any:
        cells = (
            f"{row.year} 年度", f"v{row.number}", f"{row.at.astimezone():%Y-%m-%d %H:%M}", row.who,
            row.reason.removeprefix("负责人："), short_digest(row.digest),
        )  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[column]
        return f"{TITLES[column]} {cells[column]}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class SubmissionsDialog(QDialog):
    """What is written is the version as it was locked; nothing here changes a figure."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("锁定稿")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("锁定稿", "panel"))
        column.addWidget(label(TOLD, "secondary", "text2", wrap=True))
        self.model = SubmissionModel(self)
        self.grid = GridView(theme, "锁定稿，最近的在前")
        self.grid.setModel(self.model)
        self.grid.resized.connect(self._fit)
        column.addWidget(self.grid, 2)
        self.state = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        self.changes = QPlainTextEdit()
        self.changes.setReadOnly(True)
        self.changes.setAccessibleName("锁定稿与现在不同的地方")
        self.changes.hide()  # until something was compared
        column.addWidget(self.changes, 2)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1000), room.width() - 40), min(theme.px(640), room.height() - 30))
        session.ask(lambda workspace: tuple(reversed(workspace.review().submissions())), self._show)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.acts = []
        for words, icon, act in (
            ("报告存为 PDF…", "pdf", self._write_pdf),
            ("导出工作簿…", "export", self._write_workbook),
            ("与现在对比", "indicators", self._compare),
        ):
            button = Button(words, self._theme, "", icon)
            button.setEnabled(False)
            button.clicked.connect(lambda _=False, act=act: act())
            self.acts.append(button)
            row.addWidget(button)
        row.addStretch(1)
        close = Button("关闭 Esc", self._theme, "primary")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _show(self, keys: Sequence[SubmissionKey]) -> None:
        self.model.replace_rows(keys)
        for button in self.acts:
            button.setEnabled(bool(keys))
        self._say("" if keys else "还没有锁定过。锁定后每一版都留在这里。")
        self._fit()
        if keys:
            self.grid.selectRow(0)
            self.grid.setFocus()

    def _write_pdf(self) -> None:
        reports = self._session.desk.reports
        self._write("报告存为 PDF", ".pdf", "PDF (*.pdf)", lambda path, one: reports().write_pdf(path, one))

    def _write_workbook(self) -> None:
        books = self._session.desk.workbooks
        kinds = "Excel 工作簿 (*.xlsx)"
        self._write("导出工作簿", ".xlsx", kinds, lambda path, one: books().write_submission(path, one))

    def _write(self, title: str, suffix: str, kinds: str, writer: Callable[[Path, Submission], None]) -> None:
        key, view = self.model.row_at(self.grid.currentIndex()), self._session.view
        if key is None or view is None:
            return
        settings = self._session.desk.settings()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = file_name(view.hospital, key.year, key.number, f"{date.today():%Y%m%d}", suffix)
        start = Path(settings.get(FOLDER, "") or documents) / name
        place, _ = QFileDialog.getSaveFileName(self, title, str(start), kinds)
        if not place:
            return
        path = Path(place)
        path = path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

        def write(submission: Submission) -> None:
            def job(tell, cancel) -> Path:
                writer(path, submission)
                return path

            self._session.tasks.run_in_files(job, self._on_written, self._on_failed)

        self._session.ask(lambda workspace: workspace.review().opened(key.year, key.number), write, self._refuse)

    def _compare(self) -> None:
        key = self.model.row_at(self.grid.currentIndex())
        if key is not None:
            self._session.ask(
                lambda workspace: workspace.review().compared(key.year, key.number), self._show_changes, self._refuse
            )

    def _show_changes(self, found: Comparison) -> None:
        lines = []
        for total in found.totals[:1]:
            before, now = (points_text(one) if one is not None else "—" for one in (total.earlier, total.later))
            lines.append(f"{total.label}：锁定稿 {before}，现在 {now}")
        for row in found.figures:
            if (row.earlier.state, row.earlier.value, row.earlier.text) != (
                row.later.state, row.later.value, row.later.text,
            ):  # fmt: skip
                before, now = (figure_text(row.item, one, unit=True) for one in (row.earlier, row.later))
                lines.append(f"{row.item.name}（{row.period.label}）：锁定稿 {before}，现在 {now}")
        self.changes.setPlainText("\n".join(lines))
        self.changes.show()
        self._say(f"{len(lines) - 1} 个数与锁定稿不同。" if len(lines) > 1 else "没有一个数与锁定稿不同。")

    def _on_written(self, path: Path) -> None:
        self._say(f"已写到 {path}", "ok")
        folder = QUrl.fromLocalFile(str(path.parent))
        self._session.notify(f"已写到 {path}", "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(folder)))

    def _on_failed(self, error: UserFacingError) -> None:
        self._refuse(error.problems)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._say("；".join(sentences(problems)), "error")

    def _say(self, words: str, tone: str = "text2") -> None:
        self.state.setText(words)
        set_tone(self.state, tone)

    def _fit(self) -> None:
        header = self.grid.horizontalHeader()
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            wanted = max(self.grid.sizeHintForColumn(column), header.sectionSizeHint(column)) + self._theme.px(12)
            self.grid.setColumnWidth(column, wanted)
        header.setSectionResizeMode(Column.REASON, QHeaderView.ResizeMode.Stretch)
