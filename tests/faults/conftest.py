"""A disk that is full after a few kilobytes: a small tmpfs for root on Linux, else a limit to the size of files."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.injecting import Injector

ROOM = 8 * 2**10  # what is left, two pages
SIZE = 4 * 2**20


@dataclass(frozen=True)
class SmallDisk:
    """`folder` is on it; within `full()` no file of more than ROOM bytes can be written there."""

    folder: Path
    full: Callable[[], AbstractContextManager[None]]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "盘"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    root = sys.platform.startswith("linux") and os.geteuid() == 0
    if root and subprocess.run(mount, capture_output=True).returncode == 0:
        try:
            yield SmallDisk(folder, lambda: _filled(folder))
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        yield SmallDisk(folder, _no_large_files)


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Injector]:
    with Injector(tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.fixture
def injector(_server: Injector) -> Iterator[Injector]:
    """Jobs that can be cut off, ready to be tried; the folders of a test's trials go with it."""
    yield _server
    _server.clear()


@contextmanager
def _filled(folder: Path) -> Iterator[None]:
    filler = folder / ".filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        file.truncate(file.tell() // 4096 * 4096 - ROOM)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def _no_large_files() -> Iterator[None]:
    if sys.platform == "win32":
        with nullcontext():
            yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
