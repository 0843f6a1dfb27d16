"""填报说明: which figure each name of the table reads, its oddities, whose points, what is 不适用 or 直接填报."""

import re
from collections.abc import Sequence

from hqd_desktop.domain.expression import Expression, ItemValue, render
from hqd_desktop.domain.figures import FigureState
from hqd_desktop.domain.numerals import shown
from hqd_desktop.domain.scorecard import Reason, Status
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_totals import UNADJUSTED, total_words
from hqd_desktop.files.workbook_layout import NOTES
from hqd_desktop.files.workbook_style import GROUP_TINT, HEAD_FONT, Page
from hqd_desktop.services.checks_text import declared, declared_text
from hqd_desktop.services.wording import total_text

_POINTS_WORD = "赋分"
_NUMBERS = "一二三四五六七八九"


def write_notes(writing: Writing) -> None:
    """All parts that have something to say, each numbered."""
    page = writing.page(NOTES, (9, 34, 62))
    page.heading("填报说明", writing.subtitle())
    parts: list[tuple[str, Sequence[tuple[str, str, str]]]] = [
        ("评价指标表", _table(writing)),
        ("指标表中的名称取自哪个数据项", _mapping(writing)),
        ("指标表的文字与口径提示", _oddities(writing)),
        ("标为不适用的数据项和指标", _not_applicable(writing)),
        ("直接填报的比率（分子分母不知道）", _direct(writing)),
    ]
    restated = _restated(writing)
    if restated:
        parts.append(("上年调整数与上年锁定稿", restated))
    if writing.submission.with_points:
        parts.insert(1, ("赋分方案（自定赋分，公布的指标表没有分值）", _points(writing)))
    for number, (title, rows) in enumerate(parts):
        _part(page, f"{_NUMBERS[number]}、{title}", rows)
        if writing.submission.with_points and number == 1:
            _total(writing, page)
    _own_words(page, f"{_NUMBERS[len(parts)]}、本单位说明")
    writing.finish(page, 3, landscape=False)


def _own_words(page: Page, title: str) -> None:
    """A field that the hospital may still fill in the finished workbook."""
    page.span(page.row, 0, 2, title, page.styles(font_name=HEAD_FONT, bg_color=GROUP_TINT))
    page.sheet.set_row(page.row, 22)
    page.span(page.row + 1, 0, 2, "", page.styles(locked=False, valign="top"))
    page.sheet.set_row(page.row + 1, 120)
    page.row += 2


def _part(page: Page, title: str, rows: Sequence[tuple[str, str, str]]) -> None:
    styles = page.styles
    page.span(page.row, 0, 2, title, styles(font_name=HEAD_FONT, bg_color=GROUP_TINT))
    page.sheet.set_row(page.row, 22)
    page.row += 1
    for left, middle, right in rows or [("", "无", "")]:
        page.text(page.row, 0, left, styles(align="center"))
        if right or not middle:
            page.text(page.row, 1, middle, styles())
            page.text(page.row, 2, right, styles())
            page.fit([(middle, 34), (right, 62)])
        else:
            page.span(page.row, 1, 2, middle, styles())
            page.fit([(middle, 96)])
        page.row += 1


def _table(writing: Writing) -> list[tuple[str, str, str]]:
    packs = writing.assessment.packs
    versions = (packs.scheme.version, packs.catalogue.version, packs.checkbook.version)
    rows = [
        ("", "名称", f"{packs.scheme.name}（{packs.scheme.document}，{packs.scheme.issuer}，{packs.scheme.issued}）"),
        ("", "程序所用版本", f"指标表 {versions[0]}，数据项目录 {versions[1]}，校核 {versions[2]}"),
    ]
    notes = [note for note in packs.scheme.notes if writing.submission.with_points or _POINTS_WORD not in note]
    return rows + [(str(number), note, "") for number, note in enumerate(notes, 1)]


def _points(writing: Writing) -> list[tuple[str, str, str]]:
    ruleset = writing.assessment.packs.ruleset
    return [
        ("", "名称", ruleset.title),
        ("", "批准文号", ruleset.approval or "未填；正式使用前应换成主管部门或本院批准的方案"),
        ("", "说明", ruleset.note or "—"),
    ]


