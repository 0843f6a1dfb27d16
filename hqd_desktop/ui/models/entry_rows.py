"""Which figures stand in which group and under which heading of 填报; plain data, no Qt."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hqd_desktop.domain.checks import CheckKind, CheckState
from hqd_desktop.domain.figures import FigureKey, FigureState
from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.progress import Arrangement, Grouping, progress
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import CellBook, Mark

ALL = "全部"
ARRANGEMENTS = {
    Arrangement.DEPARTMENT: "按责任科室",
    Arrangement.SOURCE: "按来源表",
    Arrangement.HEADING: "按数据类别",
    Arrangement.INDICATOR: "按指标",
}


USUAL_PERCENT = 30


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """One line of the left list: how much of it is given, and how it stands."""

    name: str
    done: int
    total: int
    missing: int
    errors: int
    word: Confirmation | None = None  # of a department on its figures

    @property
    def mark(self) -> Mark:
        """Wrong before missing before done; a group of optional figures only carries none."""
        if self.errors:
            return Mark.ERROR
        return Mark.MISSING if self.missing else Mark.NONE


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A heading (no `item`) or a figure's row. `section` names the heading it folds under."""

    section: str
    title: str
    item: Item | None = None
    depth: int = 0
    hint: str = ""
    folded: bool = False
    optional: bool = False
    strong: bool = False

    @property
    def place(self) -> tuple[str, str, bool, int]:
        """What makes it the same row after a save, whatever it says by then."""
        return self.section, self.item.key if self.item else "", self.folded, self.depth


class Filter(StrEnum):
    """What a count chip, or the picker below the groups', leaves in the grid."""

    EVERYTHING = ""
    FILLED = "filled"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    ERROR = "error"
    WARNING = "warning"
    PROBLEM = "problem"
    FOLLOWED = "followed"
    NOTED = "noted"
    CHANGED = "changed"
    UNSAVED = "unsaved"


_PROBLEMS = {
    Filter.ERROR: (CheckState.ERROR,),
    Filter.WARNING: (CheckState.WARNING,),
    Filter.PROBLEM: (CheckState.ERROR, CheckState.WARNING),
}


class EntryPlan:
    """The groups and rows of one View in one arrangement; `percent` is from when on a figure counts as changed."""

    def __init__(self, view: View, book: CellBook, arrangement: Arrangement, percent: int = USUAL_PERCENT) -> None:
        self._view = view
        self._book = book
        self.arrangement = arrangement
        self.percent = percent
        self._grouping = Grouping(view.assessment, arrangement, view.departments)
        self._catalogue = view.packs.catalogue
        self._year = view.record.year
        self._needed = frozenset(key for key, _ in book.required)
        self._first_class = self._needed | _beside(view, self._needed)

    def groups(self) -> tuple[EntryGroup, ...]:
        """All figures, then the groups that have required ones, then those with optional ones only."""
        counted = [
            EntryGroup(entry.name, entry.done, entry.total, entry.missing, entry.errors, self._word(entry.name))
            for entry in progress(self._view.assessment, self.arrangement, self._view.departments)
        ]
        names = {group.name for group in counted}
        rest = dict.fromkeys(
            name for item in self._catalogue for name in self._grouping.groups(item) if name not in names
        )
        required, missing = self._book.required, self._book.missing
        wrong = sum(1 for key in required if fits(self._book, key, Filter.ERROR))
        whole = EntryGroup(ALL, len(required) - len(missing), len(required), len(missing), wrong)
        return (whole, *counted, *(EntryGroup(name, 0, 0, 0, 0) for name in rest))

    def _word(self, name: str) -> Confirmation | None:
        by_department = self.arrangement is Arrangement.DEPARTMENT
        return self._view.confirmations.get(name) if by_department else None

    def groups_of(self, item: Item) -> tuple[str, ...]:
        """The groups that an item stands in; several only by indicator."""
        return self._grouping.groups(item)

    def periods(self, group: str) -> tuple[int, ...]:
        """0 for the year and 1–4 for quarters, as far as the group has figures of them."""
        kinds = {item.quarterly for item in self._members(group)}
        return (*((0,) if False in kinds else ()), *((1, 2, 3, 4) if True in kinds else ()))

    def period(self, quarter: int, back: int = 0) -> Period:
        """The period of a column, `back` years ago."""
        return Period(self._year - back, quarter)

    def rows(
        self, group: str, quarter: int, folded: Collection[str], keep: Filter = Filter.EVERYTHING
    ) -> tuple[EntryRow, ...]:
        """Headings and figures of a group; optional ones below, folded unless asked for."""
        shown = [item for item in self._members(group) if item.quarterly == bool(quarter)]
        if keep is not Filter.EVERYTHING:
            shown = [item for item in shown if self._kept(item, quarter, keep)]
        main = [item for item in shown if item.key in self._first_class]
        optional = [item for item in shown if item.key not in self._first_class]
        given = self._given(group, quarter)
        rows = [*self._sections(main, folded, given, optional=False)]
        rows += self._sections(optional, folded if keep is Filter.EVERYTHING else (), given, optional=True)
        return tuple(rows)

    def _given(self, group: str, quarter: int) -> dict[str, str]:
        """已填 12/14 by heading, for the required figures of this period."""
        counts: dict[str, list[int]] = {}
        for item in self._members(group):
            key = (item.key, self.period(quarter))
            if key in self._book.required and item.key in self._first_class:
                count = counts.setdefault(item.group, [0, 0])
                count[0] += key not in self._book.missing
                count[1] += 1
        return {name: f"已填 {done}/{total}" for name, (done, total) in counts.items()}

    def sections(self, group: str) -> frozenset[str]:
        """The headings of optional figures of a group: folded at first."""
        names = {item.group for item in self._members(group) if item.key not in self._first_class}
        return frozenset(_section(name, optional=True) for name in names)

    def cells(self, group: str = ALL) -> tuple[FigureKey, ...]:
        """Every cell in reading order: by group, by period, down the rows, this year before last."""
        groups = [entry.name for entry in self.groups()[1:]] if group == ALL else [group]
        cells = (
            (row.item.key, self.period(quarter, back))
            for name in groups
            for quarter in self.periods(name)
            for back in (0, 1, 2)
            for row in self.rows(name, quarter, ())
            if row.item is not None
        )
        return tuple(dict.fromkeys(cells))

    def section_of(self, key: FigureKey) -> str:
        """The heading under which a figure stands."""
        item = self._catalogue[key[0]]
        return _section(item.group, item.key not in self._first_class)

    def _kept(self, item: Item, quarter: int, keep: Filter) -> bool:
        return any(fits(self._book, (item.key, self.period(quarter, back)), keep, self.percent) for back in (0, 1, 2))

    def _members(self, group: str) -> Iterator[Item]:
        return (item for item in self._catalogue if group == ALL or group in self._grouping.groups(item))

    def _sections(
        self, items: Iterable[Item], folded: Collection[str], given: Mapping[str, str], optional: bool
    ) -> Iterator[EntryRow]:
        gathered: dict[str, list[Item]] = {}
        for item in items:
            gathered.setdefault(item.group, []).append(item)
        for name, members in gathered.items():
            section = _section(name, optional)
            closed = section in folded
            title = f"选填 · {name}" if optional else name
            told = ("" if optional else given.get(name, ""), _hint(members, closed, self._book.money))
            hint = "　·　".join(filter(None, told))
            yield EntryRow(section, title, hint=hint, folded=closed, optional=optional)
            if closed:
                continue
            common = _common_unit(members)
            inside = {member.key for member in members}
            for place, member in enumerate(members):
                depth = _depth(member, self._catalogue, inside)
                own_unit = member.unit if member.unit != common else ""
                nested = depth and member.short.startswith("其中")
                yield EntryRow(
                    section,
                    member.short if nested else member.name,
                    member,
                    depth,
                    " ".join(filter(None, (member.account, own_unit))),
                    optional=optional,
                    strong=not place and any(other.parent == member.key for other in members),
                )


