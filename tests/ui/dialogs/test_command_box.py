"""Ctrl+K: what is found, in which order, and where Enter leads."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.dialogs.command_box import CommandBox
from hqd_desktop.ui.dialogs.command_entries import MOST_OF_A_KIND, entries_of, matching
from hqd_desktop.ui.dialogs.command_list import commands, year_commands
from hqd_desktop.ui.readings import finder
from hqd_desktop.ui.theme import MODE_KEY, TEXT_SIZE_KEY
from hqd_desktop.ui.tokens import DARK

# Popups ask for the keyboard, which the offscreen platform does not have.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def ask(start):
    """Open the box on a started window, type, press a key."""
    opened = []

    def ask(text="", key=None, modifier=Qt.KeyboardModifier.NoModifier, shown=None):
        shown = shown or start()
        shown.press("Ctrl+K")
        found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CommandBox) and w.isVisible())
        opened.append(found)
        if text:
            found.edit.setText(text)
        if key is not None:
            QTest.keyClick(found.edit, key, modifier)
            shown.settle()
        return shown, found

    yield ask
    for found in opened:
        if shiboken6.isValid(found):
            found.close()


def rows(view, text):
    entries = [*entries_of(view), *commands(), *year_commands(view.years, view.record.year)]
    return matching(entries, text, finder())


def titles(view, text):
    return {kind: [entry.title for entry in found] for kind, found in rows(view, text)}


def first(view, text):
    return rows(view, text)[0][1][0].title


@pytest.mark.parametrize("text", ["医护比", "yhb", "yihubi", "YHB", "29"])
def test_an_indicator_is_found_by_name_pinyin_and_number_with_its_figures(start, text):
    view = start().session.view
    found = titles(view, text)
    assert found["指标"][0] == "29　医护比"
    assert {"执业（助理）医师数", "注册护士数"} <= set(found["数据项"])
    assert "试算医护比…" in found["可以做"]


@pytest.mark.parametrize(
    ("text", "title"), [("pjzyr", "18　平均住院日"), ("zhuyuanri", "18　平均住院日"), ("ryfyzb", "27　人员费用占比")]
)
def test_long_names_are_found_by_their_initials_and_by_a_part_spelled_out(start, text, title):
    assert first(start().session.view, text) == title


def test_either_reading_will_do(start):
    view = start().session.view
    for text in ("jiaohe", "xiaohe"):
        assert "到“校核”" in titles(view, text)["可以做"], text
    for text in ("zzxmzf", "chongzheng"):
        assert rows(view, text) is not None


def test_value_score_and_what_was_lost_stand_beside(start):
    view = start().session.view
    entry = rows(view, "yhb")[0][1][0]
    assert entry.right[0] == "63.52%（1:1.57）"
    assert entry.right[1] == "3.15 / 4"
    assert entry.right[2] == "失 0.85"


def test_a_long_number_is_never_cut(start):
    view = start().session.view
    for entry in entries_of(view):
        if entry.kind == "数据项" and entry.right[0].rstrip("…") != entry.right[0]:
            assert view.packs.catalogue[entry.target["figure"][0]].kind == "text"


def test_account_numbers_and_departments_are_found(start):
    view = start().session.view
    account = next(item for item in view.packs.catalogue if item.account)
    assert account.name in titles(view, account.account)["数据项"]
    item = next(iter(view.packs.catalogue))
    assert len(titles(view, item.department)["数据项"]) <= MOST_OF_A_KIND
    assert not titles(view, "没有这样的东西")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("只看缺项", "填报：只看缺项"), ("zkqx", "填报：只看缺项"), ("下一个错误", "下一个错误"), ("打印", "打印报告"),
        ("dybg", "打印报告"), ("导入", "从 Excel 导入…"), ("备份", "现在备份"), ("huifu", "看备份、恢复…"),
        ("150", "字号 150%"), ("深色", "颜色：深色"), ("shense", "颜色：深色"), ("快捷键", "快捷键"),
        ("kjj", "快捷键"), ("说明", "所选内容的说明"), ("列宽", "恢复默认列宽"), ("2024", "打开 2024 年度"),
        ("新建 2026", "新建 2026 年度"),
    ],
)  # fmt: skip
def test_whatever_the_window_can_do_is_found(start, text, title):
    shown = start()
    found = titles(shown.session.view, text)
    assert title in found["可以做"]
    if text in ("只看缺项", "打印", "备份", "深色", "kjj"):
        assert found["可以做"][0] == title


def test_a_name_that_begins_so_goes_before_one_that_only_belongs(start):
    view = start().session.view
    kinds = [kind for kind, _ in rows(view, "备份")]
    assert kinds[0] == "可以做"
    assert rows(view, "yhb")[0][0] == "指标"


def test_trials_do_not_crowd_out_what_else_can_be_done(start):
    view = start().session.view
    for text in ("费用", "fy"):
        assert sum(title.startswith("试算") for title in titles(view, text).get("可以做", ())) <= 2, text
    assert len(titles(view, "试算")["可以做"]) == MOST_OF_A_KIND


def test_what_is_not_for_this_hospital_comes_after_its_equals(start):
    found = next(entries for kind, entries in rows(start().session.view, "z") if kind == "指标")
    order = [(finder().distance("z", (e.title, *e.names), e.belongs), e.faint) for e in found]
    assert order == sorted(order)
    assert {faint for _, faint in order} == {True, False}


def test_undo_is_found_by_what_it_takes_back(start):
    shown = start()
    shown.session.enter("total_income", Period(2025), "12")
    shown.settle()
    assert titles(shown.session.view, "chexiao")["可以做"][0] == "撤销录入"


def test_enter_goes_to_the_first(ask):
    shown, _ = ask("yhb", Qt.Key.Key_Return)
    assert shown.page.key == "indicators"
    assert shown.page.model.result(shown.page.grid.currentIndex()).indicator.number == "29"
    assert shown.page.grid.hasFocus()


def test_control_enter_opens_the_proof(ask):
    shown, _ = ask("yhb", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.model.result(shown.page.grid.currentIndex()).indicator.number == "29"
    assert shown.page.panel.isVisible()
    assert shown.page.panel.hasFocus()


def test_a_trial_is_asked_of_the_indicators_page(ask):
    wanted = []
    shown, found = ask("试算医护比")
    shown.session.navigation_requested.connect(lambda page, target: wanted.append((page, target)))
    QTest.keyClick(found.edit, Qt.Key.Key_Return)
    shown.settle()
    assert wanted == [("indicators", {"number": "29", "act": "trial"})]


def test_what_is_chosen_is_done_however_long_the_box_stood_open(ask):
    shown, found = ask("深色")
    gc.collect()  # runs by itself sooner or later; what the box leads to must outlive it
    QTest.keyClick(found.edit, Qt.Key.Key_Return)
    shown.settle()
    assert shown.starter.theme.tokens is DARK


def test_filters_hooks_and_looks_act(ask, desk):
    shown, _ = ask("填报只看缺项", Qt.Key.Key_Return)
    assert shown.page.key == "entry"
    assert shown.page.chips["missing"].isChecked()
    ask("深色", Qt.Key.Key_Return, shown=shown)
    assert shown.starter.theme.tokens is DARK
    assert desk.kept.get(MODE_KEY) == "dark"
    ask("字号 125", Qt.Key.Key_Return, shown=shown)
    assert shown.starter.theme.scale == 1.25
    assert desk.kept.get(TEXT_SIZE_KEY) == 125
    ask("下一个失分项", Qt.Key.Key_Return, shown=shown)
    assert shown.page.key == "indicators"
    ask("打开 2024", Qt.Key.Key_Return, shown=shown)
    assert shown.session.view.record.year == 2024


def test_the_settings_page_follows_a_look_chosen_here(ask, start):
    shown = start()
    shown.window.show_page("settings", {"section": "look"})
    ask("颜色：深色", Qt.Key.Key_Return, shown=shown)
    ask("字号 150", Qt.Key.Key_Return, shown=shown)
    look = shown.page._sections["look"]
    assert (look._mode.answer, look._size.answer) == ("深色", "150%")


def test_every_command_leads_somewhere(start, desk, monkeypatch):
    from PySide6.QtGui import QDesktopServices
    from PySide6.QtWidgets import QFileDialog

    from hqd_desktop.ui.commands import Commands

    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *a, **k: ("", "")))
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda url: True))
    shown = start()
    names = ("explain", "keys", "side", "find", "saved", "columns", *shown.window._acts.group.by_name)
    acts = {name: lambda name=name: done.append(name) for name in names}
    done: list[str] = []
    window = shown.window._acts
    run = Commands(shown.session, shown.starter.theme, desk.kept, acts, window.ask_page, window.group.open_hospital).run
    for entry in commands():
        if entry.page in ("first_run", "report") or entry.target.get("act") == "sample":
            continue  # these put another page over the window, or a menu or dialog that waits
        run(entry)
        shown.settle()
        if entry.page:
            assert shown.page.key == entry.page, entry.title
            assert not entry.hook or hasattr(shown.page, entry.hook)
        for dialog in shown.window.findChildren(QDialog):
            dialog.close()
    assert set(done) == set(acts)


def test_arrows_skip_headings_and_a_command_acts(ask):
    shown, found = ask("赋分规则")
    QTest.keyClick(found.edit, Qt.Key.Key_Down)
    QTest.keyClick(found.edit, Qt.Key.Key_PageUp)
    QTest.keyClick(found.edit, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.key == "settings"


def test_nothing_found_says_so_and_enter_does_nothing(ask):
    shown, found = ask("没有这样的东西", Qt.Key.Key_Return)
    assert "没有找到" in found._model.item(0).text()
    assert found.isVisible()
    QTest.keyClick(found.edit, Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: not any(isinstance(w, CommandBox) for w in QApplication.topLevelWidgets()))


def test_every_line_of_the_list_is_spoken(ask):
    _, found = ask("yhb")
    spoken = [found._model.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(found._model.rowCount())]
    assert "29 医护比，63.52%（1:1.57），3.15 / 4，失 0.85" in spoken


def test_a_task_is_found_and_leads_to_its_line_in_the_ledger(ask):
    shown, box = ask("预住院", Qt.Key.Key_Return)
    assert not shiboken6.isValid(box) or not box.isVisible()
    shown.qtbot.waitUntil(lambda: shown.page.key == "ledger")
    shown.settle()
    line = shown.page._model.row_at(shown.page._table.currentIndex())
    assert line.task_row.task.key == "4.1"
