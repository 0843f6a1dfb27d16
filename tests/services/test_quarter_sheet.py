"""A quarter of the ledger as a sheet: counts, quarterly rows, tasks, what lags, what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import not_applicable, number, words
from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy, TaskState, open_book
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.quarter_sheet import GOVERNMENT, QuarterSheet, quarter_sheet
from tests.fakes.shipped_packs import shipped_packs, shipped_samples, shipped_source

YEAR, DAY = 2025, date(2025, 10, 9)
PACK = "shaoyang-2022"
NAME = "邵阳 2022 评价指标（试行）"
PARTY = ("party_secretary_duty", "party_dual_duty", "party_review", "party_branch_standard")


def entry(task: str, quarter: int, state: TaskState | None, **more: object) -> LedgerEntry:
    return LedgerEntry(PACK, task, Period(YEAR, quarter), state, **more)


@pytest.fixture
def make():
    def sheet(entries=(), marks=(), remedies=(), *, quarter: int = 3, figures=None, twice=False) -> QuarterSheet:
        sample = shipped_samples()[0]
        given = dict(sample.figures if figures is None else figures)
        assessment = assess(shipped_packs(), sample.hospital, YEAR, given)
        book = open_book(shipped_source().tasks(PACK), YEAR, entries, marks, remedies)
        other = replace(book, tasks=replace(book.tasks, pack="yuzhong-2022"))
        books, names = ((book, other), (NAME, "渝中 2022")) if twice else ((book,), (NAME,))
        return quarter_sheet(assessment, given, books, names, quarter, DAY)

    return sheet


def test_tasks_and_counts_are_those_of_the_quarter(make) -> None:
    sheet = make(
        (
            entry("4.1", 2, TaskState.DONE, progress="上一季"),
            entry("4.1", 3, TaskState.UNDERWAY, progress=" 覆盖\n26 个科室 ", number=Decimal("3.50"), next_step="验收",
                  next_due=date(2025, 11, 1)),
            entry("5.1", 3, TaskState.BEHIND, reason="招标流标两次", next_step="重新招标"),
        )
    )  # fmt: skip
    assert (sheet.title, sheet.hospital, sheet.packs) == ("2025 年三季度按季调度报告", "示例医院", (NAME,))
    assert sheet.counts == {"未启动": 0, "推进中": 1, "已完成": 0, "滞后": 1, "未报": sheet.total - 2}
    told = {line.number: line for line in sheet.tasks}
    line = told["（四）"]
    assert (line.state, line.figure, line.progress) == ("推进中", "3.5", "覆盖 26 个科室")
    assert (line.next_step, line.next_due, line.owner) == ("验收", date(2025, 11, 1), "医务科")
    assert told["（五）2"].state == "未报"
    assert [(line.number, line.reason) for line in sheet.lagging] == [("（五）1", "招标流标两次")]
    assert make((entry("4.1", 3, None),)).counts["未报"] == sheet.total


def test_two_texts_are_told_apart(make) -> None:
    numbers = [line.number for line in make(twice=True).tasks]
    assert "邵阳（四）" in numbers
    assert "渝中（四）" in numbers


def test_what_is_due_next_quarter_or_overdue(make) -> None:
    def mark(task: str, day: date, text: str, **more: object) -> MilestoneMark:
        return MilestoneMark(PACK, task, day, text, own=True, **more)

    sheet = make(
        (entry("5.2", 3, TaskState.DONE),),
        (
            mark("4.1", date(2025, 12, 31), "验收"), mark("4.1", date(2026, 1, 1), "太远"),
            mark("5.1", date(2025, 9, 30), "该完成的"), mark("5.1", date(2025, 9, 1), "已做", done_on=DAY),
            mark("5.2", date(2025, 10, 1), "任务已完成"),
        ),
        (
            Remedy(PACK, "5.2", 2024, "补签协议", "医保办", date(2025, 11, 30)),
            Remedy(PACK, "5.3", 2024, "没有日期"), Remedy(PACK, "5.3", 2024, "办结", "", DAY, DAY, "好"),
        ),
    )  # fmt: skip
    own = [(line.due, line.number, line.text, line.overdue) for line in sheet.due if line.due.year == 2025]
    assert own == [
        (date(2025, 9, 30), "（五）1", "该完成的", True), (date(2025, 11, 30), "（五）2", "整改：补签协议", False),
        (date(2025, 12, 31), "（四）", "验收", False),
    ]  # fmt: skip
    last = make((), (mark("4.1", date(2026, 3, 31), "来年"),), quarter=4)
    assert [line.text for line in last.due if line.due.year == 2026] == ["来年"]


def test_quarterly_rows_with_what_is_open(make) -> None:
    sheet = make()
    rows = {line.number: line for line in sheet.quarterly}
    assert list(rows) == ["4", "5", "11", "17", "八"]
    assert (rows["11"].cells, rows["11"].open) == (("—",) * 4, GOVERNMENT)
    assert rows["4"].cells[2] == "4 / 4 条"
    assert rows["5"].open
    assert rows["八"].cells == ("已报",) * 4
    assert rows["八"].progress
    assert rows["4"].owner == "党办"


def test_blank_not_met_and_not_applicable_are_three_things(make) -> None:
    figures = dict(shipped_samples()[0].figures)
    indicator = next(r for r in shipped_packs().scheme if r.number == "4")
    keys = indicator.reported
    quarters = [Period(YEAR, quarter) for quarter in (1, 2, 3, 4)]
    figures.pop((keys[0], quarters[0]), None)
    figures[keys[0], quarters[1]] = not_applicable("没有这项")
    figures[keys[0], quarters[2]] = number(0)
    figures |= {(key, quarters[3]): not_applicable("没有") for key in keys}
    figures.pop((indicator.narrative[0], quarters[2]), None)
    row = make(figures=figures).quarterly[0]
    assert row.cells == ("未报", "3 / 3 条", "3 / 4 条", "不适用")
    assert row.open == (shipped_packs().catalogue[keys[0]].short or shipped_packs().catalogue[keys[0]].name)
    assert row.progress == ""
    figures[indicator.narrative[0], quarters[2]] = words("一\n二")
    assert make(figures=figures).quarterly[0].progress == "一 二"
