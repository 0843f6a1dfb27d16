"""`approve(widget, name)`: fails unless a widget looks as in tests/screens/approved; README.md says how to use it."""

import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from tests.screens.comparing import Pixels, compare, read_picture, side_by_side, write_picture

ROOT = Path(__file__).resolve().parent
APPROVED = ROOT / "approved"
OUT = ROOT.parent.parent / "out" / "screens"
UPDATE = "HQD_UPDATE_SCREENS"


class Approver:
    """Holds where approved pictures are and where the ones that differ go."""

    def __init__(self, approved: Path = APPROVED, out: Path = OUT) -> None:
        self._approved, self._out = approved, out

    def __call__(self, widget: QWidget, name: str) -> None:
        """Compare what `widget` shows now with `name`.png; with HQD_UPDATE_SCREENS=1 take it as the approved one."""
        assert QGuiApplication.platformName() == "offscreen", "pictures are approved on the offscreen platform only"
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        actual = pixels_of(widget)
        self.check(actual, name)

    def check(self, actual: Pixels, name: str) -> None:
        """The same for a picture that is already taken."""
        path = self._approved / f"{name}.png"
        if os.environ.get(UPDATE) == "1":
            if not path.is_file() or compare(read_picture(path), actual).words:
                write_picture(path, actual)
            return
        if not path.is_file():
            write_picture(self._out / f"{name}.png", actual)
            pytest.fail(f"{name}: no approved picture; {UPDATE}=1 takes {self._out / name}.png as it")
        expected = read_picture(path)
        found = compare(expected, actual)
        if found.words:
            shown = self._out / f"{name}.png"
            write_picture(shown, side_by_side(expected, actual, found.mask))
            pytest.fail(f"{name}: {found.words}; approved, actual, difference: {shown}")


def pixels_of(widget: QWidget) -> Pixels:
    """What a widget shows, at one pixel a pixel."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    assert image.devicePixelRatio() == 1, "pictures are approved at a device pixel ratio of 1"
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return raw[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()
