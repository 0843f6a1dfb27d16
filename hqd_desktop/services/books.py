"""Hands out the books of the open year, each made when it is asked for; it refuses to know what is written in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.confirm_book import ConfirmBook, OpenYear
from hqd_desktop.services.history_book import HistoryBook
from hqd_desktop.services.history_names import NamedYear
from hqd_desktop.services.ledger import Ledger
from hqd_desktop.services.members import MemberBook
from hqd_desktop.services.other_tables import GivenYear, OtherTables
from hqd_desktop.services.pack_book import PackBook
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import ChangeNote, YearRecord
from hqd_desktop.services.rule_book import RuleBook, ScoredYear
from hqd_desktop.services.table_choice import TableChoice


class BookYear(ScoredYear, OpenYear, NamedYear, GivenYear, Protocol):
    """What all the books together need of a View."""


Y = TypeVar("Y", bound=BookYear)


@dataclass(frozen=True, slots=True)
class Books(Generic[Y]):
    """Made by Workspace.books; `show` answers with the state after a write of the year, `go` opens a hospital."""

    store: Store
    source: PackSource
    view: Callable[[], Y]
    show: Callable[[Hospital, YearRecord], Y]
    note: Callable[..., ChangeNote]
    today: Callable[[], date]
    go: Callable[[str, int | None], Y]

    @property
    def members(self) -> MemberBook[Y]:
        """The hospitals of the database."""
        return MemberBook(self.store, self.source, self.view, self.go, self.note)

    @property
    def past(self) -> HistoryBook:
        """All that was ever changed."""
        return HistoryBook(self.store, self.view().hospital.id, self.view, self.source)

    @property
    def confirmations(self) -> ConfirmBook[Y]:
        """科室确认, department by department."""
        return ConfirmBook(self.store, self.view, self.note, self.show)

    @property
    def tables(self) -> TableChoice[Y]:
        """Which region's table and rule set the year is worked with."""
        return TableChoice(self.store, self.source, self.view, self.show, self.note)

    @property
    def rules(self) -> RuleBook[Y]:
        """Rule sets of the hospital's own."""
        return RuleBook(self.store, self.source, self.view, self.tables, self.note)

    @property
    def others(self) -> OtherTables:
        """The year by the other tables that are followed."""
        return OtherTables(self.store, self.source, self.view)

    @property
    def packs(self) -> PackBook[Y]:
        """Tables of one's own."""
        return PackBook(self.store, self.source, self.view, self.note)

    @property
    def ledger(self) -> Ledger[Y]:
        """How far the tasks have come."""
        return Ledger(self.store, self.source, self.view, self.note, self.today)
