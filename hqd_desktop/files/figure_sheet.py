"""Reads the figures of one sheet of a template or submission workbook; it refuses to know how it was opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.figure_gatherer import FigureGatherer, Given
from hqd_desktop.files.workbook_cells import Book, Cell, Row
from hqd_desktop.files.workbook_layout import Head, NoteHead, ValueHead, read_heading, split_quarter_notes
from hqd_desktop.services.typing_in import NOT_APPLICABLE_TEXT

LONGEST_HEADING = 40  # with line breaks and blanks between the letters
Merged = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what stands in them; `note_at` gives the notes of a year, of all quarters under 0."""

    heads: Mapping[Head, int]
    values: Mapping[int, Period]
    note_at: Mapping[int, int]


def read_figure_sheet(book: Book, sheet: str, year: int, gatherer: FigureGatherer, must: bool = True) -> bool:
    """Gather the figures of all tables of the sheet; each begins with a row of headings.

    Whether there is any table; none is a fault unless the sheet need not have one.
    """
    merged = book.merged(sheet)
    columns: Columns | None = None
    for row in book.rows(sheet):
        found = _columns(row, year, gatherer)
        if found is not None:
            columns = found
        elif columns is not None:
            _read_row(row, columns, merged, gatherer)
    if columns is None and must:
        gatherer.report("xlsx_header_missing", sheet, sheet=sheet)
    return columns is not None


def _columns(row: Row, year: int, gatherer: FigureGatherer) -> Columns | None:
    """The columns when this row is one of headings: the item and at least one column of figures."""
    if not row.mentions(Head.ITEM, LONGEST_HEADING):
        return None
    found = {at: read_heading(cell.text) for at, cell in enumerate(row.cells) if isinstance(cell.value, str)}
    heads = {head: at for at, head in reversed(found.items()) if isinstance(head, Head)}
    values = {at: head for at, head in found.items() if isinstance(head, ValueHead)}
    if Head.ITEM not in heads or not values:
        return None
    periods: dict[int, Period] = {}
    for at, head in values.items():
        if not head.year and not year:
            gatherer.report("xlsx_year_missing", row[at].where)
            continue
        if head.year and year and not head.quarter and head.year != year - head.back:
            gatherer.report("xlsx_year_disagrees", row[at].where, given=str(head.year), expected=str(year - head.back))
        periods[at] = head.period(year)
        doubled = [other for other in periods if other != at and periods[other] == periods[at]]
        if doubled:
            gatherer.report("xlsx_column_twice", row[at].where, period=periods[at].label, first=row[doubled[0]].where)
    quarterly = any(head.quarter for head in values.values())
    note_at: dict[int, int] = {}
    for at, noted in found.items():
        if isinstance(noted, NoteHead):
            note_at.setdefault(0 if quarterly else noted.year or _this_year(values, year) - noted.back, at)
    return Columns(heads, periods, note_at)


def _this_year(values: Mapping[int, ValueHead], year: int) -> int:
    """The workbook's year, told by the headings themselves where the cover is silent."""
    return year or max(head.year + head.back for head in values.values())


def _read_row(row: Row, columns: Columns, merged: Merged, gatherer: FigureGatherer) -> None:
    given = [at for at in columns.values if not row.blank(at) or _hidden_by(row.number, at, merged)]
    if all(row.blank(at) for at in columns.values) and not _has_item(row, columns, gatherer):
        given = []  # a heading over all columns, or a line below the table
    if not given and all(row.blank(at) for at in columns.note_at.values()):
        gatherer.saw(_named(row, columns))
        return
    item = _item(row, columns, gatherer)
    if item is None:
        return
    gatherer.saw(item.key)
    for at in dict.fromkeys(columns.note_at.values()):
        if row[at].fault:
            gatherer.report_cell("xlsx_note_unreadable", item, columns.values.values(), row[at].where)
            return
    for at, period in columns.values.items():
        cell = row[at]
        if anchor := _hidden_by(row.number, at, merged):
            gatherer.report_cell("xlsx_merged", item, (period,), cell.where, range=anchor)
        elif cell.fault:
            gatherer.report_cell(cell.fault, item, (period,), cell.where, text=cell.shown)
        else:
            _take(row, cell, item, period, columns, bool(given), gatherer)


