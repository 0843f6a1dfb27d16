"""What would make the same window look different on another PC, held still: fonts, clock, time zone, user, cursor."""

import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from hqd_desktop import paths

USER = "录入员甲"
NOW = datetime(2026, 1, 6, 9, 30, tzinfo=UTC)
ZONE = "Asia/Shanghai"

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="font"><edit name="antialias" mode="assign"><bool>true</bool></edit>
<edit name="hinting" mode="assign"><bool>false</bool></edit><edit name="rgba" mode="assign"><const>none</const></edit>
</match></fontconfig>
"""


class _Date(date):
    @classmethod
    def today(cls) -> date:
        return date(NOW.year, NOW.month, NOW.day)


class _Datetime(datetime):
    @classmethod
    def now(cls, tz=None) -> datetime:
        return NOW.astimezone(tz)


def with_bundled_fonts(make: Callable[[], Any]) -> Any:
    """Make the QApplication so that it finds the fonts that ship with the program and no other of this PC."""
    from PySide6.QtGui import QFontDatabase

    folder = Path(tempfile.mkdtemp(prefix="hqd-fonts-"))
    before = os.environ.get("FONTCONFIG_FILE")
    settings = folder / "fonts.conf"
    settings.write_text(_FONTS.format(fonts=escape(str(paths.fonts())), cache=escape(str(folder))), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)
    try:
        app = make()
        QFontDatabase.families()  # read now, while the settings hold
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
    return app


def hold_still(monkeypatch: Any, app: Any, settings: Any) -> None:
    """For one test: the day, the time zone, the user's name, a text cursor that does not blink, no mouse."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCursor

    from hqd_desktop.ui.page_stack import PLACES

    for module, _ in PLACES.values():
        importlib.import_module(f"hqd_desktop.ui.pages.{module}")
    importlib.import_module("hqd_desktop.ui.pages.first_run_page")
    for name, module in list(sys.modules.items()):
        if name.startswith("hqd_desktop.ui."):
            if getattr(module, "date", None) is date:
                monkeypatch.setattr(module, "date", _Date)
            if getattr(module, "datetime", None) is datetime:
                monkeypatch.setattr(module, "datetime", _Datetime)
    monkeypatch.setenv("TZ", ZONE)
    with suppress(AttributeError):  # Windows has no tzset
        time.tzset()
    settings.set("user.name", USER)
    app.setCursorFlashTime(0)
    QCursor.setPos(QPoint(5000, 5000))
