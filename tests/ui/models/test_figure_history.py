"""修改记录: a line for each transaction, with what can be typed again."""

from dataclasses import replace
from datetime import UTC, datetime

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.ui.models.figure_history import history_lines

YEAR = Period(2025)
AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def entry(field, old, new, action="录入"):
    return HistoryEntry(AT, "录入员甲", "PC-01", action, "", "手工录入", "rental_income", "2025", field, old, new)


def test_one_transaction_is_one_line(view_of):
    item = view_of().packs.catalogue["rental_income"]
    lines = history_lines(
        [entry("state", "blank", "number"), entry("value", "", "715800"), entry("source", "", "手工录入")],
        item,
        AT.astimezone().date(),
    )
    assert [line.what for line in lines] == ["录入员甲 录入：空白 → 715,800.00"]
    assert lines[0].when.startswith("今天")


def test_notes_states_and_texts(view_of):
    item = view_of({("rental_income", YEAR): number(1)}).packs.catalogue["rental_income"]
    day = datetime(2027, 1, 1, tzinfo=UTC).date()
    assert history_lines([entry("note", "", "含停车场")], item, day)[0].what.endswith("备注“含停车场”")
    declared = history_lines([entry("state", "number", "not_applicable"), entry("value", "1", "")], item, day)
    assert declared[0].what.endswith("1.00 → 不适用")
    assert history_lines([entry("text", "a", "b")], item, day)[0].what.endswith("改了文字")
    assert history_lines([entry("source", "a", "b")], item, day) == []


def test_what_can_be_typed_again(view_of):
    item = view_of().packs.catalogue["rental_income"]
    day = AT.astimezone().date()
    (line,) = history_lines([entry("value", "1234567.5", "9")], item, day)
    assert (line.what, line.back) == ("录入员甲 录入：1,234,567.50 → 9.00", "1234567.50")
    assert history_lines([entry("state", "blank", "number"), entry("value", "", "9")], item, day)[0].back == ""
    answer = view_of().packs.catalogue["dual_duty"]
    assert history_lines([entry("value", "1", "0")], answer, day)[0].back == "是"


def test_why_and_whence(view_of):
    item = view_of().packs.catalogue["rental_income"]
    day = AT.astimezone().date()
    one = replace(entry("value", "1", "2"), origin="采集表.xlsx", reason="科室更正")
    assert history_lines([one], item, day)[0].what == "录入员甲 录入：1.00 → 2.00（来自 采集表.xlsx，科室更正）"
    undone = replace(entry("value", "2", "1", "撤销录入"), origin="撤销")
    assert history_lines([undone], item, day)[0].what == "录入员甲 撤销录入：2.00 → 1.00"


def test_what_hangs_on_a_figure(view_of):
    item = view_of().packs.catalogue["rental_income"]
    day = AT.astimezone().date()
    asked = replace(entry("text", "", "问财务科", "记跟进"), table="follow_up")
    done = replace(entry("text", "问财务科", "", "跟进办结"), table="follow_up")
    declared = replace(entry("value", "", "7", "登记上年调整数"), table="restatement", reason="审计调整")
    reworded = replace(entry("explanation", "a", "b", "登记上年调整数"), table="restatement")
    lines = history_lines([asked], item, day) + history_lines([done, declared], item, day)
    assert [line.what.split("：", 1)[1] for line in lines] == [
        "“问财务科”", "“问财务科”已办结", "上年调整数 7.00（审计调整）",
    ]  # fmt: skip
    assert history_lines([reworded], item, day)[0].what.endswith("改了原因")
