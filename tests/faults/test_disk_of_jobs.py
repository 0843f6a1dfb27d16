"""Every job on a disk that is full, and on one that is read-only: told, nothing lost, and done once there is room."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.injecting import Injector
from tests.faults.jobs import JOBS
from tests.faults.test_cut_off import TAKEN

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root of Linux mounts")
SIZE, ROOM = 48 * 2**20, 16 * 2**10  # evidence is only taken in where twenty million bytes stay free
SHORT = {
    "full": ("bring_up_0001", "receive"),
    "read-only": ("save", "put_back"),
}
WANTED = [
    (kind, job)
    for kind, jobs in SHORT.items()
    for job in (JOBS if os.environ.get("HQD_ALL_JOBS") else jobs)  # `dev.py soak` asks for all
]


@pytest.fixture
def disk(injector: Injector) -> Iterator[Path]:
    """A folder of trials that is the root of a small disk."""
    folder = injector.fresh()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    try:
        injector.lay_out(folder)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """All but a little is taken."""
    filler = folder / ".filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        file.truncate(max(file.tell() // 4096 * 4096 - ROOM, 0))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """As a disc is, or a share without the right to write."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


@pytest.mark.parametrize(("kind", "job"), WANTED)
def test_a_job_on_such_a_disk(injector: Injector, disk: Path, kind: str, job: str) -> None:
    with (full if kind == "full" else read_only)(disk):
        outcome = injector.run(job, disk)
    assert injector.wrongs(disk, outcome) == []
    assert outcome.last == "told" or (kind == "full" and outcome.last == "done"), outcome.said
    again = injector.run(job, disk)
    assert again.last == "done" or again.said[-1][1] in TAKEN, again.said
