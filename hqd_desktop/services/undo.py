"""The list of what can be taken back, by name, until the program closes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hqd_desktop.domain.figures import Figure, FigureKey, Restatement
from hqd_desktop.domain.goals import Goal, GoalKey
from hqd_desktop.services.report_records import Rectification, Wording


@dataclass(frozen=True, slots=True)
class Explained:
    """The place of a 说明: a check of a year."""

    year: int
    check: str


@dataclass(frozen=True, slots=True)
class Followed:
    """The place of a 跟进: a figure."""

    key: FigureKey


@dataclass(frozen=True, slots=True)
class Declared:
    """The place of a 上年调整数: an earlier figure, declared in a year."""

    year: int
    key: FigureKey


@dataclass(frozen=True, slots=True)
class Worded:
    """The place of a year's own words for its report."""

    year: int


@dataclass(frozen=True, slots=True)
class Rectified:
    """The place of the 整改 of a row of a year (report_records.place_of_row)."""

    year: int
    row: str


@dataclass(frozen=True, slots=True)
class Aimed:
    """The place of a 本院目标: a value of a table's row in a year."""

    scheme_id: str
    key: GoalKey


Place = FigureKey | Explained | Followed | Declared | Worded | Rectified | Aimed
Pair = tuple[Place, Figure | str | Restatement | Wording | Rectification | Goal | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One write as the user named it, in the year that was open: what stood at each place before, and after."""

    name: str
    year: int
    before: tuple[Pair, ...]
    after: tuple[Pair, ...]


@dataclass(slots=True)
class UndoList:
    """Done and undone steps; a new write ends what could be done again."""

    _done: list[Step] = field(default_factory=list)
    _undone: list[Step] = field(default_factory=list)

    @property
    def undo_name(self) -> str:
        """What 撤销 would take back, or nothing."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """What 重做 would do again, or nothing."""
        return self._undone[-1].name if self._undone else ""

    def add(self, name: str, year: int, before: Sequence[Pair], after: Sequence[Pair]) -> None:
        """Note a write that is committed."""
        self._done.append(Step(name, year, tuple(before), tuple(after)))
        self._undone.clear()

    def last_done(self) -> Step | None:
        """The step that 撤销 takes back."""
        return self._done[-1] if self._done else None

    def last_undone(self) -> Step | None:
        """The step that 重做 does again."""
        return self._undone[-1] if self._undone else None

    def took_back(self) -> None:
        """The last step was taken back and that is committed."""
        self._undone.append(self._done.pop())

    def did_again(self) -> None:
        """The last undone step was done again and that is committed."""
        self._done.append(self._undone.pop())

    def clear(self) -> None:
        """Forget everything (another hospital, or locked)."""
        self._done.clear()
        self._undone.clear()
