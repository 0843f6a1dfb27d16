"""A comparison as rows of words for screen and clipboard: what became better, worse, or is told otherwise; no widgets.

Changes are those of what is shown, so that the three numbers of a row always add up, as on the sheet 年度对比.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hqd_desktop.domain.figures import Figure, FigureKey, FigureState
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.numerals import decimal_places, round_half_up, shown
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scheme import Direction
from hqd_desktop.domain.texts import figure_text
from hqd_desktop.services.comparing import Comparison, FigureChange, PointChange, ValueChange, difference
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.sheet_text import harmless, tabbed
from hqd_desktop.services.wording import full_text, part_text

DASH = "—"
GREW, SHRANK = "增加", "减少"
POINT_PLACES = 4
ZERO = Decimal(0)


class Kind(StrEnum):
    """The four blocks, by their headings."""

    TOTAL = "得分（自定赋分）"
    VALUE = "各项指标"
    RESTATED = "同一年度，两稿不同"
    FIGURE = "各数据项"


class Verdict(StrEnum):
    """What became of a value or of points, by the word that stands for it."""

    BETTER = "变好"
    WORSE = "变差"
    SAME = "持平"
    CHANGED = "有变动"
    NEW = "本年才有"
    GONE = "本年没有"
    UNKNOWN = "无法比较"


class Keep(StrEnum):
    """What a filter leaves."""

    ALL = "全部"
    CHANGED = "只看变动"
    BETTER = "变好"
    WORSE = "变差"
    OTHERWISE = "口径或方案不同"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line. `number` leads to an indicator, `key` to a figure; both empty for totals.

    `weight` orders rows of one kind, the heaviest first: points, full marks, percent.
    """

    kind: Kind
    name: str
    unit: str
    later: str
    earlier: str
    change: str
    percent: str
    points_later: str
    points_earlier: str
    points_change: str
    verdict: Verdict
    points_verdict: Verdict | None
    remark: str
    weight: tuple[Decimal, Decimal, Decimal]
    otherwise: bool = False
    number: str = ""
    key: FigureKey | None = None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Of the value and of the points."""
        return (self.verdict, self.points_verdict) if self.points_verdict is not None else (self.verdict,)

    @property
    def state(self) -> str:
        """状态 in words: of value and points where they part ways; a number that is not judged grew or shrank."""
        value = str(self.verdict)
        if self.verdict is Verdict.CHANGED:
            value = {"+": GREW, "−": SHRANK}.get(self.change[:1] or self.points_change[:1], value)
        points = {Verdict.BETTER: "得分升高", Verdict.WORSE: "得分降低"}.get(self.points_verdict or Verdict.SAME, "")
        if not points or self.points_verdict is self.verdict:
            return value
        return f"{value}，{points}"

    @property
    def cells(self) -> tuple[str, ...]:
        """All columns, left to right."""
        return (
            self.name, self.unit, self.later, self.earlier, self.change, self.percent, self.points_later,
            self.points_earlier, self.points_change, self.state, self.remark,
        )  # fmt: skip


def headings(comparison: Comparison) -> tuple[str, ...]:
    """Above the cells of a row."""
    later, earlier = year_names(comparison)
    return (
        "项目", "单位", later, earlier, "变化", "同比", f"{later}得分", f"{earlier}得分", "得分变化", "状态", "备注",
    )  # fmt: skip


def year_names(comparison: Comparison) -> tuple[str, str]:
    """The later and the earlier submission in a column's heading; two of one year are told apart by their order."""
    later, earlier = comparison.later.year, comparison.earlier.year
    return ("后一稿", "前一稿") if later == earlier else (f"{later} 年", f"{earlier} 年")


def notes(comparison: Comparison) -> tuple[str, ...]:
    """What has to be known before two years are held against each other; empty where all is the same."""
    earlier, later = comparison.earlier, comparison.later
    told = []
    if earlier.hospital.name != later.hospital.name:
        told.append(f"两份的医院名称不同：“{earlier.hospital.name}”和“{later.hospital.name}”。")
    if earlier.packs.scheme.id != later.packs.scheme.id:
        told.append("两年用的评价指标表不同，不逐项对比指标，得分不能直接相比。")
    elif not comparison.same_rules:
        told.append("两年的指标表或赋分方案版本不同，得分不能直接相比；不同的指标在“口径或方案不同”里。")
    if earlier.hospital.class_label != later.hospital.class_label:
        told.append(
            f"医院级别或类别变了：{earlier.hospital.class_label} → {later.hospital.class_label}，适用的指标不同。"
        )
    open_years = [f"{one.year} 年缺 {len(one.missing)} 个数" for one in (later, earlier) if one.missing]
    if open_years:
        told.append(f"{'，'.join(open_years)}，得分是暂得分。")
    return tuple(told)


