"""The first and the last sheet: 封面 with its 真实性承诺, and 签章页; they refuse to know any figure."""

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_totals import LABEL, arithmetic_words, result_line
from hqd_desktop.files.workbook_cover import CoverValues, write_cover
from hqd_desktop.files.workbook_layout import (
    CHECKS,
    COMPUTED,
    COVER,
    EVIDENCE,
    FIGURES,
    NOTES,
    POINTS,
    QUARTERS,
    SELF_CHECK,
    SIGNATURES,
)
from hqd_desktop.files.workbook_style import ERROR_INK, GREY, HEAD_FONT, TOTAL_TINT, Page
from hqd_desktop.services.wording import STATE_TEXTS, arithmetic_text, total_label

PLEDGE = (
    "本单位郑重承诺：本工作簿所填报的数据和佐证材料真实、准确、完整，与财务、统计、病案等原始资料一致，"
    "不虚报、不瞒报、不漏报。如有不实，由本单位承担责任。"
)
_BLANK = "　　　　　　　　"


def write_front(writing: Writing) -> None:
    """封面: the fields that the reader looks for, the total, the pledge."""
    submission, assessment = writing.submission, writing.assessment
    styles = writing.styles
    page = writing.page(COVER, (18, 68))
    page.sheet.set_row(0, 24)
    provisional = submission.sample or not submission.state.handed_in
    red = styles.bare(align="right", font_name=HEAD_FONT, font_size=12, font_color=ERROR_INK)
    page.text(0, 1, writing.marks.marks if provisional else "", red)
    large = styles.bare(font_name=HEAD_FONT, font_size=26, align="center", text_wrap=False)
    page.span(1, 0, 1, "公立医院高质量发展自评表", large)
    page.sheet.set_row(1, 64)
    scheme = assessment.packs.scheme
    page.span(2, 0, 1, scheme.name, styles.bare(font_size=13, align="center"))
    page.sheet.set_row(2, 24)
    page.span(3, 0, 1, f"{scheme.document}　{scheme.issuer}", styles.subtitle)
    page.row = 5
    sheets = (
        COVER, NOTES, FIGURES, COMPUTED, *((POINTS,) if submission.with_points else ()), writing.scores_sheet, CHECKS,
        QUARTERS, EVIDENCE, SELF_CHECK, SIGNATURES,
    )  # fmt: skip
    write_cover(writing.book, page, CoverValues(assessment.hospital, assessment.year, scheme, sheets), editable=False)
    day = submission.prepared_on
    state = STATE_TEXTS[submission.state]
    lines = [
        ("版本", f"v{submission.number}　{state}"),
        ("制表日期", f"{day.year} 年 {day.month} 月 {day.day} 日"),
        ("数据摘要", short_digest(assessment.digest)),
    ]
    for label, text in lines:
        _line(page, label, text)
    if submission.with_points:
        _score(writing, page)
    page.row += 1
    _paragraph(page, "真实性承诺", PLEDGE)
    for label in (f"单位负责人（签字）：{_BLANK}", f"单位（盖章）：{_BLANK}", "　　　　年　　月　　日"):
        page.text(page.row, 1, label, styles.bare(align="right", font_size=12))
        page.sheet.set_row(page.row, 30)
        page.row += 1
    writing.finish(page, 2, landscape=False, signed=False)


def _line(page: Page, label: str, text: str) -> None:
    styles = page.styles
    page.text(page.row, 0, label, styles.bare(align="right", indent=1, font_name=HEAD_FONT, font_size=12))
    page.text(page.row, 1, text, styles.bare(bottom=1, bottom_color="#B8C0CC", indent=1, font_size=12))
    page.sheet.set_row(page.row, 30)
    page.row += 1


def _score(writing: Writing, page: Page) -> None:
    """The total with its arithmetic, and whose points they are."""
    styles, card, ruleset = writing.styles, writing.card, writing.assessment.packs.ruleset
    page.row += 1
    box = {"bg_color": TOTAL_TINT, "top": 1, "top_color": "#B8C0CC"}
    label = styles.bare(align="right", indent=1, font_name=HEAD_FONT, font_size=12, **box)
    writing.live(page, 0, writing.cells.total(LABEL), total_label(card), label, "结果名称")
    formula, text = result_line(writing)
    writing.live(page, 1, formula, text, styles.bare(indent=1, font_name=HEAD_FONT, font_size=18, **box), "结果")
    page.sheet.set_row(page.row, 36)
    approval = f"批准文号：{ruleset.approval}" if ruleset.approval else "未填批准文号，仅供本院自评参考"
    small = styles.bare(indent=1, font_color=GREY, bg_color=TOTAL_TINT)
    for line in (1, 2):
        page.row += 1
        page.text(page.row, 0, "", styles.bare(bg_color=TOTAL_TINT))
        if line == 1:
            writing.live(page, 1, arithmetic_words(writing), arithmetic_text(card), small, "结果的算法")
        else:
            page.text(page.row, 1, f"{ruleset.title}　{approval}", small)
        page.sheet.set_row(page.row, 20)
    page.row += 1


def _paragraph(page: Page, title: str, text: str) -> None:
    styles = page.styles
    page.text(page.row, 0, title, styles.bare(align="right", indent=1, valign="top", font_name=HEAD_FONT, font_size=12))
    page.text(page.row, 1, text, styles.bare(valign="top", indent=1, font_size=12))
    page.sheet.set_row(page.row, 72)
    page.row += 1


def write_signatures(writing: Writing) -> None:
    """签章页: who signs, and where the seal goes."""
    assessment, styles = writing.assessment, writing.styles
    page = writing.page(SIGNATURES, (24, 34, 28))
    page.heading("签章页", writing.subtitle())
    page.row += 1
    text = (
        f"{assessment.hospital.name} {assessment.year} 年度公立医院高质量发展自评（{assessment.packs.scheme.name}）"
        f"已经核对，数据摘要 {short_digest(assessment.digest)}，现予上报。"
    )
    page.span(page.row, 0, 2, text, styles.bare(font_size=12, valign="top"))
    page.sheet.set_row(page.row, 54)
    page.row += 2
    for column, heading in enumerate(("", "签字", "日期")):
        page.text(page.row, column, heading, styles.head)
    page.sheet.set_row(page.row, 26)
    page.row += 1
    for label in ("填表人", "科室负责人", "审核人", "分管院领导", "单位负责人"):
        page.text(page.row, 0, label, styles(font_name=HEAD_FONT, align="center", font_size=12))
        page.text(page.row, 1, "", styles(locked=False, align="center"))
        page.text(page.row, 2, "　　年　　月　　日", styles(locked=False, align="center", font_color=GREY))
        page.sheet.set_row(page.row, 58)
        page.row += 1
    page.text(page.row, 0, "联系电话", styles(font_name=HEAD_FONT, align="center", font_size=12))
    page.span(page.row, 1, 2, "", styles(locked=False))
    page.sheet.set_row(page.row, 58)
    page.row += 1
    page.text(page.row, 0, "单位盖章", styles(font_name=HEAD_FONT, align="center", font_size=12))
    page.span(page.row, 1, 2, "", styles(locked=False))
    page.sheet.set_row(page.row, 230)
    page.row += 1
    writing.finish(page, 3, landscape=False, signed=False)
