"""The year in words: what rose, fell and was lost, beside last year; it says nothing that it cannot count."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from hqd_desktop.domain.numerals import PRECISION, round_half_up, shown
from hqd_desktop.domain.scheme import Direction
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.trial_text import signed_text
from hqd_desktop.services.wording import change_text, part_text, points_text, total_text

MOST = 5  # rows that are named with their values; the rest is counted
_BETTER = {Direction.UP: 1, Direction.YES: 1, Direction.DOWN: -1}


def digest(source: Source) -> list[str]:
    """Paragraphs; none about points where none may be printed."""
    texts = [_total_beside_last(source), _points_moved(source), _where_lost(source)] if source.with_points else []
    return [text for text in (*texts, *_values_moved(source)) if text]


def _total_beside_last(source: Source) -> str:
    card, last = source.card, source.last_year
    if card.total is None or last is None or last.total is None:
        return ""
    if card.provisional or last.provisional:
        which = "本年" if card.provisional else "上年"
        return f"{which}的数不全，总分不与上年相比。"
    moved = card.total - last.total
    text = f"上年的数按同一方案计 {shown(last.total, 2)} 分，本年 {total_text(card)} 分，"
    return text + (f"比上年{_rose(moved)} {shown(abs(moved), 2)} 分。" if moved else "与上年持平。")


def _rose(change: Decimal) -> str:
    return "高" if change > 0 else "低"


def _points_moved(source: Source) -> str:
    """Rows whose points rose or fell, the greatest change first."""
    if source.last_year is None:
        return ""
    before = source.last_year.points
    moved = [
        (result, result.points - before[result.indicator.number])
        for result in source.numbered
        if result.full and not result.undetermined and result.indicator.number in before
    ]
    texts = []
    for word, sign in (("上升", 1), ("下降", -1)):
        rows = sorted((pair for pair in moved if pair[1] * sign > 0), key=lambda pair: -abs(pair[1]))
        if rows:
            named = (f"{_name(row)}（{signed_text(change, source.places)} 分）" for row, change in rows)
            texts.append(f"得分{word}的 {len(rows)} 项：{_some(list(named), '项')}")
    return f"{'；'.join(texts)}。" if texts else ""


def _where_lost(source: Source) -> str:
    """The 一级指标 and the rows that lost most, with their share of all that was lost."""
    card, places = source.card, source.places
    if not card.lost:
        return ""
    groups = [(g.group.short, g.full - g.points - g.undetermined) for g in card.groups]
    lossy = sorted((pair for pair in groups if pair[1] > 0), key=lambda pair: -pair[1])
    named = "、".join(f"{name} {points_text(lost, places)} 分" for name, lost in lossy)
    rows = sorted((r for r in source.numbered if r.full and r.lost > 0), key=lambda r: -r.lost)[:3]
    most = sum((r.lost for r in rows), Decimal(0))
    with localcontext(PRECISION):
        part = shown(most * 100 / card.lost, 1)
    top = "、".join(f"{_name(row)}（失 {points_text(row.lost, places)} 分）" for row in rows)
    return f"失分按一级指标：{named}。失分最多的是{top}，占全部失分的 {part}%。"


def _values_moved(source: Source) -> Iterator[str]:
    """Values that became better or worse than last year's; those without a better direction are only told."""
    better: list[str] = []
    worse: list[str] = []
    told: list[str] = []
    same = 0
    for result, part in _compared(source):
        moved = _shown_change(part)
        if not moved:
            same += 1
            continue
        way = _BETTER.get(result.indicator.direction, 0) * moved
        (better if way > 0 else worse if way < 0 else told).append(_with_values(result, part))
    heads = ((f"指标值比上年变好的 {len(better)} 个", better), (f"比上年变差的 {len(worse)} 个", worse))
    for head, texts in (*heads, ("表内没有规定方向、只列变化的", told)):
        if texts:
            yield f"{head}：{_some(texts, '个')}。"
    if same:
        yield f"与上年持平的 {same} 个。"


def _compared(source: Source) -> Iterator[tuple[IndicatorResult, PartResult]]:
    for result in source.numbered:
        for part in result.parts:
            if part.change is not None:
                yield result, part


def _shown_change(part: PartResult) -> Decimal:
    """The change as it is printed: what rounds to nothing is 持平."""
    return round_half_up(part.change or Decimal(0), part.part.decimals)


def _with_values(result: IndicatorResult, part: PartResult) -> str:
    name = f"第 {result.indicator.number} 项{part.part.name}" if len(result.parts) > 1 else _name(result)
    alone = IndicatorResult(
        result.indicator, result.entry, result.applicable, result.status, result.reason, (part,), (),
        result.points, result.full, result.undetermined, (),
    )  # fmt: skip
    return f"{name} {part_text(part)}（{change_text(alone)}）"


def _some(texts: Sequence[str], unit: str) -> str:
    """The first of them, the rest counted in the unit of the head; a single one more is named as well."""
    if len(texts) <= MOST + 1:
        return "、".join(texts)
    return f"{'、'.join(texts[:MOST])}，另有 {len(texts) - MOST} {unit}"


def _name(result: IndicatorResult) -> str:
    return f"第 {result.indicator.number} 项{result.indicator.short}"
