"""Strictness for every test: an own data folder, no leaked threads or windows, no skip in CI."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The machine drifts by 40 %, so no deadline; CI repeats the same examples so that a red run can be run again.
settings.register_profile("here", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("here")

GRACE_SECONDS = 3.0


def _forbid_network(event: str, details: tuple[object, ...]) -> None:
    if event == "socket.__new__" and details[1] in (socket.AF_INET, socket.AF_INET6):
        raise PermissionError("the program works offline: nothing of it opens a connection")


sys.addaudithook(_forbid_network)


def pytest_configure(config: pytest.Config) -> None:
    """One matplotlib font cache for the session; xdist's workers inherit the controller's."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="hqd-mpl-")
        os.environ["MPLCONFIGDIR"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that did not run proves nothing: in CI a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped") and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the data of the person who runs it."""
    monkeypatch.setenv("HQD_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail when a test leaves a thread running or a window alive."""
    threads = set(threading.enumerate())
    windows = set(_windows())
    yield
    left_windows = _wait_until_gone(lambda: [w for w in _windows() if w not in windows])
    left_threads = _wait_until_gone(lambda: [t for t in threading.enumerate() if t not in threads])
    assert not left_windows, f"windows left open: {left_windows}"
    assert not left_threads, f"threads left running: {left_threads}"


def _windows() -> list[object]:
    """Top-level widgets that live now; empty while no test has made a QApplication."""
    qt = sys.modules.get("PySide6.QtWidgets")
    if qt is None or qt.QApplication.instance() is None:
        return []
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    return list(qt.QApplication.topLevelWidgets())


def _wait_until_gone(left) -> list[object]:
    """What `left()` still names after a short grace and a collection of garbage."""
    import gc

    remaining = left()
    end = time.monotonic() + GRACE_SECONDS
    while remaining and time.monotonic() < end:
        remaining = None
        gc.collect()
        time.sleep(0.01)
        remaining = left()
    return remaining
