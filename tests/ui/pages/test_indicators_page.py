"""指标与得分: total, filters, proof, and ways to the figures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.models.indicator_model import Column, Filter
from hqd_desktop.ui.pages.indicators_page import IndicatorsPage

YEAR = Period(2025)


@pytest.fixture
def bench(open_bench):
    return open_bench({("research_funds", YEAR): BLANK})


@pytest.fixture
def page(bench, show_page):
    return show_page(IndicatorsPage, bench)


def words(page) -> str:
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel))


def current(page) -> str:
    return page.model.result(page.grid.currentIndex()).indicator.number


def test_the_total_stands_with_its_arithmetic(page):
    assert page._label.text() == "暂得分"
    assert page.total.text() == "75.97"
    assert page.sum.text() == "＝ （63.85 ＋ 加分 3.00）÷ 适用满分 88 × 100"
    assert page.sum.toolTip().startswith("自定赋分")
    assert (page.open_chip.text(), page.lost_chip.text()) == ("未定 4.00", "已失 20.15")


def test_header_chips_filter(page):
    page.open_chip.click()
    assert [row.result.indicator.number for row in page.model._rows if row.result] == ["31"]
    assert page.chips[Filter.MISSING].isChecked()
    page.open_chip.click()
    assert len([row for row in page.model._rows if row.result]) == 25
    page.chips[Filter.MONITOR].click()
    assert page.picker.currentData() == Filter.MONITOR


def test_the_proof_has_four_steps(page):
    page.go_to(number="29")
    told = words(page)
    for part in (
        "29　医护比",
        "自定赋分“示例赋分方案 1.0 版”",
        "执业（助理）医师数",
        "512 ÷ 806 × 100% ≈ 63.52%（1:1.57）",
        "不高于 50%",
        "3.148438 → 3.15 分",
        "口径提示：",
        "仅供参考，不计分",
        "公布文本",
        "指标来源",
    ):
        assert part in told


def test_a_figure_of_the_proof_leads_to_its_cell(page, bench, button):
    page.go_to(number="29")
    button(page.panel, "806 人").click()
    assert bench.went == [("entry", {"figure": ("registered_nurses", YEAR)})]


def test_a_missing_figure_can_be_gone_to(page, bench, button):
    page.go_to(number="31")
    assert "缺 1 个数" in words(page)
    button(page.panel, "去填").click()
    assert bench.went == [("entry", {"figure": ("research_funds", YEAR)})]


def test_the_proof_is_copied_as_plain_text(page, bench, button):
    page.go_to(number="29")
    button(page.panel, "复制证明").click()
    assert "公式：" in QGuiApplication.clipboard().text()
    assert bench.notices == ["已复制证明。"]


def test_f8_goes_through_what_is_lost_or_missing(page, bench):
    page.grid.select_first()
    seen = []
    for _ in range(13):
        page.go_next()
        seen.append(current(page))
    assert "29" in seen
    assert "31" in seen
    assert "18" not in seen
    assert seen[-1] == seen[12 - len(set(seen))] or len(set(seen)) < 13


def test_rows_of_the_government_unfold(page, qtbot):
    row = next(r for r in range(page.model.rowCount()) if page.model.row(r).section == "region")
    page.grid.keep_current(row, Column.NAME)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.model.index_of("1").isValid()
    page.go_to(number="1")
    assert "不评价本院" in words(page) or "政府层面" in words(page)


def test_go_to_unfolds_what_is_folded(page):
    page.go_to(number="2")
    assert current(page) == "2"


def test_two_values_show_both_halves(page):
    page.go_to(number="32")
    assert "门诊患者满意度" in words(page)
    assert "住院患者满意度" in words(page)


def test_every_row_has_a_proof(page, bench):
    for result in bench.session.view.assessment.scorecard:
        page.go_to(number=result.indicator.number)
        assert result.indicator.short in words(page)


def test_monitored_rows_say_so(page):
    page.go_to(number="27")
    assert "监测，不计分" in words(page)


def test_arrow_keys_move_the_proof(page, qtbot):
    page.go_to(number="28")
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    assert current(page) == "29"
    assert "医护比" in words(page)


def test_a_new_view_keeps_the_row(page, bench):
    page.go_to(number="29")
    bench.session.enter("registered_nurses", YEAR, "1024")
    bench.settle()
    assert current(page) == "29"
    assert "1,024 人" in [b.text() for b in page.panel.findChildren(type(page.next_button))]


def test_columns_fit_and_wide_ones_are_added(page, bench, show_page):
    assert not page.grid.horizontalScrollBar().isVisible()
    assert page.grid.isColumnHidden(Column.DEPARTMENT)
    wide = show_page(IndicatorsPage, bench, width=1843, height=1002)
    assert not wide.grid.isColumnHidden(Column.SHORT)


def test_f6_and_f1(page):
    page.toggle_side()
    assert page.panel.hasFocus()
    page.toggle_side()
    assert not page.panel.isVisible()
    page.explain_current()
    assert page.panel.isVisible()
    page.save_layout()


def test_rules_button_goes_to_settings(page, bench, button):
    button(page, "赋分方案…").click()
    assert bench.went == [("settings", {"section": "rules"})]


def test_an_empty_hospital_is_shown_without_a_fault(open_bench, show_page):
    bench = open_bench()
    figures = dict.fromkeys(bench.session.view.figures, BLANK)
    page = show_page(IndicatorsPage, open_bench(figures))
    assert page._label.text() == "暂得分"
    page.go_to(number="29")
    assert "缺 2 个数" in words(page)
