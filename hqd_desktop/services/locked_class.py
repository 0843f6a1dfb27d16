"""The level and type with which a locked year was handed in: a hospital that is promoted later keeps its old result."""

import json
from dataclasses import dataclass, field, replace

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import YearRecord


@dataclass(slots=True)
class LockedClass:
    """Reads each locked version once."""

    store: Store
    _known: dict[tuple[str, int, int], tuple[str, str] | None] = field(default_factory=dict)

    def of(self, hospital: Hospital, record: YearRecord) -> Hospital:
        """The hospital as the year is scored: with the class of the locked version, where it is locked as one."""
        if not record.locked:
            return hospital
        place = (hospital.id, record.year, record.submission)
        if place not in self._known:
            self._known[place] = self._read(place)
        found = self._known[place]
        return hospital if found is None else replace(hospital, level=found[0], type=found[1])

    def _read(self, place: tuple[str, int, int]) -> tuple[str, str] | None:
        try:
            kept = json.loads(self.store.submission_body(*place))["hospital"]
            return str(kept["level"]), str(kept["type"])
        except (LookupError, ValueError, TypeError):  # an older program kept none
            return None
