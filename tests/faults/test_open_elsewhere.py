"""The target is open in another program: said so, the file there stays, and nothing half-made is left beside it."""

from __future__ import annotations

import errno
import os
from itertools import cycle
from pathlib import Path

import pytest

from hqd_desktop.services.errors import StoreError, UserFacingError
from hqd_desktop.services.messages import sentence
from hqd_desktop.store.backup import BACKUPS
from hqd_desktop.store.open import open_store
from tests.faults.jobs import OLD, export, issue, pack, prepare
from tests.faults.office_jobs import hand_over
from tests.faults.test_full_disk import WRITERS

MARKS = {"LibreOffice": ".~lock.{}#", "WPS、Excel": "~${}"}


def refusal(act: object, *place: object) -> str:
    """The one code; the sentence says which file, and that it is as it was."""
    with pytest.raises(UserFacingError) as caught:
        act(*place)  # type: ignore[operator]
    (problem,) = caught.value.problems
    assert "没有" in sentence(problem)
    return problem.code


def sharing_violation(*_: object, **__: object) -> None:
    """As Windows answers when a file that is open elsewhere is to be replaced."""
    error = PermissionError(errno.EACCES, "另一个程序正在使用此文件，进程无法访问。")
    error.winerror = 32  # type: ignore[attr-defined]
    raise error


@pytest.mark.parametrize(
    ("name", "program"), [*zip((name for name in WRITERS if name != "settings.json"), cycle(MARKS), strict=False)]
)
def test_its_mark_lies_beside(name: str, program: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    mark = tmp_path / MARKS[program].format(name)
    mark.write_bytes(b"")
    assert refusal(WRITERS[name], path) == "file_target_open"
    assert path.read_bytes() == OLD
    mark.unlink()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", WRITERS)
def test_windows_lets_nobody_replace_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / name
    old = b'{"x.y": 1}' if name == "settings.json" else OLD
    path.write_bytes(old)
    with monkeypatch.context() as held:
        held.setattr(Path, "replace", sharing_violation)
        assert refusal(WRITERS[name], path) == "file_target_open"
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("open") / "ready"
    prepare(folder)
    return folder


@pytest.mark.parametrize(
    ("job", "name"),
    [(export, "上报.xlsx"), (pack, "包.hqdz"), (hand_over, "交接.hqdx")],
    ids=["export", "pack", "hand_over"],
)
def test_jobs_over_a_file_that_is_open(job: object, name: str, ready: Path) -> None:
    mark = ready / f".~lock.{name}#"
    mark.write_bytes(b"")
    before = sorted(path.name for path in ready.iterdir())
    assert refusal(job, ready, lambda *_: None) == "file_target_open"
    assert (ready / name).read_bytes() == OLD
    assert sorted(path.name for path in ready.iterdir()) == before
    mark.unlink()


def test_forms_into_a_folder_where_one_is_open(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as held:
        held.setattr(Path, "replace", sharing_violation)
        assert refusal(issue, ready, lambda *_: None) in ("file_target_open", "file_folder_unwritable")
    assert [path for path in (ready / "发表").iterdir() if path.suffix == ".xlsx"] == []


def test_a_backup_that_is_open(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older one of that name, looked at by somebody: it stays, and so does everything in the database."""
    place = ready / "备份.hqd"
    before = place.read_bytes()
    with open_store(ready / "自评.hqd", create=False) as store:
        with monkeypatch.context() as held:
            held.setattr(os, "replace", sharing_violation)
            # the default of `publish` was bound when the function was made
            held.setattr("hqd_desktop.store.backup.copy_verified.__defaults__", (sharing_violation,))
            with pytest.raises(StoreError) as caught:
                store.backup_to(place)
        assert "没有改动" in sentence(caught.value.problems[0])
        assert store.check() == ()
    assert place.read_bytes() == before
    assert not list(ready.glob(f"{BACKUPS}/*"))
    assert not list(ready.glob("*.part*"))
