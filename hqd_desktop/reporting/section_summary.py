"""How the year went: counts, total with its arithmetic, chart, and the year beside the last."""

from hqd_desktop.domain.numerals import PRECISION, shown
from hqd_desktop.domain.scorecard import GroupResult, IndicatorResult, Status
from hqd_desktop.reporting.blocks import (
    Align,
    Block,
    Chart,
    Column,
    Paragraph,
    Row,
    Table,
)
from hqd_desktop.reporting.chart_data import Bar, ScoreBars
from hqd_desktop.reporting.digest import digest
from hqd_desktop.reporting.reasons import state_reason
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.wording import arithmetic_text, full_text, points_text, total_label, total_text


def summary(source: Source) -> list[Block]:
    """Counts, score, the year beside the last; without points what could be computed and what could not."""
    if not source.with_points:
        return [*map(Paragraph, (*_counts(source), *digest(source))), *_open_rows(source)]
    blocks: list[Block] = list(map(Paragraph, (*_counts(source), *_score(source))))
    bars = tuple(_bar(group, source.places) for group in source.card.groups if group.full)
    if bars:
        blocks.append(Chart(ScoreBars(bars), "一级指标得分率（%）", _alternative(bars)))
    return blocks + list(map(Paragraph, digest(source)))


def _counts(source: Source) -> list[str]:
    card, rows, away = source.card, source.numbered, source.left_out
    published = sum(result.indicator.number.isdigit() for result in card)
    region = sum(r.status is Status.REGION for r in card)
    other = published - len(rows) - region
    named = f"{card.scheme.name}》（{card.scheme.document}" if card.scheme.document else f"{card.scheme.name}》（"
    text = f"我院为{card.hospital.class_label}医院。按《{named}），公布指标 {published} 项，"
    text += f"我院 {card.year} 年度适用 {len(rows)} 项"
    rest = [f"政府层面 {region} 项" if region else "", f"只适用于其他类别医院的 {other} 项" if other else ""]
    text += f"（另有{'、'.join(filter(None, rest))}）" if any(rest) else ""
    scored = [result for result in rows if result.full]
    if source.with_points:
        watched = len(rows) - len(scored) - len(away)
        counts = [f"计分 {len(scored)} 项", *([f"监测 {watched} 项"] if watched else []), *_away(source)]
        text += f"，其中{'、'.join(counts)}。"
    else:
        known = sum(r.status in (Status.SCORED, Status.MONITOR) for r in rows)
        text += f"，其中已算出指标值 {known} 项" + "".join(f"、{words}" for words in _away(source)) + "。"
    texts = [text]
    if source.assessment.missing:
        see = source.plan.see("exceptions", "，")
        texts.append(f"截至 {source.day}，尚缺 {len(source.assessment.missing)} 个数{see}。")
    if broken := [r for r in rows if r.status is Status.NOT_COMPUTABLE]:
        marks = "，得 0 分并保留满分" if source.with_points else ""
        texts.append(f"{_listed(broken)}因分母为 0 不可计算{marks}。")
    return texts


def _away(source: Source) -> list[str]:
    """The rows that carry no marks, told apart by the reason."""
    declared, rest = len(source.declared), len(source.left_out) - len(source.declared)
    return [text for count, text in ((declared, f"不适用 {declared} 项"), (rest, f"无上年 {rest} 项")) if count]


def _score(source: Source) -> list[str]:
    card, places = source.card, source.places
    if card.total is None:
        return [f"按{card.ruleset.title}，没有可计分的指标，不出总分。"]
    text = f"按{card.ruleset.title}，适用满分 {full_text(card.full)} 分，基础分 {points_text(card.points, places)} 分，"
    text += f"创新举措加分 {points_text(card.bonus, places)} 分，" if card.has_bonus else ""
    text += f"折合百分制，{total_label(card)} {total_text(card)} 分："
    text += f"{arithmetic_text(card)} ＝ {total_text(card)}"
    text += "（超过 100 的按 100 计）。" if card.points + card.bonus > card.full else "。"
    texts = [text]
    if card.grade:
        texts.append(f"等级为“{card.grade}”。")
    if card.undetermined:
        texts.append(f"因缺数未定 {points_text(card.undetermined, places)} 分，补齐以前总分都是暂得分。")
    if source.declared:
        full = f"{_listed(source.declared)}标为不适用，满分已重算；"
        texts.append(
            f"{full}不重算满分时为 {'—' if card.total_unadjusted is None else shown(card.total_unadjusted, 2)} 分。"
        )
    whole = [r for r in source.numbered if r.full and r.points == r.full]
    lost = [r for r in source.numbered if r.full and r.lost]
    if not whole and not lost:
        return texts
    text = f"得满分的 {len(whole)} 项，失分的 {len(lost)} 项"
    texts.append(text + (f"，合计失 {points_text(card.lost, places)} 分。" if lost else "。"))
    return texts


def _listed(rows: list[IndicatorResult] | tuple[IndicatorResult, ...]) -> str:
    return "、".join(f"第 {result.indicator.number} 项{result.indicator.short}" for result in rows)


def _bar(group: GroupResult, places: int) -> Bar:
    rate = PRECISION.divide(group.points * 100, group.full)
    score = f"{points_text(group.points, places)}／{full_text(group.full)}"
    is_open = f"未定 {points_text(group.undetermined, places)}" if group.undetermined else ""
    return Bar(group.group.short, group.points, group.undetermined, group.full, shown(rate, 1), score, is_open)


def _alternative(bars: tuple[Bar, ...]) -> str:
    return "；".join(f"{bar.label} {bar.rate_text}%（{bar.score_text}）{bar.open_text}" for bar in bars)


def _open_rows(source: Source) -> list[Block]:
    rows = [(r, state_reason(source, r)) for r in source.numbered]
    table = tuple(Row((r.indicator.number, r.indicator.short, why)) for r, why in rows if why)
    if not table:
        return []
    columns = (Column("序号", 1.4, Align.CENTER), Column("指标", 5), Column("情况", 10))
    return [Table(columns, table, "缺数、不适用和不可计算的指标", numbered=True)]
