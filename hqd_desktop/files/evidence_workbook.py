"""佐证目录 as a workbook: files by number with where each lies, and what is lacking; it opens no file."""

import io
from collections.abc import Sequence

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.files.workbook_style import GREY, SMALL, Page, PageMarks, Styles
from hqd_desktop.services import evidence_listing as listing
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue

LIST, GAPS = "佐证目录", "还缺什么"
HEADINGS = (*listing.HEADINGS, "文件", "摘要（前 12 位）")
WIDTHS = (12, 40, 20, 12, 13, 9, 7, 11, 46, 15)
GAP_WIDTHS = (52, 16, 16, 52)
_CENTRED = frozenset({0, 3, 4, 5, 6, 9})
_SMALL_LETTERS = frozenset({8, 9})


def evidence_bytes(catalogue: EvidenceCatalogue) -> bytes:
    """The workbook; every cell is a text. The same catalogue gives the same cells."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    subtitle = f"{catalogue.hospital}　{catalogue.year} 年度　{catalogue.day.isoformat()}"
    _write_list(Page(book.add_worksheet(LIST), styles, WIDTHS), catalogue, subtitle)
    _write_gaps(Page(book.add_worksheet(GAPS), styles, GAP_WIDTHS), catalogue, subtitle)
    book.close()
    return buffer.getvalue()


def _write_list(page: Page, catalogue: EvidenceCatalogue, subtitle: str) -> None:
    page.heading(LIST, subtitle)
    page.header_row(HEADINGS)
    places = listing.place_by_number(catalogue)
    for chapter in catalogue.filled:
        page.band(listing.chapter_text(chapter), len(HEADINGS) - 1)
        for one in chapter.files:
            place = places[one.lies_at]
            _row(page, (*listing.file_cells(one, catalogue.day), place, short_digest(one.record.digest)), WIDTHS)
    told = f"{listing.summary_text(catalogue)}。{listing.HOW_NUMBERED}"
    page.span(page.row, 0, len(HEADINGS) - 1, told, page.styles.bare(font_size=9, font_color=GREY, indent=1))
    page.print_setup(PageMarks(catalogue.hospital, LIST, "", subtitle), signed=False)


def _write_gaps(page: Page, catalogue: EvidenceCatalogue, subtitle: str) -> None:
    page.heading(GAPS, subtitle)
    page.header_row(listing.GAP_HEADINGS)
    rows = listing.gap_rows(catalogue)
    for row in rows:
        _row(page, row, GAP_WIDTHS)
    if not rows:
        _row(page, ("各项都有有效、已盖章的佐证", "", "", ""), GAP_WIDTHS)
    page.print_setup(PageMarks(catalogue.hospital, GAPS, "", subtitle), signed=False)


def _row(page: Page, cells: Sequence[str], widths: Sequence[float]) -> None:
    whole = widths is WIDTHS
    for column, text in enumerate(cells):
        look: dict[str, object] = {"align": "center"} if whole and column in _CENTRED else {}
        look |= {"font_size": 9} if whole and column in _SMALL_LETTERS else {}
        page.text(page.row, column, text, page.styles(**look))
    small = _SMALL_LETTERS if whole else frozenset()
    page.fit([(text, widths[at] * (SMALL if at in small else 1)) for at, text in enumerate(cells)])
    page.row += 1
