"""Values of the table as live text, as services.wording writes them; it computes none."""

from hqd_desktop.domain.scheme import Part
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Status
from hqd_desktop.domain.texts import value_text
from hqd_desktop.files import submission_computed as computed
from hqd_desktop.files.live_expression import quoted
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.submission_totals import points_pattern
from hqd_desktop.files.submission_values import DIRECT
from hqd_desktop.files.workbook_layout import COMPUTED
from hqd_desktop.services.wording import part_text


def values_words(writing: Writing, result: IndicatorResult) -> str:
    """This year's values of a row as a formula, halves parted by a slash; "" when none of them is live."""
    return _joined(writing, result, computed.SHOWN)


def last_words(writing: Writing, result: IndicatorResult) -> str:
    """Last year's."""
    return _joined(writing, result, computed.SHOWN_LAST)


def _joined(writing: Writing, result: IndicatorResult, column: int) -> str:
    rows = [writing.places.values.get((result.indicator.number, part.part.key)) for part in result.parts]
    if not any(row is not None and writing.is_live(COMPUTED, row, column) for row in rows):
        return ""
    texts = []
    for part, row in zip(result.parts, rows, strict=True):
        if row is None or not writing.is_live(COMPUTED, row, column):
            static = part_text(part) if column == computed.SHOWN else value_text(part.part, part.last)
            texts.append(quoted(static))
        else:
            texts.append(_words(writing, result, part, row, column))
    return '&" ／ "&'.join(texts)


def _words(writing: Writing, result: IndicatorResult, part: PartResult, row: int, column: int) -> str:
    cell = writing.other(COMPUTED, row, column)
    text = f"TEXT({cell},{points_pattern(_decimals(part.part))}){_unit(part.part)}"
    if part.part.as_ratio:
        source = computed.NOW if column == computed.SHOWN else computed.LAST
        text += f'&"（"&{computed.ratio_formula(writing.other(COMPUTED, row, source))}&"）"'
    if column == computed.SHOWN:
        way = writing.other(COMPUTED, row, computed.WAY)
        if part.part.formula is not None:
            text += f'&IF({way}={quoted(DIRECT)},"（直接填报）","")'
        idle = "—" if part.status is Status.REGION else "不适用"
        return f"IF(ISNUMBER({cell}),{text},{cell if result.applicable else quoted(idle)})"
    return f'IF(ISNUMBER({cell}),{text},"—")'


def _unit(part: Part) -> str:
    if part.checklist:
        return f'&"/{len(part.checklist)} 条"'
    unit = part.unit if part.unit == "%" or not part.unit else f" {part.unit}"
    return f"&{quoted(unit)}" if unit else ""


def _decimals(part: Part) -> int:
    return 0 if part.checklist else part.decimals