def _take(
    row: Row, cell: Cell, item: Item, period: Period, columns: Columns, any_given: bool, gatherer: FigureGatherer
) -> None:
    value = "" if cell.value is None else cell.value
    if isinstance(value, Decimal):
        if item.kind is ItemKind.TEXT:
            value = canonical_text(value)
        elif cell.percent:
            if item.unit != "%":
                gatherer.report_cell("xlsx_percent", item, (period,), cell.where, unit=item.unit)
                return
            value *= 100
    unit_at = columns.heads.get(Head.UNIT)
    unit = row[unit_at] if unit_at is not None else Cell("")
    note, where_note = _note(row, cell, period, columns, any_given)
    if cell.blank and not note.strip():
        return  # an item may stand in a second row for the other year
    gatherer.add(Given(item, period, value, unit.text, note, cell.where, unit.where, where_note))


def _note(row: Row, cell: Cell, period: Period, columns: Columns, any_given: bool) -> tuple[str, str]:
    """The note to one figure and its place.

    Where a year has no column of notes of its own, this year's gives the reason of its 不适用. Of four quarters
    each has its own lines; lines that name no quarter speak of every quarter given, or of all when none is.
    """
    says_not_applicable = cell.text.strip().startswith(NOT_APPLICABLE_TEXT)
    if period.quarter:
        if 0 not in columns.note_at:
            return "", cell.where
        noted = row[columns.note_at[0]]
        notes = split_quarter_notes(noted.text)
        speaks = not cell.blank or not any_given
        return notes.get(period.quarter, notes.get(0, "") if speaks else ""), noted.where
    own = columns.note_at.get(period.year)
    if own is None and says_not_applicable and columns.note_at:
        own = columns.note_at[max(columns.note_at)]
    return (row[own].text, row[own].where) if own is not None else ("", cell.where)


def _has_item(row: Row, columns: Columns, gatherer: FigureGatherer) -> bool:
    at_key = columns.heads.get(Head.KEY)
    keyed = at_key is not None and not row.blank(at_key)
    return keyed or gatherer.knows(row[columns.heads[Head.ITEM]].text)


def _named(row: Row, columns: Columns) -> str:
    """The key of a row, or the name where it has none."""
    key = row[columns.heads[Head.KEY]].text if Head.KEY in columns.heads else ""
    return key or row[columns.heads[Head.ITEM]].text


def _item(row: Row, columns: Columns, gatherer: FigureGatherer) -> Item | None:
    """The item of a row by its hidden key, which must agree with the name beside it; without a key by its name."""
    name = row[columns.heads[Head.ITEM]]
    key = row[columns.heads[Head.KEY]] if Head.KEY in columns.heads else Cell("")
    if key.blank and name.blank:
        gatherer.report("xlsx_row_without_item", name.where)
        return None
    if key.blank:
        return gatherer.find(name.text, name.where)
    item = gatherer.find(key.text, name.where)
    if item is not None and not name.blank and not gatherer.names(item, name.text):
        gatherer.report("xlsx_name_changed", name.where, given=name.text.strip()[:80], expected=item.name)
        return None
    return item


def _hidden_by(row: int, column: int, merged: Merged) -> str:
    """The merged range under which a cell lies without being its first cell, "" when none."""
    if not merged:
        return ""
    from openpyxl.utils.cell import get_column_letter

    for left, top, right, bottom in merged:
        inside = left <= column + 1 <= right and top <= row <= bottom
        if inside and (row, column + 1) != (top, left):
            return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
    return ""
