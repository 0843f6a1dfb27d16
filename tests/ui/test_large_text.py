"""100 to 200 % at 1366×768: the client area is 1366×698, and nothing may ask for more or be out of reach."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hqd_desktop.ui.frame.rail import PAGES
from hqd_desktop.ui.frame.top_bar import SearchButton
from hqd_desktop.ui.pages.trouble_page import TroublePage
from hqd_desktop.ui.theme import TEXT_SIZES
from hqd_desktop.ui.widgets.controls import ElidedLabel

WIDTH, HEIGHT = 1366, 698
SIDES = ("entry", "indicators", "checks")
SECTIONS = ("hospital", "rules", "look", "data", "about")
# The hints under the grid of 填报 say in small what the sheet says in full: they may run out of the window.
MAY_BE_CUT = ("Enter 下一格",)


def faults(root: QWidget) -> list[str]:
    """What is cut off in a window, or cannot be scrolled to."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root.window():
            continue
        what = f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', lambda: '')()!r}"
        parent = widget.parentWidget()
        scrolled = isinstance(parent, QAbstractScrollArea) or isinstance(parent.parentWidget(), QAbstractScrollArea)
        if not scrolled and not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            found.append(f"{what} sticks out of {type(parent).__name__}")
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.text())
            if widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height() + 1:
                    found.append(f"{what} is cut at its foot")
            elif needed > widget.contentsRect().width() + 1 and not widget.text().startswith(MAY_BE_CUT):
                found.append(f"{what} is cut: {needed} in {widget.contentsRect().width()}")
        if isinstance(widget, QPushButton):
            if widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width():
                found.append(f"{what} has no room for its words")
        elif isinstance(widget, QScrollArea) and widget.widget():
            hidden = not widget.horizontalScrollBar().isVisible()
            if hidden and widget.widget().width() > widget.viewport().width():
                found.append(f"{what} hides its right end")
    return found


def check(shown, where):
    """The window keeps its size and nothing in it is cut."""
    window = shown.window

    def rests():
        least = window.minimumSizeHint()
        assert (window.width(), window.height()) == (WIDTH, HEIGHT), where
        assert least.width() <= WIDTH, (where, least)
        assert least.height() <= HEIGHT, (where, least)
        assert faults(window) == [], where

    shown.qtbot.waitUntil(rests, timeout=2000)  # a layout needs a few rounds until it knows what was hidden


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_every_page_fits_and_nothing_is_cut(start, desk, size):
    desk.kept.set("appearance.text_size", size)
    shown = start()
    for key, _name, _shortcut in PAGES:
        for section in SECTIONS if key == "settings" else ("",):
            shown.window.show_page(key, {"section": section} if section else None)
            shown.settle()
            check(shown, f"{key} {section} {size}")
            page = shown.page.minimumSizeHint()
            assert page.width() <= WIDTH - shown.window._rail.width()
            assert page.height() <= HEIGHT
        if key in SIDES:
            table = shown.page.board.grid if key == "entry" else shown.page.grid
            assert table.horizontalScrollBar().maximum() == 0, f"the table of {key} scrolls sideways at {size}"
            shown.page.split.show_side()
            shown.settle()
            check(shown, f"{key} with its side panel {size}")
            shown.page.split.toggle_side()


@pytest.mark.parametrize(("size", "level"), [(size, level) for size in (100, 150, 200) for level in ("ok", "error")])
def test_a_notice_leaves_room_for_every_page(start, desk, size, level):
    desk.kept.set("appearance.text_size", size)
    shown = start()
    for key, _name, _shortcut in PAGES:
        shown.window.show_page(key)
        shown.window._notice.say(
            "没能保存：磁盘已满。上一次保存完好，这 1 个数还在屏幕上。", level, ("再存一次", print)
        )
        shown.settle()
        check(shown, f"{key} {size}")


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_first_run_and_trouble_fit(start, desk, size):
    desk.kept.set("appearance.text_size", size)
    shown = start(None)
    check(shown, size)
    shown.window.show_whole(TroublePage(shown.session, shown.starter.theme, desk.database(), ()))
    check(shown, size)


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_the_longest_names_fit_into_the_bars(start, desk, size):
    desk.kept.set("appearance.text_size", size)
    shown = start()
    hospital = shown.session.view.hospital
    shown.session.change_hospital(
        replace(hospital, name="湖南中医药大学附属邵阳市中西医结合医院（邵阳市第二人民医院）")
    )
    shown.settle()
    check(shown, size)
    assert shown.window._top._name.width() >= shown.starter.theme.px(64)