def _total(writing: Writing, page: Page) -> None:
    """The total, and what it were without the full marks taken away, live."""
    card = writing.card
    unadjusted = "—" if card.total_unadjusted is None else shown(card.total_unadjusted, 2)
    page.text(page.row, 0, "", page.styles(align="center"))
    page.text(page.row, 1, "得分", page.styles())
    formula = f'{total_words(writing)}&"；不因“不适用”重算满分时为 "&{total_words(writing, UNADJUSTED)}'
    text = f"{total_text(card)}；不因“不适用”重算满分时为 {unadjusted}"
    writing.live(page, 2, formula, text, page.styles(), "得分")
    page.sheet.set_row(page.row, 21)
    page.row += 1


def _mapping(writing: Writing) -> list[tuple[str, str, str]]:
    """Every place where a formula of the table reads an item under another name than its own."""
    rows = []
    for indicator in writing.assessment.packs.scheme:
        formulas = [part.formula for part in indicator.parts if part.formula]
        for node in _named(formulas):
            item = writing.catalogue[node.key]
            if node.name != item.name:
                whose = f"{item.name}（{writing.department(item.key)}，{item.source}）"
                rows.append((indicator.number, node.name, whose))
            if item.formula:
                rows.append((indicator.number, item.name, f"由公式得出：{item.formula}"))
    return list(dict.fromkeys(rows))


def _named(formulas: Sequence[Expression]) -> list[ItemValue]:
    """The items of formulas as they are named there."""
    found: list[ItemValue] = []

    def note(node: ItemValue) -> str:
        found.append(node)
        return ""

    for formula in formulas:
        render(formula.root, note)
    return found


def _oddities(writing: Writing) -> list[tuple[str, str, str]]:
    rows = []
    for indicator in writing.assessment.packs.scheme:
        oddity = indicator.oddity
        if not writing.submission.with_points:
            kept = "".join(part for part in re.findall(r"[^。；]*[。；]?", oddity) if _POINTS_WORD not in part)
            oddity = f"{kept[:-1]}。" if kept.endswith("；") else kept
        if oddity:
            rows.append((indicator.number, indicator.short, oddity))
        for reference in indicator.references:
            text = f"{reference.formula.text}；{reference.note}；仅供参考，不计分"
            rows.append((indicator.number, f"{indicator.short}（{reference.name}）", text))
    return rows


def _not_applicable(writing: Writing) -> list[tuple[str, str, str]]:
    year = writing.assessment.year
    order = list(writing.catalogue.items)
    given = sorted(writing.assessment.figures.items(), key=lambda pair: (-pair[0][1].year, order.index(pair[0][0])))
    rows = [
        (period.label, writing.catalogue[key].name, figure.note)
        for (key, period), figure in given
        if figure.state is FigureState.NOT_APPLICABLE and period.year >= year - 1
    ]
    for result in writing.card:
        if result.applicable and result.status is Status.NOT_APPLICABLE:
            why = "上年不适用" if result.reason is Reason.NO_LAST_YEAR else "不适用"
            why += "，不计分，已从满分中去掉" if writing.submission.with_points else ""
            rows.append((f"第 {result.indicator.number} 项", result.indicator.short, why))
    return rows


def _direct(writing: Writing) -> list[tuple[str, str, str]]:
    rows = []
    for result in writing.card:
        for part in result.parts:
            year = writing.assessment.year
            years = [f"{year} 年"] * part.direct + [f"{year - 1} 年"] * part.last_direct
            if years:
                rows.append((result.indicator.number, part.part.name, "、".join(years) + "直接填报"))
    return rows


def _restated(writing: Writing) -> list[tuple[str, str, str]]:
    """Both numbers and the reason of each declared 上年调整数."""
    return [
        (check.items[0][1].label, writing.catalogue[check.items[0][0]].name,
         f"{declared_text(check)}。原因：{check.explanation}")
        for check in writing.assessment.checks
        if declared(check)
    ]  # fmt: skip
