"""The power goes while figures are saved, pasted, backed up, proved: unsynced writes are lost in part or whole."""

from __future__ import annotations

import itertools
import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.faults.injecting import Injector
from tests.faults.jobs import JOBS, MIGRATIONS
from tests.faults.office_jobs import OFFICE_JOBS
from tests.faults.power import Step, leave

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")


LONG = {*list(MIGRATIONS)[1:-1], *OFFICE_JOBS} - {"lock", "hand_over"}  # the soak has them, at twenty places
SHORT = [job for job in JOBS if job not in LONG]


@pytest.mark.parametrize("job", SHORT)
def test_what_was_acknowledged_is_there(injector: Injector, job: str) -> None:
    steps = injector.record(job, injector.fresh())
    assert any(step.act == "said" for step in steps)
    assert injector.left_after(injector.fresh(), steps, 0, random.Random(1)) == []
    chance = random.Random(job)
    for keep in (0.0, 0.5):
        cut = chance.randrange(len(steps))
        assert injector.left_after(injector.fresh(), steps[:cut], keep, chance) == [], (
            f"cut at {cut} of {len(steps)}, kept {keep}"
        )


def test_a_save_waits_for_the_disk_once(injector: Injector) -> None:
    """Not twice, for it takes a slow disk tens of milliseconds; and not before the history is written with it."""
    steps = injector.record("save", injector.fresh())
    said = [place for place, step in enumerate(steps) if step.said[:1] == ("figure",)]
    for first, second in itertools.pairwise(said):
        assert [step.act for step in steps[first + 1 : second]].count("sync") == 1
        assert steps[second - 1].act == "sync"


def test_a_store_that_does_not_wait_for_the_disk_is_found(injector: Injector) -> None:
    steps = injector.record("save", injector.fresh())
    careless = [step for step in steps if step.act != "sync"]
    said = [place for place, step in enumerate(careless) if step.said[:1] == ("figure",)]
    assert injector.left_after(injector.fresh(), careless[: said[0] + 1], 0, random.Random(1)) != []


def test_a_part_may_be_lost(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a").write_bytes(b"old")
    steps = [Step("write", "/x/data/a", 0, b"new"), Step("said", said=("a",)), Step("write", "/x/data/b", 0, b"b")]
    assert leave(folder, steps, 0, random.Random(0)) == (("a",),)
    assert (folder / "a").read_bytes() == b"old"
    assert (folder / "b").read_bytes() == b""
    leave(
        folder, [*steps, Step("sync", "/x/data/a"), Step("rename", "/x/data/a", other="/x/data/c")], 0, random.Random(0)
    )
    assert (folder / "c").read_bytes() == b"new"


def test_a_name_that_nothing_waited_for_may_be_lost(tmp_path: Path) -> None:
    """And one that was waited for never is."""
    folder = tmp_path / "data"
    renamed = [
        Step("write", "/x/data/b", 0, b"new"),
        Step("sync", "/x/data/b"),
        Step("rename", "/x/data/b", other="/x/data/a"),
    ]
    left = set()
    for seed in range(10):
        for waited in ([], [Step("sync", "/x/data")]):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            (folder / "a").write_bytes(b"old")
            leave(folder, [*renamed, *waited], 0, random.Random(seed))
            left.add((bool(waited), (folder / "a").read_bytes()))
    assert left == {(False, b"old"), (False, b"new"), (True, b"new")}
