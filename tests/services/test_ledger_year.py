"""The ledger of a whole year as a table: what was written, the yearly text, dates and 整改."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy, TaskState, open_book
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.ledger_year import HEADINGS, REMEDY_HEADINGS, UNREPORTED, year_ledger
from tests.fakes.shipped_regions import RegionSource

PACK, DAY = "shaoyang-2022", date(2026, 1, 15)


def book(pack: str = PACK, *entries: LedgerEntry, marks=(), remedies=()):
    return open_book(RegionSource().tasks(pack), 2025, entries, marks, remedies)


def test_a_row_says_all_that_was_written() -> None:
    entries = (
        LedgerEntry(PACK, "5.1", Period(2025, 1), TaskState.UNDERWAY, "已核编", number=Decimal("12.50"),
                    next_step="招聘", next_due=date(2025, 6, 1)),
        LedgerEntry(PACK, "5.1", Period(2025, 2), TaskState.BEHIND, reason="报名人数不足", next_step="再招"),
        LedgerEntry(PACK, "5.1", Period(2025, 3), None),
    )  # fmt: skip
    marks = (
        MilestoneMark(PACK, "5.1", date(2025, 5, 1), "挂牌", own=True, done_on=date(2025, 4, 30)),
        MilestoneMark(PACK, "5.1", date(2025, 9, 1), "开诊", own=True),
    )
    remedies = (
        Remedy(PACK, "5.1", 2024, "补签", "医保办", date(2025, 3, 1), date(2025, 2, 1), "已签"),
        Remedy(PACK, "5.1", 2025, "再招", "人事科"),
    )
    made = year_ledger("甲医院", [book(PACK, *entries, marks=marks, remedies=remedies)], ["邵阳 2022"], DAY)
    assert (made.hospital, made.year, made.day) == ("甲医院", 2025, DAY)
    row = dict(zip(HEADINGS, next(r for g in made.groups for r in g.rows if r[0] == "（五）1"), strict=True))
    assert row["期限"] == "2025-05-01 挂牌（2025-04-30 完成）\n2025-09-01 开诊"
    assert row["一季度"] == "推进中\n数：12.5\n已核编\n下一步：招聘（2025-06-01 前）"
    assert row["二季度"] == "滞后\n原因：报名人数不足\n下一步：再招"
    assert (row["三季度"], row["四季度"]) == (UNREPORTED, UNREPORTED)
    assert row["全年"].startswith("一季度推进中：已核编；二季度滞后")
    assert row["整改"] == "2024 年：补签（已办结）\n2025 年：再招（未完）"
    told = [dict(zip(REMEDY_HEADINGS, one, strict=True)) for one in made.remedies]
    assert [(one["年度"], one["期限"], one["办结日期"], one["结果"]) for one in told] == [
        ("2024", "2025-03-01", "2025-02-01", "已签"), ("2025", "", "", ""),
    ]  # fmt: skip


def test_tasks_of_the_government_are_left_out_and_texts_are_told_apart() -> None:
    one = year_ledger("甲医院", [book()], ["邵阳 2022"], DAY)
    assert sum(len(group.rows) for group in one.groups) == sum(task.of_hospital for task in RegionSource().tasks(PACK))
    assert one.groups[0].title.startswith("（一）")
    assert all(row[3] for group in one.groups for row in group.rows)
    assert one.remedies == ()
    two = year_ledger("甲医院", [book(), book("dazu-2024")], ["邵阳 2022", "大足 2024"], DAY)
    assert two.groups[0].title.startswith("邵阳 2022　（一）")
    assert two.groups[-1].title.startswith("大足 2024　")
