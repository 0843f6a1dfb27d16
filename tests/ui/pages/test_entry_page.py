"""Groups, chips, F8, the side panel and ways in and out of 填报."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.progress import Arrangement
from hqd_desktop.services.records import YearState
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.cell_states import Mark
from hqd_desktop.ui.models.entry_columns import Column
from hqd_desktop.ui.models.entry_rows import ALL, Filter
from hqd_desktop.ui.pages.entry_page import EntryPage

YEAR, LAST = Period(2025), Period(2024)
WRONG = ("ip_material_income", YEAR)


@pytest.fixture
def bench(open_bench):
    return open_bench(
        {
            WRONG: number("9900.869021"),
            ("research_funds", YEAR): BLANK,
            ("secretary_first_responsible", Period(2025, 3)): BLANK,
        }
    )


@pytest.fixture
def page(bench, show_page):
    return show_page(EntryPage, bench)


def words(page) -> str:
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel))


def fill_panel(page, bench) -> None:
    page.side.fill()
    bench.settle()


def test_opens_on_the_first_group_with_a_gap(page):
    assert page.groups.group == "科教科"
    assert page.board.current_key() is not None


def test_chips_count_and_filter(page):
    assert page.chips[Filter.MISSING].text() == "缺 2"
    assert page.chips[Filter.ERROR].text() == "错误 3"
    page.chips[Filter.ERROR].click()
    assert page.groups.group == ALL  # 科教科 has no error
    shown = [row.item.key for row in page.board.model.rows if row.item]
    assert shown == ["inpatient_income", "material_income", "ip_material_income"]
    page.chips[Filter.ERROR].click()
    assert not page.chips[Filter.ERROR].isChecked()
    assert len(page.board.model.rows) > 20


def test_a_filtered_row_stays_after_it_is_filled(page, bench):
    page.chips[Filter.MISSING].click()
    key = page.board.current_key()
    assert page.board.model.enter(key, "5")
    bench.settle()
    assert page.board.model.index_of(key).isValid()
    assert page.chips[Filter.MISSING].text() == "缺 1"


def test_an_empty_group_says_so_and_offers_all(page, bench, button):
    page.chips[Filter.MISSING].click()
    page.groups.view.setCurrentIndex(page.groups.model.index(page.groups.model.row_of("护理部")))
    assert page.board.empty_words.text() == "这一组没有缺项"
    button(page, "看全部").click()
    assert page.board.empty_words.text() == ""


def test_f8_goes_through_every_gap_and_round(page, bench):
    seen = []
    for _ in range(3):
        page.go_next()
        seen.append(page.board.current_key())
    gaps = {("research_funds", YEAR), ("secretary_first_responsible", Period(2025, 3))}
    assert set(seen[:2]) == gaps
    assert seen[2] == seen[0]


def test_shift_f8_goes_to_errors(page):
    seen = set()
    for _ in range(3):
        page.go_next_error()
        seen.add(page.board.current_key()[0])
    assert seen == {"inpatient_income", "material_income", "ip_material_income"}


def test_f8_without_a_gap_says_so(open_bench, show_page):
    bench = open_bench()
    page = show_page(EntryPage, bench)
    page.go_next()
    assert bench.notices == ["没有缺项了，该填的都填了。"]
    assert not page.next_button.isEnabled()


def test_the_panel_shows_the_problem_and_fixes_it(page, bench, button):
    page.go_to(figure=WRONG)
    fill_panel(page, bench)
    assert "卫生材料收入 ≠ 门急诊卫生材料收入 + 住院卫生材料收入" in words(page)
    assert "没有改动" in words(page)
    button(page.panel, "改为 99,008,690.21").click()
    bench.settle()
    assert bench.session.view.figures[WRONG].value == number("99008690.21").value
    assert page.board.model.state(WRONG).mark is Mark.SAVED
    assert bench.session.view.undo_name == "按提示改数"


def test_the_panel_says_how_to_fill_where_used_and_history(page, bench):
    page.go_to(figure=("registered_nurses", YEAR))
    fill_panel(page, bench)
    told = words(page)
    for part in ("注册护士数", "怎么填", "依据：", "用在哪里", "修改记录", "空白 → 806"):
        assert part in told


def test_panel_links_go_to_indicator_and_check(page, bench, button):
    page.go_to(figure=("registered_nurses", YEAR))
    fill_panel(page, bench)
    button(page.panel, "看指标 29").click()
    button(page.panel, "查看校核：").click()
    assert bench.went[0] == ("indicators", {"number": "29"})
    assert bench.went[1][0] == "checks"


def test_a_warning_is_explained_from_the_panel(page, bench, button):
    page.go_to(figure=("superior_subsidy_income", YEAR))
    fill_panel(page, bench)
    button(page.panel, "保留原数，写说明").click()
    dialog = next(d for d in page.findChildren(WordsDialog) if d.isVisible())
    dialog.field.setPlainText("短")
    assert not dialog.accept_button.isEnabled()
    dialog.field.setPlainText("上级一次性补助新院区设备")
    dialog.accept_button.click()
    bench.settle()
    assert page.board.model.state(("superior_subsidy_income", YEAR)).words == "已说明"


def test_coming_from_a_check_outlines_its_cells_and_escape_goes_back(page, bench, qtbot):
    page.go_to(figure=WRONG, came_from="material_income_sum")
    assert page.board.model.state(("op_material_income", YEAR)).outlined
    assert not page.board.model.state(WRONG).outlined
    qtbot.keyClick(page.board.grid, Qt.Key.Key_Escape)
    assert bench.went == [("checks", {"key": "material_income_sum"})]
    assert not page.board.model.state(("op_material_income", YEAR)).outlined


def test_go_to_unfolds_an_optional_section_and_chooses_the_quarter(page):
    page.go_to(figure=("direct_management_share", YEAR))
    assert page.board.current_key() == ("direct_management_share", YEAR)
    page.go_to(figure=("dual_duty", Period(2025, 4)))
    assert page.board.current_key() == ("dual_duty", Period(2025, 4))
    assert page.board.periods.answer == "四季度"


def test_the_period_picker_changes_the_period(page, button):
    page.go_to(figure=("dual_duty", Period(2025, 1)))
    button(page.board.periods, "三季度").click()
    assert page.board.current_key()[1] == Period(2025, 3)


def test_another_arrangement_keeps_the_figure(page):
    page.go_to(figure=("registered_nurses", YEAR))
    page.groups.set_arrangement(Arrangement.SOURCE)
    page.groups.arrangement_chosen.emit(Arrangement.SOURCE)
    assert page.groups.group == "卫生健康统计年报"
    assert page.board.current_key() == ("registered_nurses", YEAR)


def test_f6_goes_into_the_panel_and_away(page):
    page.toggle_side()
    assert page.panel.hasFocus()
    page.toggle_side()
    assert not page.panel.isVisible()
    assert page.board.grid.hasFocus()
    page.explain_current()
    assert page.panel.isVisible()


def test_below_1280_the_panel_is_a_drawer(bench, show_page):
    page = show_page(EntryPage, bench, width=1100)
    assert not page.panel.isVisible()
    page.toggle_side()
    assert page.panel.isVisible()


def test_wide_windows_gain_columns(bench, show_page):
    page = show_page(EntryPage, bench, width=1843, height=1002)
    for column in (Column.EARLIER, Column.SOURCE, Column.DEPARTMENT):
        assert not page.board.grid.isColumnHidden(column)
    assert "Alt+=" in page.board.hints.text()


def test_columns_fit_without_a_horizontal_scroll_bar(page):
    page.go_to(figure=("total_income", YEAR))
    assert not page.board.grid.horizontalScrollBar().isVisible()


def test_a_locked_year_can_only_be_read(page, bench, qtbot):
    view = bench.session.view
    page.accept_view(replace(view, record=replace(view.record, state=YearState.LOCKED)))
    assert "已锁定，只能看" in page.board.locked_strip.words.text()
    page.go_to(figure=("rental_income", YEAR))
    qtbot.keyClicks(page.board.grid, "5")
    assert not page.board.grid.is_editing
    assert page.board.line.field.isReadOnly()


def test_layout_is_remembered_only_when_changed(page, bench):
    page.save_layout()
    assert bench.desk.kept.values == {}
    page.split.setSizes([260, 600, 420])
    page.save_layout()
    assert bench.desk.kept.values


def test_everything_has_a_spoken_name(page):
    for widget in (page.board.grid, page.board.line.field, page.groups.view, page.groups.picker, page.panel):
        assert widget.accessibleName()


def test_text_at_200_percent_and_dark(page, bench):
    bench.theme.set_look("dark", 2.0)
    bench.settle()
    page.go_to(figure=WRONG)
    assert page.board.grid.rowHeight(page.board.grid.currentIndex().row()) == bench.theme.row_height
    assert not page.grab().isNull()
