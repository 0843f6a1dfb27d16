"""What a row of 填报 says: the year that needs a word first, and a sentence for who cannot see the marks."""

from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.models.cell_states import CellState, Mark
from hqd_desktop.ui.models.entry_rows import EntryRow
from hqd_desktop.ui.models.entry_words import spoken, spoken_heading, tip, told_of_row

PLAIN = CellState("1.00", "1.00")


def test_last_year_is_told_only_where_this_year_has_nothing_to_say():
    wrong = CellState("2.00", "2.00", Mark.ERROR, "合计不符")
    noted = CellState("2.00", "2.00", Mark.NOTED, "有备注")
    restated = CellState("2.00", "2.00", Mark.EXPLAINED, "上年调整数")
    assert told_of_row(PLAIN, wrong).words == "上年合计不符"
    assert told_of_row(PLAIN, restated).words == "上年调整数"
    assert told_of_row(PLAIN, noted) is PLAIN
    assert told_of_row(noted, wrong) is noted
    assert told_of_row(None, None) is None


def test_hovering_adds_note_follow_up_and_lock(view_of):
    item = next(i for i in view_of({}).packs.catalogue if i.kind is ItemKind.NUMBER)
    assert tip(item, PLAIN) is None
    state = CellState("1.00", "1.00", note="含分院", follow_up="问财务科", locked="2024 年度已锁定，只能看")
    assert tip(item, state) == "备注：含分院\n跟进：问财务科\n2024 年度已锁定，只能看"
    assert tip(item, CellState("不适用", "不适用", note="没有这项业务")) == "理由：没有这项业务"


def test_a_screen_reader_hears_every_mark_once(view_of):
    item = view_of({}).packs.catalogue["rental_income"]
    state = CellState("1.00", "1.00", Mark.FOLLOWED, "跟进", note="含分院", follow_up="问财务科")
    assert spoken(item, Period(2025), state) == "租金收入，2025 年，1.00 元，跟进，有备注"
    assert spoken_heading(EntryRow("a", "一、收入", hint="已填 1/2", folded=True)) == "一、收入，已填 1/2，已收起"
