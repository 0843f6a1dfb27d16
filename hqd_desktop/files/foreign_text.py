"""Reads separated text (.csv, .txt, a text named .xls) into one sheet of plain cells; it refuses to know columns."""

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from itertools import islice

from hqd_desktop.domain.numerals import MAX_DIGITS, normalise
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.csv_figures import LIMIT, MAX_LINE, MOST_LINES, decode, too_long_line
from hqd_desktop.files.foreign_reading import ROWS, ForeignRefused, Reading, text_cell
from hqd_desktop.services.grid import EMPTY, CellKind, GridCell, Sheet, made_sheet

SEPARATORS = "\t,;|"
LOOKED_AT = 50
_NUMBER = re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?", re.ASCII)


def read_text(data: bytes, reading: Reading) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """One sheet; UTF-8, GB18030 or UTF-16, parted by tab, comma, semicolon or bar. ForeignRefused if it is no text."""
    if len(data) > LIMIT:
        reading.refuse("file_too_large", limit=f"{LIMIT // 2**20} MB")
    text = decode(data, reading.name)
    if isinstance(text, Problem):
        raise ForeignRefused(text)
    if text.count("\n") > MOST_LINES:
        reading.refuse("xlsx_too_many_rows", f"第 {MOST_LINES} 行", limit=f"{ROWS:,}")
    if number := too_long_line(text):
        reading.refuse("csv_line_too_long", f"第 {number} 行", limit=str(MAX_LINE))
    reading.begin(0, 1, reading.name)
    rows: list[list[GridCell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise ForeignRefused(Problem("csv_quote", f"第 {start} 行")) from None
        if row is None:
            break
        if len(rows) >= ROWS:
            if any(cell.strip() for cell in row):
                reading.refuse("xlsx_too_many_rows", f"第 {start} 行", limit=f"{ROWS:,}")
            continue
        cells = [typed_cell(cell) if cell else EMPTY for cell in row]
        reading.count(reading.name, len(rows), cells)
        rows.append(cells)
    return (made_sheet("文本", rows),), ()


def separator_of(text: str) -> str:
    """The sign that parts most of the first lines into the same number of cells; a comma when none does."""
    lines = list(islice((line for line in io.StringIO(text) if line.strip()), LOOKED_AT))

    def rank(sign: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(sign)))
        often = counts.most_common(1)
        return (sum(counts.values()), often[0][1]) if often else (0, 0)

    best = max(SEPARATORS, key=rank)
    return best if rank(best) > (0, 0) else ","


def typed_cell(text: str) -> GridCell:
    """A text that can only be a number is one (1,234.50, not 001 and not 2024-01); all else stays words.

    Excel's own way of keeping digits as words, ="0012", is undone.
    """
    if text.startswith('="') and text.endswith('"'):
        return text_cell(text[2:-1])
    plain = normalise(text)
    if _NUMBER.fullmatch(plain):
        digits = plain.replace(",", "")
        if sum(letter.isdigit() for letter in digits) <= MAX_DIGITS:
            return GridCell(CellKind.NUMBER, plain, Decimal(digits))
    return text_cell(text) if plain else EMPTY
