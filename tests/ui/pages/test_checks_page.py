"""校核: the list, both sides, the fix, the 说明."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.pages.checks_page import ChecksPage

YEAR = Period(2025)
WRONG = ("ip_material_income", YEAR)
WARNED = "jump:superior_subsidy_income:2025"


@pytest.fixture
def bench(open_bench):
    return open_bench({WRONG: number("9900.869021"), ("op_laboratory_income", YEAR): BLANK})


@pytest.fixture
def page(bench, show_page):
    return show_page(ChecksPage, bench)


def words(page) -> str:
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel))


def test_counts_and_filter(page):
    assert page.chips[CheckState.ERROR].text().startswith("错误 ")
    page.chips[CheckState.PASSED].click()
    assert {row.state for row in page.model._rows} == {CheckState.PASSED}
    page.chips[CheckState.PASSED].click()
    assert page.model.row(0).state is CheckState.ERROR


def test_both_sides_cause_and_whom_to_ask(page):
    page.go_to(key="material_income_sum")
    told = words(page)
    for part in (
        "左边　卫生材料收入",
        "右边　相加",
        "差额（左 − 右）",
        "最可能的原因",
        "元、万元混填",
        "问谁",
        "财务科",
    ):
        assert part in told


def test_the_fix_is_written_and_the_check_passes(page, bench, button):
    page.go_to(key="material_income_sum")
    button(page.panel, "改为 99,008,690.21").click()
    bench.settle()
    assert bench.session.view.figures[WRONG].value == number("99008690.21").value
    states = {check.key: check.state for check in bench.session.view.assessment.checks}
    assert states["material_income_sum"] is CheckState.PASSED


def test_enter_goes_to_the_cell(page, bench, qtbot):
    page.go_to(key="material_income_sum")
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert bench.went == [("entry", {"figure": WRONG, "came_from": "material_income_sum"})]


def test_a_figure_of_a_side_leads_to_its_cell(page, bench, button):
    page.go_to(key="material_income_sum")
    button(page.panel, "13,310,066.75").click()
    assert bench.went[0][1]["figure"] == ("op_material_income", YEAR)


def test_the_question_is_copied(page, bench, button):
    page.go_to(key="material_income_sum")
    button(page.panel, "复制问询文字").click()
    assert QGuiApplication.clipboard().text().startswith("财务科：")
    assert bench.notices == ["已复制问询文字。"]


def test_an_error_cannot_be_explained_away(page, button):
    page.go_to(key="material_income_sum")
    assert "不能用说明代替改正" in words(page)
    with pytest.raises(AssertionError):
        button(page.panel, "存说明")


def test_a_warning_is_explained_with_six_characters_and_withdrawn(page, bench, button):
    page.go_to(key=WARNED)
    page.panel.explanation.setPlainText("太短了")
    assert not page.panel.keep.isEnabled()
    assert page.panel._told.text() == "还差 3 个字"
    page.panel.explanation.setPlainText("上级一次性补助新院区设备")
    button(page.panel, "存说明").click()
    bench.settle()
    assert bench.session.view.explanations[WARNED] == "上级一次性补助新院区设备"
    page.go_to(key=WARNED)
    assert page.panel.check.state is CheckState.EXPLAINED
    page.panel.explanation.setPlainText("")
    button(page.panel, "撤回说明").click()
    bench.settle()
    assert WARNED not in bench.session.view.explanations


def test_a_half_typed_explanation_survives_a_new_view(page, bench):
    page.go_to(key=WARNED)
    page.panel.explanation.setPlainText("写到一半")
    bench.session.enter("rental_income", YEAR, "715801")
    bench.settle()
    assert page.panel.explanation.toPlainText() == "写到一半"


def test_f8_goes_through_what_needs_something(page, bench):
    seen = set()
    for _ in range(12):
        page.go_next()
        seen.add(page.panel.check.state)
    assert seen == {CheckState.ERROR, CheckState.WARNING, CheckState.PENDING}
    page.go_next_error()
    assert page.panel.check.state is CheckState.ERROR


def test_passed_ones_unfold_and_can_be_gone_to(page, qtbot):
    page.go_to(key="drug_income_sum")
    assert page.panel.check.key == "drug_income_sum"
    assert "通过" in words(page) or "两边" in words(page)


def test_headings_fold_by_keyboard(page, qtbot):
    page.grid.keep_current(0, 0)
    rows = page.model.rowCount()
    qtbot.keyClick(page.grid, Qt.Key.Key_Left)
    assert page.model.rowCount() < rows
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.model.rowCount() == rows


def test_one_department(page, qtbot):
    page.department.setCurrentIndex(page.department.findData("人事科"))
    page.department.activated.emit(page.department.currentIndex())
    departments = {row.check.department for row in page.model._rows if row.check}
    assert departments <= {"人事科"}


def test_pending_names_what_is_missing(page):
    page.go_to(key="laboratory_income_sum")
    assert "门急诊化验收入" in words(page)
    assert "说明（至少" not in words(page)


def test_every_check_can_be_shown(page, bench):
    for check in bench.session.view.assessment.checks:
        page.go_to(key=check.key)
        assert page.panel.check.key == check.key


def test_all_clear_says_where_to_go_next(open_bench, show_page, button):
    bench = open_bench()
    bench.session.explain(WARNED, "上级一次性补助新院区设备")
    bench.settle()
    page = show_page(ChecksPage, bench)
    assert not page.next_button.isEnabled()
    page.go_next()
    assert bench.notices == ["全部通过或已说明。"]
    page.grid.keep_current(0, 0)
    button(page.panel, "去出报告").click()
    assert bench.went == [("report", {})]


def test_f6_and_layout(page):
    page.toggle_side()
    page.toggle_side()
    page.toggle_side()
    page.save_layout()
    assert not page.grid.horizontalScrollBar().isVisible()
