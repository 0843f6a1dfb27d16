"""院际对比 as columns and cells of words for screen, clipboard and workbook: filtered and sorted; no widgets.

A cell without a number says why: 不适用 (another table, another class), 缺, 未开始. None of them is ever a zero.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hqd_desktop.domain.numerals import normalise, shown
from hqd_desktop.domain.scheme import Group, Indicator, Part, Scope
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Scorecard, Status
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.sheet_text import harmless, tabbed
from hqd_desktop.services.wording import (
    BLANK_TEXT,
    STATE_TEXTS,
    full_text,
    part_text,
    points_text,
    score_text,
    total_text,
    value_text,
)

ELSEWHERE, NOT_BEGUN = "不适用", "未开始"
ZERO = Decimal(0)


class Face(StrEnum):
    """What of the rows is shown."""

    POINTS = "得分"
    VALUES = "本年值"


class Keep(StrEnum):
    """Which members a filter leaves."""

    ALL = "全部"
    TERTIARY = "三级"
    OTHERS = "二级及以下"
    OPEN = "未填齐"
    LOCKED = "已锁定"


class Look(StrEnum):
    """What kind of thing a cell holds."""

    NUMBER = "number"
    OPEN = "open"  # 缺, or points that may still grow
    OUT = "out"  # 不适用, 未开始
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is what is sorted and drawn, None where there is no number; `open` is what may still be added."""

    text: str
    value: Decimal | None = None
    look: Look = Look.NUMBER
    open: Decimal = ZERO


