"""What somebody was writing when the program ended by force: kept beside, offered back, never written into figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.periods import parse_period


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was typed and is nowhere else. `words` name its place, `database` and `year` what was open.

    `item` and `period` name the cell; both are empty where it was written elsewhere.
    """

    words: str
    text: str
    database: str
    year: int
    item: str = ""
    period: str = ""

    @property
    def key(self) -> FigureKey | None:
        """The figure whose cell it stood in, if it was one."""
        period = parse_period(self.period)
        return (self.item, period) if self.item and period is not None else None


class Drafts(Protocol):
    """The small journal beside the settings. It never raises: no journal is better than no program."""

    def write(self, drafts: Sequence[Draft]) -> None:
        """Keep these and no others; none takes the journal away."""

    def left(self) -> Sequence[Draft]:
        """What an earlier run has left, for it takes its own away when it ends well."""


def offered(drafts: Sequence[Draft], database: str, years: Sequence[int]) -> list[Draft]:
    """Those that belong to the open database, and to a year that it has."""
    return [draft for draft in drafts if draft.database == database and draft.year in years]
