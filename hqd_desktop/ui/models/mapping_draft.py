"""A mapping in the making: what was confirmed, what is suggested, which unit is still to be asked; it draws nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.grid import CellKind, Place
from hqd_desktop.services.mapping import Target, asks_unit, undecided, unit_factor, with_target, with_unit
from hqd_desktop.services.mapping_finding import Found, find
from hqd_desktop.services.mapping_pointing import headings_of, point, point_at_cell
from hqd_desktop.services.mapping_suggesting import Suggestion
from hqd_desktop.services.mapping_words import NOT_A_FIGURE, stated_unit, years_back
from hqd_desktop.services.records import StoredMapping
from hqd_desktop.services.sheet_index import GridIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a target that is taken, or one that is only suggested, and where it stands."""

    target: Target
    taken: bool
    found: Found
    text: str
    why: str = ""


class MappingDraft:
    """One file for one year. `stored` is the mapping it began from, None for a new one."""

    def __init__(self, index: GridIndex, catalogue: Catalogue, stored: StoredMapping | None = None) -> None:
        self.index = index
        self.catalogue = catalogue
        self.stored = stored
        self.targets: tuple[Target, ...] = ()
        self._suggested: list[Suggestion] = []
        self._seen: set[int] = set()
        self._units: dict[tuple[int, int], str] = {}
        self._found: dict[Target, Found] = {}

    def seen(self, number: int) -> bool:
        """Whether suggestions were asked for a sheet."""
        return number in self._seen

    def add_suggestions(self, number: int, suggestions: Sequence[Suggestion]) -> None:
        """Take over what is sure (it is shown, ticked, to be confirmed); keep the rest to be ticked."""
        self._seen.add(number)
        known = {target.key for target in self.targets}
        fresh = [s for s in suggestions if s.target.key not in known]
        self._suggested += fresh
        for suggestion in fresh:
            if suggestion.sure and suggestion.target.key not in {target.key for target in self.targets}:
                self.targets = with_target(self.targets, suggestion.target)

    def learn(self, found: Iterable[Found]) -> None:
        """Keep where targets were found off the GUI thread, so that drawing the list need not look again."""
        self._found.update({one.target: one for one in found if not _shared(one)})

    def find(self, target: Target) -> Found:
        """Where a target stands; looked for once."""
        if target not in self._found:
            self._found[target] = find(self.index, target, self.catalogue)
        return self._found[target]

    def entries(self) -> tuple[Entry, ...]:
        """All lines: taken ones in the order of the table, then suggestions."""
        why = {s.target.key: s.ground.value for s in self._suggested}
        taken = {target.key for target in self.targets}
        rest = [s.target for s in self._suggested if s.target.key not in taken]
        lines = [self._entry(t, True, why.get(t.key, "")) for t in self.targets]
        lines += [self._entry(t, False, why.get(t.key, "")) for t in dict.fromkeys(rest)]
        return tuple(lines)

    def _entry(self, target: Target, taken: bool, why: str) -> Entry:
        found = self.find(target)
        text = self.index.grid.sheets[found.sheet].at(*found.place).text.strip() if found.row >= 0 else ""
        return Entry(target, taken, found, text, why)

    def toggle(self, target: Target) -> None:
        """Take a suggestion, or leave a target out; only what was suggested then stays in the list."""
        if target.key in {own.key for own in self.targets}:
            self.remove(target)
        else:
            self.targets = with_target(self.targets, target)

    def remove(self, target: Target) -> None:
        """Leave a target out."""
        self.targets = tuple(own for own in self.targets if own.key != target.key)

    def headings(self, number: int, place: Place) -> tuple[Place | None, Place | None]:
        """The row and column heading that a cell most plainly has."""
        return headings_of(self.index.sheet(number), *place)

    def first_figure(self, number: int) -> Place:
        """The first number with words at its left and, above it, words that may head figures; else the corner."""
        sheet = self.index.sheet(number)
        for row, cells in enumerate(sheet.sheet.rows[:100]):
            for column, cell in enumerate(cells):
                if cell.kind in (CellKind.NUMBER, CellKind.PERCENT):
                    left, above = headings_of(sheet, row, column)
                    if left and above and not NOT_A_FIGURE.search(sheet.heading(*above)):
                        return row, column
        return 0, 0

    def period_of(self, number: int, column_heading: Place | None) -> int:
        """How many years back a column heading says: 0 unless it says last year."""
        if column_heading is None:
            return 0
        return 1 if years_back(self.index.sheet(number).heading(*column_heading)) == 1 else 0

    def unit_for(self, number: int, row: Place | None, cell: Place, item: Item) -> str:
        """The unit as the sheet states it, else as it was answered for this column before; "" when it must be asked."""
        sheet = self.index.grid.sheets[number]
        stated = stated_unit(sheet, *cell, row[1] if row else -1, item.unit)
        known = stated or self._units.get((number, cell[1]), "")
        if known and unit_factor(known, item) is not None:
            return known
        return "" if asks_unit(item) else item.unit

    def take(self, number: int, row: Place | None, column: Place | None, cell: Place, target: Target) -> Problem | None:
        """Add what is pointed at: at the crossing of two headings, or (without them) at a fixed cell."""
        if row is not None and column is not None:
            made = point(self.index, number, row, column, target, self.catalogue)
            cell = (row[0], column[1])
        else:
            made = point_at_cell(self.index, number, cell, target)
        if isinstance(made, Problem):
            return made
        if target.unit:
            self._units[number, cell[1]] = target.unit
        self.targets = with_target(self.targets, made)
        return None

    @property
    def needs_unit(self) -> bool:
        """Whether some target's unit must still be asked."""
        return undecided(self.targets, self.catalogue)

    def answer_unit(self, unit: str) -> None:
        """The unit of all money whose unit the file does not state."""
        self.targets = with_unit(self.targets, unit, self.catalogue)
        self._suggested = [replace(s, target=with_unit((s.target,), unit, self.catalogue)[0]) for s in self._suggested]

    def accept_stated_units(self) -> None:
        """Where the sheet now states another unit than the mapping has, the sheet's holds."""
        found = [self.find(target) for target in self.targets]
        self.targets = tuple(
            replace(f.target, unit=f.stated) if f.problem and f.problem.code == "mapping_unit_changed" else f.target
            for f in found
        )


def _shared(found: Found) -> bool:
    """Whether the fault is only that another target stands in the same cell, which may not stay so."""
    return found.problem is not None and found.problem.code == "mapping_same_cell"
