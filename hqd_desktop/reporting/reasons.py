"""Why a row reads as it does, in the words of its result; it refuses to judge anything that scoring did not."""

from collections.abc import Iterator
from dataclasses import replace

from hqd_desktop.domain.figures import FigureKey, FigureState
from hqd_desktop.domain.numerals import shown
from hqd_desktop.domain.rules_compared import Trend
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Reason, Status
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.wording import change_text, class_text, last_text, part_text

LONGEST, FEW = 110, 3


def remark(source: Source, result: IndicatorResult) -> str:
    """说明 of a row whose values stand beside it: what is missing, why not applicable, what was not met, notes."""
    if not result.applicable:
        return class_text(result.indicator)
    texts = [state_reason(source, result), _loss(source, result, with_values=False), *_notes(source, result)]
    if result.bonus and source.with_points:
        texts.insert(0, f"加分，至多 {shown(source.card.ruleset.bonus_cap, 0)} 分")
    return clipped(source, "；".join(dict.fromkeys(text for text in texts if text)))


def clipped(source: Source, text: str, limit: int = LONGEST) -> str:
    """A text that would fill a cell is cut there, as long as it stands in full beside its figure in the proofs."""
    if len(text) <= limit or "proofs" not in source.plan.headings:
        return text
    return f"{text[: limit - 12]}……（全文{source.plan.see('proofs')}）"


def main_reason(source: Source, result: IndicatorResult) -> str:
    """主要原因 of lost or open points, with the values."""
    texts = [state_reason(source, result), _loss(source, result, with_values=True)]
    return clipped(source, "；".join(text for text in texts if text)) or "—"


def state_reason(source: Source, result: IndicatorResult) -> str:
    """What is 不适用, 不可计算 or missing in this row; empty when nothing is."""
    texts = [_part_state(source, result, part) for part in result.parts]
    if result.missing and result.status is not Status.NOT_APPLICABLE:
        few = len(result.missing) <= FEW
        see = source.plan.see("exceptions", "，")
        texts.append(f"缺：{source.names(result.missing)}" if few else f"缺 {len(result.missing)} 个数{see}")
    return "；".join(dict.fromkeys(text for text in texts if text))


def _part_state(source: Source, result: IndicatorResult, part: PartResult) -> str:
    head = part.part.name if len(result.parts) > 1 else ""
    if part.reason is Reason.NO_GOAL:
        return "本院目标未定"
    if part.reason is Reason.NOT_ALLOWED:
        return f"{head}不能标不适用"
    if part.status is Status.NOT_COMPUTABLE:
        return f"{head}分母为 0，不可计算"
    if part.status is Status.NOT_APPLICABLE:
        why = "、".join(dict.fromkeys(_not_applicable_notes(source, part)))
        word = "上年不适用" if part.reason is Reason.NO_LAST_YEAR else "不适用"
        return f"{head}{word}{f'（{why}）' if why else ''}"
    return ""


def _not_applicable_notes(source: Source, part: PartResult) -> Iterator[str]:
    for used in part.used:
        figure = source.figure(used.key)
        if figure.state is FigureState.NOT_APPLICABLE and figure.note.strip():
            yield figure.note.strip()


def _loss(source: Source, result: IndicatorResult, with_values: bool) -> str:
    """Where points were lost; the whole working is in the proof. Empty when none were or none may be printed."""
    if not source.with_points or not result.full or not result.lost:
        return ""
    texts = []
    for part in result.parts:
        if part.status is not Status.SCORED or part.points >= part.full:
            continue
        text = _unmet(source, part) or _short_of(result, part, with_values)
        head = f"{part.part.name}：" if text and len(result.parts) > 1 else ""
        texts.append(head + text)
    return "；".join(text for text in texts if text)


def _unmet(source: Source, part: PartResult) -> str:
    unmet = [source.item(key).short or source.item(key).name for key, holds in part.conditions if holds is False]
    return f"未达到：{'、'.join(unmet)}" if unmet else ""


def _short_of(result: IndicatorResult, part: PartResult, with_values: bool) -> str:
    """The value beside what it is measured by: last year, or the first clause of the rule."""
    alone = replace(result, parts=(part,))
    if part.rule.needs_last_year:
        words = f"本年 {part_text(part)}，上年 {last_text(alone)}，变化 {change_text(alone)}"
        half = _half_clause(part)
        return "；".join(filter(None, (words, half))) if with_values else half
    clause = f"规则：{part.rule.sentence(part.part.unit).split('；')[0].rstrip('。')}"
    return f"本年 {part_text(part)}；{clause}" if with_values else clause


def _half_clause(part: PartResult) -> str:
    """Why a value that did not get worse, or hardly, earns only half: without it the change explains nothing."""
    if not isinstance(part.rule, Trend) or part.points * 2 != part.full:
        return ""
    return f"规则：{part.rule.sentence(part.part.unit).split('；')[1]}"


def _notes(source: Source, result: IndicatorResult) -> Iterator[str]:
    """The remarks that were given with the figures of a row."""
    seen: set[FigureKey] = set()
    for part in result.parts:
        for used in part.used:
            figure = source.figure(used.key)
            if used.key in seen or figure.state is FigureState.NOT_APPLICABLE or not figure.note.strip():
                continue
            seen.add(used.key)
            yield f"{source.name(used.key)}：{figure.note.strip()}"
