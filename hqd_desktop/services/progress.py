"""How far the collecting of figures is: counts by department, source table, or heading."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Item
from hqd_desktop.services.assessing import required_keys
from hqd_desktop.services.records import Assessment


class Arrangement(StrEnum):
    """By what the figures are grouped."""

    DEPARTMENT = "department"
    SOURCE = "source"
    HEADING = "group"


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


def group_of(item: Item, arrangement: Arrangement, departments: Mapping[str, str]) -> str:
    """The group in which an item stands; a hospital's own department goes before the pack's."""
    if arrangement is Arrangement.DEPARTMENT:
        return departments.get(item.key, item.department)
    return item.source if arrangement is Arrangement.SOURCE else item.group


def progress(
    assessment: Assessment,
    arrangement: Arrangement = Arrangement.DEPARTMENT,
    departments: Mapping[str, str] | None = None,
) -> tuple[Progress, ...]:
    """Counts of every group that has required figures, in catalogue order."""
    catalogue, missing = assessment.packs.catalogue, set(assessment.missing)
    wrong: set[FigureKey] = {
        key for check in assessment.checks if check.state is CheckState.ERROR for key in check.items
    }
    counts: dict[str, list[int]] = {}
    for key in required_keys(assessment):
        name = group_of(catalogue[key[0]], arrangement, departments or {})
        row = counts.setdefault(name, [0, 0, 0])
        row[0] += 1
        row[1] += key in missing
        row[2] += key in wrong
    order = catalogue.departments if arrangement is Arrangement.DEPARTMENT else tuple(counts)
    names = sorted(counts, key=lambda name: order.index(name) if name in order else len(order))
    return tuple(Progress(name, *counts[name]) for name in names)
