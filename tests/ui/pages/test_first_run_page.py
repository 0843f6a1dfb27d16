"""First run: four answers, the squares that follow them, and the other ways in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import LEVELS, TYPES
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.records import ImportedFigures

OPEN = "hqd_desktop.ui.pages.first_run_page.QFileDialog.getOpenFileName"


@pytest.fixture
def first(start):
    shown = start(sample=None)
    return shown, shown.window._whole.currentWidget()


@pytest.mark.parametrize(
    ("level", "kind", "applying"), [("二级", "综合", 17), ("三级", "综合", 24), ("三级", "中医", 27)]
)
def test_what_applies_is_shown_at_once(first, level, kind, applying):
    _shown, page = first
    page._form.level.set_answer(level)
    page._form.type.set_answer(kind)
    page._form.changed.emit()
    assert page._headline.text() == f"33 项中 {applying} 项适用本院"
    assert len(page._squares._squares) == 33


def test_every_level_and_type_can_be_chosen(first):
    _shown, page = first
    for answers, segments in ((LEVELS, page._form.level), (TYPES, page._form.type)):
        for answer in answers:
            segments.set_answer(answer)
            assert segments.answer == answer


def test_a_name_is_enough_and_enter_begins_on_the_first_cell(first):
    shown, page = first
    assert not page._begin.isEnabled()
    assert QApplication.focusWidget() is page._form.name
    QTest.keyClicks(page._form.name, "No. 1")
    assert page._begin.isEnabled()
    QTest.keyClick(page._form.name, Qt.Key.Key_Return)
    shown.settle()
    assert shown.session.view.hospital.name == "No. 1"
    assert shown.page.key == "entry"


@pytest.mark.parametrize(("level", "name"), [("三级", "示例医院"), ("二级", "示例县医院"), ("未定级", "示例县医院")])
def test_one_click_opens_the_sample_of_the_chosen_level(first, level, name):
    shown, page = first
    page._form.level.set_answer(level)
    page._sample.click()
    shown.settle()
    assert shown.session.view.hospital.name.startswith(name)
    assert shown.page.key == "overview"


def test_an_existing_database_is_opened(first, desk, monkeypatch, start):
    start()
    shown, page = first
    monkeypatch.setattr(OPEN, lambda *a: ("/x/一.hqd", ""))
    page._on_open_clicked()
    shown.settle()
    assert desk.opened[-1] == Path("/x/一.hqd")
    assert shown.page.key == "overview"


def test_a_refused_database_is_explained_on_the_page(first, desk, monkeypatch):
    shown, page = first
    desk.refusals = (Problem("store_newer", "一.hqd"),)
    monkeypatch.setattr(OPEN, lambda *a: ("一.hqd", ""))
    page._on_open_clicked()
    shown.settle()
    assert page._said.isVisible()
    assert page.widget().isEnabled()


def test_last_years_workbook_fills_the_form_and_its_figures_are_kept(first, desk, monkeypatch):
    shown, page = first
    figures = {("total_income", Period(2024)): number("100")}
    desk.kept_workbooks.to_read = ImportedFigures(figures, (), "某医院", "二级", "中医", "", "shaoyang-2022", 2024)
    monkeypatch.setattr(OPEN, lambda *a: ("上年.xlsx", ""))
    page._on_import_clicked()
    shown.settle()
    assert (page._form.hospital.name, page._form.level.answer, page._form.chosen_year) == ("某医院", "二级", 2025)
    page._begin.click()
    shown.settle()
    view = shown.session.view
    assert view.years == (2024, 2025)
    assert view.record.year == 2025
    assert view.figures["total_income", Period(2024)].value == 100


def test_a_faulty_workbook_changes_nothing(first, desk, monkeypatch):
    shown, page = first
    problems = tuple(Problem("number_letters", f"收入!B{row}", {"text": "x"}) for row in range(5))
    desk.kept_workbooks.to_read = ImportedFigures({}, problems)
    monkeypatch.setattr(OPEN, lambda *a: ("坏.xlsx", ""))
    page._on_import_clicked()
    shown.settle()
    assert "还有 2 处" in page._said.text()
    assert shown.session.view is None


def test_the_samples_as_a_group(start, press_button):
    """Both in one database, the first of them open."""
    shown = start(None)
    (first_run,) = [one for one in shown.window.findChildren(QWidget) if type(one).__name__ == "FirstRunPage"]
    press_button(first_run, "看示例医共体")
    shown.settle()
    assert [one.name for one in shown.session.view.members] == ["示例医院", "示例县医院（二级）"]
    assert shown.session.view.hospital.name == "示例医院"
    assert shown.page.key == "overview"
