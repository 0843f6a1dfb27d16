"""Copy, cut, paste and fill of blocks in the grid of 填报, with a preview where anything is overwritten or refused."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import CellBook, Mark
from hqd_desktop.ui.models.entry_columns import YEARS_BACK
from hqd_desktop.ui.models.paste_block import (
    PastePlan,
    Places,
    heading_rows,
    in_ten_thousands,
    plan_paste,
    read_block,
    write_block,
)
from hqd_desktop.ui.pages.entry_acts import EntryActs
from hqd_desktop.ui.widgets.entry_grid import EntryGrid, clipboard_text
from hqd_desktop.ui.widgets.strips import PasteStrip

CALC_BLOCK = "application/x-libreoffice-tsvc"  # LibreOffice takes it at once; of plain text it asks how it is parted
FILLS = {"down": "向下填充", "right": "向右填充"}
Block = Sequence[Sequence[str]]


class EntryClipboard(QObject):
    """All of a block is written, as one step that can be taken back, or nothing."""

    def __init__(self, grid: EntryGrid, strip: PasteStrip, acts: EntryActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid, self._strip, self._acts = grid, strip, acts
        self._view: View | None = None
        self._book: CellBook | None = None
        self._plan: PastePlan | None = None
        self._block: Block = ()
        self._over: Places = ()
        self._name = ""
        grid.copy_wanted.connect(self.copy)
        grid.paste_wanted.connect(self.ask_paste)
        grid.fill_wanted.connect(self.fill)
        grid.fill_typed.connect(self.fill_with)
        strip.accepted.connect(self._do)
        strip.scaled.connect(self._scale)
        strip.rejected.connect(self.drop)
        grid.escaped.connect(self.drop)

    def show_state(self, view: View, book: CellBook) -> None:
        """A new state of the figures: a block that waits to be written is weighed against it anew."""
        other = self._view is not None and self._view.record.id != view.record.id
        self._view, self._book = view, book
        if self._plan is not None and other:
            self.drop()
        elif self._plan is not None:
            self._offer(plan_paste(self._block, self._over, book, view.packs.catalogue), quietly=True)

    def copy(self, cut: bool) -> None:
        """The selected cells, exact and without separators; cut blanks them. Only one rectangle at a time."""
        indexes = [
            i
            for i in self._grid.selectedIndexes()
            if not self._grid.isColumnHidden(i.column()) and not self._grid.is_heading(i.row())
        ]
        rows, columns = sorted({i.row() for i in indexes}), sorted({i.column() for i in indexes})
        if len(indexes) != len(rows) * len(columns):
            self._acts.told.emit("选中的不是一整块，没有复制。请按住 Shift 选成一块再复制。")
            return
        if not rows:
            return
        model = self._grid.entry_model
        block = [[str(model.index(row, column).data(Qt.ItemDataRole.EditRole) or "") for column in columns]
                 for row in rows]  # fmt: skip
        data, text = QMimeData(), write_block(block)
        data.setText(text)
        data.setData(CALC_BLOCK, text.encode())
        QGuiApplication.clipboard().setMimeData(data)
        if cut:
            self._acts.clear(self._grid.selected_keys())

    def ask_paste(self) -> None:
        """Write the clipboard's block at once into blank cells, else show first what would happen.

        One cell goes into every selected cell; a block goes on from the top left cell of the selection.
        """
        block = read_block(clipboard_text())
        if not block:
            return
        selected = self._grid.selected_keys()
        if len(block) == 1 and len(block[0]) == 1 and len(selected) > 1:
            self._ask([[block[0][0]] for _ in selected], [[key] for key in selected], "粘贴")
        else:
            top = heading_rows(block)
            self._ask(block[top:], self._places(), "粘贴", headings=block[:top])

    def fill(self, direction: str) -> None:
        """Ctrl+D, Ctrl+R: the first row (column) of the selection into the rest; of one row, what stands above it."""
        keys = set(self._grid.selected_keys())
        rows: list[list[FigureKey]] = [
            [key for key in row if key in keys]
            for row in self._all_places()
            if any(key in keys for key in row)
        ]  # fmt: skip
        if not rows:
            return
        lines = rows if direction == "down" else [list(line) for line in zip(*rows, strict=False)]
        if len(lines) == 1:
            before = self._before(lines[0], direction)
            lines = [before, lines[0]] if before else lines
        if len(lines) < 2:
            self._acts.told.emit("这里没有可填充的来源，没有改动。")
            return
        texts = [self._raw(key) for key in lines[0]]
        self._ask([texts for _ in lines[1:]], lines[1:], FILLS[direction])

    def fill_with(self, text: str) -> None:
        """Ctrl+Enter: what was typed into every selected cell."""
        keys = self._grid.selected_keys()
        self._ask([[text] for _ in keys], [[key] for key in keys], "填入选中的格")

    def _ask(self, block: Block, over: Places, name: str, headings: Block = ()) -> None:
        if self._view is None or self._book is None:
            return
        self._block, self._over, self._name = block, over, name
        self._offer(plan_paste(block, over, self._book, self._view.packs.catalogue, headings))

    def _offer(self, plan: PastePlan, quietly: bool = False) -> None:
        self._plan = plan
        if not plan.needs_asking and not quietly:
            self._do()
            return
        wrong = dict(plan.problems)
        self._grid.entry_model.preview(
            {key: (text, Mark.UNREADABLE if key in wrong else Mark.SAVING) for key, text in plan.cells}
        )
        self._strip.ask(plan.summary(), self._detail(plan), not plan.refused, plan.suspicious, quietly)

    def _scale(self) -> None:
        """按万元写入: the same block with its unit said; written without asking again unless it is refused."""
        if self._view is None or self._book is None:
            return
        catalogue = self._view.packs.catalogue
        said = in_ten_thousands(self._block, self._over, catalogue)
        plan = plan_paste(said, self._over, self._book, catalogue)
        if plan.refused:
            self._offer(plan)
        else:
            self._plan = plan
            self._do()

    def _detail(self, plan: PastePlan) -> str:
        """What is safe and what can be done, below the counts."""
        return (f"跳过了 {plan.skipped} 行表头。" if plan.skipped else "") + self._safety(plan)

    def _safety(self, plan: PastePlan) -> str:
        if plan.problems and self._view is not None:
            key, problem = plan.problems[0]
            name = self._view.packs.catalogue[key[0]].name
            return f"整块都没有写入。{name}：{sentence(Problem(problem.code, '', problem.params))}"
        if plan.locked:
            return "整块都没有写入。锁定的年度只能看；上年数确需调整的，在上年格里按 F4 登记“上年调整数”。"
        if plan.refused:
            return "整块都没有写入。请从能容下它的格子开始粘贴。"
        if plan.suspicious:
            return "与上年相差约一万倍，或表头写着“万元”。按万元写入会乘以 10,000；原数在“修改记录”里，可以整块撤销。"
        return "原数在“修改记录”里，也可以整块撤销。"

    def _do(self) -> None:
        plan, self._plan = self._plan, None
        self._end_preview()
        if plan is not None and plan.cells and not plan.refused:
            self._acts.enter_many(plan.cells, self._name)

    def drop(self) -> None:
        """Nothing is written."""
        self._plan = None
        self._end_preview()

    def _end_preview(self) -> None:
        self._grid.entry_model.preview({})
        if self._strip.isVisible():
            self._strip.hide()
            self._grid.setFocus()

    def _raw(self, key: FigureKey) -> str:
        state = self._grid.entry_model.state(key)
        return state.raw if state else ""

    def _columns(self) -> list[int]:
        return [int(column) for column in YEARS_BACK if not self._grid.isColumnHidden(column)]

    def _all_places(self) -> list[list[FigureKey]]:
        model = self._grid.entry_model
        return [
            [key for column in self._columns() if (key := model.key(model.index(row, column))) is not None]
            for row in range(model.rowCount())
            if not self._grid.is_heading(row)
        ]

    def _before(self, line: Sequence[FigureKey], direction: str) -> list[FigureKey]:
        """The row above (the column left of) one row (column) of cells; nothing at the rim."""
        places = self._all_places()
        lines = places if direction == "down" else [list(column) for column in zip(*places, strict=True)]
        for place, held in enumerate(lines):
            if line[0] in held:
                return [lines[place - 1][held.index(key)] for key in line] if place else []
        return []

    def _places(self) -> list[list[FigureKey | None]]:
        """The cells right of and below the top left cell of the selection; headings are passed over."""
        indexes = self._grid.selectedIndexes() or [self._grid.currentIndex()]
        top, left = min(i.row() for i in indexes), min(i.column() for i in indexes)
        columns = [column for column in self._columns() if column >= left] if left in YEARS_BACK else []
        model = self._grid.entry_model
        return [
            [model.key(model.index(row, column)) for column in columns]
            for row in range(top, model.rowCount())
            if not self._grid.is_heading(row)
        ]
