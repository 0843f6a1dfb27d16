"""A foreign sheet for a table view, with marks on cells; it copies nothing, so that a big sheet scrolls smoothly."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor

from hqd_desktop.services.grid import EMPTY, CellKind, Place, Sheet, address
from hqd_desktop.ui.theme import Theme

_NUMBERS = (CellKind.NUMBER, CellKind.PERCENT)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TOLD = {CellKind.ERROR: "错误值", CellKind.UNCOMPUTED: "公式没有结果", CellKind.DATE: "日期"}


class Mark(StrEnum):
    """Why a cell is coloured."""

    TAKEN = "已指定"
    ROW = "行标题"
    COLUMN = "列标题"
    CELL = "取这一格"


class SheetModel(QAbstractTableModel):
    """Rows and columns as a spreadsheet names them."""

    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet = Sheet("", ())
        self._marks: Mapping[Place, Mark] = {}

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet

    def show_sheet(self, sheet: Sheet) -> None:
        """Another sheet, without marks."""
        self.beginResetModel()
        self._sheet, self._marks = sheet, {}
        self.endResetModel()

    def show_marks(self, marks: Mapping[Place, Mark]) -> None:
        """Other marks; only cells that gain or lose one are redrawn."""
        changed = {p for p in set(marks) | set(self._marks) if marks.get(p) != self._marks.get(p)}
        self._marks = marks
        for row, column in changed:
            index = self.index(row, column)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else self._sheet.height

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else self._sheet.width

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return address(0, section)[:-1] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        place = (index.row(), index.column())
        cell = self._sheet.at(*place)
        if role == Qt.ItemDataRole.DisplayRole:
            if cell is EMPTY:
                return self._sheet.heading(*place) if place in self._sheet.covers else ""
            return cell.text.replace("\n", " ") or _TOLD.get(cell.kind, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if cell.kind in _NUMBERS else _LEFT
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(self._marks.get(place))
        if role == Qt.ItemDataRole.ForegroundRole:
            if cell is EMPTY:
                return self._theme.colour("text3")
            return self._theme.colour("error") if cell.kind in _TOLD else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return "：".join(filter(None, (self._marks.get(place, ""), _TOLD.get(cell.kind, ""), cell.text))) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = cell.text or _TOLD.get(cell.kind, "空白")
            return "，".join(filter(None, (address(*place), told, self._marks.get(place, ""))))
        return None

    def _ground(self, mark: Mark | None) -> QColor | None:
        if mark is None:
            return None
        name = {Mark.TAKEN: "ok_soft", Mark.CELL: "accent_soft"}.get(mark, "warning_soft")
        return self._theme.colour(name)
