"""Why a row reads as it does, in the words of its result; it refuses to judge anything that scoring did not."""

from collections.abc import Iterator
from dataclasses import replace

from hqd_desktop.domain.figures import FigureKey, FigureState
from hqd_desktop.domain.numerals import shown
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Reason, Status
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.wording import change_text, class_text, last_text, part_text

LONGEST = 110


def remark(source: Source, result: IndicatorResult) -> str:
    """说明 of a row: what is missing, why not applicable, where points were lost, and the notes given."""
    if not result.applicable:
        return class_text(result.indicator)
    texts = [
        text for text in (state_reason(source, result), loss_reason(source, result), *_notes(source, result)) if text
    ]
    if result.bonus and source.with_points:
        texts.insert(0, f"加分，至多 {shown(source.card.ruleset.bonus_cap, 0)} 分")
    return clipped("；".join(dict.fromkeys(texts)))


def clipped(text: str, limit: int = LONGEST) -> str:
    """A text that would fill a cell is cut there; it stands in full beside its figure in 附件 1."""
    return text if len(text) <= limit else f"{text[: limit - 12]}……（全文见附件 1）"


def main_reason(source: Source, result: IndicatorResult) -> str:
    """主要原因 of lost or open points."""
    texts = [text for text in (state_reason(source, result), loss_reason(source, result)) if text]
    return clipped("；".join(texts)) or "—"


def state_reason(source: Source, result: IndicatorResult) -> str:
    """What is missing, 不适用 or 不可计算 in this row; empty when nothing is."""
    texts = [text for part in result.parts if (text := _part_state(source, result, part))]
    if result.status is not Status.NOT_APPLICABLE:
        covered = {key for part in result.parts for key in part.missing}
        rest = [key for key in result.missing if key not in covered]
        if rest:
            texts.append(f"缺：{source.names(rest)}")
    return "；".join(dict.fromkeys(texts))


def _part_state(source: Source, result: IndicatorResult, part: PartResult) -> str:
    head = f"{part.part.name}" if len(result.parts) > 1 else ""
    if part.reason is Reason.NOT_ALLOWED:
        return f"{head}不能标不适用"
    if part.status is Status.MISSING:
        return f"{head}缺：{source.names(part.missing)}" if part.missing else f"{head}缺数"
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


def loss_reason(source: Source, result: IndicatorResult) -> str:
    """Where points were lost, by the values as printed; empty when none were or none may be printed. The whole
    working is in the proof.
    """
    if not source.with_points or not result.full or not result.lost:
        return ""
    texts = []
    for part in result.parts:
        if part.status is not Status.SCORED or part.points >= part.full:
            continue
        head = f"{part.part.name}：" if len(result.parts) > 1 else ""
        texts.append(head + (_unmet(source, part) or _short_of(result, part)))
    return "；".join(texts)


def _unmet(source: Source, part: PartResult) -> str:
    unmet = [source.item(key).short or source.item(key).name for key, holds in part.conditions if holds is False]
    return f"未达到：{'、'.join(unmet)}" if unmet else ""


def _short_of(result: IndicatorResult, part: PartResult) -> str:
    """The value beside what it is measured by: last year, or the first clause of the rule."""
    alone = replace(result, parts=(part,))
    if part.rule.needs_last_year:
        return f"本年 {part_text(part)}，上年 {last_text(alone)}，变化 {change_text(alone)}"
    return f"本年 {part_text(part)}；规则：{part.rule.sentence(part.part.unit).split('；')[0].rstrip('。')}"


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
