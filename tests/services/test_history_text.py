"""修改记录 in words: names instead of keys, digits as the item has them, no hash of a password."""

from datetime import UTC, datetime

from hqd_desktop.domain.review import YearState
from hqd_desktop.services.history_text import HEADINGS, KINDS, TABLES, history_rows
from hqd_desktop.services.records import HistoryEntry, Packs

AT = datetime(2026, 1, 5, 6, 7, 8, tzinfo=UTC)


def told(packs: Packs, table: str, field: str, old: str, new: str, item: str = "", period: str = "") -> dict[str, str]:
    """One row by heading."""
    entry = HistoryEntry(AT, "甲", "PC-01", "录入", "原表有误", "手工录入", item, period, field, old, new, table)
    (row,) = history_rows([entry], packs.catalogue, UTC)
    return dict(zip(HEADINGS, row.cells, strict=True))


def test_a_figure(packs: Packs) -> None:
    """With the item's name and decimals, and the way to it."""
    cells = told(packs, "figure", "value", "", "1186.5", "surplus", "2025")
    assert list(cells.values()) == [
        "2026-01-05 06:07:08", "甲", "PC-01", "录入", "数：本期盈余", "2025 年", "数值", "", "1,186.50", "原表有误",
        "手工录入",
    ]  # fmt: skip
    entry = HistoryEntry(AT, "甲", "PC", "x", "", "", "surplus", "2025Q1", "state", "blank", "not_applicable", "figure")
    (row,) = history_rows([entry], packs.catalogue)
    assert (row.item, row.period, row.cells[7:9]) == ("surplus", "2025Q1", ("缺", "不适用"))


def test_everything_else(packs: Packs) -> None:
    """States, flags, passwords and long texts; what is not known stands as it is and leads nowhere."""
    assert told(packs, "hospital_year", "state", "", YearState.LOCKED.value, period="2025")["改为"] == "已锁定"
    assert told(packs, "collection_form", "state", "", "issued")["改为"] == "已发"
    assert told(packs, "evidence", "sealed", "0", "1")["改为"] == "是"
    goal = told(packs, "goal", "side", "", "at_most", "18 value", "2025")
    assert (goal["改了什么"], goal["改为"]) == ("本院目标：第 18 项", "不高于")
    assert told(packs, "person", "password", "", "a" * 64, "甲")["改为"] == "已设"
    assert told(packs, "person", "password", "a" * 64, "", "甲")["改为"] == "未设"
    assert len(told(packs, "table_mapping", "body", "", "x" * 999)["改为"]) == 201
    strange = told(packs, "strange", "what", "", "1", "T1", "20xx")
    assert (strange["改了什么"], strange["期间"], strange["内容"]) == ("strange：T1", "20xx", "what")
    assert told(packs, "hospital", "name", "", "甲院")["改了什么"] == "医院"
    entry = HistoryEntry(AT, "甲", "PC", "x", "", "", "gone", "2025", "value", "", "1", "figure")
    (row,) = history_rows([entry], packs.catalogue)
    assert (row.item, row.cells[8]) == ("", "1")


def test_every_table_can_be_asked_for() -> None:
    """In just one of the kinds."""
    assert sorted(table for tables in KINDS.values() for table in tables) == sorted(TABLES)
