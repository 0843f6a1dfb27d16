"""A bad file leaves the database as it was, row for row, whatever reader it was given to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.collection_form import form_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.collection import plan_forms
from hqd_desktop.services.collection_return import compare
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import Actor
from hqd_desktop.services.workspace import Workspace
from hqd_desktop.store.open import open_store
from tests.fakes.shipped_packs import shipped_packs, shipped_samples, shipped_source
from tests.files.bad_input_making import Good, good_files
from tests.files.test_bad_input import READ, XLSX

LINES = [line for line, (_, ours, _, _) in XLSX.items() if ours != READ]
BOOKS = FileWorkbooks()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "自评.hqd"


@pytest.fixture(scope="module")
def workspace(path: Path) -> Iterator[Workspace]:
    with open_store(path, create=True) as store:
        made = Workspace(store, shipped_source(), Actor("甲", "PC"), "0", lambda: date(2026, 1, 5))
        made.create_sample(replace(shipped_samples()[0], figures=dict(shipped_samples()[0].figures)))
        yield made


@pytest.fixture(scope="module")
def good(workspace: Workspace) -> dict[str, Good]:
    """The form is one of this database's own hospital: of another one it would be refused anyway."""
    files = good_files()
    forms = plan_forms(workspace.view.assessment, {}, date(2026, 1, 5))
    own = form_bytes(next(form for form in forms if form.identity.department == "财务科"))
    return {**files, "采集表.xlsx": files["采集表.xlsx"].made(own)}


def rows_of(path: Path) -> list[str]:
    """Everything in the database."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return list(database.iterdump())


def take(workspace: Workspace, file: Good, path: Path) -> None:
    """Read and write, as the window does."""
    if file.reader == "figures":
        workspace.take_over(BOOKS.read_figures(path, shipped_packs().catalogue), path.name)
    elif file.reader == "form":
        found = BOOKS.read_form(path, shipped_packs().catalogue)
        workspace.collection().take_back(compare(found, workspace.view.assessment, None), {})
    else:
        grid = BOOKS.read_table(path, lambda *_: None)
        assert isinstance(grid, Problem)
        raise UserFacingError(grid)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", ["模板.xlsx", "上报.xlsx", "清单.xlsx", "采集表.xlsx"])
def test_nothing_is_written(
    name: str, line: str, good: dict[str, Good], workspace: Workspace, path: Path, tmp_path: Path
) -> None:
    before = rows_of(path)
    assert len(before) > 500
    bad = tmp_path / name
    bad.write_bytes(XLSX[line][0](good[name]))
    with pytest.raises(UserFacingError) as caught:
        take(workspace, good[name], bad)
    assert XLSX[line][1] in [problem.code for problem in caught.value.problems]
    assert rows_of(path) == before