def rows_of(comparison: Comparison) -> tuple[ComparedRow, ...]:
    """All rows, in the order of the tables."""
    return (
        *(_total_row(change, comparison.same_ground) for change in (*comparison.totals, *comparison.groups)),
        *_value_rows(comparison),
        *(_figure_row(change, Kind.RESTATED, comparison) for change in comparison.restated),
        *(_figure_row(change, Kind.FIGURE, comparison) for change in comparison.figures),
    )


def fits(row: ComparedRow, keep: Keep) -> bool:
    """Whether a filter leaves the row."""
    if keep is Keep.OTHERWISE:
        return row.otherwise
    if keep in (Keep.BETTER, Keep.WORSE):
        return Verdict(keep.value) in row.verdicts
    return keep is Keep.ALL or not {Verdict.SAME, Verdict.UNKNOWN}.issuperset(row.verdicts) or row.otherwise


def arranged(rows: Sequence[ComparedRow], keep: Keep, by_weight: bool) -> Mapping[Kind, tuple[ComparedRow, ...]]:
    """The rows that a filter leaves by block; within the three lower blocks the heaviest first, if asked."""
    found: dict[Kind, tuple[ComparedRow, ...]] = {}
    for kind in Kind:
        left = [row for row in rows if row.kind is kind and fits(row, keep)]
        if by_weight and kind is not Kind.TOTAL:
            left.sort(key=lambda row: row.weight, reverse=True)
        if left:
            found[kind] = tuple(left)
    return found


def plain_text(comparison: Comparison, blocks: Mapping[Kind, Sequence[ComparedRow]]) -> str:
    """To be pasted into a table: a title, the notes, then blocks with tabs between the cells."""
    later, earlier = comparison.later, comparison.earlier
    lines = [harmless(f"{later.hospital.name}　{earlier.year} 年度与 {later.year} 年度对比")]
    lines += [f"{one.year} 年度：{one.packs.ruleset.title}" for one in (later, earlier)]
    lines += [*map(harmless, notes(comparison)), tabbed(headings(comparison))]
    for kind, rows in blocks.items():
        lines.append(kind.value)
        lines += [tabbed(row.cells) for row in rows]
    return "\n".join(lines) + "\n"


def _total_row(change: PointChange, same_ground: bool) -> ComparedRow:
    later, earlier, gap, moved = _points(change)
    undetermined = change.label == "未定"
    verdict = _judged(moved, change.earlier, change.later, Direction.DOWN if undetermined else Direction.UP)
    if not same_ground and verdict in (Verdict.BETTER, Verdict.WORSE):
        verdict = Verdict.CHANGED
    fulls = [full_text(full) for full in (change.earlier_full, change.later_full) if full is not None]
    remark = f"满分 {' → '.join(dict.fromkeys(fulls))}" if fulls else ""
    return ComparedRow(
        Kind.TOTAL, change.label, "分", "", "", "", "", later, earlier, gap, verdict, None, remark, (ZERO, ZERO, ZERO)
    )


def _value_rows(comparison: Comparison) -> Iterator[ComparedRow]:
    for value in comparison.values:
        places = 0 if value.part.checklist else value.part.decimals
        now, before = _rounded(value.later, places), _rounded(value.earlier, places)
        moved = difference(before, now)
        points = value.points
        later, earlier, gap, points_moved = _points(points) if points else ("", "", "", None)
        points_verdict = None
        if points is not None and moved is not None and comparison.same_rules:
            points_verdict = _judged(points_moved, points.earlier, points.later, Direction.UP)
        yield ComparedRow(
            Kind.VALUE,
            f"{value.indicator.number} {value.part.name}",
            "条" if value.part.checklist else value.part.unit,
            _value_text(comparison.later, value, now, places),
            _value_text(comparison.earlier, value, before, places),
            _signed(moved, places, " 点" if value.part.unit == "%" else ""),
            "",
            later,
            earlier,
            gap,
            _judged(moved, before, now, value.indicator.direction),
            points_verdict if points_verdict in (Verdict.BETTER, Verdict.WORSE) else None,
            _value_remark(value, places),
            (abs(points_moved or ZERO), _full(points), abs(_share(before, moved) or ZERO)),
            otherwise=value.told_otherwise or value.ruled_otherwise,
            number=value.indicator.number,
        )


