"""What tests of the store share: real files in tmp_path, a clock that ticks, and one hospital."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import Figure
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.paths import migrations
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite, Saved
from hqd_desktop.store.open import open_store
from hqd_desktop.store.schema import SCHEMA, Schema
from hqd_desktop.store.sql_store import SqlStore

ACTOR = Actor("甲", "PC-01")
START = datetime(2025, 1, 31, 6, 32, 7, 123000, tzinfo=UTC)


@pytest.fixture
def note() -> ChangeNote:
    return ChangeNote(ACTOR, "填数", "原表有误", "导入")


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Half past six, and a second later each time."""
    times = (START + timedelta(seconds=n) for n in range(1_000_000))
    return lambda: next(times)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "医院 100%.hqd"


@pytest.fixture
def store(path: Path, clock: Callable[[], datetime]) -> Iterator[SqlStore]:
    with open_store(path, create=True, actor=ACTOR, clock=clock) as opened:
        yield opened


@pytest.fixture
def hospital(store: SqlStore, note: ChangeNote) -> Hospital:
    return store.add_hospital(Hospital("示例医院", "三级", "综合", "H001"), note)


@pytest.fixture
def save(store: SqlStore, hospital: Hospital, note: ChangeNote) -> Callable[..., Saved]:
    """save(("item", Period(2024), figure, expected), …) in one transaction."""

    def do(*cells: tuple[str, Period, Figure, int]) -> Saved:
        return store.save_figures(hospital.id, [FigureWrite(*cell) for cell in cells], note)

    return do


@pytest.fixture
def make_schema(tmp_path: Path) -> Callable[..., Schema]:
    """The next schemas, made up: each text is the body of one more migration's upgrade()."""

    def make(*bodies: str) -> Schema:
        folder = tmp_path / "migrations 100%"
        shutil.copytree(migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        for number, body in enumerate(bodies, SCHEMA + 1):
            lines = [
                "import sqlalchemy as sa",
                "from alembic import op",
                f"revision, down_revision = '{number:04d}', '{number - 1:04d}'",
                "def upgrade():",
                *(f"    {line}" for line in body.splitlines()),
            ]
            (folder / "versions" / f"{number:04d}_made_up.py").write_text("\n".join(lines), encoding="utf-8")
        return Schema(SCHEMA + len(bodies), folder)

    return make


@pytest.fixture
def code() -> Callable[[pytest.ExceptionInfo], str]:
    """The one code of the error that was raised."""

    def of(raised: pytest.ExceptionInfo) -> str:
        problems: Sequence = raised.value.problems
        assert len(problems) == 1
        return problems[0].code

    return of
