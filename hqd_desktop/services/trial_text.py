"""The words of 试算 and of 分差: facts for next year's work, never advice to alter a figure; once for all readers."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, round_half_up, shown
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.domain.stakes import Stake
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.sheet_text import harmless, tabbed
from hqd_desktop.services.shortfalls import Gain, Shortfalls
from hqd_desktop.services.trials import Goal, Scratch, TrialFigure
from hqd_desktop.services.wording import (
    figure_text,
    hospital_text,
    number_text,
    points_text,
    total_label,
    total_text,
    values_text,
)

TITLE = "试算中，不改动已填的数"
PURPOSE = "供来年改进"
_BIG = Decimal(10000)


def arrow_text(before: str, after: str) -> str:
    """旧 → 新, or the one text where nothing moves."""
    return before if before == after else f"{before} → {after}"


def signed_text(change: Decimal, places: int = 2) -> str:
    """A difference with its sign; 不变 for none."""
    text = shown(change, places)
    return "不变" if not round_half_up(change, places) else text if text.startswith("−") else f"+{text}"


def name_of(item: Item) -> str:
    """The short name where there is one."""
    return item.short or item.name


def amount_text(item: Item, value: Decimal) -> str:
    """A value of an item with its unit; sums of money from 1 万元 on in 万元, two places."""
    if item.unit == "元" and abs(value) >= _BIG:
        with localcontext(PRECISION):
            return f"{shown(value / _BIG, 2)} 万元"
    return number_text(item, value, True)


def stake_text(gain: Gain, stake: Stake, places: int) -> str:
    """医生数不变时，护士达 972 人（现 892，差 80）得满分."""
    item, name = gain.item, name_of(gain.item)
    outcome = _outcome(gain.result, stake, places)
    if item.kind is ItemKind.YES_NO:
        return f"“{name}”达到后{outcome}"
    head = f"{gain.others[0] if len(gain.others) == 1 else '其他数'}不变时，" if gain.others else ""
    verb, lacks = ("达", "差") if stake.change > 0 else ("降到", "多")
    now, difference = number_text(item, stake.present), number_text(item, abs(stake.change))
    beside = "" if stake.net == stake.gain else f"，连带各项合计 {signed_text(stake.net, places)} 分"
    return (
        f"{head}{name}{verb} {number_text(item, stake.needed, True)}（现 {now}，{lacks} {difference}）{outcome}{beside}"
    )


def brief_text(gain: Gain, places: int) -> str:
    """离满分差 218 人（护理部）：注册护士数, for one line that may be cut at its end."""
    stake, item, up = gain.main, gain.item, gain.main.change > 0
    if item.kind is ItemKind.YES_NO:
        return f"未达到（{gain.who}）：{name_of(item)}"
    amount = amount_text(item, abs(stake.change))
    if stake.points == gain.result.full:
        short = f"离满分差 {amount}" if up else f"高出满分线 {amount}"
    else:
        short = f"{'差' if up else '高出'} {amount}，可多 {points_text(stake.gain, places)} 分"
    return f"{short}（{gain.who}）：{name_of(item)}"


def gap_lines(found: Sequence[Gain], places: int, most: int = 2) -> tuple[str, ...]:
    """What to say of one row: the best figures with where they are 达标, then what the first gain takes."""
    plain = [gain for gain in found if gain.main.plain] or list(found)
    lines = [stake_text(gain, gain.main, places) for gain in plain[:most]]
    first = plain[0] if plain else None
    if first and first.first and first.whole:
        amount = amount_text(first.item, abs(first.first.change))
        more = f"{'多' if first.first.change > 0 else '少'} {amount}"
        lines.insert(1, f"{name_of(first.item)}{more}即多得 {points_text(first.first.gain, places)} 分")
    return tuple(lines)


def gap_title(result: IndicatorResult, places: int) -> str:
    """差在哪里：失 0.33 分."""
    sums = (("未定", result.undetermined), ("失", result.lost))
    return "差在哪里：" + "，".join(f"{word} {points_text(points, places)} 分" for word, points in sums if points > 0)


def row_lines(result: IndicatorResult, found: Shortfalls | None, catalogue: Catalogue, places: int) -> tuple[str, ...]:
    """What stands in 差在哪里 of a row; `found` is None while it is sought."""
    lines: list[str] = []
    if result.undetermined > 0 and result.missing:
        lines.append(f"补上{missing_names(result, catalogue)}，才能定分。")
    if result.lost > 0 and found is None:
        lines.append("正在算每个数最少差多少…")
    elif result.lost > 0 and found is not None:
        told = gap_lines(found.of(result.indicator.number), places)
        lines += [f"{line}。" for line in told] or ["只变动一个数，在合理范围内多得不了分。"]
        lines.append(f"以上是事实，{PURPOSE}。")
    return tuple(lines)


def missing_names(result: IndicatorResult, catalogue: Catalogue) -> str:
    """“医学教育培训经费”“…”, each once."""
    return "".join(f"“{name}”" for name in dict.fromkeys(name_of(catalogue[key]) for key, _ in result.missing))


def shortfalls_text(found: Shortfalls, assessment: Assessment) -> str:
    """The ranked list as plain text, for copying; figures parted by tabs so that it can go into a sheet."""
    card = assessment.scorecard
    places, catalogue = card.ruleset.places, assessment.packs.catalogue
    lines = [harmless(f"{hospital_text(assessment.hospital)} {assessment.year} 年度　分差（{card.ruleset.title}）")]
    lines.append(f"{total_label(card)} {total_text(card)}")
    if found.open:
        lines.append("现在能补（补上数才能定分）")
        for row in found.open:
            names = missing_names(row, catalogue) or "—"
            lines.append(tabbed((row.indicator.label, f"未定 {points_text(row.undetermined, places)}", f"缺 {names}")))
    if found.lost:
        lines.append(f"来年改进（已成事实，{PURPOSE}）")
        lines += [tabbed((row.indicator.label, f"失 {points_text(row.lost, places)}")) for row in found.lost]
    if found.gains:
        lines.append("每个数最少差多少（每变动 1% 得分多的在前）")
        lines.append("指标\t数据项\t现在\t达到\t得分\t结果\t科室")
        lines += [tabbed(gain_cells(gain, places)) for gain in found.gains]
    return "\n".join(lines)


def gain_cells(gain: Gain, places: int) -> tuple[str, ...]:
    """One line of the ranked list: 指标, 数据项, 现在, 达到, 得分, 结果, 科室."""
    stake, item = gain.main, gain.item
    return (
        gain.result.indicator.label,
        name_of(item),
        number_text(item, stake.present, True),
        number_text(item, stake.needed, True),
        f"+{points_text(stake.net, places)}",
        "—" if stake.total is None else shown(stake.total, 2),
        gain.who,
    )


def difference_text(gain: Gain) -> str:
    """+218 人, signed; nothing for a condition."""
    item, change = gain.item, gain.main.change
    if item.kind is ItemKind.YES_NO:
        return "—"
    return ("+" if change > 0 else "−") + amount_text(item, abs(change))


def effort_text(stake: Stake) -> str:
    """How far the figure is from there, in percent of what it is; a condition or grade counts a step as a tenth."""
    with localcontext(PRECISION):
        return f"{shown(stake.effort * 100, 2)}%"


def tried_text(figure: TrialFigure) -> str:
    """护士 806 → 1,024 人（+218）; a missing figure reads 缺 → 1,024 人."""
    item, tried = figure.item, figure.tried
    before = figure_text(item, figure.present)
    return f"{item.name} {before}" if tried is None else f"{item.name} {before} → {_needed(figure)}"


def row_text(before: IndicatorResult, after: IndicatorResult, places: int) -> str:
    """29 医护比：63.52% → 50.00%，得分 3.15 → 4.00."""
    values = arrow_text(values_text(before), values_text(after))
    points = arrow_text(points_text(before.points, places), points_text(after.points, places))
    return f"{after.indicator.label}：{values}，得分 {points}"


def total_line(scratch: Scratch) -> str:
    """结果 80.51 → 81.48."""
    return f"结果 {arrow_text(total_text(scratch.before), total_text(scratch.card))}"


def present_text(figure: TrialFigure) -> str:
    """现 806 人　上年 798 人, under the name of a figure that may be tried."""
    return f"现 {figure_text(figure.item, figure.present, True)}　上年 {figure_text(figure.item, figure.last, True)}"


def tried_mark(figure: TrialFigure) -> str:
    """试 1,024 人（+218）, beside it; nothing where nothing is tried."""
    return "" if figure.tried is None else f"试 {_needed(figure)}"


def scratch_text(scratch: Scratch) -> str:
    """What was tried and what came of it, for copying."""
    card, places = scratch.card, scratch.card.ruleset.places
    lines = [f"试算（不改动已填的数）　{hospital_text(card.hospital)} {card.year} 年度", card.ruleset.title]
    figures = [scratch.figure(key) for key in scratch.changed]
    lines += ["试的数："] + [f"  {figure.key[1].label} {tried_text(figure)}" for figure in figures]
    lines += [] if figures else ["  （没有）"]
    lines += ["算得："] + [f"  {row_text(old, new, places)}" for old, new in scratch.moved()]
    lines.append(f"  {total_line(scratch)}")
    return "\n".join(lines)


def goal_text(before: Scratch, after: Scratch | None, goal: Goal) -> str:
    """人员费用须为 4,000 万元：占比 39.10% → 40.00%，得分 …，结果 …; or that this figure alone cannot do it."""
    item = before.figure(goal.key).item
    if after is None:
        return f"只动“{item.name}”一个数达不到。"
    old, new = before.card.result(goal.number), after.card.result(goal.number)
    places, figure = after.card.ruleset.places, after.figure(goal.key)
    if after.changed == before.changed:
        return f"“{item.name}”不用动：{values_text(new)}，得分 {points_text(new.points, places)}。"
    totals = arrow_text(total_text(before.card), total_text(after.card))
    return f"{item.name}须为 {_needed(figure)}。{row_text(old, new, places)}；结果 {totals}。"


def _outcome(result: IndicatorResult, stake: Stake, places: int) -> str:
    if stake.points == result.full:
        return "得满分"
    return f"得 {points_text(stake.points, places)} 分（多 {points_text(stake.gain, places)} 分）"


def _moved(item: Item, change: Decimal) -> str:
    text = number_text(item, change)
    return text if text.startswith("−") else f"+{text}"


def _needed(figure: TrialFigure) -> str:
    """1,024 人（+218）."""
    item, present = figure.item, figure.present.value
    value = figure.tried if figure.tried is not None else present or Decimal(0)
    moved = present is not None and value != present and item.kind is not ItemKind.YES_NO
    return number_text(item, value, True) + (f"（{_moved(item, value - (present or 0))}）" if moved else "")
