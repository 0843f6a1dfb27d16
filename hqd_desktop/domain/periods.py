"""A year or a quarter, the time that a figure belongs to; it refuses to know calendars beyond that."""

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"(\d{4})(?:Q([1-4]))?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar year (`quarter` 0) or one quarter of it (1–4); its key reads `2024` or `2024Q1`."""

    year: int
    quarter: int = 0

    @property
    def key(self) -> str:
        """The canonical text, as stored and exchanged."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def label(self) -> str:
        """The text a user reads."""
        return f"{self.year} 年{'一二三四'[self.quarter - 1]}季度" if self.quarter else f"{self.year} 年"

    def last_year(self) -> "Period":
        """The same time one year earlier."""
        return Period(self.year - 1, self.quarter)


def parse_period(text: str) -> Period | None:
    """Read `2024` or `2024Q1`; None when it is neither, or a year outside 1990–2100."""
    match = _SHAPE.fullmatch(text.strip().upper())
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    return Period(int(match[1]), int(match[2] or 0))


def quarters(year: int) -> tuple[Period, ...]:
    """The four quarters of a year, first to last."""
    return tuple(Period(year, quarter) for quarter in (1, 2, 3, 4))
