"""校核说明 and 自检: what was checked between the figures, and that the printed sums add up; it checks nothing anew."""

from collections.abc import Sequence
from decimal import Decimal

from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState
from hqd_desktop.domain.numerals import decimal_places, round_half_up, shown
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_layout import CHECKS, SELF_CHECK
from hqd_desktop.files.workbook_style import ERROR_INK, GREY, MISSING_INK, SMALL, WARNING_INK, Page, number_format
from hqd_desktop.services.checks_text import STATE_TEXTS, likely_causes
from hqd_desktop.services.wording import total_text

_INK = {CheckState.ERROR: ERROR_INK, CheckState.WARNING: WARNING_INK, CheckState.PENDING: MISSING_INK}
HEADINGS = (
    "序号",
    "结论",
    "校核内容",
    "左边（本年）",
    "右边（上年、界限）",
    "差额",
    "单位",
    "可能的原因",
    "问谁",
    "说明",
)
WIDTHS = (6, 12, 36, 19, 19, 15, 8, 42, 11, 34)


def write_checks(writing: Writing) -> None:
    """Errors first, what passed last."""
    page = writing.page(CHECKS, WIDTHS)
    page.heading("校核说明", writing.subtitle())
    page.header_row(HEADINGS)
    number = 0
    for state, words in STATE_TEXTS.items():
        found = [result for result in writing.assessment.checks if result.state is state]
        page.band(f"{words}　{len(found)} 条", len(HEADINGS) - 1)
        for result in found:
            number += 1
            _check(writing, page, number, result)
    writing.finish(page, len(HEADINGS))


def _check(writing: Writing, page: Page, number: int, result: CheckResult) -> None:
    styles, row = writing.styles, page.row
    words = STATE_TEXTS[result.state]
    if result.state is CheckState.PASSED and result.kind is CheckKind.EQUAL and result.difference:
        words = "通过（尾差）"
    waiting = "、".join(writing.key_text(key) for key in result.missing[:4])
    causes = f"缺：{waiting}" + (" 等" if len(result.missing) > 4 else "") if result.missing else ""
    if result.state is CheckState.PENDING and not result.missing:
        causes = "分母为 0，算不出"
    if result.state in (CheckState.ERROR, CheckState.WARNING, CheckState.EXPLAINED):
        causes = "\n".join(likely_causes(result, writing.catalogue))
    ink = {"font_color": _INK[result.state]} if result.state in _INK else {}
    page.text(row, 0, str(number), styles(align="center", font_color=GREY))
    page.text(row, 1, words, styles(align="center", font_size=9, **ink))
    page.text(row, 2, result.title, styles())
    for column, value in ((3, result.left), (4, result.right), (5, result.difference)):
        _number(page, column, value, result.unit)
    page.text(row, 6, result.unit, styles(align="center", font_size=9, font_color=GREY))
    page.text(row, 7, causes, styles(font_size=9))
    page.text(row, 8, result.department, styles(align="center", font_size=9))
    page.text(row, 9, result.explanation, styles(font_size=9))
    page.fit([(result.title, WIDTHS[2]), (causes, WIDTHS[7] * SMALL), (result.explanation, WIDTHS[9] * SMALL)])
    page.row += 1


def _number(page: Page, column: int, value: Decimal | None, unit: str) -> None:
    if value is None:
        page.text(page.row, column, "—", page.styles(align="center", font_color=GREY))
        return
    rounded = round_half_up(value, 4)  # as services.checks_text shows it
    places = max(decimal_places(rounded), 2 if unit in ("元", "%") else 0)
    page.number(page.row, column, rounded, page.styles(align="right", num_format=number_format(places)))


def write_self_check(writing: Writing) -> None:
    """自检: counts, sums added again from the rows, and what the workbook rests on."""
    page = writing.page(SELF_CHECK, (40, 26, 26, 14))
    page.heading("自检", writing.subtitle())
    page.header_row(("项目", "本表所载", "逐行重加", "结论"))
    styles = writing.styles
    rows = _counts(writing) + (_sums(writing.card) if writing.submission.with_points else [])
    for label, stated, added in rows:
        page.text(page.row, 0, label, styles(indent=1))
        page.text(page.row, 1, stated, styles(align="right"))
        page.text(page.row, 2, added, styles(align="right"))
        same = stated == added
        page.text(
            page.row,
            3,
            "一致" if same else "不一致",
            styles(align="center", font_color="#1A6B3B" if same else ERROR_INK),
        )
        page.sheet.set_row(page.row, 21)
        page.row += 1
    page.row += 1
    for label, text in _grounds(writing):
        page.text(page.row, 0, label, styles(indent=1))
        page.span(page.row, 1, 3, text, styles())
        page.fit([(text, 66)])
        page.row += 1
    writing.finish(page, 4, landscape=False, signed=False)


def _counts(writing: Writing) -> list[tuple[str, str, str]]:
    assessment, card = writing.assessment, writing.card
    numbered = [result for result in card if result.indicator.number.isdigit()]
    applicable = assessment.packs.scheme.applicable(assessment.hospital)
    states = [result.state for result in assessment.checks]
    return [
        ("指标行数", str(len(assessment.packs.scheme.indicators)), str(len(card.results))),
        ("适用本院的指标（不含八）", str(len(applicable)), str(sum(result.applicable for result in numbered))),
        ("校核条数", str(len(states)), str(sum(states.count(state) for state in STATE_TEXTS))),
    ]


def _sums(card: Scorecard) -> list[tuple[str, str, str]]:
    """What the rows add up to against what the totals say; the bonus is capped."""
    places = card.ruleset.places
    counted = [result for result in card if not result.bonus]

    def line(label: str, stated: Decimal, added: Sequence[Decimal]) -> tuple[str, str, str]:
        return label, shown(stated, places), shown(sum(added, Decimal(0)), places)

    bonus = min(card.ruleset.bonus_cap, sum((result.points for result in card if result.bonus), Decimal(0)))
    return [
        line("适用满分（逐行）", card.full, [result.full for result in counted]),
        line("适用满分（各组小计）", card.full, [group.full for group in card.groups]),
        line("基础分（逐行）", card.points, [result.points for result in counted]),
        line("基础分（各组小计）", card.points, [group.points for group in card.groups]),
        line("未定（逐行）", card.undetermined, [result.undetermined for result in counted]),
        line("加分", card.bonus, [bonus]),
    ]


def _grounds(writing: Writing) -> list[tuple[str, str]]:
    assessment = writing.assessment
    packs = assessment.packs
    states = [result.state for result in assessment.checks]
    rows = [
        ("缺的数", f"{len(assessment.missing)} 个"),
        ("校核", "，".join(f"{words} {states.count(state)}" for state, words in STATE_TEXTS.items())),
        ("评价指标表", f"{packs.scheme.name} {packs.scheme.version}（{packs.scheme.id}）"),
        ("数据项目录", packs.catalogue.version),
        ("数据摘要（全文）", assessment.digest),
        ("程序", writing.submission.program or "—"),
    ]
    if writing.submission.with_points:
        rows.insert(2, ("结果", total_text(writing.card)))
        rows.insert(4, ("赋分方案", f"{packs.ruleset.title}（{packs.ruleset.id}）"))
    return rows