@dataclass(frozen=True)
class Column:
    """`cell` answers for a member; `number` leads to an indicator, `heading` is the title in full."""

    title: str
    heading: str
    unit: str
    cell: Callable[[MemberYear], Cell]
    number: str = ""
    places: int = 2

    @property
    def printed(self) -> str:
        """The title in full, with the unit where it is not plain from it."""
        return self.heading if self.unit in ("", "—", "分", "个") else f"{self.heading}（{self.unit}）"

    @property
    def numeric(self) -> bool:
        """Whether it can be drawn."""
        return bool(self.unit)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with its cells, one for each column."""

    member: MemberYear
    cells: tuple[Cell, ...]


def columns_of(comparison: GroupComparison, face: Face) -> tuple[Column, ...]:
    """What is known of every member, then the totals and rows of the table."""
    head = (
        Column("医院", "医院", "", lambda member: Cell(member.hospital.name, None, Look.WORDS)),
        Column("类别", "级别和类别", "", lambda member: Cell(member.hospital.class_label, None, Look.WORDS)),
        Column("状态", "本年度的状态", "", lambda member: _state(comparison, member)),
        Column("缺数", "还缺几个数", "个", lambda member: _missing(comparison, member), places=0),
    )
    rest = _point_columns(comparison) if face is Face.POINTS else _value_columns(comparison)
    return (*head, *rest)


def rows_of(comparison: GroupComparison, columns: Sequence[Column]) -> tuple[MemberRow, ...]:
    """All members in their order."""
    return tuple(MemberRow(one, tuple(column.cell(one) for column in columns)) for one in comparison.members)


def fits(row: MemberRow, keep: Keep, comparison: GroupComparison) -> bool:
    """Whether a filter leaves the member."""
    member = row.member
    if keep is Keep.TERTIARY:
        return member.hospital.level == "三级"
    if keep is Keep.OTHERS:
        return member.hospital.level != "三级"
    if keep is Keep.OPEN:
        return member.assessment is None or bool(member.assessment.missing) or _provisional(comparison, member)
    return keep is Keep.ALL or member.locked


def arranged(
    rows: Sequence[MemberRow], comparison: GroupComparison, keep: Keep, words: str, by: int = -1, down: bool = True
) -> tuple[MemberRow, ...]:
    """The members that filter and words leave; by a column, those without a number always last."""
    asked = normalise(words).lower().split()
    left = [row for row in rows if fits(row, keep, comparison) and all(_found(row, word) for word in asked)]
    if by < 0:
        return tuple(left)
    empty = [row for row in left if row.cells[by].value is None and row.cells[by].look is not Look.WORDS]
    known = [row for row in left if row not in empty]
    known.sort(key=lambda row: (row.cells[by].value or ZERO, row.cells[by].text), reverse=down)
    return (*known, *empty)


def notes(comparison: GroupComparison) -> tuple[str, ...]:
    """What has to be known before members are held against each other."""
    told = []
    if not comparison.same_rules:
        told.append("成员用的赋分方案或指标表版本不同，得分不能直接相比。")
    other = [one.hospital.name for one in comparison.members if one.card is not None and not comparison.compared(one)]
    if other:
        told.append(f"用别的指标表，这张表对它们不适用：{'、'.join(other)}。")
    blank = [one.hospital.name for one in comparison.members if one.card is None]
    if blank:
        told.append(f"还没有开始 {comparison.year} 年度：{'、'.join(blank)}。")
    unfilled = [one.hospital.name for one in comparison.members if _provisional(comparison, one)]
    if unfilled:
        told.append(f"还没填齐，得分是暂得分：{'、'.join(unfilled)}。")
    classes = dict.fromkeys(card.hospital.class_label for card in comparison.cards)
    if len(classes) > 1:
        told.append("级别、类别不同的医院适用的指标不同；结果已按各自的适用满分折算。")
    return tuple(told)


def plain_text(comparison: GroupComparison, columns: Sequence[Column], rows: Sequence[MemberRow]) -> str:
    """To be pasted into a table: a title, the notes, headings and rows with tabs between the cells."""
    lines = [*map(harmless, (title_of(comparison), *comparison.rulesets, *notes(comparison)))]
    lines.append(tabbed(column.printed for column in columns))
    lines += [tabbed(cell.text for cell in row.cells) for row in rows]
    return "\n".join(lines) + "\n"


def title_of(comparison: GroupComparison) -> str:
    """What is compared."""
    sample = "（示例，数字全部虚构）" if comparison.sample else ""
    return f"院际对比　{comparison.year} 年度　{comparison.scheme.short}　{len(comparison.members)} 家{sample}"


def _point_columns(comparison: GroupComparison) -> Iterator[Column]:
    def total(member: MemberYear) -> Cell:
        card = comparison.compared(member)
        if card is None:
            return _absent(member)
        provisional = card.provisional
        text = f"{total_text(card)}（暂）" if provisional and card.total is not None else total_text(card)
        return Cell(text, card.total, Look.OPEN if provisional else Look.NUMBER)

    yield Column("结果", "结果（自定赋分）", "分", total)
    for group in comparison.scheme.groups:
        if any(one.full for card in comparison.cards for one in card.groups if one.group.key == group.key):
            yield Column(group.short, group.title, "分", _group_cell(comparison, group))
    for row in comparison.scheme:
        results = [card.result(row.number) for card in comparison.cards]
        fulls = {result.full for result in results if result.full}
        if fulls or any(result.bonus for result in results):
            heading = f"{row.label}（满分 {full_text(fulls.pop())}）" if len(fulls) == 1 else row.label
            yield Column(row.label, heading, "分", _row_cell(comparison, row), row.number)


def _group_cell(comparison: GroupComparison, group: Group) -> Callable[[MemberYear], Cell]:
    def cell(member: MemberYear) -> Cell:
        card = comparison.compared(member)
        if card is None:
            return _absent(member)
        one = next(found for found in card.groups if found.group.key == group.key)
        if not one.full:
            return Cell(ELSEWHERE, None, Look.OUT)
        return _points(card, one.points, one.undetermined)

    return cell


def _row_cell(comparison: GroupComparison, row: Indicator) -> Callable[[MemberYear], Cell]:
    def cell(member: MemberYear) -> Cell:
        card = comparison.compared(member)
        if card is None:
            return _absent(member)
        result = card.result(row.number)
        if not result.applicable:
            return Cell(ELSEWHERE, None, Look.OUT)
        if result.status is Status.NOT_APPLICABLE or not (result.full or result.bonus):
            return Cell(score_text(result, card.ruleset.places), None, Look.OUT)
        return _points(card, result.points, result.undetermined, missing=result.status is Status.MISSING)

    return cell


def _points(card: Scorecard, points: Decimal, open_: Decimal, missing: bool = False) -> Cell:
    text = points_text(points, card.ruleset.places)
    if not open_ and not missing:
        return Cell(text, points)
    if not points:
        return Cell(BLANK_TEXT, None, Look.OPEN, open_)
    return Cell(f"{text}（暂）", points, Look.OPEN, open_)


def _value_columns(comparison: GroupComparison) -> Iterator[Column]:
    for row in comparison.scheme:
        if row.scope is Scope.REGION or not any(card.result(row.number).applicable for card in comparison.cards):
            continue
        for place, part in enumerate(row.parts):
            several = len(row.parts) > 1
            title = f"{row.number} {part.name}" if several else row.label
            unit = "条" if part.checklist else part.unit or "—"
            places = 0 if part.checklist else part.decimals
            cell = _value_cell(comparison, row, place)
            yield Column(title, f"{row.number} {part.name}", unit, cell, row.number, places)


def _value_cell(comparison: GroupComparison, row: Indicator, place: int) -> Callable[[MemberYear], Cell]:
    def cell(member: MemberYear) -> Cell:
        card = comparison.compared(member)
        if card is None:
            return _absent(member)
        result = card.result(row.number)
        if not result.applicable:
            return Cell(ELSEWHERE, None, Look.OUT)
        return _value(result, result.parts[place])

    return cell


def _value(result: IndicatorResult, part: PartResult) -> Cell:
    if part.value is not None:
        return Cell(_number_text(part.part, part.value), part.value)
    missing = part.status is Status.MISSING or result.status is Status.MISSING
    return Cell(part_text(part), None, Look.OPEN if missing else Look.OUT)


def _number_text(part: Part, value: Decimal) -> str:
    return value_text(part, value) if part.checklist else shown(value, part.decimals)


def _state(comparison: GroupComparison, member: MemberYear) -> Cell:
    if member.card is None:
        return Cell(NOT_BEGUN, None, Look.WORDS)
    if comparison.compared(member) is None:
        return Cell(f"用{member.card.scheme.short}", None, Look.WORDS)
    if member.record is None:
        return Cell("文件", None, Look.WORDS)
    number = f" v{member.record.submission}" if member.locked else ""
    return Cell(f"{STATE_TEXTS[member.record.state]}{number}", None, Look.WORDS)


def _missing(comparison: GroupComparison, member: MemberYear) -> Cell:
    if member.assessment is None or comparison.compared(member) is None:
        return _absent(member)
    count = len(member.assessment.missing)
    return Cell(str(count), Decimal(count), Look.OPEN if count else Look.NUMBER)


def _absent(member: MemberYear) -> Cell:
    return Cell(NOT_BEGUN if member.card is None else ELSEWHERE, None, Look.OUT)


def _provisional(comparison: GroupComparison, member: MemberYear) -> bool:
    card = comparison.compared(member)
    return card is not None and card.provisional


def _found(row: MemberRow, word: str) -> bool:
    return any(word in normalise(cell.text).lower() for cell in row.cells[:3])
