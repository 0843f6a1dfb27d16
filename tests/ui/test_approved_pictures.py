"""The pages as somebody has looked at them, light and dark, at 100 and 150 % (tests/screens/README.md)."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from hqd_desktop.ui.dialogs.command_box import CommandBox

PAGES = ("overview", "indicators", "checks", "settings")


@pytest.mark.parametrize("key", PAGES)
def test_a_page_looks_as_approved(start, approve, look, key):
    shown = start()
    look.put_on(shown)
    shown.window.show_page(key, {"number": "29"} if key == "indicators" else None)
    shown.settle()
    if key == "indicators":
        shown.page.split.show_side()  # at 150 % the proof is a drawer
        shown.settle()
    approve(shown.window, f"{key}-{look}")


def test_the_first_run_looks_as_approved(start, approve, look):
    shown = start(None)
    look.put_on(shown)
    approve(shown.window, f"first-run-{look}")


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_command_box_looks_as_approved(start, approve, look):
    shown = start()
    look.put_on(shown)
    shown.press("Ctrl+K")
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CommandBox) and w.isVisible())
    box.edit.setText("yhb")
    approve(box, f"command-box-{look}")
    box.close()
    shown.settle()
