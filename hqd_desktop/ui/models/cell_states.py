"""How every figure stands (缺, wrong, explained, 不适用 …) as of one View; plain data, no Qt, nothing computed anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, canonical_text, decimal_places, round_half_up, shown
from hqd_desktop.domain.texts import figure_text, number_text
from hqd_desktop.domain.values import Values
from hqd_desktop.services.assessing import required_keys
from hqd_desktop.services.wording import STATE_TEXTS
from hqd_desktop.services.workspace import View


class Mark(StrEnum):
    """What a cell is marked with; the words stand beside it, so that the shape is never alone."""

    NONE = ""
    UNSAVED = "unsaved"
    SAVING = "saving"
    UNREADABLE = "unreadable"
    ERROR = "error"
    WARNING = "warning"
    MISSING = "missing"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not_applicable"
    DIRECT = "direct"
    COMPUTED = "computed"
    NOTED = "noted"
    FOLLOWED = "followed"
    SAVED = "saved"


@dataclass(frozen=True, slots=True)
class CellState:
    """One figure as a cell shows it. `text` is read, `raw` is edited and copied; `words` go into 状态.

    `locked` says why it can only be read, `follow_up` what is still to be asked.
    """

    text: str
    raw: str
    mark: Mark = Mark.NONE
    words: str = ""
    note: str = ""
    editable: bool = True
    required: bool = False
    number: bool = True
    outlined: bool = False
    locked: str = ""
    follow_up: str = ""


_SHORT_WORDS = {
    CheckKind.EQUAL: "合计不符",
    CheckKind.AT_MOST: "大小不符",
    CheckKind.RANGE: "超出常见范围",
    CheckKind.JUMP: "变化较大",
    CheckKind.REPEATED: "与上年相同",
    CheckKind.RESTATED: "与锁定稿不同",
    CheckKind.WRONG_UNIT: "疑为元万混填",
    CheckKind.RULE: "低于提醒线",
    CheckKind.ENTERED: "与算得不符",
}
_WEIGHT = {CheckState.ERROR: 3, CheckState.WARNING: 2, CheckState.EXPLAINED: 1}
_MARKS = {CheckState.ERROR: Mark.ERROR, CheckState.WARNING: Mark.WARNING, CheckState.EXPLAINED: Mark.EXPLAINED}


READ_ONLY = "数据库是只读打开的"


class CellBook:
    """Every cell of one View, worked out when asked. `money` is the unit in which 元 is shown; it is kept in 元.

    `unsaved` are the figures that the disk refused: they are no part of the View, and stay on the screen.
    """

    def __init__(self, view: View, money: str = "元", unsaved: Iterable[FigureKey] = ()) -> None:
        self._view = view
        self.money = money
        self.unsaved = frozenset(unsaved)
        self.year = view.record.year
        self.follow_ups = view.follow_ups
        self._catalogue = view.packs.catalogue
        self._values = Values(self._catalogue, view.figures, view.record.year)
        self.required = frozenset(required_keys(view.assessment))
        self.missing = frozenset(view.assessment.missing)
        self.checks = _worst_by_figure(view.assessment.checks)
        self.editable_years = editable_years(view)
        self._states: dict[FigureKey, CellState] = {}

    def figure(self, key: FigureKey) -> Figure:
        """What is stored, or BLANK."""
        return self._view.figures.get(key, BLANK)

    def unit(self, key: FigureKey) -> str:
        """The unit in which a figure is kept."""
        return self._catalogue[key[0]].unit

    def state(self, key: FigureKey) -> CellState:
        """How the cell stands; asked for many times while it is painted, worked out once."""
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = self._work_out(key)
        return known

    def _work_out(self, key: FigureKey) -> CellState:
        item, figure = self._catalogue[key[0]], self.figure(key)
        mark, words = self._mark(key, item, figure)
        blank = figure.state is FigureState.BLANK
        text = "" if blank else self._shown(item, figure)
        if mark is Mark.COMPUTED:
            text = self._computed(key) or ""
        return CellState(
            text=" ".join(text.split()) if figure.state is FigureState.TEXT else text,
            raw=raw_text(item, figure),
            mark=mark,
            words=words,
            note=figure.note,
            editable=key[1].year in self.editable_years,
            required=key in self.required,
            number=item.kind is ItemKind.NUMBER,
            locked=locked_words(self._view, key[1].year),
            follow_up=self._view.follow_ups.get(key, ""),
        )

    def changed_by(self, key: FigureKey) -> Decimal | None:
        """By how many percent of last year's a number changed, unsigned; None where there is nothing to compare."""
        now, last = self.figure(key).value, self.figure((key[0], key[1].last_year())).value
        if now is None or last is None or self._catalogue[key[0]].kind is not ItemKind.NUMBER:
            return None
        if not last:
            return Decimal(0) if not now else Decimal("Infinity")
        with localcontext(PRECISION):
            return abs(now - last) / abs(last) * 100

    def _shown(self, item: Item, figure: Figure) -> str:
        """As read in the grid: in 万元 every digit is kept, so that nothing is rounded out of sight."""
        if figure.value is None or item.unit != "元" or self.money == "元":
            return figure_text(item, figure)
        with localcontext(PRECISION):
            value = figure.value / 10_000
        return shown(value, max(2, decimal_places(value)))

    def _mark(self, key: FigureKey, item: Item, figure: Figure) -> tuple[Mark, str]:
        check = self.checks.get(key)
        if check is not None and check.state is not CheckState.EXPLAINED:
            return _MARKS[check.state], short_words(check, key, figure.value)
        if key in self.missing:
            return Mark.MISSING, "缺"
        if check is not None:
            return Mark.EXPLAINED, "上年调整数" if check.kind is CheckKind.RESTATED else "已说明"
        if figure.state is FigureState.NOT_APPLICABLE:
            return Mark.NOT_APPLICABLE, "不适用"
        if item.formula and self._values.is_direct(item.key, self._view.record.year - key[1].year):
            return Mark.DIRECT, "直接填报"
        if item.formula and figure.state is FigureState.BLANK and self._computed(key):
            return Mark.COMPUTED, "自动算得"
        if key in self._view.follow_ups:
            return Mark.FOLLOWED, "跟进"
        return (Mark.NOTED, "有备注") if figure.note else (Mark.NONE, "")

    def _computed(self, key: FigureKey) -> str | None:
        """The value that the catalogue's formula gives for a derived item, as text."""
        back = self._view.record.year - key[1].year
        if not 0 <= back <= 1:
            return None
        value = self._values.resolve(key[0], back).value
        item = self._catalogue[key[0]]
        return None if value is None else number_text(item, round_half_up(value, max(item.decimals, 2)))


