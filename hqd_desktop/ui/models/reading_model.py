"""The preview before writing: each figure with its source cell, what would be written, what is held, and so on."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon

from hqd_desktop.domain.figures import FigureState
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.texts import figure_text
from hqd_desktop.services.mapping_reading import Outcome, Reading
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models.row_model import RowModel
from hqd_desktop.ui.theme import Theme

_HEADS = ("数据项", "期间", "来源", "表中", "单位", "将写入", "原数", "结果")
_NUMBERS = (3, 5, 6)
_TONES = {Outcome.CHANGED: "warning", Outcome.UNREADABLE: "error", Outcome.NOT_FOUND: "error", Outcome.NEW: "ok"}


class ReadingModel(RowModel[tuple[int, Reading]]):
    """Lines that would be written or stand in the way have a tick; without it they are left out."""

    ticks_changed = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, icon: Callable[[Outcome], QIcon], parent=None) -> None:
        super().__init__(_HEADS, _NUMBERS, parent)
        self._theme, self._catalogue, self._icon = theme, catalogue, icon
        self._left_out: set[int] = set()

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Other lines, all ticked."""
        self._left_out = set()
        self.replace_rows(tuple(enumerate(readings)))
        self.ticks_changed.emit()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The lines from the top."""
        return tuple(reading for _place, reading in self._rows)

    def can_tick(self, row: int) -> bool:
        """Whether the line has a tick at all."""
        return self.readings[row].writable or self.readings[row].outcome is Outcome.UNREADABLE

    def toggle(self, row: int) -> None:
        """Leave a line out, or take it again."""
        if 0 <= row < len(self.readings) and self.can_tick(row):
            self._left_out ^= {row}
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(_HEADS) - 1))
            self.ticks_changed.emit()

    @property
    def chosen(self) -> tuple[Reading, ...]:
        """The ticked lines that would be written."""
        return tuple(r for row, r in enumerate(self.readings) if r.writable and row not in self._left_out)

    @property
    def in_the_way(self) -> int:
        """How many ticked lines cannot be read: as long as there is one, nothing is written."""
        unreadable = (row for row, r in enumerate(self.readings) if r.outcome is Outcome.UNREADABLE)
        return sum(1 for row in unreadable if row not in self._left_out)

    def counts(self) -> Counter[Outcome]:
        """How many lines of each outcome."""
        return Counter(reading.outcome for reading in self.readings)

    def answer(self, row: tuple[int, Reading], column: int, role: int) -> Any:
        place, reading = row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(reading)[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0 and self.can_tick(place):
            return Qt.CheckState.Unchecked if place in self._left_out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DecorationRole and column == len(_HEADS) - 1:
            return self._icon(reading.outcome)
        if role == Qt.ItemDataRole.ForegroundRole:
            if place in self._left_out:
                return self._theme.colour("text3")
            tone = _TONES.get(reading.outcome) if column == len(_HEADS) - 1 else None
            return self._theme.colour(tone) if tone else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence(reading.problem) if reading.problem else self._texts(reading)[column] or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = "，".join(filter(None, self._texts(reading)))
            return f"{told}，不写" if place in self._left_out else told
        return None

    def _texts(self, reading: Reading) -> tuple[str, ...]:
        item = self._catalogue.items.get(reading.key[0])
        if item is None:
            return (reading.key[0], "", "", "", "", "", "", reading.outcome.value)
        held = figure_text(item, reading.held) if reading.held.state is not FigureState.BLANK else ""
        return (
            item.name,
            reading.key[1].label,
            reading.place or reading.found.target.shown,
            reading.text,
            reading.found.target.unit or item.unit,
            figure_text(item, reading.figure) if reading.figure else "",
            held,
            reading.outcome.value,
        )
