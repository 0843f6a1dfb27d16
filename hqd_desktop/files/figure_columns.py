"""The columns of a plain list of figures (period, item, value, unit, note), in CSV and on a sheet alike."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from hqd_desktop.domain.numerals import normalise
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.figure_gatherer import FigureGatherer, Given


class Column(StrEnum):
    """What a column holds; the first three must be there."""

    PERIOD = "period"
    ITEM = "item"
    VALUE = "value"
    UNIT = "unit"
    NOTE = "note"


REQUIRED = (Column.PERIOD, Column.ITEM, Column.VALUE)
HEADINGS: Mapping[str, Column] = {
    **{column.value: column for column in Column},
    "期间": Column.PERIOD,
    "数据项": Column.ITEM,
    "数值": Column.VALUE,
    "单位": Column.UNIT,
    "备注": Column.NOTE,
}


def known_headings(cells: Sequence[str]) -> int:
    """How many of the cells are headings of such a list."""
    return sum(normalise(cell).lower() in HEADINGS for cell in cells)


def read_header(cells: Sequence[str], where: str) -> dict[Column, int] | list[Problem]:
    """The position of each column, or all that is wrong with the header: unknown, doubled or missing columns."""
    found: dict[Column, int] = {}
    problems: list[Problem] = []
    for position, cell in enumerate(cells):
        name = normalise(cell).lower()
        column = HEADINGS.get(name)
        if not name:
            continue
        if column is None:
            problems.append(Problem("file_unknown_column", where, {"given": name[:40]}))
        elif found.setdefault(column, position) != position:
            problems.append(Problem("file_column_twice", where, {"given": name}))
    missing = [column.value for column in REQUIRED if column not in found]
    if missing:
        problems.append(Problem("file_column_missing", where, {"missing": "、".join(missing)}))
    return problems or found


def take_row(gatherer: FigureGatherer, cells: Mapping[Column, str | Decimal], places: Mapping[Column, str]) -> None:
    """Hand one row to the gatherer; its period and item are read here. Every column has a place."""
    period_text = str(cells.get(Column.PERIOD, "")).strip()
    period = parse_period(normalise(period_text).removesuffix("年"))
    if period is None:
        gatherer.report("file_bad_period", places[Column.PERIOD], given=period_text[:40])
    item = gatherer.find(str(cells.get(Column.ITEM, "")), places[Column.ITEM])
    if period is None or item is None:
        return
    gatherer.add(
        Given(
            item=item,
            period=period,
            value=cells.get(Column.VALUE, ""),
            unit=str(cells.get(Column.UNIT, "")),
            note=str(cells.get(Column.NOTE, "")),
            where=places[Column.VALUE],
            where_unit=places[Column.UNIT],
            where_note=places[Column.NOTE],
        )
    )
