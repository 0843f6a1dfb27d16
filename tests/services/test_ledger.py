"""The ledger through the workspace: each act one transaction, refused with a sentence, handed on to the next year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StaleWrite, UserFacingError
from hqd_desktop.services.ledger import Ledger
from hqd_desktop.services.records import Actor, YearState
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_regions import RegionSource
from tests.services.conftest import HOSPITAL

PACK = "shaoyang-2022"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def workspace(store: MemoryStore) -> Workspace:
    made = Workspace(store, RegionSource(), Actor("张三", "质控办电脑"), "程序", lambda: date(2026, 1, 15))
    made.create(HOSPITAL, PACK, 2025)
    return made


@pytest.fixture
def ledger(workspace: Workspace) -> Ledger[View]:
    return workspace.books.ledger


def entry(quarter: int = 1, **fields: object) -> LedgerEntry:
    return replace(LedgerEntry(PACK, "5.1", Period(2025, quarter), TaskState.UNDERWAY), **fields)


def code(refused: pytest.ExceptionInfo[UserFacingError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_the_books_of_a_year(ledger: Ledger[View]) -> None:
    """The table's own tasks; another region's besides, when they are followed; not its own a second time."""
    assert [book.tasks.pack for book in ledger.read().books] == [PACK]
    assert ledger.today == date(2026, 1, 15)
    shown = ledger.follow("dazu-2024")
    assert [book.tasks.pack for book in shown.books] == [PACK, "dazu-2024"]
    assert len(shown.books[1].rows) == 64
    ledger.follow(PACK)
    assert [book.tasks.pack for book in ledger.read().books] == [PACK, "dazu-2024"]
    assert [book.tasks.pack for book in ledger.follow("dazu-2024", active=False).books] == [PACK]


def test_writing_a_quarter(ledger: Ledger[View], store: MemoryStore) -> None:
    """Trimmed, kept, recorded; a second write names the version it has seen."""
    ledger.write(entry(progress="  已核编 12 名 ", number=Decimal(12)))
    row = ledger.read().books[0].row("5.1")
    assert row.latest is not None
    assert (row.latest.progress, row.latest.number, row.latest.version) == ("已核编 12 名", 12, 1)
    assert (store.changes[-1].action, row.owner) == ("填工作台账", "人事科")
    with pytest.raises(StaleWrite):
        ledger.write(entry(progress="又写"))
    shown = ledger.write(replace(row.latest, state=TaskState.DONE))
    assert shown.books[0].row("5.1").state is TaskState.DONE


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (entry(state=TaskState.BEHIND), ["ledger_reason"]),
        (entry(task="9.9"), ["ledger_no_such_task"]),
        (entry(period=Period(2024, 1)), ["ledger_other_year"]),
    ],
)
def test_a_wrong_entry_is_refused(
    ledger: Ledger[View], store: MemoryStore, written: LedgerEntry, codes: list[str]
) -> None:
    before = len(store.changes)
    with pytest.raises(UserFacingError) as refused:
        ledger.write(written)
    assert code(refused) == codes
    assert len(store.changes) == before


def test_milestones(ledger: Ledger[View]) -> None:
    """One of the hospital's own with words; met; without words, or of no task, refused."""
    mark = MilestoneMark(PACK, "5.1", date(2026, 1, 31), " 竞聘上岗 ", own=True)
    shown = ledger.mark(mark)
    (kept,) = shown.books[0].row("5.1").milestones
    assert kept.text == "竞聘上岗"
    assert ("竞聘上岗", 16) in [(one.text, one.days) for one in shown.reminders]
    (met,) = ledger.mark(replace(kept, done_on=date(2026, 1, 14))).books[0].row("5.1").milestones
    assert met.done_on == date(2026, 1, 14)
    for wrong, said in (
        (replace(mark, text=" "), "ledger_milestone_text"),
        (replace(mark, task="0"), "ledger_no_such_task"),
    ):
        with pytest.raises(UserFacingError) as refused:
            ledger.mark(wrong)
        assert code(refused) == [said]


def test_a_year_that_is_over_opens_the_next_one(ledger: Ledger[View], workspace: Workspace) -> None:
    """What is behind becomes 整改 with owner and day, stands in the next year's ledger, and is closed there."""
    ledger.write(entry(4, state=TaskState.BEHIND, reason="编制还没有批下来"))
    (proposed,) = ledger.proposals()
    assert (proposed.task, proposed.owner, proposed.due) == ("5.1", "人事科", date(2026, 6, 30))
    assert proposed.text == "编制还没有批下来"
    with pytest.raises(UserFacingError) as refused:
        ledger.mend([replace(proposed, owner=" ", text="", due=None)])
    assert code(refused) == ["remedy_text_missing", "remedy_owner_missing", "remedy_due_missing"]
    ledger.mend([proposed])
    assert ledger.proposals() == ()
    ledger.write(LedgerEntry(PACK, "5.2", Period(2025), owner="医保办"))
    workspace.add_year(2026)
    (carried,) = workspace.books.ledger.read().books[0].row("5.1").remedies
    assert (carried.text, carried.open) == ("编制还没有批下来", True)
    assert workspace.books.ledger.read().books[0].row("5.2").owner == "医保办", "as the hospital had it last year"
    with pytest.raises(UserFacingError) as refused:
        workspace.books.ledger.close(carried, " ")
    assert code(refused) == ["remedy_outcome_missing"]
    (closed,) = workspace.books.ledger.close(carried, "已核编").books[0].row("5.1").remedies
    assert (closed.outcome, closed.closed_on) == ("已核编", date(2026, 1, 15))


def test_a_locked_year_is_only_read(ledger: Ledger[View], workspace: Workspace, store: MemoryStore) -> None:
    """But what it left unmet may still be written as 整改."""
    ledger.write(entry(4, state=TaskState.BEHIND, reason="编制还没有批下来"))
    record = workspace.view.record
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[-1])
    workspace.open(record.hospital_id, record.year)
    assert not ledger.read().editable
    with pytest.raises(UserFacingError) as refused:
        ledger.write(entry(2))
    assert code(refused) == ["year_locked"]
    assert len(ledger.mend(ledger.proposals()).books[0].row("5.1").remedies) == 1
