"""A table of one's own as sheets of texts, wherever they stand; it refuses to know files, windows and meanings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hqd_desktop.services.grid import address
from hqd_desktop.services.pack_sheets import HEAD, HEADINGS, LINES, Row, Spot


@dataclass(frozen=True, slots=True)
class PackTable:
    """The sheets by name as rows of texts by heading; the head is a row for each label: 项目, 内容.

    `numbers` and `columns` tell where they stand in a workbook: the row of each line (from 0), the column of a heading.
    """

    sheets: Mapping[str, tuple[Row, ...]]
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """The lines of a sheet."""
        return self.sheets.get(sheet, ())

    def cell_name(self, spot: Spot) -> str:
        """指标 H5（公式）; the sheet alone where there is no cell."""
        if spot.row < 0:
            return spot.sheet
        numbers = self.numbers.get(spot.sheet, ())
        number = numbers[spot.row] if spot.row < len(numbers) else spot.row + LINES.get(spot.sheet, 0)
        columns = self.columns.get(spot.sheet) or {name: at for at, name in enumerate(HEADINGS[spot.sheet])}
        at = columns.get(spot.heading)
        return (
            f"{spot.sheet} 第 {number + 1} 行"
            if at is None
            else f"{spot.sheet} {address(number, at)}（{spot.heading}）"
        )

    def head(self, label: str) -> str:
        """What the head says under a label."""
        return next((row.get("内容", "").strip() for row in self.rows(HEAD) if row.get("项目") == label), "")


def with_cell(table: PackTable, spot: Spot, text: str) -> PackTable:
    """The table with one cell changed."""
    rows = list(table.rows(spot.sheet))
    rows[spot.row] = {**rows[spot.row], spot.heading: text}
    return PackTable({**table.sheets, spot.sheet: tuple(rows)})


def with_rows(table: PackTable, sheet: str, rows: Iterable[Row]) -> PackTable:
    """The table with other lines on a sheet; where its lines stood in a file is forgotten."""
    return PackTable({**table.sheets, sheet: tuple(rows)})
