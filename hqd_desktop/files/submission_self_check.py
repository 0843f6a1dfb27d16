"""自检: every live cell against the program's own result, sums added again, and what the workbook rests on."""

from collections.abc import Sequence
from decimal import Decimal

from hqd_desktop.files import submission_points as points
from hqd_desktop.files import submission_totals as totals
from hqd_desktop.files.live_cells import LiveCell
from hqd_desktop.files.live_expression import literal
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_values import unrounded_places
from hqd_desktop.files.workbook_layout import POINTS, SELF_CHECK
from hqd_desktop.files.workbook_style import HEAD_FONT, TOTAL_TINT, Page, cell_name, number_format
from hqd_desktop.services.checks_text import STATE_TEXTS
from hqd_desktop.services.wording import total_text

SAME, OTHER = "一致", "不一致"
CLOSE = "1E-12"  # of the value, but at least of 1: what binary fractions may differ by
_GOOD_INK = "#1A6B3B"
PLACE, LABEL, OWN, LIVE, VERDICT = 0, 1, 2, 3, 4
_WIDTHS = (26, 40, 24, 24, 12)
_STATIC = "“代入数据”“自评说明”“可能的原因”“备注”等文字是导出时写下的，不随公式重算；校核说明按导出时的结论分组。"


def write_self_check(writing: Writing) -> None:
    """Verdicts by sheet, then sums, then what was not written as a formula; below the printed part every cell."""
    page = writing.page(SELF_CHECK, _WIDTHS)
    page.heading("自检", writing.subtitle())
    cells = list(writing.cells.computed)
    first = page.row + 1 + _summary_rows(writing, cells)
    page.header_row(("工作表", "项目", "程序所得", "本表现算", "结论"), repeat=False)
    _verdicts(writing, page, cells, first)
    for label, stated, formula in _sums(writing):
        _line(writing, page, ("合计", label), stated, formula)
    for label, number, expected in _counts(writing):
        _line(writing, page, ("行数", label), expected, str(number))
    page.row += 1
    for label, text in _grounds(writing):
        page.text(page.row, PLACE, label, page.styles(indent=1))
        page.span(page.row, LABEL, VERDICT, text, page.styles())
        page.fit([(text, sum(_WIDTHS[1:]))])
        page.row += 1
    writing.finish(page, len(_WIDTHS), landscape=False, signed=False)
    page.row = first - 2
    page.text(page.row, PLACE, "逐格核对（不打印）", page.styles.bare(font_name=HEAD_FONT, text_wrap=False))
    page.row += 1
    for column, heading in enumerate(("位置", "计算格", "程序所得", "本表现值", "结论")):
        page.text(page.row, column, heading, page.styles.head)
    page.row += 1
    for cell in cells:
        _cell(page, cell)


def _summary_rows(writing: Writing, cells: Sequence[LiveCell]) -> int:
    sheets = len(dict.fromkeys(cell.sheet for cell in cells))
    return sheets + 1 + len(_sums(writing)) + len(_counts(writing)) + 1 + len(_grounds(writing)) + 3


def _verdicts(writing: Writing, page: Page, cells: Sequence[LiveCell], first: int) -> None:
    """How many cells of each sheet agree, and of all."""
    prefix = len(writing.cells.prefix)
    last = first + len(cells) - 1
    at = first
    for sheet in dict.fromkeys(cell.sheet for cell in cells):
        count = sum(cell.sheet == sheet for cell in cells)
        span = f"{cell_name(at, VERDICT)}:{cell_name(at + count - 1, VERDICT)}"
        _count_line(page, sheet[prefix:], count, f'COUNTIF({span},"{SAME}")')
        at += count
    span = f"{cell_name(first, VERDICT)}:{cell_name(max(last, first), VERDICT)}"
    _count_line(page, "全部计算格", len(cells), f'COUNTIF({span},"{SAME}")', whole=True)


def _count_line(page: Page, sheet: str, count: int, formula: str, whole: bool = False) -> None:
    tint = {"bg_color": TOTAL_TINT, "font_name": HEAD_FONT} if whole else {}
    number, style = page.styles(align="right", num_format=number_format(0), **tint), page.styles(**tint)
    page.text(page.row, PLACE, sheet, style)
    page.text(page.row, LABEL, "计算格数，与程序所得一致的格数", style)
    page.number(page.row, OWN, Decimal(count), number)
    page.formula(page.row, LIVE, formula, Decimal(count), number)
    _verdict(page, f"{cell_name(page.row, OWN)}={cell_name(page.row, LIVE)}")
    page.sheet.set_row(page.row, 21)
    page.row += 1


def _line(writing: Writing, page: Page, labels: tuple[str, str], stated: Decimal, formula: str) -> None:
    styles = page.styles
    places = writing.card.ruleset.places if labels[0] == "合计" else 0
    number = styles(align="right", num_format=number_format(places))
    page.text(page.row, PLACE, labels[0], styles())
    page.text(page.row, LABEL, labels[1], styles())
    page.number(page.row, OWN, stated, number)
    page.formula(page.row, LIVE, formula, stated, number)
    _verdict(page, f"ROUND({cell_name(page.row, OWN)}-{cell_name(page.row, LIVE)},9)=0")
    page.sheet.set_row(page.row, 21)
    page.row += 1


