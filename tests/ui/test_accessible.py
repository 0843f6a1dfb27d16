"""Whatever takes the keyboard has a name, and the keyboard reaches whatever can be pressed: pages and dialogs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.ui.crash import CrashDialog
from hqd_desktop.ui.dialogs.group_dialog import GroupDialog
from hqd_desktop.ui.dialogs.import_figures import ImportDialog, RefusedDialog
from hqd_desktop.ui.dialogs.member_dialog import MemberDialog
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.frame.rail import PAGES
from hqd_desktop.ui.pages.entry_page import EntryPage
from hqd_desktop.ui.pages.trouble_page import TroublePage
from hqd_desktop.ui.widgets.entry_grid import EntryGrid

SECTIONS = ("hospital", "rules", "look", "data", "about")
PLACES = [(key, "") for key, *_ in PAGES if key != "settings"] + [("settings", section) for section in SECTIONS]


def shown_in(root: QWidget) -> list[QWidget]:
    """The widgets of a window that can be seen, without Qt's own inner parts."""
    found = []
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        inner = isinstance(parent, QComboBox | QAbstractItemView) or widget.objectName().startswith("qt_")
        if widget.isVisibleTo(root) and widget.window() is root.window() and not inner:
            found.append(widget)
    return found


def unnamed(root: QWidget) -> list[QWidget]:
    """What takes the keyboard and says nothing to a screen reader."""
    return [
        widget
        for widget in shown_in(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.focusProxy()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def unreached(root: QWidget) -> list[str]:
    """Enabled buttons and fields that Tab does not come to; of answers that exclude each other one is enough."""
    walked: set[QWidget] = set()
    reached: set[str] = set()  # by name: a panel may be filled anew under way
    here = QApplication.focusWidget()
    while here is not None and here not in walked:
        walked.add(here)
        reached.add(described(here))
        # in the table of figures Tab goes from cell to cell, as in Excel: F6 leaves it
        QTest.keyClick(here, Qt.Key.Key_F6 if isinstance(here, EntryGrid) else Qt.Key.Key_Tab)
        QApplication.processEvents()
        here = QApplication.focusWidget()
    left = []
    for widget in shown_in(root):
        if not widget.isEnabled() or not isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox):
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        beside = group.buttons() if group is not None else [widget]
        if getattr(widget, "autoExclusive", bool)():
            beside = widget.parentWidget().findChildren(type(widget))
        if not reached & {described(one) for one in beside}:
            left.append(described(widget))
    return left


def settled(shown) -> None:
    """The side panel of 填报 is filled a moment after the keys: what is counted is to be there first."""
    page = shown.page
    if isinstance(page, EntryPage):
        shown.qtbot.waitUntil(lambda: not page.side.timer.isActive())
    shown.settle()


def described(widget: QWidget) -> str:
    """Its kind and its name."""
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"


@pytest.mark.parametrize(("key", "section"), PLACES)
def test_every_page_is_named_and_reached(start, key, section):
    shown = start()
    shown.session.enter("total_income", Period(2025), "12")  # an error, an undo, a fix to offer
    shown.settle()
    shown.window.show_page(key, {"section": section} if section else None)
    settled(shown)
    assert unnamed(shown.window) == []
    assert unreached(shown.window) == []


@pytest.mark.parametrize("key", ["entry", "indicators", "checks"])
def test_a_drawer_is_named_and_reached(start, desk, key):
    desk.kept.set("appearance.text_size", 200)
    shown = start()
    shown.window.show_page(key)
    shown.settle()
    shown.press("F6")
    settled(shown)
    assert unnamed(shown.window) == []
    assert unreached(shown.window) == []


def test_first_run_and_trouble_are_named_and_reached(start, desk):
    shown = start(None)
    assert unnamed(shown.window) == []
    assert unreached(shown.window) == []
    shown.window.show_whole(TroublePage(shown.session, shown.starter.theme, desk.database(), ()))
    QTest.keyClick(shown.window, Qt.Key.Key_Tab)
    assert unnamed(shown.window) == []
    assert unreached(shown.window) == []


def test_a_notice_is_named_and_reached(start):
    shown = start()
    shown.window._notice.say("已导出，打开复核无误。", "ok", ("打开文件夹", print))
    assert unnamed(shown.window) == []
    assert unreached(shown.window) == []


DIALOGS = {
    "words": lambda shown: WordsDialog(
        shown.starter.theme,
        "不适用的理由",
        "理由会印在报告上。",
        "标不适用",
        ready=("本院没有这项业务",),
        parent=shown.window,
    ),
    "import": lambda shown: ImportDialog(
        shown.session,
        shown.starter.theme,
        Path("x.xlsx"),
        ImportedFigures({key: f for key, f in shown.session.view.figures.items() if key[1] == Period(2024)}, ()),
        shown.session.view,
        shown.window,
    ),
    "refused": lambda shown: RefusedDialog(shown.starter.theme, Path("x.xlsx"), ["第 3 行读不懂。"], shown.window),
    "crash": lambda shown: CrashDialog(ValueError("x"), "0", shown.window),
    "group": lambda shown: GroupDialog(shown.session, shown.starter.theme, lambda *_: None, shown.window),
    "member": lambda shown: MemberDialog(shown.session, shown.starter.theme, shown.window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_is_named_and_reached(start, name):
    shown = start()
    dialog = DIALOGS[name](shown)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    shown.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    shown.settle()
    assert dialog.windowTitle()
    assert unnamed(dialog) == []
    assert unreached(dialog) == []
    dialog.close()
    shown.settle()


def test_the_sheet_of_keys_is_named_and_reached(start):
    shown = start()
    shown.press("Ctrl+F1")
    sheet = QApplication.activeModalWidget()
    assert unnamed(sheet) == []
    assert unreached(sheet) == []
    sheet.close()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_command_box_is_named(start):
    shown = start()
    shown.press("Ctrl+K")
    box = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "CommandBox" and w.isVisible())
    assert unnamed(box) == []
    box.close()
    shown.settle()


def test_the_judge_sees_what_has_no_name_and_what_tab_leaves_out(qtbot, qapp):
    from PySide6.QtWidgets import QPushButton, QVBoxLayout

    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    named, nameless, left_out = QPushButton("存"), QPushButton(""), QPushButton("够不着")
    left_out.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for button in (named, nameless, left_out):
        column.addWidget(button)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is root)
    named.setFocus()
    assert unnamed(root) == [nameless]
    assert unreached(root) == ["QPushButton 够不着"]
