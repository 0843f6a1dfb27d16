"""创新举措 in the hospital's own words, quarter by quarter, with the reviewer's rating; it rates nothing."""

from hqd_desktop.domain.periods import quarters
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.reporting.blocks import Block, Heading, Paragraph, Style
from hqd_desktop.reporting.section_quarters import QUARTERS, progress
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.wording import points_text


def innovation(source: Source) -> list[Block]:
    """The narrative of every row whose points are added outside the full marks."""
    rows = [result for result in source.card if result.applicable and result.bonus]
    blocks: list[Block] = []
    for result in rows:
        if len(rows) > 1:
            blocks.append(Heading(result.indicator.short, 2))
        for key in result.indicator.narrative:
            for name, period in zip(QUARTERS, quarters(source.card.year), strict=True):
                blocks.append(Paragraph(f"{name}：{progress(source, (key, period))}"))
        blocks += _rating(source, result)
    return blocks


def _rating(source: Source, result: IndicatorResult) -> list[Block]:
    if not source.with_points:
        return []
    text = f"审核人评定加分 {points_text(result.points, source.places)} 分（{source.card.ruleset.title}）"
    notes = (source.figure(used.key).note.strip() for part in result.parts for used in part.used)
    why = "；".join(dict.fromkeys(note for note in notes if note))
    return [Paragraph(f"{text}，理由：{why}。" if why else f"{text}。", Style.NOTE)]