def _verdict(page: Page, test: str) -> None:
    style = page.styles(align="center", font_color=_GOOD_INK)
    page.formula(page.row, VERDICT, f'IF({test},"{SAME}","{OTHER}")', SAME, style)
    page.sheet.conditional_format(
        page.row, VERDICT, page.row, VERDICT,
        {"type": "cell", "criteria": "==", "value": f'"{OTHER}"', "format": page.styles.alarm},
    )  # fmt: skip


def _cell(page: Page, cell: LiveCell) -> None:
    """One line of the long list: where, what, the program's own value as a constant, the live one, the verdict."""
    row, styles = page.row, page.styles
    plain, centred = styles.bare(font_size=9, text_wrap=False), styles.bare(font_size=9, align="center")
    own, live = cell_name(row, OWN), cell_name(row, LIVE)
    page.text(row, PLACE, f"{cell.sheet}!{cell_name(cell.row, cell.column)}", plain)
    page.text(row, LABEL, cell.label, plain)
    source = f"'{cell.sheet}'!{cell_name(cell.row, cell.column)}"
    if isinstance(cell.result, str):
        style = styles.bare(font_size=9, align="right", text_wrap=False)
        page.text(row, OWN, cell.result, style)
        test = f"{live}={own}" if cell.result else f'{live}=""'
    else:
        places = decimals_of(cell.result) if cell.exact else unrounded_places(cell.result)
        style = styles.bare(font_size=9, align="right", num_format=number_format(places))
        page.number(row, OWN, cell.result, style)
        same = f"{live}={own}"
        near = f"ABS({live}-{own})<={CLOSE}*MAX(1,ABS({own}))"
        test = f"IF(ISNUMBER({live}),{same if cell.exact else near},FALSE)"
    page.formula(row, LIVE, source, cell.result, style)
    page.formula(row, VERDICT, f'IF({test},"{SAME}","{OTHER}")', SAME, centred)
    page.row += 1


def decimals_of(value: Decimal) -> int:
    """The decimals that a rounded value was given, zeros at its end too."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _counts(writing: Writing) -> list[tuple[str, int, Decimal]]:
    assessment, card = writing.assessment, writing.card
    numbered = [result for result in card if result.indicator.number.isdigit()]
    applicable = assessment.packs.scheme.applicable(assessment.hospital)
    states = [result.state for result in assessment.checks]
    return [
        ("指标行数", len(card.results), Decimal(len(assessment.packs.scheme.indicators))),
        ("适用本院的指标（不含八）", sum(r.applicable for r in numbered), Decimal(len(applicable))),
        ("校核条数", sum(states.count(state) for state in STATE_TEXTS), Decimal(len(states))),
    ]


def _sums(writing: Writing) -> list[tuple[str, Decimal, str]]:
    """What the totals say against the rows of 计分过程 and the subtotals of each 一级指标 added again."""
    if not writing.submission.with_points:
        return []
    card, cells = writing.card, writing.cells
    places = card.ruleset.places

    def rows(column: int) -> str:
        spans = [
            f"SUM({writing.other(POINTS, first, column)}:{cell_name(last, column)})"
            for first, last in writing.places.groups.values()
        ]
        return f"ROUND({'+'.join(spans) or '0'},{places})"

    lost = [cells.total(words) for words in (totals.FULL, totals.POINTS, totals.OPEN)]
    return [
        ("适用满分", card.full, rows(points.FULL)),
        ("基础分", card.points, rows(points.SCORE)),
        ("未定", card.undetermined, rows(points.OPEN)),
        ("加分（不超过上限）", card.bonus, f"MIN({literal(card.ruleset.bonus_cap)},{rows(points.BONUS)})"),
        ("失分 ＝ 满分 − 得分 − 未定", card.lost, f"ROUND({'-'.join(lost)},{places})"),
    ]


def _grounds(writing: Writing) -> list[tuple[str, str]]:
    assessment = writing.assessment
    packs = assessment.packs
    states = [result.state for result in assessment.checks]
    fixed = [f"{place}：{why}" for place, why in writing.cells.by_value]
    rows = [
        ("缺的数", f"{len(assessment.missing)} 个"),
        ("校核", "，".join(f"{words} {states.count(state)}" for state, words in STATE_TEXTS.items())),
        ("评价指标表", f"{packs.scheme.name} {packs.scheme.version}（{packs.scheme.id}）"),
        ("数据项目录", packs.catalogue.version),
        ("数据摘要（全文）", assessment.digest),
        ("程序", writing.submission.program or "—"),
        ("怎样核对", f"各工作表里的计算格都是公式，可以重算；“程序所得”是导出时的常数。{_STATIC}"),
        ("按值写入的格", "；".join(fixed) if fixed else "无"),
    ]
    if writing.submission.with_points:
        rows.insert(2, ("结果", total_text(writing.card)))
        rows.insert(4, ("赋分方案", f"{packs.ruleset.title}（{packs.ruleset.id}）"))
    return rows
