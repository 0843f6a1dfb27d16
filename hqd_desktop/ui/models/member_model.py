"""The members of a group under changing columns as a Qt model; cells come from services.group_rows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.services.group_rows import Cell, Column, MemberRow
from hqd_desktop.ui.models.row_model import RowModel


class MemberModel(RowModel[MemberRow]):
    """Numbers stand to the right; what stands for no number too."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__((), (), parent)
        self.columns: tuple[Column, ...] = ()

    def show(self, columns: Sequence[Column], rows: Sequence[MemberRow]) -> None:
        """Other columns, other members."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._headings = tuple(column.title for column in columns)
        self._right = frozenset(place for place, column in enumerate(columns) if column.numeric)
        self._rows = tuple(rows)
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell | None:
        """What stands at a place."""
        found = self.row(row)
        return found.cells[column] if found is not None and 0 <= column < len(found.cells) else None

    def place_of(self, hospital_id: str) -> int:
        """The row of a member; -1 where a filter left it out."""
        return next((at for at, row in enumerate(self._rows) if row.member.hospital.id == hospital_id), -1)

    def answer(self, row: MemberRow, column: int, role: int) -> Any:
        cell, heading = row.cells[column], self.columns[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            unit = heading.unit if cell.value is not None and heading.unit not in ("", "—") else ""
            return f"{row.member.hospital.name}，{heading.heading} {cell.text}{unit}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        if across and role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].printed
        return super().headerData(section, orientation, role)