def fits(book: CellBook, key: FigureKey, keep: Filter, percent: int = USUAL_PERCENT) -> bool:
    """Whether a figure belongs to what a chip counts; one of this year that changed by more than `percent`."""
    if keep is Filter.FILLED:
        return (
            key in book.required
            and key not in book.missing
            and book.figure(key).state is not FigureState.NOT_APPLICABLE
        )
    if keep is Filter.NOT_APPLICABLE:
        return book.figure(key).state is FigureState.NOT_APPLICABLE
    if keep is Filter.MISSING:
        return key in book.missing
    if keep is Filter.UNSAVED:
        return key in book.unsaved
    if keep is Filter.FOLLOWED:
        return key in book.follow_ups
    if keep is Filter.NOTED:
        return bool(book.figure(key).note) and book.figure(key).state is not FigureState.NOT_APPLICABLE
    if keep is Filter.CHANGED:
        change = book.changed_by(key) if key[1].year == book.year else None
        return change is not None and change > percent
    check = book.checks.get(key)
    return check is not None and check.state in _PROBLEMS[keep]


def _beside(view: View, needed: frozenset[str]) -> frozenset[str]:
    """The items that stand in one identity with a required one: without them its sum cannot be checked."""
    found: set[str] = set()
    for check in view.packs.checkbook.checks:
        keys = {key for key, _ in (*check.left.items(), *check.right.items())}
        if check.kind is CheckKind.EQUAL and keys & needed:
            found |= keys
    return frozenset(found)


def _section(name: str, optional: bool) -> str:
    return f"选填:{name}" if optional else name


def _depth(item: Item, catalogue: Catalogue, inside: Collection[str]) -> int:
    depth, at = 0, item.parent
    while at:
        depth += at in inside
        at = catalogue[at].parent
    return depth


def _common_unit(members: Iterable[Item]) -> str:
    units = [member.unit for member in members if member.unit]
    return max(dict.fromkeys(units), key=units.count) if units else ""


def _hint(members: list[Item], closed: bool, money: str) -> str:
    """What a heading says beside its name: the common unit, or how many are folded away."""
    if closed:
        return f"{len(members)} 项，已收起"
    if all(member.kind is ItemKind.YES_NO for member in members):
        return "填“是”或“否”"
    if all(member.kind is ItemKind.TEXT for member in members):
        return "文字"
    unit = _common_unit(members)
    places = {member.decimals for member in members if member.unit == unit}
    if not unit:
        return ""
    digits = "两位小数" if places == {2} else "整数" if places == {0} else ""
    texts = [f"单位：{unit}" + (f"，{digits}" if digits else "")]
    if unit == "元" != money:
        texts = [f"显示为{money}，录入按元"]
    if any(member.account for member in members):
        texts.append("科目号按财会〔2018〕24号")
    return "　·　".join(texts)


def next_cell(
    cells: tuple[FigureKey, ...], at: FigureKey | None, wanted: Callable[[FigureKey], bool]
) -> FigureKey | None:
    """The next cell after `at` in reading order that is wanted, round the end; `at` itself only when it is the last."""
    start = cells.index(at) + 1 if at in cells else 0
    return next((key for key in (*cells[start:], *cells[:start]) if wanted(key)), None)
