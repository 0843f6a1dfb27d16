"""Where points were lost: ranked, with the reason, and what each figure would have to be; facts, never advice.

It refuses to search for them: services.shortfalls has.
"""

from decimal import Decimal

from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.reporting.blocks import Align, Block, Chart, Column, Paragraph, Row, Style, Table
from hqd_desktop.reporting.chart_data import LossBar, LossBars
from hqd_desktop.reporting.reasons import main_reason
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.trial_text import PURPOSE, amount_text, difference_text, gain_cells
from hqd_desktop.services.wording import full_text, points_text

_GAINS = (
    Column("指标", 3.7),
    Column("数据项", 3.6),
    Column("现在", 4.2, Align.RIGHT),
    Column("达到", 4.2, Align.RIGHT),
    Column("相差", 4.2, Align.RIGHT),
    Column("得分", 1.7, Align.RIGHT),
    Column("责任科室", 2.7),
)


def losses(source: Source) -> list[Block]:
    """Chart and table of the rows that lost points or stay open, then what is at stake on each."""
    rows = lossy_rows(source)
    if not rows:
        return [Paragraph("没有失分和未定的项目。")]
    bars = tuple(LossBar(r.indicator.label, r.lost, r.undetermined, _bar_text(r, source.places)) for r in rows)
    told = "；".join(f"{bar.label} {bar.text}" for bar in bars)
    return [Chart(LossBars(bars), "失分和未定的项目（分）", told), _table(source, rows), *_stakes(source)]


def lossy_rows(source: Source) -> list[IndicatorResult]:
    """The rows that lost points or stay open, the most first."""
    rows = [r for r in source.numbered if r.full and (r.lost or r.undetermined)]
    return sorted(rows, key=lambda r: (-(r.lost + r.undetermined), int(r.indicator.number)))


def _bar_text(result: IndicatorResult, places: int) -> str:
    texts = [f"失 {points_text(result.lost, places)}"] if result.lost else []
    texts += [f"未定 {points_text(result.undetermined, places)}"] if result.undetermined else []
    return "，".join(texts)


def _table(source: Source, rows: list[IndicatorResult]) -> Table:
    places = source.places
    columns = (
        Column("序号", 1.4, Align.CENTER),
        Column("指标", 4.2),
        Column("满分", 1.3, Align.RIGHT),
        Column("得分", 1.5, Align.RIGHT),
        Column("失分", 1.5, Align.RIGHT),
        Column("未定", 1.5, Align.RIGHT),
        Column("主要原因", 7.4),
    )
    table = [
        Row(
            (
                r.indicator.number,
                r.indicator.short,
                full_text(r.full),
                points_text(r.points, places),
                _or_dash(r.lost, places),
                _or_dash(r.undetermined, places),
                main_reason(source, r),
            )
        )
        for r in rows
    ]
    caption = "失分与未定项（按分值排列）"
    if source.card.undetermined:
        return Table(columns, tuple(table), caption, numbered=True)
    kept = [place for place, column in enumerate(columns) if column.title != "未定"]
    without = tuple(Row(tuple(row.cells[place] for place in kept)) for row in table)
    return Table(tuple(columns[place] for place in kept), without, caption.replace("与未定", ""), numbered=True)


def _stakes(source: Source) -> list[Block]:
    """One line for each figure whose plausible change alone would move a row, the most for the least change first."""
    found = source.shortfalls
    gains = [gain for gain in found.gains if gain.main.plain] if found else []
    if not gains:
        return []
    rows = []
    for gain in gains:
        label, name, _, _, points, _, who = gain_cells(gain, source.places)
        values = (amount_text(gain.item, value) for value in (gain.main.present, gain.main.needed))
        rows.append(Row((label, name, *values, difference_text(gain), points, who)))
    note = f"其他数不变、只有这一个数达到“达到”一栏时，可多得“得分”一栏的分。本表{PURPOSE}；本年的数以原始台账为准。"
    caption = "分差：每个数差多少（每变动 1% 得分多的在前）"
    return [Table(_GAINS, tuple(rows), caption, numbered=True), Paragraph(note, Style.NOTE)]


def _or_dash(value: Decimal, places: int) -> str:
    return points_text(value, places) if value else "—"
