"""Lays the quarterly report out as fully as fits on three pages; it refuses to know what is in it."""

from collections.abc import Callable

from hqd_desktop.reporting.blocks import Document
from hqd_desktop.reporting.pages import PdfPages
from hqd_desktop.reporting.quarter_report import DETAILS, MOST_PAGES, build_quarter
from hqd_desktop.services.quarter_sheet import QuarterSheet


def fitted(sheet: QuarterSheet, render: Callable[[Document], bytes]) -> tuple[Document, bytes]:
    """The document and its PDF; the last way of telling is taken even where it needs more pages."""
    for detail in DETAILS:
        document = build_quarter(sheet, detail)
        pdf = render(document)
        with PdfPages(pdf) as pages:
            if len(pages) <= MOST_PAGES:
                break
    return document, pdf
