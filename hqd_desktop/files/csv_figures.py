"""Reads figures from a CSV as people save it (UTF-8 or GB18030; comma, semicolon or tab); it writes nothing."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.figure_columns import Column, known_headings, read_header, take_row
from hqd_desktop.files.figure_gatherer import IMPORTED, FigureGatherer
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.services.records import ImportedFigures

LIMIT = 20 * 2**20
MAX_LINE = 20_000
MOST_LINES = 200_000
_WIDE_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_csv_figures(path: Path, catalogue: Catalogue, source: str = IMPORTED) -> ImportedFigures:
    """The figures of a file of at most 20 MB, or every fault by line and column and no figure at all."""
    data = read_bytes(path, LIMIT)
    if isinstance(data, Problem):
        return ImportedFigures({}, (data,))
    return read_csv_bytes(data, path.name, catalogue, source)


def read_csv_bytes(data: bytes, name: str, catalogue: Catalogue, source: str = IMPORTED) -> ImportedFigures:
    """As `read_csv_figures`, from bytes in hand; `name` is the file's, for problems."""
    text = decode(data, name)
    if isinstance(text, Problem):
        return ImportedFigures({}, (text,))
    gatherer = FigureGatherer(catalogue, source)
    _gather(text, name, gatherer)
    return ImportedFigures(gatherer.figures, gatherer.problems)


def decode(data: bytes, name: str) -> str | Problem:
    """The text, whatever of UTF-8 (with or without BOM), GB18030 or Excel's “Unicode 文本” it was saved as."""
    encodings = [_WIDE_BOMS[data[:2]]] if data[:2] in _WIDE_BOMS else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            continue
        if "\0" in text:
            return Problem("csv_nul", _line(text.count("\n", 0, text.index("\0")) + 1), {"name": name})
        return text
    return Problem("csv_encoding", _line(line), {"name": name})


def too_long_line(text: str) -> int:
    """The number of the first line of more than MAX_LINE letters, 0 when there is none."""
    if len(text) <= MAX_LINE:
        return 0
    lengths = list(map(len, text.splitlines()))
    return next((number for number, length in enumerate(lengths, 1) if length > MAX_LINE), 0)


def _gather(text: str, name: str, gatherer: FigureGatherer) -> None:
    if text.count("\n") > MOST_LINES:
        gatherer.report("xlsx_too_many_rows", _line(MOST_LINES), limit=f"{MOST_LINES:,}")
        return
    if number := too_long_line(text):
        gatherer.report("csv_line_too_long", _line(number), limit=str(MAX_LINE))
        return
    rows = _rows(text, _delimiter(text), gatherer)
    first, header = next(rows, (1, []))
    if known_headings(header) < 2:
        gatherer.report("csv_header_missing", _line(first), name=name, given="，".join(header)[:80])
        return
    columns = read_header(header, _line(first))
    if isinstance(columns, list):
        for problem in columns:
            gatherer.add_problem(problem)
        return
    for number, cells in rows:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            gatherer.report("csv_too_many_cells", _line(number), given=str(len(cells)), expected=str(len(header)))
            continue
        places = {c: _line(number) + (f"“{header[columns[c]].strip()}”列" if c in columns else "") for c in Column}
        take_row(gatherer, {c: cells[at] if at < len(cells) else "" for c, at in columns.items()}, places)
    if not gatherer.any_given and not gatherer.problems:
        gatherer.report("csv_no_rows", _line(first), name=name)


def _delimiter(text: str) -> str:
    """The sign that parts the header best; a comma when none does."""
    header = next((line for line in io.StringIO(text) if line.strip()), "")
    return max(",;\t", key=lambda sign: (known_headings([c.strip('" ') for c in header.split(sign)]), sign == ","))


def _rows(text: str, delimiter: str, gatherer: FigureGatherer) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows that hold anything, each with the line it begins on; a broken quote ends the reading with a problem."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            gatherer.report("csv_quote", _line(start))
            return
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield start, row


def _line(number: int) -> str:
    return f"第 {number} 行"
