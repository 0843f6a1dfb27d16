"""年度对比: this year beside another year of the database or another submission's workbook, to read and export."""

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
from hqd_desktop.ui.widgets.controls import Button, Picker, label, set_tone
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape

FOLDER = "export.folder"
ANOTHER_FILE = "另一份上报工作簿…"
KINDS = "上报工作簿、数据 (*.xlsx *.csv)"
WAITING = "正在对比…"


class ComparisonDialog(QDialog):
    """Enter leads to the figure or indicator, Esc back; it follows newer states while it is open."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._comparison: Comparison | None = None
        self._file: Assessment | None = None
        self._asked = 0  # answers to earlier questions are let go of
        self._chosen = 0
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
        self._ask()

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
        row.addStretch(1)
        self._rules = label("", "caption", "text2")
        row.addWidget(self._rules)
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
        self.picker.addItem(ANOTHER_FILE, Path())

    # -- asking --------------------------------------------------------------------------------------------------

    def _on_picked(self, at: int) -> None:
        if self.picker.itemText(at) == ANOTHER_FILE:
            self._choose_file()
        elif at != self._chosen:
            self._chosen = at
            self._ask()

    def _choose_file(self) -> None:
        settings = self._session.desk.settings()
        place, _ = QFileDialog.getOpenFileName(self, "和哪一份上报工作簿对比", settings.get(FOLDER, ""), KINDS)
        self.picker.setCurrentIndex(self._chosen)
        if not place:
            return
        at = self.picker.count() - 1
        if isinstance(self.picker.itemData(at - 1), Path):  # the file before goes
            self.picker.removeItem(at - 1)
            at -= 1
        path = Path(place)
        self.picker.insertItem(at, path.name, path)
        self.picker.setCurrentIndex(at)
        self._chosen = at
        self._ask()

    def _ask(self) -> None:
        """Compare with what the picker names, on the database's or the file thread."""
        self._file = None
        self._asked += 1
        asked, view = self._asked, self._session.view
        self._say(WAITING)
        source = self.picker.itemData(self._chosen)
        if isinstance(source, Path) and view is not None:
            desk = self._session.desk

            def read(tell, cancel) -> tuple[int, Assessment]:
                record = view.record
                assessment, _ = assess_files(
                    [source], desk.workbooks(), desk.source(), Said(), fallback=record.scheme_id,
                    rulesets=((record.scheme_id, record.ruleset_id),),
                )  # fmt: skip
                return asked, assessment

            self._session.tasks.run_in_files(read, self._on_read, self._on_refused)
        elif isinstance(source, int):
            self._session.ask_comparison(source, self._on_compared, self._on_problems)

    def _on_read(self, found: tuple[int, Assessment]) -> None:
        asked, self._file = found if found[0] == self._asked else (0, self._file)
        if asked:
            self._compare_with_file()

    def _compare_with_file(self) -> None:
        view, file = self._session.view, self._file
        if view is not None and file is not None:
            self._show(compare_in_order(file, view.assessment))

    def _on_view_changed(self, view: View) -> None:
        if self._file is not None:
            self._compare_with_file()
        else:
            self._ask()

    def _on_compared(self, comparison: Comparison) -> None:
        wanted = self.picker.itemData(self._chosen)
        if wanted in (comparison.earlier.year, comparison.later.year):
            self._show(comparison)

    def _on_refused(self, error: UserFacingError) -> None:
        self._on_problems(error.problems)

    def _on_problems(self, problems) -> None:
        said = sentences(tuple(problems) or (Problem("input_empty"),))
        more = f"\n还有 {len(said) - 3} 处。" if len(said) > 3 else ""
        kept = "\n下面仍是先前的对比。" if self._comparison is not None else ""
        self._say("\n".join(said[:3]) + more + kept, "error")

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, comparison: Comparison) -> None:
        first = self._comparison is None
        self._comparison = comparison
        later, earlier = comparison.later, comparison.earlier
        change = comparison.totals[0].change
        shape = Shape.SAME if not change else Shape.BETTER if change > 0 else Shape.WORSE
        if not comparison.same_rules:
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
