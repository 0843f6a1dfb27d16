"""How far the collecting of figures is: counts by department, source table, heading, or indicator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.services.assessing import required_keys
from hqd_desktop.services.records import Assessment


class Arrangement(StrEnum):
    """By what the figures are grouped."""

    DEPARTMENT = "department"
    SOURCE = "source"
    HEADING = "group"
    INDICATOR = "indicator"


UNREAD = "只用于校核或选填"


@dataclass(frozen=True, slots=True)
class Progress:
    """One group: how many figures it must give, how many are still missing, how many errors touch it."""

    name: str
    total: int
    missing: int
    errors: int

    @property
    def done(self) -> int:
        """Given or 不适用."""
        return self.total - self.missing


class Grouping:
    """In which groups each item stands, for one assessment and arrangement; by indicator it may stand in several."""

    def __init__(
        self,
        assessment: Assessment,
        arrangement: Arrangement = Arrangement.DEPARTMENT,
        departments: Mapping[str, str] | None = None,
    ) -> None:
        self._catalogue = assessment.packs.catalogue
        self._arrangement, self._departments = arrangement, departments or {}
        self._readers = readers(assessment.scorecard) if arrangement is Arrangement.INDICATOR else {}

    def groups(self, item: Item) -> tuple[str, ...]:
        """Never empty; a hospital's own department goes before the pack's."""
        match self._arrangement:
            case Arrangement.DEPARTMENT:
                return (self._departments.get(item.key, item.department),)
            case Arrangement.SOURCE:
                return (item.source,)
            case Arrangement.INDICATOR:
                return tuple(f"{row.number} {row.short}" for row in self._readers.get(item.key, ())) or (UNREAD,)
            case _:
                return (item.group,)

    def order(self, names: Iterable[str]) -> list[str]:
        """Departments as in the catalogue, indicators as in the table, the rest as given."""
        given = list(names)
        known: Sequence[str] = ()
        if self._arrangement is Arrangement.DEPARTMENT:
            known = self._catalogue.departments
        elif self._arrangement is Arrangement.INDICATOR:
            found = {row for rows in self._readers.values() for row in rows}
            known = [f"{row.number} {row.short}" for row in sorted(found, key=lambda row: row.place)]
        return sorted(given, key=lambda name: known.index(name) if name in known else len(known))


@dataclass(frozen=True, slots=True)
class Reader:
    """An applicable indicator that reads an item; `place` is where it stands in the table."""

    place: int
    number: str
    short: str


def readers(card: Scorecard) -> dict[str, tuple[Reader, ...]]:
    """The applicable indicators by the items that they read or miss, in the order of the table."""
    found: dict[str, dict[Reader, None]] = {}
    for place, result in enumerate(card):
        if not result.applicable:
            continue
        row = Reader(place, result.indicator.number, result.indicator.short)
        keys = {used.key[0] for part in result.parts for used in part.used}
        for key in keys | {key for key, _ in result.missing} | set(result.indicator.reported):
            found.setdefault(key, {})[row] = None
    return {key: tuple(rows) for key, rows in found.items()}


def progress(
    assessment: Assessment,
    arrangement: Arrangement = Arrangement.DEPARTMENT,
    departments: Mapping[str, str] | None = None,
) -> tuple[Progress, ...]:
    """Counts of every group that has required figures, in the order of the catalogue or the table."""
    catalogue, missing = assessment.packs.catalogue, set(assessment.missing)
    wrong: set[FigureKey] = {
        key for check in assessment.checks if check.state is CheckState.ERROR for key in check.items
    }
    grouping = Grouping(assessment, arrangement, departments)
    counts: dict[str, list[int]] = {}
    for key in required_keys(assessment):
        for name in grouping.groups(catalogue[key[0]]):
            row = counts.setdefault(name, [0, 0, 0])
            row[0] += 1
            row[1] += key in missing
            row[2] += key in wrong
    return tuple(Progress(name, *counts[name]) for name in grouping.order(counts))
