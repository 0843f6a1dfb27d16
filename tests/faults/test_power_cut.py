"""The power goes while figures are saved, pasted, backed up, proved: unsynced writes are lost in part or whole."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.injecting import POWERED, Injector, left_after
from tests.faults.power import Step, leave

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")


@pytest.fixture(scope="module")
def injector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Injector]:
    with Injector(tmp_path_factory.mktemp("power")) as made:
        yield made


@pytest.mark.parametrize("job", POWERED)
def test_what_was_acknowledged_is_there(injector: Injector, job: str) -> None:
    steps = injector.record(job, injector.fresh())
    assert any(step.act == "said" for step in steps)
    assert left_after(injector.fresh(), steps, 0, random.Random(1)) == []
    chance = random.Random(job)
    for keep in (0.0, 0.0, 0.5, 0.5):
        cut = chance.randrange(len(steps))
        assert left_after(injector.fresh(), steps[:cut], keep, chance) == [], (
            f"cut at {cut} of {len(steps)}, kept {keep}"
        )


def test_a_store_that_does_not_wait_for_the_disk_is_found(injector: Injector) -> None:
    steps = injector.record("save", injector.fresh())
    careless = [step for step in steps if step.act != "sync"]
    said = [place for place, step in enumerate(careless) if step.said[:1] == ("figure",)]
    assert left_after(injector.fresh(), careless[: said[0] + 1], 0, random.Random(1)) != []


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
