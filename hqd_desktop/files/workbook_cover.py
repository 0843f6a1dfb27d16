"""Writes the fields of a cover where the reader looks for them; it refuses to know what else is on the cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.files.workbook_layout import COVER, COVER_FIELDS, FORMAT
from hqd_desktop.files.workbook_style import GREY, HEAD_FONT, LINE, Page


@dataclass(frozen=True, slots=True)
class CoverValues:
    """What the fields say; `sheets` are the workbook's own, so that a lost one can be named."""

    hospital: Hospital
    year: int
    scheme: Scheme
    sheets: Sequence[str]


def write_cover(book: Any, page: Page, values: CoverValues, editable: bool) -> dict[str, tuple[int, int]]:
    """Write the fields from the page's current row on, name their cells, and say where each value stands.

    The last three lines are for the program and hidden; hospital, code, level and type can be typed over in a form.
    """
    from xlsxwriter.utility import xl_rowcol_to_cell

    hospital = values.hospital
    texts = {
        "hospital": hospital.name,
        "code": hospital.code,
        "level": hospital.level,
        "type": hospital.type,
        "year": str(values.year),
        "scheme": values.scheme.id,
        "sheets": "、".join(values.sheets),
        "format": FORMAT,
    }
    places: dict[str, tuple[int, int]] = {}
    for key, field in COVER_FIELDS.items():
        own = key in ("hospital", "code", "level", "type")
        technical = key in ("scheme", "sheets", "format")
        small = {"font_color": GREY, "font_size": 9}
        label_look = small if technical else {"font_name": HEAD_FONT, "font_size": 12}
        label = page.styles.bare(align="right", indent=1, **label_look)
        value_look = small if technical else {"font_size": 12}
        line = {"bottom": 1, "bottom_color": LINE, "indent": 1, "locked": not (own and editable)}
        value = page.styles.bare(**line, **value_look)
        page.text(page.row, 0, field.label, label)
        page.text(page.row, 1, texts[key], value)
        page.sheet.set_row(page.row, 20 if technical else 30, None, {"hidden": technical})
        cell = xl_rowcol_to_cell(page.row, 1, row_abs=True, col_abs=True)
        book.define_name(field.name, f"='{COVER}'!{cell}")
        places[key] = (page.row, 1)
        page.row += 1
    return places
