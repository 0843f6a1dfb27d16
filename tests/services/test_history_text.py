"""修改记录 in words: names instead of keys, digits as the item has them, no hash of a password."""

from datetime import UTC, datetime

from hqd_desktop.domain.review import YearState
from hqd_desktop.services.history_text import HEADINGS, KINDS, TABLES, history_rows, sentence_of
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
    assert told(packs, "goal", "side", "", "at_most", "18 value", "2025")["改为"] == "不高于"
    assert told(packs, "person", "password", "", "a" * 64, "甲")["改为"] == "已设"
    assert told(packs, "person", "password", "a" * 64, "", "甲")["改为"] == "未设"
    assert told(packs, "ledger_entry", "state", "", "behind")["改为"] == "滞后"
    assert told(packs, "ledger_entry", "number", "", "2.5")["内容"] == "数"
    assert told(packs, "evidence", "digest", "", "hqd1-sha256:" + "ab" * 32)["改为"] == "摘要 abababababab"
    assert told(packs, "submission", "body", "", "cd" * 32)["改为"] == "摘要 cdcdcdcdcdcd"
    assert told(packs, "rule_set", "body", "", '{"a":1}')["改为"] == "全文 7 字"
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


class Called:
    """Names for two keys."""

    def thing(self, table: str, key: str) -> str:
        """Of one task."""
        return "一号任务" if (table, key) == ("ledger_entry", "p:1") else ""

    def value(self, name: str, key: str) -> str:
        """Of one table."""
        return "邵阳 2022" if name == "scheme_id" else ""


def test_keys_are_called_by_their_names(packs: Packs) -> None:
    """Where they are known; else they stand as they are."""

    def row(table: str, item: str, field: str, new: str) -> tuple[str, ...]:
        entry = HistoryEntry(AT, "甲", "PC", "x", "", "", item, "2025", field, "", new, table)
        return history_rows([entry], packs.catalogue, UTC, Called())[0].cells

    assert row("ledger_entry", "p:1", "progress", "已申报")[4:9] == ("台账：一号任务", "2025 年", "进展", "", "已申报")
    assert row("ledger_entry", "p:2", "progress", "x")[4] == "台账：p:2"
    assert row("hospital_year", "", "scheme_id", "shaoyang-2022")[8] == "邵阳 2022"


def test_a_row_as_a_sentence(packs: Packs) -> None:
    """Changed, written for the first time, and taken away."""

    def said(old: str, new: str, period: str = "2025") -> str:
        entry = HistoryEntry(AT, "甲", "PC-01", "录入", "", "手工录入", "surplus", period, "value", old, new)
        return sentence_of(history_rows([entry], packs.catalogue, UTC)[0])

    start = "2026-01-05 06:07:08 甲（PC-01）录入：数：本期盈余（2025 年）的数值"
    assert said("1", "2") == f"{start}由“1.00”改为“2.00”，来源：手工录入。"
    assert said("", "2") == f"{start}填上“2.00”，来源：手工录入。"
    assert said("1", "", "") == "2026-01-05 06:07:08 甲（PC-01）录入：数：本期盈余的数值去掉“1.00”，来源：手工录入。"
