"""Grids written as rows of text: numbers as numbers, "" blank, `!` an error, `%` a percent format, `?` uncomputed."""

import re
from collections.abc import Sequence
from decimal import Decimal

from hqd_desktop.services.grid import EMPTY, CellKind, Grid, GridCell, Sheet, Span, made_sheet


def cell(text: str) -> GridCell:
    """One cell from its shorthand."""
    if not text.strip():
        return EMPTY
    if text.startswith("!"):
        return GridCell(CellKind.ERROR, text[1:])
    if text == "?":
        return GridCell(CellKind.UNCOMPUTED)
    if text.startswith("@"):
        return GridCell(CellKind.DATE, text[1:])
    if re.fullmatch(r"-?\d+(\.\d+)?%", text):
        return GridCell(CellKind.PERCENT, text, Decimal(text[:-1]) / 100)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return GridCell(CellKind.NUMBER, text, Decimal(text))
    return GridCell(CellKind.TEXT, text)


def sheet(
    rows: Sequence[Sequence[str]], name: str = "收入", merged: Sequence[Span] = (), hidden: bool = False
) -> Sheet:
    """A sheet."""
    return made_sheet(name, [[cell(text) for text in row] for row in rows], merged, hidden)


def grid(*sheets: Sheet) -> Grid:
    """A file."""
    return Grid("年报.xls", "0" * 64, sheets)


def table(text: str, name: str = "收入", merged: Sequence[Span] = ()) -> Sheet:
    """A sheet drawn with bars, one row a line."""
    lines = [line.strip("\n") for line in text.split("\n") if line.strip()]
    return sheet([line.split("|") for line in lines], name, merged)
