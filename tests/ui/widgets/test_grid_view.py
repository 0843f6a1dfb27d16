"""What a list says while it has no row."""

from __future__ import annotations

from PySide6.QtGui import QStandardItem, QStandardItemModel

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_view import GridView


def test_an_empty_list_says_what_can_be_done(qtbot, qapp):
    view, model = GridView(Theme(), "清单"), QStandardItemModel(0, 2)
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(400, 200)
    bare = view.grab().toImage()
    view.empty_text = "还没有。按 Insert 添加。"
    assert view.grab().toImage() != bare
    model.appendRow([QStandardItem(""), QStandardItem("")])
    filled = view.grab().toImage()
    view.empty_text = ""
    assert view.grab().toImage() == filled, "the words are gone with the first row"
