"""The preview's rows and words, and the list's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.domain.figures import BLANK, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.collection import DepartmentForm, plan_forms
from hqd_desktop.services.collection_return import CellState, Choice, ComparedCell, compare
from hqd_desktop.services.form_records import FormRecord, FormState
from hqd_desktop.ui.models import form_words
from hqd_desktop.ui.models.form_list_model import Column as ListColumn
from hqd_desktop.ui.models.form_list_model import FormListModel
from hqd_desktop.ui.models.return_model import Column, ReturnModel, rows_of
from hqd_desktop.ui.models.row_model import HEADING_ROLE
from hqd_desktop.ui.widgets.form_delegates import shape_of_file, shape_of_form
from hqd_desktop.ui.widgets.status_shapes import Shape
from tests.fakes.returned_forms import returned_form
from tests.fakes.shipped_packs import shipped_packs, shipped_samples

NOW, LAST = Period(2025), Period(2024)
KEY, OTHER = ("total_income", NOW), ("medical_income", NOW)
PACKS, SAMPLE = shipped_packs(), shipped_samples()[0]
AT = datetime(2026, 3, 9, 6, 31, tzinfo=UTC)


def assessed(changes=None):
    return assess(PACKS, replace(SAMPLE.hospital, id="h1"), 2025, {**SAMPLE.figures, **(changes or {})})


@pytest.fixture(scope="module")
def form():
    return plan_forms(assessed(), {}, date(2026, 1, 5))[0]


@pytest.fixture
def comparison(form):
    wrong = Problem("number_unreadable", "采集表!C9", {"text": "十二", "item": "财政拨款收入"})
    back = returned_form(form, {KEY: number(5), OTHER: number(7)}, problems=[wrong])
    return compare(back, assessed({KEY: number(6)}), None)


def test_what_needs_a_person_comes_first_and_what_is_equal_is_folded(comparison):
    rows = rows_of(comparison, {"same"})
    groups = [(row.group, row.count, row.folded) for row in rows if row.cell is None and row.problem is None]
    assert [name for name, _, _ in groups] == ["conflict", "wrong", "changed", "same"]
    assert groups[-1][2]
    assert not any(row.cell and row.cell.state is CellState.SAME for row in rows)
    assert len(rows_of(comparison, ())) > len(rows)


def test_the_model_reads_out_both_sides_and_what_will_stand(comparison):
    model, choices = ReturnModel(), {}
    model.show(rows_of(comparison, {"same"}), PACKS.catalogue, 2025, choices)
    assert model.index(0, 0).data(HEADING_ROLE)
    assert model.index(0, 0).data() == "冲突　1"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("冲突 1 处")
    cells = [model.index(1, column).data() for column in Column]
    assert cells == ["总收入", "6.00", "5.00", "977,217,315.88", "", "待定"]
    assert model.is_open(1)
    choices[KEY] = Choice.OURS
    model.refresh()
    assert model.index(1, Column.OUTCOME).data() == "用本院的"
    assert not model.is_open(1)
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "本院现有 6.00" in spoken
    assert (
        model.index(3, 0).data()
        == "财政拨款收入　采集表!C9：读不懂“十二”。原来的数没有变。请改成一个数，例如 1234 或 1.2万。"
    )
    assert model.index(3, 1).data() == ""
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["数据项", "本院现有", "采集表"]
    assert model.index(5, Column.OUTCOME).data() == "用采集表的"
    model.deleteLater()


def cell(**more) -> ComparedCell:
    base = ComparedCell(KEY, CellState.CHANGED, number(6), number(5), BLANK, "采集表!C6")
    return replace(base, **more)


def test_words_of_a_cell():
    item = PACKS.catalogue["total_income"]
    assert form_words.value(item, BLANK) == "（空）"
    assert form_words.value(item, not_applicable("停办")) == "不适用：停办"
    assert form_words.place(cell(unit="万元"), item) == "采集表!C6，按万元填的，已换算成元"
    assert form_words.note_words(cell()) == ""
    assert form_words.note_words(cell(theirs=number(5, "核过"))) == "备注：本院“无”，采集表“核过”"
    assert form_words.outcome(cell(state=CellState.SAME), item, {}) == "不变"
    doubtful = cell(suggestion=number(50000).value)
    assert form_words.outcome(doubtful, item, {}) == "像是元、万元混填"
    assert form_words.outcome(doubtful, item, {KEY: Choice.THEIRS}) == "用采集表的"
    assert form_words.outcome(doubtful, item, {KEY: Choice.SUGGESTED}) == "改为 50,000.00"
    assert form_words.suggestion_words(cell(), item) == ""
    assert form_words.cell_name(cell(key=("dual_duty", Period(2025, 2))), PACKS.catalogue, 2025).endswith(
        "（2025 年二季度）"
    )
    assert form_words.author(cell(who="乙", at=AT)).startswith("乙 3月9日")
    assert form_words.author(cell()) == ""


def test_files_say_whether_they_can_be_written(comparison, form):
    assert form_words.file_words(comparison, {}) == "不能写入，1 处要改"
    assert shape_of_file(comparison, {}) is Shape.ERROR
    open_ = replace(comparison, problems=())
    assert form_words.file_words(open_, {}) == "1 处冲突待定"
    assert shape_of_file(open_, {}) is Shape.WARNING
    assert form_words.file_words(open_, {KEY: Choice.OURS}) == "可写入，2 处不同"
    assert shape_of_file(open_, {KEY: Choice.OURS}) is Shape.OK
    same = compare(returned_form(form), assessed(), None)
    assert form_words.file_words(same, {}) == "与本院的数相同"
    assert form_words.file_title(same).startswith("财务科　必填 22/22")
    foreign = compare(returned_form(form), replace(assessed(), year=2026), None)
    assert form_words.file_title(foreign) == "回表.xlsx"


def record(state: FormState, given: int = 22) -> FormRecord:
    return FormRecord("a", 2025, "财务科", "x", state, 22, given, issued_at=AT, returned_at=None)


def test_the_list_of_departments(form):
    none = DepartmentForm(form)
    out = DepartmentForm(form, record(FormState.ISSUED, 0), outdated=True)
    back = DepartmentForm(form, replace(record(FormState.RETURNED), signed=True), errors=2)
    part = DepartmentForm(form, record(FormState.RETURNED, 20))
    shapes = [shape_of_form(one) for one in (none, out, back, part)]
    assert shapes == [Shape.WAITING, Shape.MISSING, Shape.OK, Shape.PARTIAL]
    model = FormListModel()
    model.show([none, out])
    texts = [[model.index(row, column).data() for column in ListColumn] for row in range(2)]
    assert texts[0] == ["财务科", "未发", "", "", "0/22", "", ""]
    assert texts[1] == ["财务科", "已发", "3月9日", "", "0/22", "未签", "要填的项变了，请重发"]
    model.show([back, part])  # the same departments, in place
    assert model.index(0, ListColumn.REMARK).data() == "2 个数校核有错"
    assert model.index(0, ListColumn.SIGNED).data() == "已签"
    assert model.index(1, ListColumn.GIVEN).data() == "20/22，不全"
    assert "状态已回" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.row_at(model.index(9, 0)) is None
    assert form_words.totals([none, out, back, part]) == "4 个科室　未发 1　已发 1　已回 2"
    model.deleteLater()


def test_the_lists_keep_the_rules_of_models(qapp, form, comparison):
    returned, forms = ReturnModel(), FormListModel()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    judges = [QAbstractItemModelTester(model, fatal) for model in (returned, forms)]
    for folded in ((), ("same",)):
        returned.show(rows_of(comparison, folded), PACKS.catalogue, 2025, {})
    forms.show([DepartmentForm(form)])
    forms.show([])
    for held in (*judges, returned, forms):
        held.deleteLater()
