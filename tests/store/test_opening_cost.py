"""What opening and saving cost does not grow with the history: counted in steps of SQLite, not by a clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.periods import Period
from hqd_desktop.store import engine
from tests.bench_history import make

STEP = 10
FEW, MANY = 2_000, 20_000


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many tens of steps SQLite has made since the last call, on every connection of a store."""
    made, connect = [0], engine.connect

    def step() -> int:
        made[0] += 1
        return 0

    def watched(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection = connect(*args, **kwargs)  # type: ignore[arg-type]
        connection.set_progress_handler(step, STEP)
        return connection

    def since() -> int:
        found, made[0] = made[0], 0
        return found

    monkeypatch.setattr(engine, "connect", watched)
    return since


def test_ten_times_the_history_costs_no_more(tmp_path: Path, steps: Callable[[], int]) -> None:
    desk = OfficeDesk(tmp_path)
    found = {}
    for rows in (FEW, MANY):
        path = tmp_path / f"{rows}.hqd"
        make(desk, path, 1, 2, rows)
        steps()
        workspace = desk.open_workspace(path)
        workspace.open(workspace.hospitals()[0].id)
        opening = steps()
        workspace.enter("total_income", Period(2025), "5")
        saving = steps()
        workspace.history(limit=100)
        found[rows] = (opening, saving, steps())
        assert workspace.books.past.examine(whole=True) == ()
        assert steps() > rows / STEP, "the whole check walks"
        workspace.close()
    assert min(found[FEW]) > 10
    for few, many in zip(found[FEW], found[MANY], strict=True):
        assert many <= 1.1 * few + 10, found