def _value_text(assessment: Assessment, value: ValueChange, known: Decimal | None, places: int) -> str:
    """A value without its unit, or the word for why there is none."""
    if known is not None:
        return shown(known, places)
    for result in assessment.scorecard:
        if result.indicator.number == value.indicator.number and result.applicable:
            return next((part_text(part) for part in result.parts if part.part.key == value.part.key), DASH)
    return DASH


def _value_remark(value: ValueChange, places: int) -> str:
    told = []
    if value.ruled_otherwise:
        told.append("口径或赋分办法不同")
    if value.told_otherwise and value.as_last_year is not None:
        told.append(f"本年稿所报上年值为 {shown(value.as_last_year, places)}")
    return "；".join(told)


def _figure_row(change: FigureChange, kind: Kind, comparison: Comparison) -> ComparedRow:
    item, old, new = change.item, change.earlier, change.later
    restated = kind is Kind.RESTATED
    numbers = item.kind is ItemKind.NUMBER and change.change is not None
    places = max(item.decimals, *(decimal_places(one.value) for one in (old, new) if one.value is not None), 0)
    same = (old.state, old.value, old.text) == (new.state, new.value, new.text)
    verdict = Verdict.SAME if same else Verdict.CHANGED
    if not same and FigureState.BLANK in (old.state, new.state):
        verdict = Verdict.NEW if old.state is FigureState.BLANK else Verdict.GONE
    period = change.period
    return ComparedRow(
        kind,
        f"{item.name}（{period.label}）" if item.quarterly or restated else item.name,
        item.unit,
        _figure_text(change, new, places),
        _figure_text(change, old, places),
        _signed(change.change, places) if numbers else DASH,
        f"{_plus(change.percent, 2)}%" if numbers and change.percent is not None else DASH,
        "",
        "",
        "",
        verdict,
        None,
        new.note if restated else "",
        (ZERO if same else Decimal(1), abs(change.percent or ZERO) if numbers else ZERO, ZERO),
        otherwise=restated,
        key=(item.key, Period(comparison.later.year, period.quarter)),
    )


def _figure_text(change: FigureChange, figure: Figure, places: int) -> str:
    if figure.state is FigureState.BLANK:
        return DASH
    if figure.state is FigureState.NUMBER and figure.value is not None and change.item.kind is ItemKind.NUMBER:
        return shown(figure.value, places)
    return figure_text(change.item, figure)


def _points(change: PointChange) -> tuple[str, str, str, Decimal | None]:
    """Later and earlier points, their difference in words, and that difference of what is shown."""
    known = [decimal_places(value) for value in (change.earlier, change.later) if value is not None]
    places = min(POINT_PLACES, max([2, *known]))
    now, before = _rounded(change.later, places), _rounded(change.earlier, places)
    moved = difference(before, now)
    texts = [DASH if value is None else shown(value, places) for value in (now, before)]
    return texts[0], texts[1], _signed(moved, places), moved


def _judged(moved: Decimal | None, before: Decimal | None, now: Decimal | None, direction: Direction) -> Verdict:
    if moved is None:
        return Verdict.NEW if now is not None else Verdict.GONE if before is not None else Verdict.UNKNOWN
    if not moved:
        return Verdict.SAME
    if direction is Direction.NONE:
        return Verdict.CHANGED
    return Verdict.BETTER if (moved > 0) is (direction is not Direction.DOWN) else Verdict.WORSE


def _rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else round_half_up(value, places)


def _full(points: PointChange | None) -> Decimal:
    return (points.later_full or points.earlier_full or ZERO) if points else ZERO


def _share(before: Decimal | None, moved: Decimal | None) -> Decimal | None:
    """The change in percent of what it was; None where that is 0 or unknown."""
    return None if moved is None or not before else moved / abs(before) * 100


def _signed(moved: Decimal | None, places: int, unit: str = "") -> str:
    if moved is None:
        return DASH
    return f"{_plus(moved, places)}{unit}" if moved else "持平"


def _plus(value: Decimal, places: int) -> str:
    text = shown(value, places)
    return text if text.startswith("−") or not round_half_up(value, places) else f"+{text}"
