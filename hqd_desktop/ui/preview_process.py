"""Draws the pages of one file in a process of its own, which is given up when it takes too long or too much.

A few kilobytes of PDF can ask for gigabytes or for hours, and PDFium cannot be stopped from within. The process knows
the copy and its name, nothing else of ours.
"""

import contextlib
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.ui.previews import Preview, draw, open_preview

SECONDS = 20.0  # for one answer
MEMORY = 2_000_000_000  # bytes of address space, where the system knows such a limit
_STEP = 0.1


class PageDrawer:
    """One file. Start it and ask it off the GUI thread; close it when the file is no longer looked at.

    `check` is called while an answer is waited for, and may raise errors.Cancelled: then the process is given up too.
    """

    def __init__(self, path: Path, name: str, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._name, self._seconds = name, seconds
        self._ended = False
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=serve, args=(there, str(path), name, memory), daemon=True)
        self._process.start()
        there.close()

    def open(self, check: Callable[[], None]) -> Preview:
        """What there is to be seen; FileRefused when it cannot be drawn or takes too much."""
        sizes, pdf, whole = self._answer(check)
        return Preview(Path(), self._name, tuple(QSizeF(*size) for size in sizes), pdf, whole)

    def draw(self, number: int, dpi: float, check: Callable[[], None]) -> QImage:
        """One page; FileRefused as above."""
        try:
            self._here.send((number, dpi))
        except OSError as error:
            raise self._too_much() from error
        width, height, data = self._answer(check)
        return QImage(data, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()

    def close(self) -> None:
        """Let go of the file; nothing is drawn any more."""
        if not self._ended:
            self._ended = True
            self._here.close()
            self._process.kill()
            self._process.join()
            self._process.close()

    def _answer(self, check: Callable[[], None]) -> Any:
        if self._ended:
            raise self._too_much()
        latest = time.monotonic() + self._seconds
        try:
            while not self._here.poll(_STEP):
                check()
                if time.monotonic() > latest:
                    raise self._too_much()
            kind, told = self._here.recv()
        except (EOFError, OSError) as error:  # it ran out of memory, or fell over the file
            self.close()
            raise self._too_much() from error
        except BaseException:
            self.close()
            raise
        if kind == "refused":
            self.close()
            raise FileRefused(*told)
        return told

    def _too_much(self) -> FileRefused:
        return FileRefused(Problem("preview_too_complex", "", {"name": self._name}))


def serve(there: Connection, path: str, name: str, memory: int) -> None:
    """The other side: tell what there is to be seen, then draw what is asked for until nobody asks any more."""
    _limit(memory)
    with contextlib.suppress(EOFError, OSError):
        try:
            preview = open_preview(Path(path), name)
            sizes = [(size.width(), size.height()) for size in preview.sizes]
            there.send(("opened", (sizes, preview.pdf, preview.whole)))
            while True:
                image = draw(preview, *there.recv()).convertToFormat(QImage.Format.Format_RGBA8888)
                there.send(("drawn", (image.width(), image.height(), bytes(image.constBits()))))
        except FileRefused as refused:
            there.send(("refused", tuple(refused.problems)))
        except MemoryError:
            there.send(("refused", (Problem("preview_too_complex", "", {"name": name}),)))


def _limit(memory: int) -> None:
    """Windows knows no such limit; there only the time is bounded."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
