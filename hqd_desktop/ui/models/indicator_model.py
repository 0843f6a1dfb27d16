"""The rows of 指标与得分 as a Qt model: every word and digit comes from services.wording; it computes nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from hqd_desktop.domain.numerals import decimal_places, shown
from hqd_desktop.domain.scheme import Scope
from hqd_desktop.domain.scorecard import GroupResult, IndicatorResult, Scorecard, Status
from hqd_desktop.services import goal_acts, wording
from hqd_desktop.ui.models import indicator_words
from hqd_desktop.ui.models.row_model import Index, RowModel

REGION, OTHER_CLASS = "region", "other_class"
FOLDED_AT_FIRST = frozenset({REGION, OTHER_CLASS})


class Column(IntEnum):
    """The columns, left to right."""

    NUMBER = 0
    NAME = 1
    REQUIREMENT = 2
    THIS = 3
    LAST = 4
    CHANGE = 5
    SCORE = 6
    STATE = 7
    GOAL = 8
    DEPARTMENT = 9
    SHORT = 10


_HEADINGS = ("序号", "指标", "要求", "本年", "上年", "变化", "自评得分", "状态", "完成率", "责任科室", "差多少")
_RIGHT = (Column.THIS, Column.LAST, Column.CHANGE, Column.SCORE, Column.GOAL, Column.SHORT)


class Filter(StrEnum):
    """What is left in the table."""

    APPLICABLE = ""
    LOST = "lost"
    MISSING = "missing"
    MONITOR = "monitor"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A heading (no `result`) with its subtotal, or an indicator."""

    section: str
    title: str
    hint: str = ""
    folded: bool = False
    total: GroupResult | None = None
    result: IndicatorResult | None = None


def fits(result: IndicatorResult, keep: Filter) -> bool:
    """Whether an applicable row belongs to what a chip counts."""
    return {
        Filter.APPLICABLE: True,
        Filter.LOST: bool(result.full) and result.lost > 0,
        Filter.MISSING: result.status is Status.MISSING or bool(result.missing),
        Filter.MONITOR: result.status is Status.MONITOR or (not result.full and not result.bonus),
        Filter.QUARTERLY: result.indicator.quarterly,
    }[keep]


def rows_of(
    card: Scorecard, keep: Filter = Filter.APPLICABLE, folded: Collection[str] = FOLDED_AT_FIRST
) -> tuple[IndicatorRow, ...]:
    """Headings with subtotals and the rows under them; rows that are not the hospital's stand folded at the end."""
    rows = list(_own(card, keep, folded))
    if keep is Filter.APPLICABLE:
        for section, name in ((REGION, "政府／区域层面"), (OTHER_CLASS, "其他级别或类别的医院")):
            others = [
                r for r in card if not r.applicable and (r.indicator.scope is Scope.REGION) == (section == REGION)
            ]
            if others:
                hint = f"{len(others)} 项，不评价本院" + ("，已收起" if section in folded else "")
                rows.append(IndicatorRow(section, name, hint, section in folded))
                rows += [IndicatorRow(section, "", result=r) for r in others if section not in folded]
    return tuple(rows)


def _own(card: Scorecard, keep: Filter, folded: Collection[str]) -> Iterator[IndicatorRow]:
    for total in card.groups:
        own = [r for r in card.of_group(total.group.key) if r.applicable and fits(r, keep)]
        if not own:
            continue
        closed = keep is Filter.APPLICABLE and total.group.key in folded
        yield IndicatorRow(total.group.key, total.group.title, f"{len(own)} 项" if closed else "", closed, total)
        for result in own if not closed else ():
            yield IndicatorRow(total.group.key, result.indicator.short, result=result)


def score_cell(result: IndicatorResult, places: int) -> str:
    """得分 with full marks, or the word in its place; 状态 tells why."""
    if not result.applicable:
        return "—"
    if result.bonus:
        return wording.score_text(result, places)
    if not result.full:
        return "不计分"
    full = result.full
    return f"{wording.points_text(result.points, places)} / {shown(full, decimal_places(full))}"


class IndicatorModel(RowModel[IndicatorRow]):
    """Headings and indicators of one scorecard."""

    def __init__(self, parent=None) -> None:
        super().__init__(_HEADINGS, _RIGHT, parent)
        self._card: Scorecard | None = None

    def show(self, card: Scorecard, rows: tuple[IndicatorRow, ...]) -> None:
        """Take over a scorecard; rows that stay the same ones are refreshed in place."""
        self._card = card
        self.replace_rows(rows, _identity)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def result(self, index: Index) -> IndicatorResult | None:
        """The indicator of a row."""
        row = self.row_at(index)
        return row.result if row else None

    def index_of(self, number: str) -> QModelIndex:
        """Where an indicator stands, or an invalid index."""
        for place, row in enumerate(self._rows):
            if row.result is not None and row.result.indicator.number == number:
                return self.index(place, Column.NAME)
        return QModelIndex()

    def is_heading(self, row: IndicatorRow) -> bool:
        return row.result is None

    def answer(self, row: IndicatorRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if row.result is None:
            return self._heading(row, column) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row.result, Column(column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row.result, Column(column))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """本年 and 上年 by their numbers, once they are known."""
        title = super().headerData(section, orientation, role)
        if self._card is None or role != Qt.ItemDataRole.DisplayRole or title not in ("本年", "上年"):
            return title
        return f"{self._card.year - (title == '上年')} 年"

    def _text(self, result: IndicatorResult, column: Column) -> str:
        indicator, places = result.indicator, self._card.ruleset.places if self._card else 2
        match column:
            case Column.NUMBER:
                return indicator.number
            case Column.NAME:
                return indicator.short
            case Column.REQUIREMENT:
                return " ".join(indicator.requirement.split())
            case Column.THIS:
                return indicator_words.this_text(result)
            case Column.LAST:
                return indicator_words.last_text(result)
            case Column.CHANGE:
                return indicator_words.change_text(result)
            case Column.SCORE:
                return score_cell(result, places)
            case Column.STATE:
                return indicator_words.state_text(result)
            case Column.GOAL:
                return goal_acts.row_text(result)
            case Column.DEPARTMENT:
                return indicator.supplier
            case Column.SHORT:
                return f"{wording.points_text(result.lost, places)} 分" if result.full and result.lost > 0 else ""

    def _tip(self, result: IndicatorResult, column: Column) -> str | None:
        """What the table had no room for: the official text, exact values."""
        return {
            Column.NAME: result.indicator.name,
            Column.REQUIREMENT: result.indicator.requirement,
            Column.THIS: wording.values_text(result),
            Column.LAST: wording.last_text(result),
            Column.CHANGE: wording.change_text(result),
            Column.STATE: wording.status_text(result),
            Column.GOAL: goal_acts.told_text(result),
        }.get(column)

    def _heading(self, row: IndicatorRow, column: int) -> str | None:
        if column == Column.NUMBER:
            return row.title
        if column == Column.SCORE and row.total is not None and self._card is not None and row.total.full:
            places, full = self._card.ruleset.places, row.total.full
            return f"{wording.points_text(row.total.points, places)} / {shown(full, decimal_places(full))}"
        return None

    def _spoken(self, row: IndicatorRow) -> str:
        if row.result is None:
            return "，".join(filter(None, (row.title, row.hint, self._heading(row, Column.SCORE))))
        columns = (Column.NUMBER, Column.NAME, Column.THIS, Column.SCORE, Column.STATE)
        return "，".join(self._text(row.result, column) for column in columns)


def _identity(row: IndicatorRow) -> tuple[str, str, bool]:
    return row.section, row.result.indicator.number if row.result else "", row.folded
