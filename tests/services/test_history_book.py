"""All changes of the open hospital, asked in pieces."""

from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.records import HistoryQuery
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR


def test_the_book_asks_for_this_hospital(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Entries as asked for, people, and what is wrong with the file."""
    workspace.enter("surplus", Period(YEAR), "1")
    book = workspace.books.past
    assert [entry.new for entry in book.entries(HistoryQuery(limit=2))] == ["手工录入", "1"]
    assert book.entries(HistoryQuery(who="别人")) == []
    assert [row.cells[4] for row in book.rows(HistoryQuery(limit=2))] == ["数：本期盈余"] * 2
    assert book.last_digest() == str(len(store.changes))
    assert book.give_back() is False
    assert book.people() == ["张三"]
    store.wrong = (Problem("store_history_altered"),)
    assert book.examine(whole=True) == store.wrong
    assert book.sealed() == store.wrong
