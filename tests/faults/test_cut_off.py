"""kill -9, and refusals of the system, at chosen steps of every writing job; `dev.py soak` tries many more."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests.faults.injecting import Injector, Outcome, failures, kills, spread
from tests.faults.jobs import JOBS, MIGRATIONS

# What had already landed is not written over.
TAKEN = ("store_exists", "form_target_exists", "ruleset_name_taken", "step_not_from_here", "evidence_here_already")
POINTS = {"save": 2, "create": 3}  # of each sort; of the others one: the soak has many
MIDDLE = list(MIGRATIONS)[1:-1]  # between the oldest schema and the newest that is left behind
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")


def test_the_tool_is_there() -> None:
    assert shutil.which("strace"), "dev.py test installs it"


@pytest.mark.parametrize("job", JOBS)
def test_cut_off_or_refused(injector: Injector, job: str) -> None:
    folder = injector.fresh()
    whole = injector.run(job, folder)
    assert (whole.last, injector.wrongs(folder, whole)) == ("done", [])
    few = POINTS.get(job, 1)
    refused = 0 if job in MIDDLE else few
    for inject in (*spread(kills(whole.calls), few), *spread(failures(whole.calls), refused)):
        folder = injector.fresh()
        outcome = injector.run(job, folder, inject)
        assert "KILL" not in inject or outcome.last != "done", "the kill came too late"
        assert injector.wrongs(folder, outcome) == [], inject
        if "KILL" in inject or few > 1:
            again = injector.run(job, folder)
            assert again.last == "done" or again.said[-1][1] in TAKEN, again


def test_what_is_wrong_is_found(injector: Injector) -> None:
    folder = injector.fresh()
    assert injector.wrongs(folder, Outcome((("figure", "beds", "99"),), injector.run("save", folder).calls)) != []
    (folder / "上报.xlsx").write_bytes(b"half")
    with pytest.raises(Exception, match="zip"):
        injector.wrongs(folder, Outcome((), whole_calls := injector.run("remember", folder).calls))
    assert whole_calls["rename"] == 1
