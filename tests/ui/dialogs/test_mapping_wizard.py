"""The hospital's own table from file to commit by keys, next year's recognition, and everything that is refused."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from threading import Event, current_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services import mapping_finding
from hqd_desktop.services.records import ImportedFigures, StoredMapping
from hqd_desktop.ui.dialogs.import_figures import ImportFigures, RefusedDialog
from hqd_desktop.ui.dialogs.mapping_wizard import MappingWizard
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.sheet_model import Mark
from tests.files.workbook_making import edited

REPORT = Path(__file__).parents[2] / "workbooks" / "foreign-report.xls"
Key = Qt.Key


class Driven:
    """The wizard under keys."""

    def __init__(self, shown, wizard: MappingWizard) -> None:
        self.shown, self.wizard = shown, wizard

    def press(self, *keys: str) -> None:
        """Keys to whatever of the wizard has the focus."""
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            code = getattr(Key, f"Key_{key}")
            QTest.keyClick(target, code)
            self.shown.settle()

    def type(self, text: str) -> None:
        """Chinese through an input method."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        self.shown.settle()


def top(kind):
    """The open dialog of a kind."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found[-1] if found else None


@pytest.fixture
def open_wizard(start, qtbot):
    """Start the window, show 填报, and import a file as its button does."""

    def begin(path: Path, shown=None) -> Driven:
        if shown is None:
            shown = start()
            shown.window.show_page("entry")
        ImportFigures(shown.session, shown.page.theme, shown.page).read(path)
        shown.settle()
        wizard = top(MappingWizard)
        assert wizard is not None
        wizard.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is wizard)
        return Driven(shown, wizard)

    return begin


def offered(shown, path: Path) -> MappingWizard:
    """A file that is none of our forms, and Enter on its refusal: the button for own tables has the keyboard."""
    problem = Problem("csv_header_missing", "第 1 行", {"name": path.name})
    shown.desk.kept_workbooks.to_read = ImportedFigures({}, (problem,))
    ImportFigures(shown.session, shown.page.theme, shown.page).read(path)
    shown.settle()
    refused = top(RefusedDialog)
    assert refused is not None
    refused.activateWindow()
    shown.qtbot.waitUntil(lambda: QApplication.activeWindow() is refused)
    assert QApplication.focusWidget().text() == "按本院自己的表导入…"
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    shown.settle()
    wizard = top(MappingWizard)
    assert wizard is not None
    return wizard


def held(driven: Driven, item: str, year: int = 2025) -> Decimal | None:
    """The figure in the open hospital."""
    figure = driven.shown.session.view.figures.get((item, Period(year)))
    return figure.value if figure else None


def test_qt_judges_the_lists_of_the_wizard_models(open_wizard, qtmodeltester) -> None:
    driven = open_wizard(REPORT)
    driven.press("Return")  # 新做一份
    assert driven.wizard.cells.targets.rowCount() > 0
    qtmodeltester.check(driven.wizard.cells.targets)
    qtmodeltester.check(driven.wizard.cells.view.model())
    driven.wizard.onward.setFocus()
    driven.press("Return")
    assert driven.wizard.preview.model.rowCount() > 0
    qtmodeltester.check(driven.wizard.preview.model)


def test_from_the_file_to_the_commit_by_keys_alone(open_wizard) -> None:
    driven = open_wizard(REPORT)
    wizard = driven.wizard
    assert "4 张有内容的表" in wizard.file.about.text()
    before = held(driven, "total_income")
    driven.press("Return")  # 新做一份
    cells = wizard.cells
    assert cells is not None
    assert cells.view.hasFocus()
    assert cells.view.place == (3, 3)  # the first figure, past 行次
    assert {e.target.item for e in cells.targets.rows if e.taken} >= {
        "fiscal_appropriation_income",
        "medical_income",
    }
    assert not any(e.taken for e in cells.targets.rows if e.target.item == "total_income")  # an alias: only likely
    driven.press(*["Down"] * 9)
    assert cells.view.place == (12, 3)
    assert "收入合计" in cells.row_words.text()
    assert "本年数" in cells.column_words.text()
    driven.press("Return")
    assert cells.item.edit.hasFocus()
    driven.type("总收入")
    assert cells.item.item is not None
    assert cells.item.item.key == "total_income"
    assert cells.unit.currentData() == "万元"
    driven.press("Return")
    assert cells.view.hasFocus()
    assert cells.view.book.data(cells.view.book.index(12, 3), Qt.ItemDataRole.ToolTipRole).startswith(Mark.CELL)
    wizard.onward.setFocus()
    driven.press("Return")
    assert wizard.stack.currentWidget() is wizard.preview
    texts = wizard.preview.model._texts(next(r for r in wizard.preview.model.readings if r.key[0] == "total_income"))
    assert texts[2:6] == ("收入表!D13", "11000.75", "万元", "110,007,500.00")
    assert wizard.onward.hasFocus()
    driven.press("Return")
    assert top(MappingWizard) is None
    assert held(driven, "total_income") == Decimal("110007500")
    assert driven.shown.session.view.undo_name == "导入"
    change = driven.shown.desk.store.changes[-1]
    assert "foreign-report.xls" in change.origin
    assert "SHA-256" in change.origin
    driven.shown.session.undo()
    driven.shown.settle()
    assert held(driven, "total_income") == before


def keep(driven: Driven) -> None:
    """Take what is suggested and write."""
    driven.press("Return")
    driven.wizard.onward.setFocus()
    driven.press("Return", "Return")
    assert top(MappingWizard) is None


def test_next_year_it_is_recognised_and_says_what_it_could_not_find(open_wizard, tmp_path) -> None:
    driven = open_wizard(REPORT)
    keep(driven)
    assert driven.shown.desk.store.changes[-2].action == "保存对应关系"
    later = tmp_path / "2026年年报.xlsx"

    def edit(book) -> None:
        sheet = book["收入表"]
        sheet.insert_rows(5, 2)
        sheet.insert_cols(2)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "　2．住院收入":
                    cell.value = "住院病人收入"
                if cell.value == 1200.5:
                    cell.value = 1300.5
                if cell.value == 9700:
                    cell.value = "约一亿"

    later.write_bytes(edited(REPORT.with_suffix(".xlsx").read_bytes(), edit))
    shown = driven.shown
    shown.session.open_year(2025)
    shown.settle()
    wizard = offered(shown, later)
    assert "像是“foreign-report”" in wizard.file.question.text()
    assert "2 项没找到" in wizard.file.list.item(0).text()
    QTest.keyClick(wizard.file.list, Key.Key_Return)
    shown.settle()
    model = wizard.preview.model
    found = {(r.key[0], r.key[1].year): r.outcome.name for r in model.readings}
    assert found["fiscal_appropriation_income", 2025] == "CHANGED"
    assert found["fiscal_appropriation_income", 2024] == "SAME"
    assert found["medical_income", 2025] == "UNREADABLE"
    assert [key for key, outcome in found.items() if outcome == "NOT_FOUND"] == [
        ("inpatient_income", 2025), ("inpatient_income", 2024)
    ]  # fmt: skip
    assert not wizard.onward.isEnabled()
    assert "读不懂" in wizard.preview.told.text()
    row = next(at for at, r in enumerate(model.readings) if r.outcome.name == "UNREADABLE")
    wizard.preview.table.setFocus()
    wizard.preview.table.go_to_row(row)
    assert "约一亿" in wizard.preview.reason.text()
    QTest.keyClick(wizard.preview.table, Key.Key_Space)
    assert wizard.onward.isEnabled()
    assert "2 项没找到" in wizard.preview.told.text()
    wizard.onward.click()
    shown.settle()
    figure = shown.session.view.figures["fiscal_appropriation_income", Period(2025)]
    assert figure.value == Decimal("13005000")
    assert top(MappingWizard) is None


def test_headings_can_be_pinned_and_a_cell_can_be_fixed(open_wizard) -> None:
    driven = open_wizard(REPORT)
    driven.press("Return")
    cells = driven.wizard.cells
    cells.view.go_to((3, 0))
    driven.press("R")
    cells.view.go_to((2, 4))
    driven.press("C")
    assert "已钉住" in cells.row_words.text()
    assert cells.cell_words.text().startswith("E4")
    driven.press("C")
    assert "已钉住" not in cells.column_words.text()
    cells.view.go_to((3, 2))
    driven.press("C")
    assert "没有文字" in cells.told.text()
    cells.fixed.setChecked(True)
    cells.view.go_to((12, 4))
    assert cells.row_words.text() == "不认标题"
    driven.press("Return")
    driven.type("总收入")
    cells.period.setCurrentIndex(1)
    cells.take.click()
    fixed = next(t for t in cells.draft.targets if t.item == "total_income")
    assert (fixed.cell, fixed.back, fixed.unit, fixed.beside) == ("E13", 1, "万元", "收入合计")


def test_what_would_not_be_found_again_is_refused_at_once(open_wizard, tmp_path) -> None:
    path = tmp_path / "两处.csv"
    path.write_text("单位：元,,\n项目,本年,本年\n奇怪的收入,5,6\n", encoding="gb18030")
    shown = open_wizard(REPORT).shown
    top(MappingWizard).reject()
    shown.settle()
    wizard = offered(shown, path)
    wizard.onward.click()
    shown.settle()
    cells = wizard.cells
    cells.view.go_to((2, 1))
    cells.item.edit.setText("总收入")
    cells.take.click()
    assert "不止一" in cells.told.text()
    assert not wizard.onward.isEnabled()
    wizard.reject()


def test_the_unit_is_asked_once(open_wizard, tmp_path, start) -> None:
    path = tmp_path / "无单位.ods.xls"
    path.write_text("<table><tr><td>项目<td>本年数<tr><td>财政拨款收入<td>1,200.5<tr><td>奇怪<td>7</table>", "utf-8")
    driven = open_wizard(path)
    assert "其实是网页" in driven.wizard.file.notes.itemAt(0).widget().text()
    driven.press("Return")
    cells = driven.wizard.cells
    assert cells.money.isVisible()
    assert not driven.wizard.onward.isEnabled()
    cells.view.go_to((2, 1))
    cells.item.edit.setText("总收入")
    cells.take.click()
    assert "请选一次" in cells.told.text()
    cells.unit.setCurrentIndex(cells.unit.findData("千元"))
    cells.take.click()
    assert "已记下" in cells.told.text()
    cells.view.go_to((1, 1))
    cells.item.edit.setText("事业收入")
    assert cells.unit.currentData() == "千元"
    next(b for b in cells.money.children() if getattr(b, "text", str)() == "万元").click()
    assert not cells.money.isVisible()
    units = {t.item: t.unit for t in cells.draft.targets}
    assert units == {"fiscal_appropriation_income": "万元", "total_income": "千元"}
    cells.table.setFocus()
    cells.table.go_to_row(1)
    driven.press("Delete")
    assert len(cells.draft.targets) == 1
    cells.table.go_to_row(0)
    driven.press("Space")
    assert not cells.draft.targets
    driven.press("Space")
    assert len(cells.draft.targets) == 1
    driven.wizard.reject()


def test_a_unit_that_the_table_states_otherwise_stops_and_can_be_taken(open_wizard, tmp_path) -> None:
    driven = open_wizard(REPORT)
    keep(driven)
    path = tmp_path / "foreign-report.xlsx"
    path.write_bytes(
        edited(REPORT.with_suffix(".xlsx").read_bytes(), lambda b: b["收入表"].__setitem__("E2", "单位：元"))
    )
    shown = driven.shown
    wizard = MappingWizard(shown.session, shown.page.theme, shown.session.view, shown.page)
    wizard.open()
    wizard.read(path)
    shown.settle()
    wizard.onward.click()
    shown.settle()
    assert wizard.preview.units.isVisible()
    assert wizard.preview.model.in_the_way > 3
    wizard.preview.units.click()
    shown.settle()
    assert wizard.preview.model.in_the_way == 0
    wizard.onward.click()
    shown.settle()
    assert held(driven, "fiscal_appropriation_income") == Decimal("1200.5")


def test_kept_mappings_are_renamed_and_withdrawn(open_wizard) -> None:
    driven = open_wizard(REPORT)
    keep(driven)
    driven = open_wizard(REPORT, driven.shown)
    wizard = driven.wizard
    wizard.file.rename.click()
    dialog = top(WordsDialog)
    dialog.field.setPlainText("财务年报")
    dialog.accept_button.click()
    driven.shown.settle()
    assert wizard.file.current.stored.name == "财务年报"
    assert wizard.onward.text() == "按“财务年报”读"
    wizard.file.withdraw.click()
    driven.shown.settle()
    assert wizard.file.current is None
    assert not wizard.file.rename.isEnabled()
    wizard.reject()


def test_a_mapping_of_a_newer_program_is_not_used(open_wizard) -> None:
    driven = open_wizard(REPORT)
    driven.wizard.reject()
    shown = driven.shown
    shown.session.save_mapping(StoredMapping("新式", '{"format": 9}'), lambda _: None)
    shown.settle()
    driven = open_wizard(REPORT, shown)
    driven.wizard.file.list.setCurrentRow(0)
    assert "更新版本" in driven.wizard.file.list.item(0).text()
    assert not driven.wizard.onward.isEnabled()
    driven.press("Return")
    assert driven.wizard.stack.currentWidget() is driven.wizard.file
    driven.wizard.reject()


def test_what_cannot_be_read_is_explained_and_another_file_can_be_read(open_wizard, tmp_path) -> None:
    path = tmp_path / "坏.xls"
    path.write_bytes(REPORT.read_bytes()[:3000])
    driven = open_wizard(path)
    assert "已损坏" in driven.wizard.told.text()
    assert not driven.wizard.onward.isEnabled()
    assert driven.wizard.file.browse.hasFocus()
    driven.wizard.read(REPORT)
    driven.shown.settle()
    assert driven.wizard.told.text() == ""
    assert driven.wizard.onward.isEnabled()
    driven.wizard.reject()


def test_reading_can_be_stopped(open_wizard, monkeypatch) -> None:
    driven = open_wizard(REPORT)
    wizard = driven.wizard

    def slow(path, tell):
        tell(0, 3, "收入表")
        wizard.reader.stop()
        tell(1, 3, "工作量")
        raise AssertionError("went on")

    monkeypatch.setattr(driven.shown.desk.kept_workbooks, "read_table", slow, raising=False)
    wizard.read(REPORT)
    assert wizard.file.reading.isVisible()
    driven.shown.settle()
    assert "已停止" in wizard.file.about.text()
    assert not wizard.file.reading.isVisible()
    wizard.reject()


def test_looking_through_a_large_table_is_off_the_gui_thread_and_can_be_stopped(open_wizard, monkeypatch) -> None:
    """What may take seconds waits for nobody at the screen: the wizard paints, shows how far it is, and can stop it."""
    driven = open_wizard(REPORT)
    wizard, shown = driven.wizard, driven.shown
    driven.press("Return")
    count = len(wizard.cells.draft.targets)
    begun, go_on, threads = Event(), Event(), set()
    real = mapping_finding.find

    def slow(*given):
        threads.add(current_thread().name.partition("_")[0])
        begun.set()
        assert go_on.wait(20)
        return real(*given)

    monkeypatch.setattr(mapping_finding, "find", slow)
    wizard.onward.click()
    assert begun.wait(20)
    assert wizard.stack.currentWidget() is wizard.cells
    assert wizard.busy.isVisible()
    assert not wizard.onward.isEnabled()
    shown.qtbot.waitUntil(lambda: wizard.busy.bar.maximum() == count)
    assert "正在表里找：" in wizard.busy.words.text()
    wizard.busy.stop.click()
    go_on.set()
    shown.settle()
    assert wizard.stack.currentWidget() is wizard.cells
    assert not wizard.busy.isVisible()
    assert wizard.onward.isEnabled()
    wizard.onward.click()
    shown.settle()
    assert wizard.stack.currentWidget() is wizard.preview
    assert len(wizard.preview.model.readings) == count
    assert threads == {"files"}
    wizard.reject()


def test_a_failed_save_writes_nothing_and_says_so(open_wizard) -> None:
    driven = open_wizard(REPORT)
    driven.press("Return")
    driven.wizard.onward.setFocus()
    driven.press("Return")
    before = held(driven, "fiscal_appropriation_income")
    driven.shown.desk.store.fail_next = "store_disk_full"
    driven.press("Return")
    assert "磁盘已满" in driven.wizard.told.text()
    assert held(driven, "fiscal_appropriation_income") == before
    driven.press("Return") if driven.wizard.onward.hasFocus() else driven.wizard.onward.click()
    driven.shown.settle()
    assert held(driven, "fiscal_appropriation_income") == Decimal("12005000")


def test_back_and_forth_keeps_what_was_pointed_at(open_wizard, tmp_path) -> None:
    shutil.copy(REPORT, tmp_path / "2025年度财务年报.xls")
    driven = open_wizard(tmp_path / "2025年度财务年报.xls")
    driven.press("Return")
    wizard = driven.wizard
    count = len(wizard.cells.draft.targets)
    wizard.onward.click()
    driven.shown.settle()
    assert wizard.preview.name.text() == "财务年报"
    wizard.preview.name.clear()
    assert not wizard.onward.isEnabled()
    wizard.back.click()
    assert wizard.stack.currentWidget() is wizard.cells
    assert len(wizard.cells.draft.targets) == count
    wizard.cells.sheets.setCurrentIndex(1)
    driven.shown.settle()
    assert {(e.target.item, e.target.back) for e in wizard.cells.targets.rows if e.found.sheet == 1}
    wizard.back.click()
    assert wizard.stack.currentWidget() is wizard.file
    driven.press("Escape")
    assert top(MappingWizard) is None


def test_what_moved_is_pointed_at_again_and_the_mapping_learns_it(open_wizard, tmp_path) -> None:
    driven = open_wizard(REPORT)
    keep(driven)

    def edit(book) -> None:
        book["收入表"]["A9"] = "住院病人收入"

    path = tmp_path / "年报.xlsm"
    path.write_bytes(edited(REPORT.with_suffix(".xlsx").read_bytes(), edit))
    driven = open_wizard(path, driven.shown)
    driven.press("Return")
    wizard = driven.wizard
    assert wizard.preview.repair.isVisible()
    wizard.preview.repair.click()
    cells = wizard.cells
    lost = [e for e in cells.targets.rows if e.found.problem]
    assert {e.target.item for e in lost} == {"inpatient_income"}
    for column, back in ((3, 0), (4, 1)):
        cells.view.go_to((8, column))
        cells.item.edit.setText("住院收入")
        assert cells.period.currentData() == (back, 0)
        cells.take.click()
    assert not [e for e in cells.targets.rows if e.found.problem]
    wizard.onward.click()
    driven.shown.settle()
    assert wizard.onward.text() == "只保存对应关系"
    wizard.onward.click()
    driven.shown.settle()
    assert top(MappingWizard) is None
    driven = open_wizard(path, driven.shown)
    assert driven.wizard.file.current.whole
    assert driven.wizard.file.current.stored.version == 2
    driven.wizard.reject()


def test_closing_while_answers_are_on_their_way_harms_nothing(open_wizard) -> None:
    driven = open_wizard(REPORT)
    driven.wizard.onward.click()
    driven.wizard.cells.sheets.setCurrentIndex(1)
    driven.wizard.reject()
    driven.shown.settle()
    assert top(MappingWizard) is None
