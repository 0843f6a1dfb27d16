"""Blocks → Word: real styles and headings, native tables, fields for page numbers, charts as pictures.

It refuses to know any text of a report, and writes the same bytes for the same document.
"""

import io
from datetime import datetime, time
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm

from hqd_desktop.reporting import blocks as b
from hqd_desktop.reporting import docx_parts as parts
from hqd_desktop.reporting import docx_styles as styles
from hqd_desktop.reporting.chart_data import pieces
from hqd_desktop.reporting.docx_parts import plain
from hqd_desktop.reporting.docx_tables import pairs_xml, signatures_xml, table_xml
from hqd_desktop.reporting.figures import chart_png
from hqd_desktop.reporting.fonts import FontSet
from hqd_desktop.reporting.glyphs import Printable, printable_chart
from hqd_desktop.services.stopping import Check, go_on


def write_docx(document: b.Document, fonts: FontSet, check: Check = go_on) -> bytes:
    """The whole document; `fonts` draws the charts, the text names the faces of the standard."""
    word = docx.Document()
    styles.set_styles(word)
    _set_properties(word, document)
    printable = Printable(fonts.covered())
    for number, section in enumerate(document.sections):
        page = word.sections[0] if number == 0 else word.add_section(WD_SECTION.NEW_PAGE)
        styles.set_page(page, section.layout)
        _set_margins(page, document, section.layout, number)
        writer = _SectionWriter(word, section.layout, printable, fonts.sans.path)
        for block in section.blocks:
            check()
            writer.add(block)
    target = io.BytesIO()
    word.save(target)
    return parts.repacked(target.getvalue())


def _set_properties(word: Any, document: b.Document) -> None:
    facts = word.core_properties
    facts.title, facts.author, facts.subject = (
        plain(text)[:255] for text in (document.title, document.author, document.subject)
    )
    facts.keywords, facts.language, facts.comments = "，".join(document.keywords)[:255], "zh-CN", ""
    facts.created = facts.modified = datetime.combine(document.day, time(12))
    facts.last_modified_by, facts.revision = facts.author, 1


def _set_margins(page: Any, document: b.Document, layout: b.Layout, number: int) -> None:
    """What stands at the head and the foot of each page of a section."""
    page.header.is_linked_to_previous = page.footer.is_linked_to_previous = False
    head = page.header.paragraphs[0]
    head.style = styles.FOOT_NAME
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if layout is not b.Layout.COVER:
        head.add_run(plain(document.head))
    if document.mark:
        parts.add_watermark(page.header, plain(document.mark), styles.FOOT, styles.TITLE_FONT, number)
    first = page.footer.paragraphs[0]
    first.style = styles.FOOT_NAME
    first.add_run(plain(document.foot_first).replace("\n", " "))
    second = page.footer.add_paragraph(style=styles.FOOT_NAME)
    second.paragraph_format.tab_stops.add_tab_stop(Mm(styles.PAPERS[layout].text_width), WD_TAB_ALIGNMENT.RIGHT)
    second.add_run(f"{plain(document.foot_second)}\t第 ")
    parts.add_field(second, "PAGE", "1")
    second.add_run(" 页 共 ")
    parts.add_field(second, "NUMPAGES", "1")
    second.add_run(" 页")


_SMALL = 14  # rows of a proof that stay on one page


class _SectionWriter:
    """Writes the blocks of one section at the end of the document."""

    def __init__(self, word: Any, layout: b.Layout, printable: Printable, font_path: str) -> None:
        self._word, self._layout = word, layout
        self._printable, self._font_path = printable, font_path
        self._width = styles.PAPERS[layout].text_width
        self._text = layout in (b.Layout.COVER, b.Layout.TEXT)
        self._break = False

    def add(self, block: b.Block) -> None:
        """One block of any kind."""
        match block:
            case b.Title():
                for place, line in enumerate(block.lines):
                    self._paragraph(line, "Title", above=4 if place else 34)
                self._paragraph(block.subtitle, styles.SUBTITLE, below=34)
            case b.Heading():
                level = block.level if self._text or block.level == 1 else 3
                self._paragraph(block.text.replace("\n", " "), f"Heading{level}")
            case b.Paragraph():
                self._paragraph(block.text, self._style(block.style))
            case b.KeyValues():
                self._table(pairs_xml(block, self._width, self._text))
            case b.Table():
                if block.caption:
                    self._paragraph(block.caption, "Caption")
                self._table(table_xml(block, self._width, self._layout is b.Layout.ANNEX and len(block.rows) <= _SMALL))
            case b.Chart():
                self._chart(block)
            case b.Signatures():
                self._table(signatures_xml(block, self._width))
                self._paragraph(block.seal, "Normal", above=8, side="right")
            case b.PageBreak():
                self._break = True

    def _style(self, style: b.Style) -> str:
        if style is b.Style.NOTE:
            return styles.NOTE
        if style is b.Style.CENTRED:
            return styles.SUBTITLE
        if not self._text:
            return styles.SMALL
        return "BodyText" if style is b.Style.BODY else "Normal"

    def _paragraph(self, text: str, style: str, *, above: float = 0, below: float = 0, side: str = "") -> None:
        markup = parts.paragraph(text, style, above=above, below=below, side=side, new_page=self._break)
        parts.append(self._word, markup)
        self._break = False

    def _table(self, markup: str) -> None:
        """Then an empty line: Word would join two tables that follow each other."""
        parts.append(self._word, markup)
        parts.append(self._word, parts.paragraph("", styles.CELL))

    def _chart(self, chart: b.Chart) -> None:
        self._paragraph(chart.caption, "Caption")
        for place, piece in enumerate(pieces(printable_chart(chart.data, self._printable))):
            holder = self._word.add_paragraph(style=self._word.styles[styles.CELL_NAME])
            holder.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            picture = chart_png(piece, self._font_path)
            shape = holder.add_run().add_picture(io.BytesIO(picture), width=Mm(min(self._width, 156)))
            parts.describe_picture(shape, plain("续上图" if place else chart.alternative))
