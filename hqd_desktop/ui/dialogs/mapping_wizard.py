"""The hospital's own tables: choose a file, point (or let a kept mapping find) its figures, look, write as one step."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.grid import Grid
from hqd_desktop.services.mapping_finding import Found, find_all
from hqd_desktop.services.mapping_reading import Reading, imported, origin, read_all
from hqd_desktop.services.mapping_suggesting import Suggestion, suggest
from hqd_desktop.services.mapping_text import body_of, targets_from
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.records import StoredMapping
from hqd_desktop.services.sheet_index import GridIndex
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.mapping_draft import MappingDraft
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel, Tell
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.busy_line import BusyLine
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.mapping_cells_step import MappingCellsStep
from hqd_desktop.ui.widgets.mapping_file_step import MappingFileStep
from hqd_desktop.ui.widgets.mapping_preview_step import MappingPreviewStep
from hqd_desktop.ui.widgets.table_reader import Fit, TableReader

KINDS = "表格 (*.xlsx *.xlsm *.xls *.et *.ods *.csv *.txt)"
_TITLES = ("1 选文件", "2 指出哪一格是哪个数", "3 核对并写入")


class MappingWizard(QDialog):
    """One file. `read` begins it; nothing is written before 写入."""

    def __init__(self, session: Session, theme: Theme, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme, self._view = session, theme, view
        self._index: GridIndex | None = None
        self._draft: MappingDraft | None = None
        self.reader = TableReader(session, view.packs.catalogue, view.record.year, self)
        self.reader.done.connect(self._on_read)
        self.reader.failed.connect(self._on_refused)
        self.reader.stopped.connect(self._on_stopped)
        self.setWindowTitle("从本院自己的表导入")
        self.resize(
            min(theme.px(1280), parent.window().width() - 30), min(theme.px(640), parent.window().height() - 30)
        )
        self.finished.connect(self._on_finished)
        self.title = label(_TITLES[0], "panel")
        self.file = MappingFileStep(theme)
        self.cells: MappingCellsStep | None = None
        self.preview = MappingPreviewStep(theme, view.packs.catalogue)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.file)
        self.stack.addWidget(self.preview)
        self.told = label("", "secondary", "error", wrap=True)
        self.back = Button("上一步", theme)
        self.back.clicked.connect(self._go_back)
        self.leave = Button("取消 Esc", theme)
        self.leave.clicked.connect(self.reject)
        self.onward = Button("下一步", theme, "primary")
        self.onward.clicked.connect(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.stack, 1)
        self.busy = BusyLine(theme, session.tasks)
        self.busy.changed.connect(self._show_step)
        column.addWidget(self.busy)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        for button in (self.back, self.leave, self.onward):
            row.addWidget(button)
        column.addLayout(row)
        self.file.file_wanted.connect(self.choose)
        self.file.stop_wanted.connect(self.reader.stop)
        self.reader.told.connect(self.file.show_progress)
        self.file.chosen.connect(self._read_with)
        self.file.fresh_wanted.connect(self._begin_fresh)
        self.file.rename_wanted.connect(self._rename)
        self.file.withdraw_wanted.connect(self._withdraw)
        self.file.list.currentRowChanged.connect(lambda _: self._show_step())
        self.preview.changed.connect(self._show_step)
        self.preview.stated_units_wanted.connect(self._on_stated_units_wanted)
        self.preview.repair_wanted.connect(lambda: self._point(self._draft))
        self._show_step()

    # -- the file ------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, "选本院的表", "", KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a file on the file thread and see which kept mappings fit it."""
        self._index = self._draft = None
        self.file.show_reading(path.name)
        self._tell("")
        self.reader.read(path)
        self._show_step()

    def _on_read(self, index: GridIndex, fits: tuple[Fit, ...]) -> None:
        self._index = index
        self.file.show_file(index.grid, fits)
        self.file.list.setFocus()
        self._show_step()

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        self.file.show_nothing("没有读，也没有写入任何数。")
        self._tell("\n".join(sentences(problems)))
        self.file.browse.setFocus()
        self._show_step()

    def _on_stopped(self) -> None:
        self.file.show_nothing("已停止。没有写入任何数。")
        self._show_step()

    # -- between the steps ---------------------------------------------------------------------------------------

    def _show_step(self) -> None:
        """Title and buttons of the step that is shown; nothing goes on while the file thread is looking."""
        here = self.stack.currentWidget()
        number = 0 if here is self.file else 2 if here is self.preview else 1
        self.title.setText(_TITLES[number])
        self.back.setVisible(number > 0)
        if number == 0:
            known = self.file.current
            self.onward.setText(f"按“{known.stored.name}”读" if known else "新做一份")
            self.onward.setEnabled(self._index is not None and not (known and known.fault))
        elif number == 1:
            draft = self._draft
            self.onward.setText("下一步：核对")
            self.onward.setEnabled(bool(draft and draft.targets) and not (draft and draft.needs_unit))
        else:
            chosen = self.preview.model.chosen
            unchanged = self._mapping_to_keep() is None
            named = bool(self.preview.name.text().strip())
            self.onward.setText(f"写入 {len(chosen)} 个数" if chosen else "只保存对应关系")
            ready = not self.preview.model.in_the_way and named and (bool(chosen) or not unchanged)
            self.onward.setEnabled(ready)
        if self.busy.looking:
            self.onward.setEnabled(False)

    def _go_on(self) -> None:
        self._tell("")
        here = self.stack.currentWidget()
        if here is self.file:
            known = self.file.current
            if known is None:
                self._begin_fresh()
            else:
                self._read_with(known)
        elif here is self.preview:
            self._write()
        else:
            self._show_preview()

    def _go_back(self) -> None:
        self._tell("")
        self.busy.cancel()
        pointing = self.stack.currentWidget() is self.preview and self.cells is not None
        self.stack.setCurrentWidget(self.cells if pointing and self.cells else self.file)
        self._show_step()
        (self.cells.view if pointing and self.cells else self.file.list).setFocus()

    def _begin_fresh(self) -> None:
        if self._index is not None:
            self._point(MappingDraft(self._index, self._view.packs.catalogue))

    def _read_with(self, fit: Fit) -> None:
        if self._index is None or fit.fault:
            return
        targets = targets_from(fit.stored.body, fit.stored.name)
        if isinstance(targets, Problem):
            self._tell(sentence(targets))
            return
        self._draft = MappingDraft(self._index, self._view.packs.catalogue, fit.stored)
        self._draft.targets = targets
        self._drop_cells()
        self.preview.name.setText(fit.stored.name)
        self._show_preview()

    def _point(self, draft: MappingDraft | None) -> None:
        if draft is None:
            return
        self._draft = draft
        self._drop_cells()
        if draft.stored is None:
            self.preview.name.clear()
        self.cells = MappingCellsStep(self._theme, draft)
        self.cells.changed.connect(self._show_step)
        self.cells.sheet_shown.connect(self._suggest)
        self.stack.insertWidget(1, self.cells)
        self.stack.setCurrentWidget(self.cells)
        self._suggest(self.cells.number)
        self._show_step()
        self.cells.view.setFocus()

    def _drop_cells(self) -> None:
        if self.cells is not None:
            self.stack.removeWidget(self.cells)
            self.cells.deleteLater()
            self.cells = None

    def _suggest(self, number: int) -> None:
        draft = self._draft
        if draft is None or draft.stored is not None or draft.seen(number):
            return
        index, catalogue = draft.index, draft.catalogue

        def job(tell: Tell, cancel: Cancel) -> tuple[Sequence[Suggestion], Sequence[Found]]:
            suggestions = suggest(index, number, catalogue, tell)
            return suggestions, find_all(index, [s.target for s in suggestions], catalogue, tell)

        def done(answer: tuple[Sequence[Suggestion], Sequence[Found]]) -> None:
            if self._draft is draft and self.cells is not None and not draft.seen(number):
                draft.learn(answer[1])
                draft.add_suggestions(number, answer[0])
                self.cells.show_draft()

        self.busy.look("正在认这张表里的数据项", job, done)

    def _show_preview(self) -> None:
        draft = self._draft
        if draft is None:
            return
        index, targets, catalogue, figures = draft.index, draft.targets, draft.catalogue, self._view.figures

        def done(readings: Sequence[Reading]) -> None:
            if self._draft is not draft:
                return
            draft.learn(reading.found for reading in readings)
            self.preview.show_readings(readings, draft.stored.name if draft.stored else name_of(index.grid))
            self.stack.setCurrentWidget(self.preview)
            self._show_step()
            (self.onward if self.onward.isEnabled() else self.preview.table).setFocus()

        self.busy.look("正在表里找", lambda tell, cancel: read_all(index, targets, catalogue, figures, tell), done)

    def _on_stated_units_wanted(self) -> None:
        if self._draft is not None:
            self._draft.accept_stated_units()
            self._show_preview()

    # -- writing -------------------------------------------------------------------------------------------------

    def _mapping_to_keep(self) -> StoredMapping | None:
        """What must be saved of the mapping; None when it is kept already as it is."""
        draft = self._draft
        if draft is None:
            return None
        before = draft.stored or StoredMapping("", "")
        after = replace(before, name=self.preview.name.text().strip(), body=body_of(draft.targets))
        return None if after == before else after

    def _write(self) -> None:
        mapping = self._mapping_to_keep()
        self.onward.setEnabled(False)
        if mapping is None:
            self._take_over(None)
        else:
            self._session.save_mapping(mapping, self._take_over, self._on_failed)

    def _take_over(self, kept: StoredMapping | None) -> None:
        draft, chosen = self._draft, self.preview.model.chosen
        if draft is None:
            return
        if kept is not None:
            draft.stored = kept
        if not chosen:
            self._session.notify(f"已保存对应关系“{kept.name if kept else ''}”")
            self.accept()
            return
        self._session.take_over(imported(chosen), origin(draft.index.grid, chosen), self._on_written, self._on_failed)

    def _on_written(self, view: View) -> None:
        name = self._draft.index.grid.name if self._draft else ""
        self._session.notify(f"从“{name}”写入 {len(view.touched)} 个数，可以一步撤销")
        self.accept()

    def _on_failed(self, problems: Sequence[Problem]) -> None:
        self._tell("\n".join(sentences(problems)))
        self._show_step()

    # -- kept mappings -------------------------------------------------------------------------------------------

    def _rename(self, stored: StoredMapping) -> None:
        dialog = WordsDialog(
            self._theme, "改名", "对应关系的新名称", "改名", stored.name, minimum=1, lines=1, parent=self
        )  # fmt: skip
        dialog.given.connect(
            lambda name: self._session.save_mapping(replace(stored, name=name), self._again, self._on_failed)
        )
        dialog.open()

    def _withdraw(self, stored: StoredMapping) -> None:
        self._session.save_mapping(replace(stored, active=False), self._again, self._on_failed)

    def _again(self, _kept: StoredMapping) -> None:
        """The list of kept mappings is other: see anew which fit."""
        index = self._index
        if index is None:
            return

        def show(kept: Sequence[StoredMapping]) -> None:
            if self._index is not index:
                return
            self.reader.weigh(index, kept, weighed)

        def weighed(fits: tuple[Fit, ...]) -> None:
            if self._index is index:
                self.file.show_file(index.grid, fits)
                self.file.list.setFocus()
                self._show_step()

        self._session.read_mappings(show)

    def _tell(self, words: str, tone: str = "error") -> None:
        self.told.setText(words)
        set_tone(self.told, tone)

    def _on_finished(self) -> None:
        self.reader.stop()
        self.busy.cancel()
        self._index = self._draft = None  # answers that are still on their way find nothing to do
        self.deleteLater()


def name_of(grid: Grid) -> str:
    """A name for a mapping: the file's, without the year, since it is for every year."""
    stem = Path(grid.name).stem
    return re.sub(r"(?:19|20)\d{2}\s*年?度?", "", stem).strip(" -_—.") or stem
