"""The list of what can be taken back, by name, until the program closes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hqd_desktop.domain.figures import Figure, FigureKey


@dataclass(frozen=True, slots=True)
class Step:
    """One write as the user named it: each figure before and after."""

    name: str
    before: tuple[tuple[FigureKey, Figure], ...]
    after: tuple[tuple[FigureKey, Figure], ...]


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

    def add(
        self, name: str, before: Sequence[tuple[FigureKey, Figure]], after: Sequence[tuple[FigureKey, Figure]]
    ) -> None:
        """Note a write that is committed."""
        self._done.append(Step(name, tuple(before), tuple(after)))
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
        """Forget everything (another year, or locked)."""
        self._done.clear()
        self._undone.clear()
