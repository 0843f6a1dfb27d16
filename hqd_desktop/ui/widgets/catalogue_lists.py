"""佐证目录, what is lacking, and all files with how they are, as lists of one kind; every word comes from services."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.domain.evidence import Evidence, EvidenceBook, FileState, size_text
from hqd_desktop.services import evidence_listing as listing
from hqd_desktop.services.evidence_catalogue import Chapter, EvidenceCatalogue, Lack
from hqd_desktop.services.evidence_wording import day_text, use_text
from hqd_desktop.services.records import Packs
from hqd_desktop.ui.models.row_model import RowModel
from hqd_desktop.ui.widgets.evidence_list import standing
from hqd_desktop.ui.widgets.status_shapes import Shape

FILE_HEADINGS = ("状态", "材料名称", "证明什么", "文件名", "大小", "登记日期")
_GAP_SHAPES = {
    Lack.NONE: Shape.MISSING, Lack.ONLY_OUTDATED: Shape.WARNING, Lack.OUTDATED: Shape.WARNING,
    Lack.UNSEALED: Shape.PARTIAL,
}  # fmt: skip
_WORST_FIRST = (Shape.ERROR, Shape.MISSING, Shape.WARNING, Shape.WAITING, Shape.OK)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: `shape` stands before the cell in `shape_at`; a heading has one cell. It leads to a chapter or a file."""

    cells: tuple[str, ...]
    shape: Shape | None = None
    shape_at: int = 0
    chapter: Chapter | None = None
    record: Evidence | None = None

    @property
    def heading(self) -> bool:
        """Whether it stands over others."""
        return len(self.cells) == 1


class CatalogueModel(RowModel[Listed]):
    """Rows under fixed headings; one with a single cell is a heading over others."""

    def is_heading(self, row: Listed) -> bool:
        return row.heading

    def answer(self, row: Listed, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[column] if column < len(row.cells) else ""
        return None


def file_rows(catalogue: EvidenceCatalogue) -> Iterator[Listed]:
    """The files under their rows; rows without any are not among them."""
    for chapter in catalogue.filled:
        yield Listed((listing.chapter_text(chapter),), chapter=chapter)
        for one in chapter.files:
            shape = Shape.WARNING if one.record.outdated(catalogue.day) else None
            yield Listed(listing.file_cells(one, catalogue.day), shape, 4, chapter, one.record)


def gap_rows(catalogue: EvidenceCatalogue) -> Iterator[Listed]:
    """What is lacking."""
    for gap, cells in zip(catalogue.gaps(), listing.gap_rows(catalogue), strict=True):
        yield Listed(cells, _GAP_SHAPES[gap.lack], 2, gap.chapter, gap.file.record if gap.file else None)


def state_rows(book: EvidenceBook, states: Mapping[str, FileState], today: date, packs: Packs) -> Sequence[Listed]:
    """Every file that proves anything in any year, the damaged and vanished ones first."""
    rows = []
    for record in book:
        shape, word = standing(record, states.get(record.digest), today)
        proves = "、".join(use_text(use, packs, 0) for use in record.uses)
        cells = (word, record.title, proves, record.name, size_text(record.size), day_text(record.added_on))
        rows.append(Listed(cells, shape, 0, None, record))
    return sorted(rows, key=lambda row: _WORST_FIRST.index(row.shape or Shape.OK))
