"""kill -9, and refusals of the system, at chosen steps of every writing job; `dev.py soak` tries many more."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import pytest

from tests.faults.injecting import Injector, Outcome, failures, kills, spread, wrongs
from tests.faults.jobs import JOBS

TAKEN = ("store_exists", "form_target_exists")  # what had already landed is not written over
POINTS = {"export": 2, "pack": 2, "create": 8}  # of each sort; the first two are slow
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")


@pytest.fixture(scope="module")
def injector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Injector]:
    with Injector(tmp_path_factory.mktemp("faults")) as made:
        yield made


def test_the_tool_is_there() -> None:
    assert shutil.which("strace"), "dev.py test installs it"


@pytest.mark.parametrize("job", JOBS)
def test_cut_off_or_refused(injector: Injector, job: str) -> None:
    folder = injector.fresh()
    whole = injector.run(job, folder)
    assert (whole.last, wrongs(folder, whole)) == ("done", [])
    few = POINTS.get(job, 3)
    for inject in (*spread(kills(whole.calls), few), *spread(failures(whole.calls), few)):
        folder = injector.fresh()
        outcome = injector.run(job, folder, inject)
        assert "KILL" not in inject or outcome.last != "done", "the kill came too late"
        assert wrongs(folder, outcome) == [], inject
        again = injector.run(job, folder)
        assert again.last == "done" or again.said[-1][1] in TAKEN, again


def test_what_is_wrong_is_found(injector: Injector) -> None:
    folder = injector.fresh()
    assert wrongs(folder, Outcome((("figure", "beds", "99"),), injector.run("save", folder).calls)) != []
    (folder / "上报.xlsx").write_bytes(b"half")
    with pytest.raises(Exception, match="zip"):
        wrongs(folder, Outcome((), whole_calls := injector.run("remember", folder).calls))
    assert whole_calls["rename"] == 1
