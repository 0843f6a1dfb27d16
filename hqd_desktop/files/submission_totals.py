"""The totals of 计分过程 as live formulas with names, and the sentences that other sheets make of them."""

from decimal import Decimal

from hqd_desktop.files.live_expression import MISSING, literal, quoted
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_style import GROUP_TINT, HEAD_FONT, TOTAL_TINT, Page, cell_name, number_format
from hqd_desktop.services.wording import arithmetic_text, points_text, total_label, total_text

FULL, POINTS, BONUS, OPEN, TOTAL, UNADJUSTED, GRADE, LABEL = (
    "适用满分", "基础分", "加分合计", "未定合计", "自评结果", "自评结果_不去满分", "自评等级", "结果名称",
)  # fmt: skip
_STATE, _FULL, _SCORE, _OPEN, _BONUS, _UNREPORTED, _LEFT_OUT = 5, 8, 9, 10, 11, 12, 15
_VALUE = 8
TOTAL_PLACES = 2


def write_totals(writing: Writing, page: Page, start: int) -> None:
    """One line for each total, over the rows from `start` on."""
    card, places = writing.card, writing.card.ruleset.places
    end = page.row - 1
    _lines(writing, page)

    def over(column: int) -> str:
        return f"SUM({cell_name(start, column)}:{cell_name(end, column)})" if end >= start else "0"

    def named(words: str) -> str:
        return writing.cells.total(words)

    cap = literal(card.ruleset.bonus_cap)
    states = f"{cell_name(start, _STATE)}:{cell_name(max(end, start), _STATE)}"
    waiting = f"OR({named(OPEN)}>0,COUNTIF({states},{quoted(MISSING)})>0,{over(_UNREPORTED)}>0)"
    label = total_label(card)
    lines: tuple[tuple[str, str, str, Decimal | str], ...] = (
        (FULL, "适用满分", f"ROUND({over(_FULL)},{places})", card.full),
        (POINTS, "基础分", f"ROUND({over(_SCORE)},{places})", card.points),
        (BONUS, f"加分（上限 {points_text(card.ruleset.bonus_cap, places)}）",
         f"MIN({cap},ROUND({over(_BONUS)},{places}))", card.bonus),
        (OPEN, "未定", f"ROUND({over(_OPEN)},{places})", card.undetermined),
        (TOTAL, "结果 ＝ min(100，(基础分 ＋ 加分) ÷ 适用满分 × 100)", _total(writing, named(FULL)),
         _or_dash(card.total)),
        (UNADJUSTED, "不因“不适用”重算满分时", _total(writing, f"({named(FULL)}+{over(_LEFT_OUT)})"),
         _or_dash(card.total_unadjusted)),
        (GRADE, "等级", _grade(writing) if card.ruleset.grades else "", card.grade),
        (LABEL, "结果的名称（缺数时是暂得分）", f'IF({waiting},"暂得分","自评得分")', label),
    )  # fmt: skip
    for words, text, formula, result in lines:
        if words == GRADE and not card.ruleset.grades:
            continue
        _line(writing, page, words, text, formula, result)


def _lines(writing: Writing, page: Page) -> None:
    page.row += 1
    page.band("合计", 12)


def _line(writing: Writing, page: Page, words: str, text: str, formula: str, result: Decimal | str) -> None:
    styles = writing.styles
    tint = TOTAL_TINT if words in (TOTAL, GRADE, LABEL) else GROUP_TINT
    style = styles(font_name=HEAD_FONT, bg_color=tint)
    page.span(page.row, 0, _VALUE - 1, text, style)
    page.span(page.row, _VALUE + 1, 12, "", style)
    places = writing.card.ruleset.places if words in (FULL, POINTS, BONUS, OPEN) else TOTAL_PLACES
    align = "center" if isinstance(result, str) else "right"
    look = styles(font_name=HEAD_FONT, bg_color=tint, align=align, num_format=number_format(places))
    writing.live(page, _VALUE, formula, result, look, text.partition(" ＝")[0])
    writing.cells.placed(words, page.address(page.row, _VALUE))
    page.sheet.set_row(page.row, 22)
    page.row += 1


def _or_dash(value: Decimal | None) -> Decimal | str:
    return "—" if value is None else value


def _total(writing: Writing, full: str) -> str:
    earned = f"({writing.cells.total(POINTS)}+{writing.cells.total(BONUS)})"
    return f'IF({full}=0,"—",ROUND(ROUND(MIN(100,{earned}/{full}*100),12),{TOTAL_PLACES}))'


def _grade(writing: Writing) -> str:
    """The grade by the total; the lowest one where a core item (★) misses full marks."""
    grades, total = writing.card.ruleset.grades, writing.cells.total(TOTAL)
    text = quoted(grades[-1][0])
    for name, minimum in reversed(grades):
        text = f"IF({total}>={literal(minimum)},{quoted(name)},{text})"
    failed = []
    for result in writing.card:
        row = writing.places.points.get(result.indicator.number, (None,))[0]
        if result.entry.core and not result.bonus and row is not None and result.entry.full:
            full, score = cell_name(row, _FULL), cell_name(row, _SCORE)
            failed.append(f"AND({full}>0,{score}<{full})")
    if failed:
        text = f"IF(OR({','.join(failed)}),{quoted(grades[-1][0])},{text})"
    return f'IF(ISNUMBER({total}),{text},"")'


def points_pattern(places: int) -> str:
    """The pattern in which TEXT writes a number as `numerals.shown` does."""
    digits = "#,##0" + ("." + "0" * places if places else "")
    return quoted(f'{digits};"−"{digits}')


def points_words(name: str, places: int) -> str:
    """Points as text."""
    return f"TEXT({name},{points_pattern(places)})"


def total_words(writing: Writing, words: str = TOTAL) -> str:
    """The total as text with two decimals, or a dash."""
    name = writing.cells.total(words)
    return f'IF(ISNUMBER({name}),{points_words(name, TOTAL_PLACES)},"—")'


def arithmetic_words(writing: Writing) -> str:
    """（72.97 ＋ 加分 2.00）÷ 适用满分 88 × 100, live; as services.wording.arithmetic_text."""
    places, cells = writing.card.ruleset.places, writing.cells
    full = points_words(cells.total(FULL), places)
    for fewer in range(places - 1, -1, -1):
        name = cells.total(FULL)
        full = f"IF(ROUND({name},{fewer})={name},{points_words(name, fewer)},{full})"
    points, bonus = (points_words(cells.total(words), places) for words in (POINTS, BONUS))
    if not writing.card.has_bonus:
        return f'{points}&" ÷ 适用满分 "&{full}&" × 100"'
    return f'"（"&{points}&" ＋ 加分 "&{bonus}&"）÷ 适用满分 "&{full}&" × 100"'


def arithmetic_line(writing: Writing) -> tuple[str, str]:
    """Label and arithmetic in one line: the formula, and the program's own text."""
    formula = f'{writing.cells.total(LABEL)}&" ＝ "&{arithmetic_words(writing)}'
    return formula, f"{total_label(writing.card)} ＝ {arithmetic_text(writing.card)}"


def result_line(writing: Writing) -> tuple[str, str]:
    """The total with its grade: the formula, and the program's own text."""
    card = writing.card
    formula = total_words(writing)
    if card.ruleset.grades:
        grade = writing.cells.total(GRADE)
        formula += f'&IF({grade}="","","　"&{grade})'
    return formula, f"{total_text(card)}{f'　{card.grade}' if card.grade else ''}"
