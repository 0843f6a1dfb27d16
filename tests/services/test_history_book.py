"""All changes of the open hospital, asked in pieces."""

from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentence
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


def test_what_was_altered_outside_is_told_without_keys(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """The figure, its year and the field by name; the values as they stand; what nobody knows by its key."""

    def told(**params: str) -> str:
        store.wrong = (Problem("store_row_altered", "", params),)
        return sentence(workspace.books.past.examine(whole=True)[0])

    text = told(table="数", item="registered_nurses", period="2025", field="value", was="806", now="x")
    assert "数“注册护士数”（2025 年）的数值与修改记录不符，记录是“806”，现在是“x”" in text
    gone = told(table="数", item="registered_nurses", period="2025Q1", field="id", was="01a2-5b", now="")
    assert "数“注册护士数”（2025 年一季度）的整行与修改记录不符。" in gone
    assert "锁定稿的内容与修改记录不符" in told(table="锁定稿", item="", period="", field="body", was="", now="")
    assert "台账“9.9”（？）的odd与" in told(table="台账", item="9.9", period="？", field="odd", was="", now="")
    assert "新表与修改记录不符" in told(table="新表")
