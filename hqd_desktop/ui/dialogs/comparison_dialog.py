"""年度对比: this year beside another year of the database or another submission's workbook, to read and export."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.comparing import Comparison, compare_in_order
from hqd_desktop.services.comparison_rows import ComparedRow, Kind, notes, plain_text
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.handed_in import assess_files
from hqd_desktop.services.importing import Said
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.wording import comparison_name, hospital_text, points_text, total_label, total_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.comparison_grid import ComparisonGrid
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, Picker, label, set_tone
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape

FOLDER = "export.folder"
ANOTHER_FILE = "另一份上报工作簿…"
KINDS = "上报工作簿、数据 (*.xlsx *.csv)"
WAITING = "正在对比…"
Source = int | Path


class ComparisonDialog(QDialog):
    """Enter leads to the figure or indicator, Esc back; it follows newer states while it is open."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._comparison: Comparison | None = None
        self._file: Assessment | None = None
        view = session.view
        self._source: Source = view.record.year - 1 if view is not None else 0  # what is shown
        self._wanted: Source = self._source  # what was asked for last; answers to earlier questions are let go of
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("年度对比")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.notes = label("", "secondary", "warning", wrap=True)
        self.notes.hide()
        column.addWidget(self.notes)
        self.table = ComparisonGrid(theme)
        self.table.chosen.connect(self._go)
        self.table.changed.connect(self._show_way)
        self.table.grid.current_moved.connect(self._show_way)
        column.addWidget(self.table, 1)
        self.state = label("", "secondary", "text2", wrap=True)
        column.addWidget(self.state)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1500), room.width() - 40), min(theme.px(860), room.height() - 30))
        session.view_changed.connect(self._on_view_changed)
        self._fill_picker()
        self._ask(self._source)

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # -- building ------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label("年度对比", "panel"))
        row.addWidget(label("与", "secondary", "text2"))
        self.picker = Picker(self._theme, "和哪一份对比")
        self.picker.activated.connect(self._on_picked)
        row.addWidget(self.picker)
        self.total = IconText(self._theme, Shape.SAME, "", "chip")
        self.total.hide()
        row.addWidget(self.total)
        self._rules = ElidedLabel("", "caption", "text2")
        self._rules.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._rules, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy_button = Button("复制", self._theme, "", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.export_button = Button("导出对比表…", self._theme, "", "export")
        self.export_button.clicked.connect(self._export)
        self.go_button = Button("去看 Enter", self._theme)
        self.go_button.clicked.connect(self._go_current)
        close = Button("关闭 Esc", self._theme, "primary")
        close.clicked.connect(self.reject)
        for button in (self.copy_button, self.export_button, self.go_button):
            button.setEnabled(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _fill_picker(self) -> None:
        view = self._session.view
        if view is None:
            return
        own, years = view.record.year, set(view.years)
        for year in sorted((years | {own - 1}) - {own}, key=lambda one: (one > own, -one)):
            name = f"本库 {year} 年度" if year in years else f"本库 {year} 年度（只有上年数）"
            self.picker.addItem(name, year)
        self.picker.addItem(ANOTHER_FILE)

    # -- asking --------------------------------------------------------------------------------------------------

    def _on_picked(self, at: int) -> None:
        picked = self.picker.itemData(at)
        if picked is None:
            self._mark(self._source)  # until the file was read, what is shown stays what is named
            self._choose_file()
        elif picked != self._source:
            self._ask(picked)

    def _choose_file(self) -> None:
        settings = self._session.desk.settings()
        place, _ = QFileDialog.getOpenFileName(self, "和哪一份上报工作簿对比", settings.get(FOLDER, ""), KINDS)
        if place:
            self._ask(Path(place))

    def _ask(self, source: Source) -> None:
        """Compare with a year on the database's thread, with a file on the file thread."""
        self._wanted, view = source, self._session.view
        self._say(WAITING)
        if isinstance(source, int):
            self._session.ask_comparison(source, self._on_compared, self._on_problems)
        elif view is not None:
            desk, record, hospital = self._session.desk, view.record, view.hospital

            def read(tell, cancel) -> tuple[Path, Assessment]:
                assessment, _ = assess_files(
                    [source], desk.workbooks(), desk.source(), Said(), fallback=record.scheme_id, own=hospital,
                    rulesets=((record.scheme_id, record.ruleset_id),),
                )  # fmt: skip
                return source, assessment

            self._session.tasks.run_in_files(read, self._on_read, self._on_refused)

    def _on_read(self, found: tuple[Path, Assessment]) -> None:
        path, assessment = found
        if path == self._wanted:
            self._file = assessment
            self._mark(path)
            self._compare_with_file()

    def _on_compared(self, comparison: Comparison) -> None:
        if self._wanted in (comparison.earlier.year, comparison.later.year):
            self._file = None
            self._mark(self._wanted)
            self._show(comparison)

    def _compare_with_file(self) -> None:
        view, file = self._session.view, self._file
        if view is not None and file is not None:
            self._show(compare_in_order(file, view.assessment))

    def _on_view_changed(self, view: View) -> None:
        if self._file is not None:
            self._compare_with_file()
        else:
            self._ask(self._source)

    def _mark(self, source: Source) -> None:
        """Let the picker name what is shown; a file takes the place of the file before."""
        self._source = self._wanted = source
        places = [self.picker.itemData(at) for at in range(self.picker.count())]
        if source not in places:
            for at in [at for at, known in enumerate(places) if isinstance(known, Path)]:
                self.picker.removeItem(at)
            self.picker.insertItem(self.picker.count() - 1, str(Path(str(source)).name), source)
            places = [self.picker.itemData(at) for at in range(self.picker.count())]
        self.picker.setCurrentIndex(places.index(source))

    def _on_refused(self, error: UserFacingError) -> None:
        self._on_problems(error.problems)

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        said = sentences(tuple(problems))
        more = f"\n还有 {len(said) - 3} 处。" if len(said) > 3 else ""
        kept = "\n上面仍是先前的对比。" if self._comparison is not None else ""
        self._mark(self._source)
        self._say("\n".join(said[:3]) + more + kept, "error")

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, comparison: Comparison) -> None:
        first = self._comparison is None
        self._comparison = comparison
        later, earlier = comparison.later, comparison.earlier
        change = comparison.totals[0].change
        shape = Shape.SAME if not change else Shape.BETTER if change > 0 else Shape.WORSE
        if not comparison.same_ground:
            shape = Shape.PARTIAL
        texts = [f"{one.year} 年{total_label(one.scorecard)} {total_text(one.scorecard)}" for one in (earlier, later)]
        moved = f"，{'升' if change > 0 else '降'} {points_text(abs(change))}" if change else ""
        self.total.show_text(" → ".join(texts) + moved, shape)
        self.total.show()
        titles = dict.fromkeys(one.packs.ruleset.title for one in (later, earlier))
        self._rules.setText(" ／ ".join(titles))
        told = notes(comparison)
        self.notes.setText("\n".join(told))
        self.notes.setVisible(bool(told))
        self._say("" if self._file is None else f"文件里的数：{hospital_text(self._file.hospital)}，按现在的方案算分。")
        self.table.show_comparison(comparison)
        for button in (self.copy_button, self.export_button):
            button.setEnabled(True)
        if first:
            self.table.grid.setFocus()

    def _say(self, words: str, tone: str = "text2") -> None:
        self.state.setText(words)
        set_tone(self.state, tone)
        self.state.setVisible(bool(words))

    def _show_way(self) -> None:
        row = self.table.current
        self.go_button.setEnabled(row is not None and row.kind is not Kind.TOTAL)

    # -- acts ----------------------------------------------------------------------------------------------------

    def _go_current(self) -> None:
        if self.table.current is not None:
            self._go(self.table.current)

    def _go(self, row: ComparedRow) -> None:
        """To the indicator or the figure of the year that is open."""
        view = self._session.view
        if view is None or row.kind is Kind.TOTAL:
            return
        self.accept()
        if row.key is not None:
            item, period = row.key
            self._session.go_to("entry", figure=(item, type(period)(view.record.year, period.quarter)))
        else:
            self._session.go_to("indicators", number=row.number)

    def _copy(self) -> None:
        if self._comparison is not None:
            QGuiApplication.clipboard().setText(plain_text(self._comparison, self.table.blocks))
            count = sum(len(rows) for rows in self.table.blocks.values())
            self._say(f"已复制“{self.table.keep}”的 {count} 行，可以贴到表格或消息里。", "ok")

    def _export(self) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        settings = self._session.desk.settings()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        later, earlier = comparison.later, comparison.earlier
        name = comparison_name(later.hospital, earlier.year, later.year, f"{date.today():%Y%m%d}")
        start = Path(settings.get(FOLDER, "") or documents) / name
        place, _ = QFileDialog.getSaveFileName(self, "导出年度对比", str(start), "Excel 工作簿 (*.xlsx)")
        if not place:
            return
        path = Path(place)
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        settings.set(FOLDER, str(path.parent))
        desk = self._session.desk

        def write(tell, cancel) -> Path:
            desk.workbooks().write_comparison(path, comparison)
            return path

        self._session.tasks.run_in_files(write, self._on_written, self._on_refused)

    def _on_written(self, path: Path) -> None:
        self._say(f"已导出到 {path}", "ok")
        folder = QUrl.fromLocalFile(str(path.parent))
        self._session.notify(f"已导出到 {path}", "ok", ("打开文件夹", lambda: QDesktopServices.openUrl(folder)))
