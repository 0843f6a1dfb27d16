"""The ledger as a table for departments: handed out, filled, taken back whole or not at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop.domain.ledger import LedgerEntry, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StaleWrite
from hqd_desktop.services.ledger import Ledger, LedgerView
from hqd_desktop.services.ledger_form import entries_of, form_name, form_of, forms_of
from hqd_desktop.services.ledger_sheet import COLUMNS, LedgerForm
from hqd_desktop.services.records import Actor
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_regions import RegionSource
from tests.services.conftest import HOSPITAL

PACK = "shaoyang-2022"


@pytest.fixture
def ledger() -> Ledger[View]:
    made = Workspace(MemoryStore(), RegionSource(), Actor("张三", "电脑"), "程序", lambda: date(2026, 1, 15))
    made.create(HOSPITAL, PACK, 2025)
    book = made.books.ledger
    behind = LedgerEntry(PACK, "5.1", Period(2025, 2), TaskState.BEHIND, "已核编", "报名人数不足")
    book.write(replace(behind, number=Decimal("12.50"), next_step="再招", next_due=date(2025, 8, 1)))
    return book


def filled(view: LedgerView, task: str = "5.2", **cells: str) -> LedgerForm:
    form = form_of(view, HOSPITAL.name, 2)
    rows = tuple({**row, **cells} if row["编号"] == task else row for row in form.rows)
    return replace(form, rows=rows)


def codes(form: LedgerForm, view: LedgerView) -> list[tuple[str, str]]:
    entries, problems = entries_of(form, view, HOSPITAL.name)
    assert entries == () or problems == ()
    return [(problem.code, problem.where) for problem in problems]


def test_what_is_handed_out(ledger: Ledger[View]) -> None:
    """Each task that a hospital has a part in, with what was written, as texts; of one department where asked."""
    form = form_of(ledger.read(), HOSPITAL.name, 2)
    assert (form.hospital, form.period, len(form.rows)) == ("测试医院", "2025Q2", 29)
    row = next(row for row in form.rows if row["编号"] == "5.1")
    assert tuple(row) == COLUMNS
    assert [row[name] for name in ("状态", "进展", "滞后原因", "数", "下一步", "下一步期限", "核对")] == [
        "滞后", "已核编", "报名人数不足", "12.5", "再招", "2025-08-01", "1",
    ]  # fmt: skip
    assert (row["牵头科室"], row["期限"], row["责任单位"]) == (
        "人事科",
        "长期",
        "市委编办、市人力资源和社会保障局、市卫生健康委",
    )
    own = form_of(ledger.read(), HOSPITAL.name, 2, "党办")
    assert {row["牵头科室"] for row in own.rows} == {"党办"}
    assert "2025-08-01" not in {row["期限"] for row in own.rows}


def test_what_comes_back(ledger: Ledger[View]) -> None:
    """Only rows that say something new are written, as one transaction; a second return of it is refused."""
    view = ledger.read()
    assert entries_of(form_of(view, HOSPITAL.name, 2), view, HOSPITAL.name) == ((), ())
    form = filled(view, 状态="推进中", 进展=" 已订办法 ", 数="1.2万", 下一步期限="2025年9月1日")
    entries, problems = entries_of(form, view, HOSPITAL.name)
    assert problems == ()
    (entry,) = entries
    assert (entry.task, entry.state, entry.progress, entry.number) == ("5.2", TaskState.UNDERWAY, "已订办法", 12000)
    assert entry.next_due == date(2025, 9, 1)
    after = ledger.take_back(entries, "台账.xlsx")
    assert after.books[0].row("5.2").latest == replace(entry, version=1)
    assert entries_of(form, after, HOSPITAL.name) == ((), ())
    with pytest.raises(StaleWrite):
        ledger.take_back(entries, "台账.xlsx")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"状态": "差不多"}, ("rules_word", "第 13 行 状态")),
        ({"进展": "写了进展没选状态"}, ("ledger_state_missing", "第 13 行")),
        ({"状态": "滞后"}, ("ledger_reason", "第 13 行")),
        ({"状态": "推进中", "数": "一些"}, ("number_unreadable", "第 13 行 数")),
        ({"状态": "推进中", "下一步期限": "下月"}, ("day_unreadable", "第 13 行 下一步期限")),
        ({"状态": "推进中", "地区": "dazu-2024"}, ("ledger_no_such_task", "第 13 行")),
        ({"状态": "推进中", "核对": "3"}, ("ledger_form_changed", "第 13 行")),
    ],
)
def test_a_row_that_cannot_be_taken(ledger: Ledger[View], cells: dict[str, str], code: tuple[str, str]) -> None:
    """Named by its place; nothing of the whole form is written then."""
    view = ledger.read()
    form = filled(view, "5.2", **cells)
    place = next(number for number, row in enumerate(form.rows, 1) if row["编号"] == "5.2")
    found = codes(form, view)
    assert [where for _, where in found] == [code[1].replace("13", str(place))]
    if code[0] != "number_unreadable":
        assert found[0][0] == code[0]


def test_what_was_changed_here_meanwhile_is_named(ledger: Ledger[View]) -> None:
    form = filled(ledger.read(), "5.1", 进展="科室另写的")
    ledger.write(replace(ledger.read().books[0].row("5.1").quarters[1], progress="本院改的"))
    form = replace(form, places=tuple(f"第 {n} 行" for n, _ in enumerate(form.rows, 5)))
    ((code, where),) = codes(form, ledger.read())
    assert code == "ledger_form_changed"
    assert where.startswith("第 ")


def test_a_form_of_somebody_or_some_time_else(ledger: Ledger[View]) -> None:
    view = ledger.read()
    form = filled(view, 状态="推进中")
    for wrong, code in (
        (replace(form, hospital="别的医院"), "ledger_form_other_hospital"),
        (replace(form, period="2024Q2"), "ledger_form_period"),
        (replace(form, period="2025"), "ledger_form_period"),
        (replace(form, period="二季度"), "ledger_form_period"),
    ):
        assert [found for found, _ in codes(wrong, view)] == [code]
    assert codes(replace(form, hospital=""), view) == []


def test_a_form_for_each_department(ledger: Ledger[View]) -> None:
    """Together they hold every task once; the names tell quarter and department."""
    view = ledger.read()
    forms = forms_of(view, HOSPITAL.name, 2)
    assert "工作台账_2025年2季度_人事科.xlsx" in forms
    assert form_name(view, 2) == "工作台账_2025年2季度.xlsx"
    tasks = [row["编号"] for form in forms.values() for row in form.rows]
    assert sorted(tasks) == sorted(row["编号"] for row in form_of(view, HOSPITAL.name, 2).rows)
    assert {row["牵头科室"] for row in forms["工作台账_2025年2季度_人事科.xlsx"].rows} == {"人事科"}
