"""佐证目录: the year's files by number, what is lacking, and how every file is; printed and handed out from here.

It changes nothing that is registered.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from hqd_desktop.domain.evidence import Evidence, FileState
from hqd_desktop.services import evidence_listing as listing
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue, catalogue_of
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.evidence_output import EvidenceOutput
from hqd_desktop.ui.opened_copies import open_copy
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.catalogue_delegate import CatalogueDelegate
from hqd_desktop.ui.widgets.catalogue_lists import (
    FILE_HEADINGS,
    CatalogueModel,
    Listed,
    file_rows,
    gap_rows,
    state_rows,
)
from hqd_desktop.ui.widgets.controls import Button, Segments, label, set_tone
from hqd_desktop.ui.widgets.grid_view import GridView

LISTS = ("目录", "还缺什么", "核对文件")
_EMPTY = {
    "目录": "本年度还没有佐证。到指标与得分、填报或台账里选一项，把文件拖到右边的“佐证”，或按 Ctrl+V 贴截图。",
    "还缺什么": "没有缺佐证的指标和任务。",
    "核对文件": "还没有登记佐证，没有文件可以核对。",
}


class Place(IntEnum):
    """Where each list stands."""

    FILES = 0
    GAPS = 1
    STATES = 2


# Which columns take the room that is left, with their shares.
_LOOSE: Mapping[Place, Mapping[int, float]] = {
    Place.FILES: {1: 0.72, 2: 0.28},
    Place.GAPS: {0: 0.5, 3: 0.5},
    Place.STATES: {1: 0.3, 2: 0.4, 3: 0.3},
}


class EvidenceCatalogueDialog(QDialog):
    """Space shows the file, Enter goes to what the row proves, Esc closes.

    The files are compared with their digests when it opens.
    """

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, place: Place = Place.FILES
    ) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._catalogue: EvidenceCatalogue | None = None
        self._states: dict[str, FileState] = {}
        self.output = EvidenceOutput(session, theme, self)
        self.output.said.connect(self._say)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("佐证目录")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("佐证目录", "panel"))
        self.lists = Segments(LISTS, theme, "看什么")
        head.addWidget(self.lists)
        self.told = label("", "secondary", "text2")
        head.addWidget(self.told)
        head.addStretch(1)
        column.addLayout(head)
        self._stack = QStackedWidget()
        headings = (listing.HEADINGS, listing.GAP_HEADINGS, FILE_HEADINGS)
        self.models = {place: CatalogueModel(headings[place], (), self) for place in Place}
        self.grids = {place: self._grid(LISTS[place], self.models[place]) for place in Place}
        column.addWidget(self._stack, 1)
        self.hint = label("", "caption", "text2", wrap=True)
        column.addWidget(self.hint)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(1240), room.width() - 60), min(theme.px(680), room.height() - 40))
        self.lists.group.buttonToggled.connect(self._on_list_chosen)
        self.lists.set_answer(LISTS[place])
        session.view_changed.connect(self.show_view)
        if session.view is not None:
            self.show_view(session.view)
        self.check()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Space:
            self._preview()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @property
    def place(self) -> Place:
        """The list that is shown."""
        return Place(self._stack.currentIndex())

    def show_view(self, view: View) -> None:
        """Draw a state; the ledger, which says what tasks there are, is asked for."""

        def read(ledger) -> None:
            if self._session.view is view:
                records = view.evidence.of_year(view.record.year)
                self._draw(view, catalogue_of(view.assessment, records, ledger.today, ledger.books))

        self._session.ask_books(lambda books: books.ledger.read(), read, self._session.refused.emit)

    def check(self) -> None:
        """Compare every file of every year with its digest, off the GUI thread."""
        view = self._session.view
        if view is None:
            return
        digests, folder = [record.digest for record in view.evidence], self._session.desk.evidence_folder()
        self.check_button.setEnabled(False)
        self.hint.setText("正在核对文件…")

        def told(states: Mapping[str, FileState]) -> None:
            self.check_button.setEnabled(True)
            self._states = dict(states)
            if self._session.view is not None:
                self._draw_states(self._session.view)

        self._session.tasks.run_in_files(
            lambda tell, cancel: folder.check(digests, lambda done, total: tell(done, total, "")),
            told,
            progress=lambda done, total, _: self.hint.setText(f"正在核对文件：{done} / {total}…"),
        )

    # -- building ------------------------------------------------------------------------------------------------

    def _grid(self, name: str, model: CatalogueModel) -> GridView:
        grid = GridView(self._theme, name)
        grid.setModel(model)
        grid.empty_text = _EMPTY[name]
        grid.setShowGrid(False)  # the delegate draws the lines
        grid.setItemDelegate(CatalogueDelegate(self._theme, grid))
        grid.activated.connect(lambda _: self._go())
        grid.current_moved.connect(self._enable)
        grid.resized.connect(self._fit)
        self._stack.addWidget(grid)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.preview_button = self._button("预览 空格", "", self._preview)
        self.go_button = self._button("去看 Enter", "", self._go)
        self.check_button = self._button("重新核对", "refresh", self._on_check_wanted)
        self.print_button = self._button("打印…", "print", lambda: self._put_out(self.output.print_out))
        self.pdf_button = self._button("存为 PDF…", "pdf", lambda: self._put_out(self.output.save_pdf))
        self.export_button = self._button("导出到文件夹…", "export", lambda: self._put_out(self.output.choose_folder))
        for button in (
            self.preview_button, self.go_button, self.check_button, self.print_button, self.pdf_button,
            self.export_button,
        ):  # fmt: skip
            row.addWidget(button)
        row.addStretch(1)
        close = Button("关闭 Esc", self._theme, "primary")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _button(self, words: str, icon: str, act: Callable[[], object]) -> Button:
        made = Button(words, self._theme, "", icon)
        made.clicked.connect(lambda: act())
        return made

    # -- drawing -------------------------------------------------------------------------------------------------

    def _draw(self, view: View, catalogue: EvidenceCatalogue) -> None:
        self._catalogue = catalogue
        self.told.setText(f"{catalogue.year} 年度：{listing.summary_text(catalogue)}")
        self._fill(Place.FILES, tuple(file_rows(catalogue)))
        self._fill(Place.GAPS, tuple(gap_rows(catalogue)))
        self._draw_states(view)
        self.export_button.setEnabled(bool(catalogue.filled))

    def _draw_states(self, view: View) -> None:
        self._fill(Place.STATES, state_rows(view.evidence, self._states, date.today(), view.packs))
        self._enable()

    def _fill(self, place: Place, rows: Sequence[Listed]) -> None:
        grid = self.grids[place]
        self.models[place].replace_rows(rows)
        if rows and not grid.currentIndex().isValid():
            grid.select_first()
        self._fit()
        self._enable()

    def _on_check_wanted(self) -> None:
        self.lists.set_answer(LISTS[Place.STATES])  # where the answer is told
        self.check()

    def _on_list_chosen(self) -> None:
        if self.lists.answer:
            self._stack.setCurrentIndex(LISTS.index(self.lists.answer))
            self.grids[self.place].setFocus()
            self._fit()
            self._enable()

    def _enable(self) -> None:
        row = self._row()
        self.preview_button.setEnabled(row is not None and row.record is not None)
        self.go_button.setEnabled(row is not None and (row.chapter is not None or row.record is not None))
        bad = sum(state is not FileState.GOOD for state in self._states.values())
        self._say(self._words(bad), "error" if bad and self.place is not Place.STATES else "text2")

    def _words(self, bad: int) -> str:
        if bad and self.place is not Place.STATES:
            return f"有 {bad} 份的文件与登记时不同或找不到，是哪些见“{LISTS[Place.STATES]}”。"
        if self.place is Place.FILES:
            return listing.HOW_NUMBERED
        if self.place is Place.GAPS:
            return "过期的按有效期至判断，最后一天还算有效；政府层面和不适用本院的指标不要求佐证。"
        if bad:
            return f"有 {bad} 份与登记时不同或找不到：登记都保留；把原文件在原处重新添加一次就能补好。"
        return f"全部 {len(self._states)} 份与登记时的摘要一致。" if self._states else "还没有登记佐证。"

    def _fit(self) -> None:
        """Numbers, dates and words of state are never cut; titles and names share what is left."""
        grid, loose = self.grids[self.place], _LOOSE[self.place]
        header, taken = grid.horizontalHeader(), 0
        for column in range(grid.model().columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column not in loose:
                wide = max(grid.sizeHintForColumn(column), header.sectionSizeHint(column))
                grid.setColumnWidth(column, min(wide, self._theme.px(260)))
                taken += grid.columnWidth(column)
        room = max(self._theme.px(320), grid.viewport().width() - taken)
        for column, share in loose.items():
            grid.setColumnWidth(column, int(room * share))

    def _say(self, words: str, tone: str) -> None:
        self.hint.setText(words)
        set_tone(self.hint, tone)

    # -- acts ----------------------------------------------------------------------------------------------------

    def _row(self) -> Listed | None:
        return self.models[self.place].row_at(self.grids[self.place].currentIndex())

    def _go(self) -> None:
        """To the row or task; a file of the third list to the first thing that it proves."""
        row, catalogue, view = self._row(), self._catalogue, self._session.view
        if row is None or catalogue is None or view is None:
            return
        chapter = row.chapter
        if chapter is None and row.record is not None:
            digest = row.record.digest
            chapter = next((c for c in catalogue.filled if any(f.record.digest == digest for f in c.files)), None)
        if chapter is None:
            return
        if chapter.task is not None:
            self.accept()
            self._session.go_to("ledger", task=chapter.task)
        elif any(chapter.mark == result.indicator.number for result in view.assessment.scorecard):
            self.accept()
            self._session.go_to("indicators", number=chapter.mark)

    def _preview(self) -> None:
        """The file of the row, with the others of the list around it."""
        row = self._row()
        if row is None or row.record is None:
            return
        from hqd_desktop.ui.dialogs.evidence_preview import EvidencePreview

        listed = [one.record for one in self.models[self.place].rows if one.record is not None]
        records = list({record.digest: record for record in listed}.values())
        current = [record.digest for record in records].index(row.record.digest)

        def opened(record: Evidence) -> None:
            open_copy(self._session, record, self.check)

        EvidencePreview(self._session, self._theme, records, current, opened, self).open()

    def _put_out(self, act: Callable[[EvidenceCatalogue], object]) -> None:
        if self._catalogue is not None:
            act(self._catalogue)

    def export_to(self, parent: Path) -> None:
        """Hand the files out into a new folder in `parent`."""
        self._put_out(lambda catalogue: self.output.export(catalogue, parent))
