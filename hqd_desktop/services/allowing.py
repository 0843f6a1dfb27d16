"""What the state of a year does not allow any more, asked before every write; it writes nothing itself."""

from collections.abc import Iterable, Set

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Matter, may_write
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import YearRecord
from hqd_desktop.services.wording import STATE_TEXTS


def refuse_unwritable(store: Store, hospital_id: str, years: Set[int], matter: Matter) -> None:
    """Raise for the first of these years that is past it."""
    for record in store.years(hospital_id):
        if record.year in years and not may_write(record.state, matter):
            _refuse(record)


def refuse_underfoot(store: Store, hospital_id: str, keys: Iterable[FigureKey]) -> None:
    """Raise for a figure that a later year, under review or locked, reads as its 上年.

    A year that was handed in itself is read from its locked version: its figures are free once it is sent back.
    """
    records = {record.year: record for record in store.years(hospital_id)}
    for year in sorted({period.year for _, period in keys}):
        own, later = records.get(year), records.get(year + 1)
        fixed = own is not None and own.submission > 1
        if later is not None and not fixed and not may_write(later.state, Matter.FIGURES):
            _refuse(later)


def refuse_other_class(store: Store, before: Hospital, after: Hospital) -> None:
    """Raise when level or type changes while a year is between departments and lock: other rows would be signed.

    A locked year keeps its own class, a year in 填报 is scored anew in front of everybody.
    """
    if (before.level, before.type) == (after.level, after.type):
        return
    for record in store.years(before.id):
        if record.state.under_way:
            params = {"year": str(record.year), "state": STATE_TEXTS[record.state]}
            raise UserFacingError(Problem("class_under_review", "", params))


def _refuse(record: YearRecord) -> None:
    code = "year_locked" if record.locked else "year_under_review"
    raise UserFacingError(Problem(code, "", {"year": str(record.year), "state": STATE_TEXTS[record.state]}))
