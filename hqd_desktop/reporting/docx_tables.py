"""Tables of a Word report as markup: three lines, a header that comes again, rows kept whole; it sorts nothing.

Written as text because python-docx looks every style up anew for every cell: a table of this size would take seconds.
"""

from collections.abc import Sequence

from hqd_desktop.reporting import blocks as b
from hqd_desktop.reporting import docx_styles as styles
from hqd_desktop.reporting.docx_parts import paragraph

_SIDES = {b.Align.LEFT: "left", b.Align.CENTER: "center", b.Align.RIGHT: "right"}
_LONG = 400  # letters of a cell from which its row may be split
_TWIPS = 1440 / 25.4
_LINE = 'w:val="single" w:space="0" w:color="404040"'


def table_xml(table: b.Table, width: float, whole: bool = False) -> str:
    """A native table as wide as the text (mm), on one page if `whole`; group, total and note rows span it."""
    unit = width / sum(column.width for column in table.columns)
    widths = [column.width * unit for column in table.columns]
    sides = [_SIDES[column.align] for column in table.columns]
    head = _cells([column.title for column in table.columns], widths, sides, heavy=True, keep=True)
    rows = [_row(head, header=True)]
    last = len(table.rows) - 1
    for place, row in enumerate(table.rows):
        keep = whole or place in (0, last - 1) or row.kind is b.RowKind.GROUP
        if row.kind is b.RowKind.DATA:
            cells = _cells(row.cells, widths, sides, keep=keep)
        else:
            heavy = row.kind in (b.RowKind.GROUP, b.RowKind.TOTAL)
            cells = _cell(row.cells[0], width, "left", heavy=heavy, keep=keep, span=len(widths))
        rows.append(_row(cells, whole=max(map(len, row.cells)) < _LONG))
    lines = "".join(f'<w:{side} {_LINE} w:sz="{size}"/>' for side, size in (("top", 8), ("bottom", 8), ("insideH", 4)))
    return _table(widths, rows, f"<w:tblBorders>{lines}</w:tblBorders>")


def pairs_xml(pairs: b.KeyValues, width: float, large: bool) -> str:
    """Labels and texts; on a cover each text stands over a line."""
    label = 46.0 if pairs.ruled else (34.0 if large else 22.0)
    widths, size = [label, width - label], 14.0 if pairs.ruled else 0.0
    rows = []
    for name, text in pairs.rows:
        cells = _cell(name, label, "left", heavy=pairs.ruled, size=size)
        cells += _cell(text, widths[1], "left", size=size, ruled=pairs.ruled)
        rows.append(_row(cells, whole=len(text) < _LONG))
    return _table(widths, rows)


def signatures_xml(signatures: b.Signatures, width: float) -> str:
    """A line for each signer."""
    widths = [52.0, width - 52.0]
    rows = []
    for name, text in signatures.lines:
        cells = _cell(name, widths[0], "left", size=15, up="bottom")
        cells += _cell(text, widths[1], "right", size=15, ruled=True, up="bottom")
        rows.append(_row(cells, height=14.0))
    return _table(widths, rows)


def _table(widths: Sequence[float], rows: Sequence[str], borders: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    total = round(sum(widths) * _TWIPS)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="90" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: str, *, header: bool = False, whole: bool = True, height: float = 0) -> str:
    facts = "<w:cantSplit/>" if whole else ""
    facts += f'<w:trHeight w:val="{round(height * _TWIPS)}"/>' if height else ""
    facts += "<w:tblHeader/>" if header else ""
    return f"<w:tr>{f'<w:trPr>{facts}</w:trPr>' if facts else ''}{cells}</w:tr>"


def _cells(
    texts: Sequence[str], widths: Sequence[float], sides: Sequence[str], heavy: bool = False, keep: bool = False
) -> str:
    three = zip(texts, widths, sides, strict=True)
    return "".join(_cell(text, width, side, heavy=heavy, keep=keep) for text, width, side in three)


def _cell(
    text: str,
    width: float,
    side: str,
    *,
    heavy: bool = False,
    keep: bool = False,
    size: float = 0,
    ruled: bool = False,
    span: int = 1,
    up: str = "center",
) -> str:
    facts = f'<w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>'
    facts += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    facts += f'<w:tcBorders><w:bottom {_LINE} w:sz="4"/></w:tcBorders>' if ruled else ""
    facts += f'<w:vAlign w:val="{up}"/>'
    font = styles.HEAD_FONT if heavy else styles.TABLE_FONT if size else ""
    words = paragraph(text, styles.CELL, side=side, keep=keep, font=font, size=size)
    return f"<w:tc><w:tcPr>{facts}</w:tcPr>{words}</w:tc>"
