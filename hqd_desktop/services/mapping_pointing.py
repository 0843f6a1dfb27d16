"""Makes a target from where a person points in a table, and proves it by finding it again; it guesses no item."""

from dataclasses import replace

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.grid import Place, address
from hqd_desktop.services.mapping import ColumnMark, RowMark, Target
from hqd_desktop.services.mapping_finding import beside, columns_of, find, rows_of
from hqd_desktop.services.mapping_words import is_unit, rank
from hqd_desktop.services.sheet_index import GridIndex, SheetIndex


def headings_of(index: SheetIndex, row: int, column: int) -> tuple[Place | None, Place | None]:
    """The headings that a cell most plainly has: the nearest words left of it (a unit or a code only where there is
    nothing else) and the nearest words above it.
    """
    labels = [((row, at), index.label(row, at)) for at in range(column - 1, -1, -1)]
    named = (place for place, words in labels if words and not words.isdigit() and not is_unit(words))
    left = next(named, None) or next((place for place, words in labels if words), None)
    return left, index.above(row, column)


def point(
    index: GridIndex, number: int, row_heading: Place, column_heading: Place, target: Target, catalogue: Catalogue
) -> Target | Problem:
    """`target` (its item, period and unit) at the crossing of two headings; a Problem when it would not be found
    again, because a heading is not alone.
    """
    sheet = index.sheet(number)
    cell = (row_heading[0], column_heading[1])
    row = _row_mark(sheet, row_heading)
    column = _column_mark(sheet, column_heading, row_heading)
    shown = f"{_said(sheet, row_heading)}／{_said(sheet, column_heading)}"
    made = replace(
        target, sheet=index.plain_name(number), row=row, column=column, cell="", beside="", shown=shown
    )  # fmt: skip
    found = find(index, made, catalogue)
    if found.row >= 0 and (found.sheet, *found.place) != (number, *cell):
        return Problem("mapping_not_alone", address(*cell), {"row": row.text, "column": column.text})
    if found.row < 0 and found.problem is not None:
        return found.problem
    return made


def point_at_cell(index: GridIndex, number: int, place: Place, target: Target) -> Target:
    """`target` at a fixed cell; what stands beside it must still stand there next year."""
    said = beside(index.sheet(number), *place)
    cell = address(*place)
    return replace(
        target, sheet=index.plain_name(number), row=None, column=None, cell=cell, beside=said, shown=f"固定格 {cell}"
    )


def _said(index: SheetIndex, place: Place) -> str:
    anchor = index.sheet.covers.get(place, place)
    return index.sheet.at(*anchor).text.strip()[:40]


def _row_mark(index: SheetIndex, place: Place) -> RowMark:
    row, column = place
    text = index.label(row, column)
    if index.alone(text):
        return RowMark(text)
    for left in range(column - 1, -1, -1):
        mark = RowMark(text, index.label(row, left))
        if mark.under and mark.under != text and rows_of(index, mark) == [(row, column)]:
            return mark
    anchors = {own: _anchor(index, own, text) for own, _ in index.rows_of(text)}
    fences = {words for own, words in anchors.items() if own != row and words}
    return RowMark(text, anchors.get(row, ""), tuple(sorted(fences - {anchors.get(row, "")})))


def _anchor(index: SheetIndex, row: int, text: str) -> str:
    """The heading above a row that tells it from its namesakes: the nearest that lies higher and stands alone, else
    the nearest that stands alone.
    """
    column = dict(index.rows_of(text))[row]
    own = rank(index.sheet.at(row, column).text)
    nearest = ""
    for above in range(row - 1, -1, -1):
        words = index.label(above, column)
        if words == text:
            break
        if not words or not index.alone(words):
            continue
        nearest = nearest or words
        if _higher(rank(index.sheet.at(above, column).text), own):
            return words
    return nearest


def _higher(above: tuple[int, int], own: tuple[int, int]) -> bool:
    if above[0] and own[0]:
        return above[0] < own[0]
    if above[0] or own[0]:
        return bool(above[0])
    return above[1] < own[1]


def _column_mark(index: SheetIndex, place: Place, row_heading: Place) -> ColumnMark:
    above, column = place
    row, heading_column = row_heading
    text, corner = index.heading(above, column), index.heading(above, heading_column)
    mark = ColumnMark(text, "", corner)
    if len(columns_of(index, mark, row, heading_column)) > 1:
        for over in range(above - 1, -1, -1):
            words = index.heading(over, column)
            closer = replace(mark, over=words)
            if words and words != text and len(columns_of(index, closer, row, heading_column)) == 1:
                return closer
    return mark
