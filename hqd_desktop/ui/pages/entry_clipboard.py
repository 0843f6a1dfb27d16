"""Copy, cut and paste of blocks in the grid of 填报, with a preview where anything is overwritten or refused."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import CellBook, Mark
from hqd_desktop.ui.models.entry_model import YEARS_BACK
from hqd_desktop.ui.models.paste_block import PastePlan, plan_paste, read_block, write_block
from hqd_desktop.ui.pages.entry_acts import EntryActs
from hqd_desktop.ui.widgets.entry_grid import EntryGrid, clipboard_text
from hqd_desktop.ui.widgets.strips import PasteStrip


class EntryClipboard(QObject):
    """All of a block is written, as one step that can be taken back, or nothing."""

    def __init__(self, grid: EntryGrid, strip: PasteStrip, acts: EntryActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid, self._strip, self._acts = grid, strip, acts
        self._view: View | None = None
        self._book: CellBook | None = None
        self._paste: PastePlan | None = None
        grid.copy_wanted.connect(self.copy)
        grid.paste_wanted.connect(self.ask_paste)
        strip.accepted.connect(self._do_paste)
        strip.rejected.connect(self._drop_paste)

    def show_state(self, view: View, book: CellBook) -> None:
        """A new state of the figures."""
        self._view, self._book = view, book

    def copy(self, cut: bool) -> None:
        """The selected cells, exact and without separators; cut blanks them."""
        indexes = [i for i in self._grid.selectedIndexes() if not self._grid.isColumnHidden(i.column())]
        rows = sorted({i.row() for i in indexes if not self._grid.is_heading(i.row())})
        columns = sorted({i.column() for i in indexes})
        if not rows:
            return
        block = [
            [str(self._grid.entry_model.index(row, column).data(Qt.ItemDataRole.EditRole) or "") for column in columns]
            for row in rows
        ]
        QGuiApplication.clipboard().setText(write_block(block))
        if cut:
            self._acts.clear(self._grid.selected_keys())

    def ask_paste(self) -> None:
        """Write the clipboard's block at once into blank cells, else show first what would happen."""
        block = read_block(clipboard_text())
        if not block or self._view is None or self._book is None:
            return
        selected = self._grid.selected_keys()
        catalogue = self._view.packs.catalogue
        if len(block) == 1 and len(block[0]) == 1 and len(selected) > 1:
            plan = plan_paste([[block[0][0]] for _ in selected], [[key] for key in selected], self._book, catalogue)
        else:
            plan = plan_paste(block, self._places(), self._book, catalogue)
        self._paste = plan
        if not plan.needs_asking:
            self._do_paste()
            return
        wrong = dict(plan.problems)
        self._grid.entry_model.preview(
            {key: (text, Mark.UNREADABLE if key in wrong else Mark.SAVING) for key, text in plan.cells}
        )
        self._strip.ask(plan.summary(), self._detail(plan), allowed=not plan.refused)

    def _detail(self, plan: PastePlan) -> str:
        if plan.problems and self._view is not None:
            key, problem = plan.problems[0]
            name = self._view.packs.catalogue[key[0]].name
            return f"整块都没有写入。{name}：{sentence(Problem(problem.code, '', problem.params))}"
        if plan.refused:
            return "整块都没有写入。请从能容下它的格子开始粘贴。"
        return "原数在“修改记录”里，也可以整块撤销。"

    def _do_paste(self) -> None:
        plan, self._paste = self._paste, None
        self._end_preview()
        if plan is not None and plan.cells and not plan.refused:
            self._acts.enter_many(plan.cells, "粘贴")

    def _drop_paste(self) -> None:
        self._paste = None
        self._end_preview()

    def _end_preview(self) -> None:
        self._grid.entry_model.preview({})
        if self._strip.isVisible():
            self._strip.hide()
            self._grid.setFocus()

    def _places(self) -> list[list[FigureKey | None]]:
        """The cells right of and below the top left cell of the selection; headings are passed over."""
        indexes = self._grid.selectedIndexes() or [self._grid.currentIndex()]
        top, left = min(i.row() for i in indexes), min(i.column() for i in indexes)
        columns = [c for c in YEARS_BACK if c >= left and not self._grid.isColumnHidden(c)]
        if left not in YEARS_BACK:
            columns = []
        return [
            [self._grid.entry_model.key(self._grid.entry_model.index(row, column)) for column in columns]
            for row in range(top, self._grid.entry_model.rowCount())
            if not self._grid.is_heading(row)
        ]
