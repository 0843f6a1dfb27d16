"""The figures of an earlier year as they were handed in: from what was locked, not from what stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hqd_desktop.domain.figures import FigureKey, Figures
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import YearRecord
from hqd_desktop.services.snapshots import handed_in_values

Values = Mapping[FigureKey, Decimal]


@dataclass(slots=True)
class HandedIn:
    """Reads each locked version once, for a save has to be quick."""

    store: Store
    _read: dict[tuple[str, int, int], Values] = field(default_factory=dict)

    def of(self, hospital_id: str, year: int, records: Sequence[YearRecord], figures: Figures) -> Values | None:
        """The numbers of `year` in its latest locked version, None when it was never locked.

        They hold while the year is sent back and worked on anew. A year that an older program locked has no version
        on record: then its figures stand for it, as long as it is locked.
        """
        record = next((record for record in records if record.year == year), None)
        if record is None:
            return None
        number = record.submission if record.locked else record.submission - 1
        place = (hospital_id, year, number)
        if number >= 1 and place not in self._read:
            try:
                self._read[place] = handed_in_values(self.store.submission_body(*place))
            except LookupError:
                return _standing(figures, year) if record.locked else None
        return self._read.get(place)


def _standing(figures: Figures, year: int) -> Values:
    return {key: one.value for key, one in figures.items() if key[1].year == year and one.value is not None}
