"""What the cover of one of our workbooks says of hospital, year and pack; it reads no figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from hqd_desktop.domain.hospital import LEVELS, TYPES
from hqd_desktop.domain.numerals import normalise
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.files.figure_gatherer import FigureGatherer
from hqd_desktop.files.workbook_cells import Book, Cell
from hqd_desktop.files.workbook_layout import COVER, COVER_FIELDS, FIGURES, FORMAT

MAX_COVER_ROWS = 200
_DEFAULT_SHEETS = (COVER, FIGURES)


@dataclass(frozen=True, slots=True)
class Cover:
    """Blank fields were blank there. `sheets` are those that the workbook was written with."""

    name: str = ""
    code: str = ""
    level: str = ""
    type: str = ""
    year: int = 0
    scheme_id: str = ""
    sheets: Sequence[str] = _DEFAULT_SHEETS


def read_cover(book: Book, gatherer: FigureGatherer) -> Cover:
    """The cover; values that cannot be are reported with their cell."""
    cells = _cells(book)
    year = _year(cells["year"], gatherer)
    written = cells["format"].text.strip()
    if written and written != FORMAT:
        gatherer.report("xlsx_newer_format", cells["format"].where, given=written[:20], known=FORMAT)
    sheets = tuple(filter(None, normalise(cells["sheets"].text).split("、")))
    return Cover(
        name=cells["hospital"].text.strip(),
        code=cells["code"].text.strip(),
        level=_choice("level", cells["level"], LEVELS, gatherer),
        type=_choice("type", cells["type"], TYPES, gatherer),
        year=year,
        scheme_id=cells["scheme"].text.strip(),
        sheets=sheets or _DEFAULT_SHEETS,
    )


def _cells(book: Book) -> dict[str, Cell]:
    """The cell of each field: by its defined name, else beside its label."""
    rows = {row.number: row for row in book.rows(COVER, MAX_COVER_ROWS)} if COVER in book.sheets else {}
    found = {}
    for key, field in COVER_FIELDS.items():
        named = book.named(field.name)
        if named and named[0] == COVER and named[1] in rows:
            found[key] = rows[named[1]][named[2] - 1]
            continue
        found[key] = Cell(COVER)
        for row in rows.values():
            labels = [at for at, cell in enumerate(row.cells) if normalise(cell.text).rstrip(":") == field.label]
            if labels:
                beside = (cell for cell in row.cells[labels[0] + 1 :] if not cell.blank)
                found[key] = next(beside, row[labels[0] + 1])
                break
    return found


def _year(cell: Cell, gatherer: FigureGatherer) -> int:
    text = normalise(cell.text).removesuffix("年度").removesuffix("年").strip()
    if not text and not cell.fault:
        return 0
    period = parse_period(text)
    if period is None or period.quarter:
        gatherer.report("xlsx_cover_value", cell.where, field="自评年度", given=(text or cell.shown)[:40], allowed="")
        return 0
    return period.year


def _choice(key: str, cell: Cell, allowed: Sequence[str], gatherer: FigureGatherer) -> str:
    text = normalise(cell.text)
    if text and text not in allowed:
        label = COVER_FIELDS[key].label
        gatherer.report("xlsx_cover_value", cell.where, field=label, given=text[:40], allowed="、".join(allowed))
        return ""
    return text