def test_the_list_of_hospitals_fits_into_the_bar(start):
    """In place of the name; a long one ends with …, whatever the size."""
    shown = start(None)
    shown.session.open_samples(shown.desk.source().samples(), lambda _: shown.window.show_page("settings"))
    shown.settle()
    hospital = shown.session.view.hospital
    shown.session.change_hospital(
        replace(hospital, name="湖南中医药大学附属邵阳市中西医结合医院（邵阳市第二人民医院）")
    )
    for size in (TEXT_SIZES[0], TEXT_SIZES[-1]):
        shown.starter.theme.set_look("light", size / 100)
        shown.settle()
        check(shown, size)
        assert shown.window._top._hospitals.width() >= shown.starter.theme.px(64)


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_the_sheet_of_keys_stays_within_the_window(start, desk, size):
    desk.kept.set("appearance.text_size", size)
    shown = start()
    shown.press("Ctrl+F1")
    sheet = QApplication.activeModalWidget()
    assert sheet.width() <= WIDTH
    assert sheet.height() <= HEIGHT
    assert faults(sheet) == []
    sheet.close()


@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_command_box_stays_within_the_window(start, desk, size):
    desk.kept.set("appearance.text_size", size)
    shown = start()
    shown.press("Ctrl+K")
    box = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "CommandBox" and w.isVisible())
    for text in ("", "yhb", "fy", "没有"):
        box.edit.setText(text)
        QApplication.processEvents()
        corner = box.mapTo(box, QPoint(box.width(), box.height())) + (box.pos() - shown.window.pos())
        assert corner.x() <= WIDTH
        assert corner.y() <= HEIGHT
        assert faults(box) == []
    box.close()
    shown.settle()


def test_above_150_the_side_panel_is_a_drawer_that_leaves_the_table_alone(start, desk):
    desk.kept.set("appearance.text_size", 200)
    shown = start()
    for key in SIDES:
        shown.window.show_page(key)
        shown.settle()
        split = shown.page.split
        assert not split.side_shown
        before = shown.page.split.sizes()
        shown.press("F6")
        assert split.side_shown
        assert split._right[0].hasFocus() or split._right[0].isAncestorOf(QApplication.focusWidget())
        assert shown.page.split.sizes() == before
        shown.press("Esc")
        assert not split.side_shown
        tab = split._side.tab
        tab.click()
        assert split.side_shown
        assert "收起" in tab.accessibleName()
        tab.click()
        assert not split.side_shown
        assert "打开" in tab.accessibleName()


def test_above_150_the_groups_of_entry_are_a_drawer_too(start, desk):
    desk.kept.set("appearance.text_size", 200)
    shown = start()
    shown.window.show_page("entry")
    shown.settle()
    page = shown.page
    assert not page.groups.isVisible()
    assert "打开分组" in page.split._list.tab.accessibleName()
    shown.press("Shift+F6")
    assert page.groups.isVisible()
    assert page.groups.view.hasFocus()
    check(shown, "groups as a drawer")
    shown.press("Down")
    chosen = page.groups.group
    shown.press("Return")
    assert not page.groups.isVisible()
    assert page.board.grid.hasFocus()
    assert page.groups.group == chosen
    shown.press("Shift+F6")
    shown.press("Shift+F6")
    assert not page.groups.isVisible()
    page.split._list.tab.click()
    assert page.groups.isVisible()
    page.groups.view.setFocus()
    shown.press("Esc")
    assert not page.groups.isVisible()
    assert page.board.grid.hasFocus()
    shown.starter.theme.set_scale(1.0)
    shown.settle()
    assert page.groups.isVisible()
    assert [page.split.indexOf(part) for part in (page.groups, page.board)] == [1, 2]
    shown.press("Shift+F6")
    assert page.groups.view.hasFocus()
    shown.press("Shift+F6")
    assert page.board.grid.hasFocus()


def test_the_drawer_becomes_a_panel_again_where_there_is_room(start):
    shown = start()
    shown.window.show_page("indicators")
    shown.settle()
    split = shown.page.split
    assert split.side_shown
    shown.starter.theme.set_scale(2.0)
    shown.settle()
    assert not split.side_shown
    shown.starter.theme.set_scale(1.0)
    shown.settle()
    assert split.side_shown
    assert split.indexOf(split._right[0]) == 1
    assert not split._side.tab.isVisible()


def test_the_search_field_says_what_it_has_room_for(start):
    shown = start()
    search = shown.window.findChild(SearchButton)
    assert "要做的事" in search.text()
    shown.starter.theme.set_scale(2.0)
    shown.settle()
    assert search.text() == "查找"
