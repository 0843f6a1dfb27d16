"""The styles and pages of a Word report, after GB/T 9704-2012; it refuses to know what is written in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from hqd_desktop.reporting.blocks import Layout
from hqd_desktop.reporting.docx_parts import indent_letters, set_fonts

TITLE_FONT, BODY_FONT, HEAD_FONT, KAI_FONT, TABLE_FONT = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
# Ids of our own styles, with the names that a user sees.
SUBTITLE, NOTE, SMALL, CELL, FOOT = "HqdSubtitle", "HqdNote", "HqdSmall", "HqdCell", "HqdFoot"
CELL_NAME, FOOT_NAME = "表格文字", "报告页脚"
_INK = RGBColor(0x1F, 0x1F, 0x1F)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in mm: width, height, margins top, bottom, left, right."""

    width: float
    height: float
    margins: tuple[float, float, float, float]

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - self.margins[2] - self.margins[3]


PAPERS: Mapping[Layout, Paper] = {
    Layout.COVER: Paper(210, 297, (37, 35, 28, 26)),
    Layout.TEXT: Paper(210, 297, (37, 35, 28, 26)),
    Layout.ANNEX: Paper(210, 297, (25, 27, 24, 22)),
    Layout.WIDE: Paper(297, 210, (22, 25, 18, 18)),
    Layout.LARGE: Paper(420, 297, (25, 27, 18, 18)),
}


def set_page(section: Any, layout: Layout) -> None:
    """Size, orientation and margins of a section."""
    paper = PAPERS[layout]
    wide = paper.width > paper.height
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(paper.width), Mm(paper.height)
    section.top_margin, section.bottom_margin = Mm(paper.margins[0]), Mm(paper.margins[1])
    section.left_margin, section.right_margin = Mm(paper.margins[2]), Mm(paper.margins[3])
    section.header_distance, section.footer_distance = Mm(12), Mm(12)


def set_styles(document: Any) -> None:
    """All styles that the writer uses: Word's own for headings, title, body and captions, ours for the rest."""
    styles = document.styles
    _style(styles["Normal"], BODY_FONT, 16, pitch=28)
    _style(styles["Body Text"], BODY_FONT, 16, pitch=28, after=0, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    indent_letters(styles["Body Text"], 2)
    _style(styles["Title"], TITLE_FONT, 26, pitch=42, before=12, after=12, align=WD_ALIGN_PARAGRAPH.CENTER)
    borders = styles["Title"].element.pPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pBdr")
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    _style(styles["Heading 1"], HEAD_FONT, 16, pitch=28, before=14, after=8, keep=True)
    indent_letters(styles["Heading 1"], 2)
    _style(styles["Heading 2"], KAI_FONT, 16, pitch=28, before=10, after=4, keep=True)
    indent_letters(styles["Heading 2"], 2)
    _style(styles["Heading 3"], HEAD_FONT, 11, pitch=17, before=10, after=4, keep=True)
    _style(styles["Caption"], HEAD_FONT, 10.5, pitch=17, before=8, after=4, keep=True)
    for key, name, font, size, pitch, align in (
        (SUBTITLE, "报告副题", KAI_FONT, 16, 28, WD_ALIGN_PARAGRAPH.CENTER),
        (NOTE, "报告注", TABLE_FONT, 10, 16, WD_ALIGN_PARAGRAPH.LEFT),
        (SMALL, "附件正文", BODY_FONT, 10.5, 17, WD_ALIGN_PARAGRAPH.JUSTIFY),
        (CELL, CELL_NAME, TABLE_FONT, 9.5, 13, WD_ALIGN_PARAGRAPH.LEFT),
        (FOOT, FOOT_NAME, TABLE_FONT, 8, 11, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.element.set(qn("w:styleId"), key)
        added.base_style = styles["Normal"]
        _style(added, font, size, pitch=pitch, align=align)
        indent_letters(added, 0)


def _style(
    style: Any,
    font: str,
    size: float,
    *,
    pitch: float,
    before: float = 0,
    after: float = 0,
    align: Any = None,
    keep: bool = False,
) -> None:
    set_fonts(style, font, size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = _INK
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.keep_with_next, shape.widow_control = keep, True
    if align is not None:
        shape.alignment = align