def editable_years(view: View) -> frozenset[int]:
    """The years whose figures may be typed: this one, and earlier ones that no locked submission freezes."""
    year = view.record.year
    return frozenset({year, year - 1, year - 2}) - view.locked_years if view.editable else frozenset()


def locked_words(view: View, year: int) -> str:
    """Why the figures of a year can only be read; empty where they can be typed."""
    if year in view.locked_years:
        return f"{year} 年度已锁定，只能看"
    if view.read_only:
        return f"{READ_ONLY}，只能看"
    return "" if view.editable else f"{view.record.year} 年度{STATE_TEXTS[view.record.state]}，上年数也只能看"


def raw_text(item: Item, figure: Figure) -> str:
    """What an editor opens with and what is copied: exact, without separators."""
    if figure.state is FigureState.NUMBER and figure.value is not None:
        if item.kind is ItemKind.YES_NO:
            return number_text(item, figure.value)
        return plain_number(item, figure.value)
    if figure.state is FigureState.NOT_APPLICABLE:
        return "不适用"
    return figure.text


def plain_number(item: Item, value: Decimal) -> str:
    """A number as typed: the item's decimals at least, a plain minus."""
    text = canonical_text(value)
    whole, _, fraction = text.partition(".")
    if item.decimals:
        return f"{whole}.{fraction.ljust(item.decimals, '0')}"
    return text


def short_words(check: CheckResult, key: FigureKey, value: Decimal | None) -> str:
    """The state of one cell of a failed check in a few words; `value` is what stands in the cell."""
    if check.suspect == key and check.suggestion is not None and value and check.kind is not CheckKind.RESTATED:
        return "疑为万元" if abs(check.suggestion) > abs(value) else "疑多了万倍"
    return _SHORT_WORDS[check.kind]


def touching(checks: Iterable[CheckResult], key: FigureKey) -> list[CheckResult]:
    """The checks that read a figure, the heaviest first."""
    found = [check for check in checks if key in check.items]
    return sorted(found, key=lambda check: -_WEIGHT.get(check.state, 0))


def _worst_by_figure(checks: Iterable[CheckResult]) -> Mapping[FigureKey, CheckResult]:
    """The heaviest failed check that points at each figure: at its suspect, and at the first figure it reads."""
    worst: dict[FigureKey, CheckResult] = {}
    for check in checks:
        if check.state not in _WEIGHT:
            continue
        for key in dict.fromkeys(filter(None, (check.suspect, *check.items[:1]))):
            held = worst.get(key)
            if held is None or _heaviness(check, key) > _heaviness(held, key):
                worst[key] = check
    return worst


def _heaviness(check: CheckResult, key: FigureKey) -> tuple[int, bool]:
    return _WEIGHT[check.state], check.suspect == key
