"""What travels between the departments' word on their figures and the room that keeps it; plain frozen data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hqd_desktop.services.records import ChangeNote, YearRecord


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a department said of its figures of a year.

    `confirmed_by` is who answers for them; empty where nobody has, or where the word was taken back, and then
    `withdrawn` says why. `at` (UTC) is when either was written last, None before it is kept.
    """

    year: int
    department: str
    confirmed_by: str = ""
    withdrawn: str = ""
    version: int = 0
    at: datetime | None = None


class ConfirmationStore(Protocol):
    """The words of departments in a database; what services.ports.Store says of writing holds here too."""

    def of_year(self, hospital_id: str, year: int) -> Sequence[Confirmation]:
        """All that were ever given for a year, those taken back too, by department."""

    def save(
        self, hospital_id: str, words: Sequence[Confirmation], note: ChangeNote, record: YearRecord | None = None
    ) -> YearRecord | None:
        """Write all, and with them the year as `record` says; one transaction, each if its version is still stored."""
