"""The grid's model: states of cells, typed text, and Qt's own checks of a model."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.domain.figures import BLANK, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.progress import Arrangement
from hqd_desktop.ui.models.cell_states import CellBook, Mark
from hqd_desktop.ui.models.entry_columns import CELL_ROLE, HEADING_ROLE, Column
from hqd_desktop.ui.models.entry_model import EntryModel
from hqd_desktop.ui.models.entry_rows import EntryPlan

YEAR = Period(2025)
KEY = ("rental_income", YEAR)
Role = Qt.ItemDataRole


@pytest.fixture
def model(qapp, view_of):
    view = view_of({("ip_laboratory_income", YEAR): BLANK})
    made = EntryModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    book = CellBook(view)
    plan = EntryPlan(view, book, Arrangement.DEPARTMENT)
    made.show(view, book, plan.rows("财务科", 0, plan.sections("财务科")), 0)
    yield made
    tester.deleteLater()
    made.deleteLater()


def at(model, column, key=KEY):
    return model.index_of(key).siblingAtColumn(column)


def test_texts_and_alignment(model):
    assert at(model, Column.NAME).data() == "租金收入"
    assert at(model, Column.THIS).data() == "715,800.00"
    assert at(model, Column.THIS).data(Role.EditRole) == "715800.00"
    assert at(model, Column.THIS).data(Role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert at(model, Column.CHANGE).data() == "+1.88%"
    assert at(model, Column.DEPARTMENT).data() == "财务科"
    assert at(model, Column.SOURCE).data() == "卫生健康财务年报"
    assert at(model, Column.STATE).data() == ""


def test_headings_cannot_be_typed_into(model):
    heading = model.index(0, Column.THIS)
    assert heading.data(HEADING_ROLE)
    assert not model.flags(heading) & Qt.ItemFlag.ItemIsEditable
    assert model.index(0, 0).data() == "一、收入"
    assert "已展开" in heading.data(Role.AccessibleTextRole)


def test_screen_readers_hear_item_year_value_and_state(model):
    assert at(model, Column.THIS).data(Role.AccessibleTextRole) == "租金收入，2025 年，715,800.00 元"
    missing = at(model, Column.THIS, ("ip_laboratory_income", YEAR))
    assert missing.data(Role.AccessibleTextRole) == "住院化验收入，2025 年，空白 元，缺"


def test_header_names_the_years(model):
    titles = [model.headerData(c, Qt.Orientation.Horizontal) for c in Column]
    assert titles == ["数据项", "2025 年（本年）", "2024 年", "2023 年", "同比", "状态", "来源表", "责任科室"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_readable_text_is_asked_for_and_shown_as_saving(qtbot, model):
    with qtbot.waitSignal(model.entered) as asked:
        assert model.setData(at(model, Column.THIS), "１，２３４．５")
    assert asked.args == [KEY, "１，２３４．５"]
    assert model.state(KEY).mark is Mark.SAVING
    assert at(model, Column.STATE).data() == "正在保存…"
    model.settle([KEY])
    assert model.state(KEY).mark is Mark.NONE


def test_unreadable_text_is_refused_and_the_old_value_stays(qtbot, model):
    with qtbot.waitSignal(model.refused) as refused:
        assert not model.setData(at(model, Column.THIS), "12.3.4")
    assert refused.args[:2] == [KEY, "12.3.4"]
    assert at(model, Column.THIS).data() == "715,800.00"


def test_the_same_text_again_is_no_write(qtbot, model):
    with qtbot.assertNotEmitted(model.entered):
        assert model.setData(at(model, Column.THIS), " 715800.00 ")


def test_what_could_not_be_saved_keeps_its_text_and_reason(model):
    model.fail({KEY: "99"}, "磁盘已满")
    assert (model.state(KEY).mark, at(model, Column.THIS).data()) == (Mark.UNSAVED, "99")
    assert at(model, Column.THIS).data(Role.ToolTipRole) == "磁盘已满"
    assert at(model, Column.THIS).data(Role.EditRole) == "99"
    assert model.unsaved == {KEY: "99"}


def test_preview_shows_and_goes(model):
    model.preview({KEY: ("x", Mark.UNREADABLE)})
    assert at(model, Column.STATE).data() == "读不懂"
    model.preview({})
    assert at(model, Column.THIS).data() == "715,800.00"


def test_last_years_problem_is_told_as_such(qapp, view_of):
    last = ("personnel_expense", Period(2024))
    view = view_of({("outpatient_emergency_income", Period(2024)): BLANK, last: BLANK})
    book, made = CellBook(view), EntryModel()
    made.show(view, book, EntryPlan(view, book, Arrangement.DEPARTMENT).rows("财务科", 0, ()), 0)
    missing = next(key for key in view.assessment.missing if key[1].year == 2024)
    assert made.index_of(missing).siblingAtColumn(Column.STATE).data() == "上年缺"
    made.deleteLater()


def test_a_new_view_with_the_same_rows_keeps_indexes(qtbot, model, view_of):
    view = view_of({KEY: number(5)})
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show(view, CellBook(view), model.rows, 0)
    assert at(model, Column.THIS).data() == "5.00"


def test_nothing_is_written_where_nothing_may_be(model):
    assert not model.setData(at(model, Column.NAME), "1")
    assert not model.setData(QModelIndex(), "1")
    assert model.key(at(model, Column.NAME)) is None
    assert model.row_key(at(model, Column.NAME)) == KEY
    assert not model.index_of(("no_such_item", YEAR)).isValid()


def test_reason_is_in_the_tip(qapp, view_of):
    view = view_of({KEY: not_applicable("本院没有这项业务")})
    book, made = CellBook(view), EntryModel()
    made.show(view, book, EntryPlan(view, book, Arrangement.DEPARTMENT).rows("财务科", 0, ()), 0)
    assert made.index_of(KEY).data(Role.ToolTipRole) == "理由：本院没有这项业务"
    assert made.index_of(KEY).data(CELL_ROLE).mark is Mark.NOT_APPLICABLE
    made.deleteLater()


def test_an_empty_model_is_sound(qapp):
    made = EntryModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    assert made.rowCount() == 0
    assert made.headerData(1, Qt.Orientation.Horizontal) == ""
    assert made.state(KEY) is None
    assert not made.enter(KEY, "1")
    made.deleteLater()


def test_what_is_not_saved_yet_is_compared_with_last_year_as_it_is_typed(model):
    last = model.state((KEY[0], YEAR.last_year())).raw
    model.expect({KEY: f"={last}*2"})
    assert at(model, Column.CHANGE).data() == "+100.00%"
    model.fail({KEY: last}, "磁盘已满")
    assert at(model, Column.CHANGE).data() == "+0.00%"
    model.expect({KEY: "12.3.4"})  # read before it was asked for; a text that is not counts as nothing
    assert at(model, Column.CHANGE).data() == "+1.88%"
    model.settle([KEY])
    assert at(model, Column.CHANGE).data() == "+1.88%"
