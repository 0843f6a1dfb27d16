"""The store that services talk to, kept in one SQLite file; it refuses to decide what may be saved.

Calls may come from any thread and take turns; the program gives them a thread of their own, since a save waits for
the disk.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.figures import FigureKey, Restatement
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.form_records import FormRecord
from hqd_desktop.services.records import (
    ChangeNote,
    EvidenceWrite,
    FigureWrite,
    HistoryEntry,
    HistoryQuery,
    Person,
    Saved,
    StoredFigure,
    StoredMapping,
    SubmissionKey,
    YearRecord,
)
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.store import (
    collection_forms,
    evidence,
    figures,
    history,
    hospitals,
    mappings,
    people,
    remarks,
    report_words,
    submissions,
)
from hqd_desktop.store.backup import copy_verified
from hqd_desktop.store.chain import examined, last_digest, seal_broken
from hqd_desktop.store.confirm import confirm
from hqd_desktop.store.confirmations import put_words
from hqd_desktop.store.engine import begin_immediate, driver_of, make_engine
from hqd_desktop.store.faults import guarded, refusal
from hqd_desktop.store.lock import DatabaseLock
from hqd_desktop.store.media import on_network
from hqd_desktop.store.presence import Presence
from hqd_desktop.store.rooms import SqlRooms
from hqd_desktop.store.schema import Schema
from hqd_desktop.store.transaction import Transaction
from hqd_desktop.store.verify import faults_in


class SqlStore(SqlRooms):
    """services.ports.Store on one connection. Made by `open.open_store`, which has looked at the file before.

    `copy` is where the database was copied to before it was migrated on opening, None when it was current.
    """

    read_only: bool

    def __init__(
        self,
        path: Path,
        schema: Schema,
        lock: DatabaseLock | None,
        clock: Callable[[], datetime],
        copy: Path | None = None,
    ) -> None:
        """Connect; without a `lock` for reading only. StoreError when the file cannot be used after all."""
        self.path = path
        self.copy = copy
        self.read_only = lock is None
        self._lock = lock
        self._clock = clock
        self._turn = threading.RLock()
        with guarded(path):
            self._connection = make_engine(path, "ro" if self.read_only else "rw").connect()
            try:
                confirm(driver_of(self._connection), path, schema, self.read_only)
            except BaseException:
                self._connection.close()
                raise
        self._presence = Presence(path, driver_of(self._connection), clock)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._turn, guarded(self.path), self._connection.begin():
            yield self._connection

    @contextmanager
    def _saving(self, hospital_id: str, note: ChangeNote) -> Iterator[Transaction]:
        with self._turn, guarded(self.path), self._connection.begin():
            self._presence.refuse_absent()
            begin_immediate(self._connection)
            transaction = Transaction(self._connection, hospital_id, note, self._clock())
            yield transaction
            transaction.finish()

    def hospitals(self) -> Sequence[Hospital]:
        """All hospitals, in the order in which they were added."""
        with self._reading() as connection:
            return hospitals.read_hospitals(connection)

    def add_hospital(self, hospital: Hospital, note: ChangeNote) -> Hospital:
        """Keep a new hospital; the answer carries its id (UUID)."""
        hospital = hospitals.with_id(hospital)
        with self._saving(hospital.id, note) as transaction:
            hospitals.add_hospital(transaction, hospital)
        return hospital

    def update_hospital(self, hospital: Hospital, note: ChangeNote) -> None:
        """Change name, code, level or type; LookupError when it was never added."""
        with self._saving(hospital.id, note) as transaction:
            hospitals.update_hospital(transaction, hospital)

    def years(self, hospital_id: str) -> Sequence[YearRecord]:
        """The years of a hospital, oldest first."""
        with self._reading() as connection:
            return hospitals.read_years(connection, hospital_id)

    def save_year(self, record: YearRecord, note: ChangeNote, body: str = "") -> YearRecord:
        """Add the year, or change it when `record.version` is still the stored one; keep `body` as its submission."""
        with self._saving(record.hospital_id, note) as transaction:
            saved = hospitals.save_year(transaction, record)
            if body:
                submissions.add_submission(transaction, record.year, record.submission, body)
            return saved

    def submissions(self, hospital_id: str) -> Sequence[SubmissionKey]:
        """Every version that was ever locked, by year and number."""
        with self._reading() as connection:
            return submissions.read_keys(connection, hospital_id)

    def submission_body(self, hospital_id: str, year: int, number: int) -> str:
        """What was kept of one; LookupError when there is none."""
        with self._reading() as connection:
            return submissions.read_body(connection, hospital_id, year, number)

    def figures(self, hospital_id: str) -> Mapping[FigureKey, StoredFigure]:
        """All figures of all periods, emptied ones included."""
        with self._reading() as connection:
            return figures.read_figures(connection, hospital_id)

    def save_figures(
        self, hospital_id: str, writes: Sequence[FigureWrite], note: ChangeNote, withdrawn: Sequence[Confirmation] = ()
    ) -> Saved:
        """Write all or nothing; `change_id` is empty when every figure was already as asked."""
        with self._saving(hospital_id, note) as transaction:
            versions = figures.save_figures(transaction, writes)
            put_words(transaction, withdrawn)
        return Saved(transaction.change_id, transaction.at, versions)

    def explanations(self, hospital_id: str, year: int) -> Mapping[str, str]:
        """说明 by check key."""
        with self._reading() as connection:
            return remarks.read_explanations(connection, hospital_id, year)

    def save_explanation(self, hospital_id: str, year: int, check: str, text: str, note: ChangeNote) -> None:
        """Write or (empty text) withdraw a 说明."""
        with self._saving(hospital_id, note) as transaction:
            remarks.save_explanation(transaction, year, check, text)

    def follow_ups(self, hospital_id: str) -> Mapping[FigureKey, str]:
        """What is still to be asked about figures (跟进)."""
        with self._reading() as connection:
            return remarks.read_follow_ups(connection, hospital_id)

    def save_follow_up(self, hospital_id: str, key: FigureKey, text: str, note: ChangeNote) -> None:
        """Write what is to be asked; empty text: done."""
        with self._saving(hospital_id, note) as transaction:
            remarks.save_follow_up(transaction, key, text)

    def restatements(self, hospital_id: str, restated_in: int) -> Mapping[FigureKey, Restatement]:
        """The 上年调整数 declared in a year."""
        with self._reading() as connection:
            return remarks.read_restatements(connection, hospital_id, restated_in)

    def save_restatement(
        self, hospital_id: str, restated_in: int, key: FigureKey, restated: Restatement, note: ChangeNote
    ) -> None:
        """Declare one; the figure itself stays. Its explanation is never empty."""
        with self._saving(hospital_id, note) as transaction:
            remarks.save_restatement(transaction, restated_in, key, restated)

    def departments(self, hospital_id: str) -> Mapping[str, str]:
        """The department by item key, where the hospital differs from the pack."""
        with self._reading() as connection:
            return remarks.read_departments(connection, hospital_id)

    def save_department(self, hospital_id: str, item: str, department: str, note: ChangeNote) -> None:
        """Give an item to a department; an empty one gives it back to the pack's."""
        with self._saving(hospital_id, note) as transaction:
            remarks.save_department(transaction, item, department)

    def evidence(self, hospital_id: str) -> Sequence[Evidence]:
        """All registered files with the uses that hold, the withdrawn ones too, by day of adding and title."""
        with self._reading() as connection:
            return evidence.read_evidence(connection, hospital_id)

    def save_evidence(self, hospital_id: str, writes: Sequence[EvidenceWrite], note: ChangeNote) -> None:
        """Write all records and uses, or nothing; StaleWrite when a record was changed meanwhile."""
        with self._saving(hospital_id, note) as transaction:
            evidence.save_evidence(transaction, writes)

    def forms(self, hospital_id: str, year: int) -> Sequence[FormRecord]:
        """The collection forms of a year, withdrawn ones too, in the order of first issue."""
        with self._reading() as connection:
            return collection_forms.read_forms(connection, hospital_id, year)

    def save_forms(self, hospital_id: str, forms: Sequence[FormRecord], note: ChangeNote) -> None:
        """Write all of them if each has still the version it was read with."""
        with self._saving(hospital_id, note) as transaction:
            collection_forms.save_forms(transaction, forms)

    def mappings(self, hospital_id: str) -> Sequence[StoredMapping]:
        """How the hospital's own tables are read, those in use, by name."""
        with self._reading() as connection:
            return mappings.read_mappings(connection, hospital_id)

    def save_mapping(self, hospital_id: str, mapping: StoredMapping, note: ChangeNote) -> StoredMapping:
        """Add, change, rename or withdraw one; StoreError `mapping_name_taken` when another has its name."""
        with self._saving(hospital_id, note) as transaction:
            return mappings.save_mapping(transaction, mapping)

    def report_texts(self, hospital_id: str, year: int) -> Mapping[str, str]:
        """The year's own words for its report, by place."""
        with self._reading() as connection:
            return report_words.read_report_texts(connection, hospital_id, year)

    def save_report_texts(self, hospital_id: str, year: int, texts: Mapping[str, str], note: ChangeNote) -> None:
        """Write all of them; empty text empties a place."""
        with self._saving(hospital_id, note) as transaction:
            report_words.save_report_texts(transaction, year, texts)

    def rectifications(self, hospital_id: str, year: int) -> Mapping[str, Rectification]:
        """整改 of the year by the number of the row."""
        with self._reading() as connection:
            return report_words.read_rectifications(connection, hospital_id, year)

    def save_rectifications(
        self, hospital_id: str, year: int, rows: Mapping[str, Rectification], note: ChangeNote
    ) -> None:
        """Write all of them or nothing."""
        with self._saving(hospital_id, note) as transaction:
            report_words.save_rectifications(transaction, year, rows)

    def history(self, hospital_id: str, item: str = "", period: str = "", limit: int = 100) -> Sequence[HistoryEntry]:
        """Changes of figures and of what hangs on them, newest first; empty item or period means all."""
        with self._reading() as connection:
            return history.figure_history(connection, hospital_id, item, period, limit)

    def all_history(self, hospital_id: str, asked: HistoryQuery) -> Sequence[HistoryEntry]:
        """Changes of everything, newest first, as asked for."""
        with self._reading() as connection:
            return history.all_history(connection, hospital_id, asked)

    def people_in_history(self, hospital_id: str) -> Sequence[str]:
        """The names of everybody who has ever changed something."""
        with self._reading() as connection:
            return history.people_in_history(connection, hospital_id)

    def people(self, hospital_id: str) -> Sequence[Person]:
        """Everybody who was named, the withdrawn ones too."""
        with self._reading() as connection:
            return people.read_people(connection, hospital_id)

    def save_person(self, hospital_id: str, person: Person, note: ChangeNote) -> Person:
        """Add, change or withdraw one."""
        with self._saving(hospital_id, note) as transaction:
            return people.save_person(transaction, person)

    def set_password(self, hospital_id: str, person: Person, password: str, note: ChangeNote) -> Person:
        """Keep the hash of a password; an empty one takes it away."""
        with self._saving(hospital_id, note) as transaction:
            return people.set_password(transaction, person, password)

    def admits(self, hospital_id: str, person: Person, password: str) -> bool:
        """Whether this is the person's password."""
        with self._reading() as connection:
            return people.admits(connection, hospital_id, person, password)

    def sealed(self) -> Sequence[Problem]:
        """Whether the latest change is as it was written."""
        with self._turn, guarded(self.path):
            broken = seal_broken(driver_of(self._connection))
        return (broken,) if broken else ()

    def examine(self, whole: bool) -> Sequence[Problem]:
        """What is wrong with the file: quickly, or wholly with every figure against its history."""
        with self._turn, guarded(self.path):
            found = examined(driver_of(self._connection), whole)
        name = {"name": self.path.name}  # a window has one database: its path says nothing
        place = ((self.read_only, "store_opened_read_only"), (on_network(self.path), "store_on_share"))
        return (*found, *(Problem(code, "", name) for holds, code in place if holds and not whole))

    def check(self) -> Sequence[str]:
        """The full check, in SQLite's words; empty when all is well. A second or so for a million rows."""
        with self._turn, guarded(self.path):
            return faults_in(driver_of(self._connection))

    def last_digest(self) -> str:
        """The digest of the latest change, which stands for everything before it."""
        with self._turn, guarded(self.path):
            return last_digest(driver_of(self._connection))

    def backup_to(self, target: Path) -> None:
        """A verified copy by SQLite's backup API; written beside, then renamed. Never onto this very database."""
        with self._turn, guarded(target):
            if target.exists() and target.samefile(self.path):
                raise refusal("store_same_file", target)
            copy_verified(driver_of(self._connection), target)

    def give_back(self) -> bool:
        """It is worked on in its own place: there is nothing to give back."""
        return False

    def close(self) -> None:
        """Put the log into the database and let go of the file; harmless when done twice."""
        with self._turn, guarded(self.path):
            try:
                if not self._connection.closed:
                    self._presence.leave()
                    self._connection.close()
            finally:
                if self._lock is not None:
                    self._lock.release()

    def __enter__(self) -> "SqlStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
