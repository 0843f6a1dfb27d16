"""The ledger of a report: what a hospital has a part in, as it was written; kept and read back the same."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop.domain.ledger import TaskState, open_book
from hqd_desktop.services.report_ledger import TaskReport, ledger_data, ledger_from, task_reports
from tests.fakes.shipped_regions import RegionSource
from tests.fakes.told_ledger import PACK, YEAR, told_reports


@pytest.fixture(scope="module")
def report() -> TaskReport:
    return told_reports()[0]


def test_only_tasks_of_a_hospital_in_the_order_of_the_text(report: TaskReport) -> None:
    listed = RegionSource().tasks(PACK)
    assert [line.number for line in report.lines] == [task.number for task in listed if task.of_hospital]
    assert report.title == "邵阳 2022"


def test_a_line_has_its_quarters_and_its_state_is_the_last_one(report: TaskReport) -> None:
    lines = {line.number: line for line in report.lines}
    first, second, third, fourth = lines["（五）1"].quarters
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.number, second.progress, third.reason, fourth) == (
        Decimal(12), "再核编 9 名", "编办年内不再受理，须到下一年度", None,
    )  # fmt: skip
    assert third.next_due == date(2026, 3, 31)
    assert lines["（五）1"].state is TaskState.BEHIND
    assert lines["（六）2"].year_text == "全年完成三批"
    silent = next(line for line in report.lines if not any(line.quarters) and line.number != "（六）2")
    assert (silent.state, silent.year_text) == (None, "")


def test_a_ledger_that_nobody_wrote_in_tells_nothing(report: TaskReport) -> None:
    empty = task_reports([open_book(RegionSource().tasks(PACK), YEAR, [], [], [])], lambda pack: pack)[0]
    assert not empty.told
    assert len(empty.lines) == len(report.lines)
    assert report.told
    assert replace(empty, remedies=report.remedies).told
    assert replace(empty, lines=(replace(empty.lines[0], year_text="做完了"),)).told


def test_it_is_kept_and_read_back_the_same(report: TaskReport) -> None:
    data = json.loads(json.dumps(ledger_data([report])))
    assert ledger_from(data) == (report,)
    assert ledger_from([]) == ()
    with pytest.raises(ValueError, match="no day"):
        ledger_from([{"title": "", "lines": [], "remedies": [["", "", 1, "", "", "no day", "", ""]]}])
