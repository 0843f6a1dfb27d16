"""What becomes of each file that hospitals have handed in, as a Qt model; words only."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.services.arrivals import Coming, Landing
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models.row_model import RowModel


class Column(IntEnum):
    """The columns, left to right."""

    FILE = 0
    HOSPITAL = 1
    YEAR = 2
    COUNT = 3
    COMING = 4
    REMARK = 5


TITLES = ("文件", "医院", "年度", "数", "会怎样", "说明")


def landing_cells(landing: Landing) -> tuple[str, ...]:
    """One file in words, in the order of TITLES."""
    arrival, remark = landing.arrival, ""
    if landing.problem is not None:
        remark = sentence(landing.problem).removeprefix(f"{arrival.file}：")
    elif landing.other:
        remark = f"有 {len(landing.other)} 个数与本库不同（多为上年数），保留本库的"
    hospital = f"{arrival.hospital.name}（{arrival.hospital.class_label}）"
    return (arrival.file, hospital, str(arrival.year), str(len(arrival.figures)), landing.coming.value, remark)


class LandingModel(RowModel[Landing]):
    """In the order of the files."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(TITLES, (Column.YEAR, Column.COUNT), parent)

    @property
    def coming(self) -> list[Landing]:
        """Those that may come in."""
        return [landing for landing in self.rows if landing.coming is not Coming.REFUSED]

    def answer(self, row: Landing, column: int, role: int) -> Any:
        cells = landing_cells(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(f"{title} {cell}" for title, cell in zip(TITLES, cells, strict=True) if cell)
        return None
