"""The widths of a table's columns: the usual ones, with those that the user dragged to put over them and remembered.

It refuses to know what a column holds; what is kept is kept at 100 % text size, by the name of the column.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import wraps
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from hqd_desktop.services.desk import Settings
from hqd_desktop.ui.theme import Theme

REST_LEAST = 140
_WIDTHS, _ROOM = "widths", "room"


class ColumnWidths(QObject):
    """`figures` are columns that never get narrower than their numbers; `rest` gives way and takes what is left.

    Whoever sets the usual widths does it within `fitting`; every other change of a width is the user's.
    """

    def __init__(
        self,
        view: QTableView,
        theme: Theme,
        settings: Settings,
        name: str,
        columns: type[IntEnum],
        figures: Collection[int],
        rest: int,
    ) -> None:
        super().__init__(view)
        self._view, self._theme, self._settings = view, theme, settings
        self._key = f"layout.{name}.columns"
        self._columns, self._figures, self._rest = columns, frozenset(figures), rest
        self._fitting = False
        self._kept: dict[str, int] = {}
        self._room = 0
        self._read()
        view.horizontalHeader().sectionResized.connect(self._on_section_resized)

    @contextmanager
    def fitting(self) -> Iterator[None]:
        """Set the usual widths within; at the end the kept ones are put over them, if they still fit."""
        if self._fitting:
            yield
            return
        self._fitting = True
        try:
            yield
            self._apply()
        finally:
            self._fitting = False

    def save(self) -> None:
        """Write down what was dragged; nothing while all is as usual."""
        wanted = {_WIDTHS: self._kept, _ROOM: self._room} if self._kept else None
        if wanted != self._settings.get(self._key):
            self._settings.set(self._key, wanted)

    def reset(self) -> None:
        """Forget what was dragged; the usual widths come at the next fitting."""
        self._kept, self._room = {}, 0

    def _read(self) -> None:
        kept = self._settings.get(self._key)
        held = kept.get(_WIDTHS) if isinstance(kept, dict) else None
        if isinstance(kept, dict) and isinstance(held, dict):
            names = self._columns.__members__
            self._kept = {n: w for n, w in held.items() if n in names and type(w) is int and 0 < w < 5000}
            room = kept.get(_ROOM)
            self._room = room if type(room) is int else 0

    def _apply(self) -> None:
        """Only while the table still fits, or has the room that it had when the user let it be wider than that."""
        if not self._kept:
            return
        usual = {c: self._view.columnWidth(c) for c in self._columns if not self._view.isColumnHidden(c)}
        wanted = dict(usual)
        for name, width in self._kept.items():
            column = self._columns[name]
            if column in wanted:
                wanted[column] = max(self._theme.px(width), self._needed(column))
        room = self._view.viewport().width()
        if self._rest in usual and self._columns(self._rest).name not in self._kept:
            others = sum(width for column, width in wanted.items() if column != self._rest)
            least = min(self._theme.px(REST_LEAST), usual[self._columns(self._rest)])
            wanted[self._columns(self._rest)] = max(least, room - others)
        if wanted != usual and (sum(wanted.values()) <= room or room >= self._theme.px(self._room) - 2):
            for column, width in wanted.items():
                self._view.setColumnWidth(column, width)

    def _needed(self, column: int) -> int:
        return self._view.sizeHintForColumn(column) if column in self._figures else 0

    def _on_section_resized(self, column: int, _old: int, new: int) -> None:
        if self._fitting or not new or column not in set(self._columns):
            return
        needed = self._needed(column)
        if new < needed:  # a number is never cut
            self._fitting = True
            self._view.setColumnWidth(column, needed)
            self._fitting = False
        self._kept[self._columns(column).name] = round(max(new, needed) / self._theme.scale)
        self._room = round(self._view.viewport().width() / self._theme.scale)


def fits_columns(method: Callable[..., Any]) -> Callable[..., Any]:
    """For a method of a GridView that sets the usual widths: what the user dragged to is put over them."""

    @wraps(method)
    def fit(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self.fitting():
            return method(self, *args, **kwargs)

    return fit
