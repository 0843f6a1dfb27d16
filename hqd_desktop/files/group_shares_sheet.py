"""The sheet 本组占比: who answers what, counted by formulas that anyone can follow; it decides about nobody."""

from decimal import Decimal
from typing import Any

from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.shares import Answer, Criterion, Share
from hqd_desktop.files.workbook_style import (
    ERROR_INK,
    GREY,
    TOTAL_TINT,
    Page,
    PageMarks,
    Styles,
    cell_name,
    number_format,
)
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.group_rows import ELSEWHERE, NOT_BEGUN, title_of
from hqd_desktop.services.share_text import NOT_SCORED, PLACES, names_texts, result_text
from hqd_desktop.services.wording import BLANK_TEXT

SHARES = "本组占比"
WIDTHS = (30, 12)
BASIS_WIDTH, ANSWER_WIDTH = 20, 12
_COUNTED = (Answer.MET, Answer.NOT_MET, Answer.OPEN)


def write_shares_sheet(book: Any, styles: Styles, comparison: GroupComparison) -> None:
    """Members below each other, two columns for each 占比 row, the counts under them; nothing where no row is one."""
    shares = comparison.shares
    if not shares:
        return
    page = Page(book.add_worksheet(SHARES), styles, (*WIDTHS, *(BASIS_WIDTH, ANSWER_WIDTH) * len(shares)))
    last = len(page.widths) - 1
    page.heading(SHARES, title_of(comparison))
    page.span(page.row, 0, last, NOT_SCORED, styles.bare(font_color=ERROR_INK, align="center"))
    page.row += 1
    titles = [text for share in shares for text in (f"{share.indicator.label}：依据", "结果")]
    page.header_row(("医院", "类别", *titles))
    first = page.row
    for at, member in enumerate(comparison.members):
        page.text(page.row, 0, member.hospital.name, styles())
        page.text(page.row, 1, member.hospital.class_label, styles(align="center", font_size=9))
        for place, share in enumerate(shares):
            _member(page, 2 + place * 2, share, member, share.answers[at][1])
        page.fit([(member.hospital.name, WIDTHS[0])], lowest=20)
        page.row += 1
    _counts(page, shares, first, page.row - 1)
    for share in shares:
        page.row += 1
        page.band(f"{share.indicator.number}　{share.indicator.name}", last)
        formula, condition = f"公布的公式：{share.indicator.explanation}", f"达到的条件：{share.criterion.value}"
        for text in (formula, condition, *names_texts(share)):
            page.span(page.row, 0, last, text, styles())
            page.fit([(text, sum(page.widths))], lowest=18)
            page.row += 1
    page.sheet.print_area(0, 0, page.row - 1, last)
    page.sheet.protect("", {"format_columns": True, "format_rows": True})
    marks = "示例" if comparison.sample else ""
    page.print_setup(PageMarks(f"{comparison.year} 年度", SHARES, marks, comparison.scheme.document), signed=False)


def _member(page: Page, column: int, share: Share, member: MemberYear, answer: Answer) -> None:
    """The number that decides, or the word in its place, and what follows from it."""
    basis, styles, row = _basis(share, member, answer), page.styles, page.row
    part = share.indicator.parts[0]
    if isinstance(basis, Decimal):
        page.number(row, column, basis, styles(align="right", num_format=number_format(part.decimals)))
    else:
        page.text(row, column, basis, styles(align="center", font_color=GREY))
    cell = cell_name(row, column)
    met = {
        Criterion.EVERY_YES: f"{cell}={len(part.checklist)}",
        Criterion.NOT_NEGATIVE: f"{cell}>=0",
        Criterion.NOTHING: f"{cell}=0",
    }[share.criterion]
    yes, no, blank, out = (one.value for one in (Answer.MET, Answer.NOT_MET, Answer.OPEN, Answer.LEFT_OUT))
    formula = f'IF(ISNUMBER({cell}),IF({met},"{yes}","{no}"),IF({cell}="{ELSEWHERE}","{out}","{blank}"))'
    page.formula(row, column + 1, formula, answer.value, styles(align="center"))


def _basis(share: Share, member: MemberYear, answer: Answer) -> Decimal | str:
    """The unrounded value, since a rounded one may cross the limit; of conditions how many read 是."""
    if answer is Answer.LEFT_OUT:
        return ELSEWHERE
    if member.card is None:
        return NOT_BEGUN
    part = member.card.result(share.indicator.number).parts[0]
    if part.value is None and answer is Answer.NOT_MET:
        return Decimal(sum(holds is True for _, holds in part.conditions))
    return BLANK_TEXT if part.value is None else part.value


def _counts(page: Page, shares: tuple[Share, ...], first: int, last: int) -> None:
    """How many of each, the total, and the share of it."""
    labels = (*(f"{answer.value}（家）" for answer in _COUNTED), "公立医院总数（家）", "占比（%）")
    top = page.row
    for line, text in enumerate(labels):
        page.text(top + line, 0, text, page.styles(bold=True, bg_color=TOTAL_TINT))
        page.text(top + line, 1, "", page.styles(bg_color=TOTAL_TINT))
        page.sheet.set_row(top + line, 20)
    count = page.styles(align="right", num_format=number_format(0), bg_color=TOTAL_TINT)
    result = page.styles(align="right", num_format=number_format(PLACES), bold=True, bg_color=TOTAL_TINT)
    for place, share in enumerate(shares):
        column = 3 + place * 2
        answers = f"{cell_name(first, column)}:{cell_name(last, column)}"
        for line in range(len(labels)):
            page.text(top + line, column - 1, "", page.styles(bg_color=TOTAL_TINT))
        for line, answer in enumerate(_COUNTED):
            found = Decimal(len(share.those(answer)))
            page.formula(top + line, column, f'COUNTIF({answers},"{answer.value}")', found, count)
        met, _, open_, total = (cell_name(top + line, column) for line in range(4))
        summed = f"SUM({cell_name(top, column)}:{cell_name(top + 2, column)})"
        page.formula(top + 3, column, summed, Decimal(share.denominator), count)
        formula = f'IF({total}=0,"没有成员",IF({open_}>0,"未填全",ROUND({met}/{total}*100,{PLACES})))'
        cached = result_text(share) if share.percent is None else round_half_up(share.percent, PLACES)
        page.formula(top + 4, column, formula, cached, result)
    page.row = top + len(labels)
