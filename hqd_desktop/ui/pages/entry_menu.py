"""The context menu of a cell of 填报: every act on a figure with its key; it does none of them itself."""

from PySide6.QtWidgets import QMenu, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.ui.pages.entry_acts import EntryActs
from hqd_desktop.ui.widgets.entry_grid import EntryGrid


def cell_menu(grid: EntryGrid, acts: EntryActs, key: FigureKey, parent: QWidget) -> QMenu:
    """Everything that can be done to a cell and the selected ones."""
    menu = QMenu(parent)
    for words, act in (
        ("复制\tCtrl+C", lambda: grid.copy_wanted.emit(False)),
        ("剪切\tCtrl+X", lambda: grid.copy_wanted.emit(True)),
        ("粘贴\tCtrl+V", grid.paste_wanted.emit),
        ("向下填充\tCtrl+D", lambda: grid.fill_wanted.emit("down")),
        ("向右填充\tCtrl+R", lambda: grid.fill_wanted.emit("right")),
        ("清空为缺\tDel", lambda: acts.clear(grid.selected_keys())),
        ("", None),
        ("不适用…\t/", lambda: acts.ask_not_applicable(key)),
        ("备注…\tF4", lambda: acts.ask_note(key)),
        ("跟进…\tShift+F4", lambda: acts.ask_follow_up(key)),
        ("按分项求和\tAlt+=", lambda: acts.offer_sum(key)),
    ):
        if act is None:
            menu.addSeparator()
        else:
            menu.addAction(words, act)
    return menu
