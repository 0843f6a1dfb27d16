"""One sheet of a table of one's own as a Qt model: texts by line and heading, faulty cells marked; it judges none."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from hqd_desktop.services.pack_sheets import HEADINGS
from hqd_desktop.ui.models.row_model import Index, RowModel


class PackModel(RowModel[Mapping[str, str]]):
    """`faults` are sentences by line and heading; a fault without a heading marks the whole line."""

    def __init__(self, sheet: str, parent: Any = None) -> None:
        super().__init__(HEADINGS[sheet], (), parent)
        self.sheet = sheet
        self._faults: Mapping[tuple[int, str], str] = {}
        self._tone = QColor()

    def show(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Other lines; where there are as many as before, the current cell stays."""
        self.replace_rows(rows, lambda row: 0)

    def mark(self, faults: Mapping[tuple[int, str], str], tone: QColor) -> None:
        """Which cells are wrong, and the colour that says so."""
        self._faults, self._tone = faults, tone
        self.refresh()

    def heading(self, column: int) -> str:
        """The heading of a column."""
        return HEADINGS[self.sheet][column]

    def fault(self, row: int, column: int) -> str:
        """Why a cell is wrong, or nothing."""
        return self._faults.get((row, self.heading(column))) or self._faults.get((row, ""), "")

    def answer(self, row: Mapping[str, str], column: int, role: int) -> Any:
        text = row.get(self.heading(column), "")
        if role == Qt.ItemDataRole.DisplayRole:
            return text.replace("\n", " ")
        return text if role == Qt.ItemDataRole.EditRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Faults besides what every list answers."""
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.ToolTipRole) and index.isValid():
            fault = self.fault(index.row(), index.column())
            if role == Qt.ItemDataRole.ToolTipRole:
                return fault or super().data(index, Qt.ItemDataRole.EditRole)
            return self._tone if fault else None
        return super().data(index, role)
