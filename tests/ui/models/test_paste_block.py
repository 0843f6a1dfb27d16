"""Blocks to and from the clipboard: paste after copy is the identity, and all or nothing."""

from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.models.cell_states import CellBook, raw_text
from hqd_desktop.ui.models.paste_block import plan_paste, read_block, write_block

YEAR, LAST = Period(2025), Period(2024)
CELL = st.text(alphabet="0123456789.,-万不适用是 \t\n\"'a", min_size=1, max_size=8)


BLOCK = st.integers(2, 3).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=4))


@given(BLOCK)
def test_reading_gives_back_what_was_written(block):
    assert read_block(write_block(block)) == block


def test_what_excel_puts_on_the_clipboard():
    assert read_block('1,234.50\t2\r\n3\t"a\nb"\r\n') == [["1,234.50", "2"], ["3", "a\nb"]]
    assert read_block("") == []
    assert read_block("7\n") == [["7"]]


def test_copied_cells_pasted_in_place_change_nothing(view_of):
    view = view_of()
    book, catalogue = CellBook(view), view.packs.catalogue
    keys = [[(item.key, YEAR), (item.key, LAST)] for item in catalogue if not item.quarterly]
    block = [[raw_text(catalogue[key[0]], book.figure(key)) for key in row] for row in keys]
    plan = plan_paste(read_block(write_block(block)), keys, book, catalogue)
    assert plan.cells == ()
    assert not plan.needs_asking


def plan(view, block, keys):
    return plan_paste(block, keys, CellBook(view), view.packs.catalogue)


def test_into_blank_cells_needs_no_asking(view_of):
    view = view_of({("research_funds", YEAR): BLANK})
    done = plan(view, [["12.5万"]], [[("research_funds", YEAR)]])
    assert done.cells == ((("research_funds", YEAR), "12.5万"),)
    assert not done.needs_asking


def test_overwriting_asks(view_of):
    done = plan(view_of(), [["1"]], [[("rental_income", YEAR)]])
    assert done.needs_asking
    assert not done.refused
    assert done.summary() == "将写入 1 格，1 格会覆盖原数"


def test_one_unreadable_cell_refuses_the_block(view_of):
    keys = [[("rental_income", YEAR)], [("interest_income", YEAR)]]
    done = plan(view_of(), [["1"], ["x1"]], keys)
    assert done.refused
    assert [key[0] for key, _ in done.problems] == ["interest_income"]
    assert "1 格读不懂" in done.summary()


def test_cells_beyond_the_grid_refuse_the_block(view_of):
    done = plan(view_of(), [["715800", "9"], ["", " "]], [[("rental_income", YEAR)]])
    assert done.beyond == 1
    assert done.refused
    assert "超出表格" in done.summary()
