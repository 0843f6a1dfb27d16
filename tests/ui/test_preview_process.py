"""Pages drawn by another process: the same pictures, and files that ask for too much are given up."""

from __future__ import annotations

import os
import signal
import time
import zlib
from pathlib import Path

import pytest

from hqd_desktop.services.errors import Cancelled, FileRefused
from hqd_desktop.ui.preview_process import PageDrawer
from tests.fakes.window_desk import blank_pdf

pytestmark = pytest.mark.usefixtures("qapp")


def go_on() -> None:
    """Nobody stops."""


@pytest.fixture
def drawer(tmp_path: Path):
    made: list[PageDrawer] = []

    def start(data: bytes, name: str = "通报.pdf", **limits: float) -> PageDrawer:
        (tmp_path / name).write_bytes(data)
        made.append(PageDrawer(tmp_path / name, name, **limits))
        return made[-1]

    yield start
    for one in made:
        one.close()


def endless_pdf() -> bytes:
    """A few kilobytes that stroke a million lines."""
    pieces = zlib.compressobj(9)
    packed = b"".join(pieces.compress(b"0 0 m 500 800 l S\n" * 60_000) for _ in range(20)) + pieces.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]  # fmt: skip
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


def code(caught: pytest.ExceptionInfo[FileRefused]) -> str:
    (problem,) = caught.value.problems
    assert problem.params["name"] == "通报.pdf"
    return problem.code


def test_pages_come_over_and_what_is_damaged_is_refused(drawer) -> None:
    good = drawer(blank_pdf(2))
    preview = good.open(go_on)
    assert [(size.width(), size.height()) for size in preview.sizes] == [(595, 842)] * 2
    assert (preview.pdf, preview.whole) == (True, True)
    image = good.draw(1, 72, go_on)
    assert image.width() in (595, 596)
    assert image.pixelColor(9, 9).name() == "#ffffff"
    good.close()
    with pytest.raises(FileRefused) as caught:
        good.draw(0, 72, go_on)
    assert code(caught) == "preview_too_complex"
    bad = drawer(b"%PDF-1.7 nothing")
    with pytest.raises(FileRefused) as caught:
        bad.open(go_on)
    assert code(caught) == "preview_damaged"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="as POSIX ends a process")
def test_what_takes_too_long_is_given_up_and_so_is_a_process_that_died(drawer) -> None:
    slow = drawer(endless_pdf(), seconds=1.5)
    slow._seconds = 20.0  # to start with, as long as a busy machine needs
    slow.open(go_on)
    slow._seconds = 0.5
    begun = time.monotonic()
    with pytest.raises(FileRefused) as caught:
        slow.draw(0, 96, go_on)
    assert code(caught) == "preview_too_complex"
    assert time.monotonic() - begun < 10
    killed = drawer(blank_pdf(1))
    killed.open(go_on)
    os.kill(killed._process.pid, signal.SIGKILL)
    with pytest.raises(FileRefused) as caught:
        killed.draw(0, 96, go_on)
    assert code(caught) == "preview_too_complex"


def test_waiting_can_be_stopped(drawer) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        drawer(blank_pdf(1)).open(stop)
