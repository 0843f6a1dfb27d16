"""A tree of evidence files: whole or not at all, never over anything, never outside its folder."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.services.errors import Cancelled, FileRefused
from hqd_desktop.services.records import KeptFile

NAME = "甲医院_2025年度_佐证"


def quiet(done: int, total: int) -> None:
    """Nobody listens."""


@pytest.fixture
def folder(tmp_path: Path) -> FileEvidenceFolder:
    (tmp_path / "数据").mkdir()
    return FileEvidenceFolder(tmp_path / "数据" / "x.hqd")


@pytest.fixture
def files(folder, tmp_path) -> dict[str, KeptFile]:
    made = {}
    for name, data in (("甲.pdf", b"%PDF one"), ("乙.txt", b"two")):
        (tmp_path / name).write_bytes(data)
        made[f"0{len(made)} 夹/{name}"] = folder.take_in(tmp_path / name, quiet)
    return made


@pytest.fixture
def parent(tmp_path) -> Path:
    (tmp_path / "U盘").mkdir()
    return tmp_path / "U盘"


def test_files_lie_in_their_folders_and_the_second_time_beside(folder, files, parent) -> None:
    told: list[tuple[int, int]] = []
    first = folder.hand_out(parent, NAME, files, {"目录.xlsx": b"PK"}, lambda *step: told.append(step))
    assert first == parent / NAME
    assert {str(path.relative_to(first)) for path in first.rglob("*") if path.is_file()} == {*files, "目录.xlsx"}
    assert (first / "00 夹" / "甲.pdf").read_bytes() == b"%PDF one"
    assert told == [(8, 11), (11, 11)]
    second = folder.hand_out(parent, NAME, files, {}, quiet)
    assert second.name == f"{NAME}（2）"
    assert sorted(path.name for path in parent.iterdir()) == [NAME, second.name]


def test_a_damaged_file_and_stopping_leave_nothing(folder, files, parent, tmp_path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        folder.hand_out(parent, NAME, files, {}, stop)
    last = list(files.values())[-1].digest
    (tmp_path / "数据" / "x.evidence" / last[:2] / last).write_bytes(b"tWo")
    with pytest.raises(FileRefused, match="evidence_changed"):
        folder.hand_out(parent, NAME, files, {}, quiet)
    assert list(parent.iterdir()) == []


def test_a_full_disk_and_a_folder_that_is_not_there(folder, files, parent, monkeypatch) -> None:
    with pytest.raises(FileRefused, match="file_folder_missing"):
        folder.hand_out(parent / "nowhere", NAME, files, {}, quiet)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 95, 5))
    with pytest.raises(FileRefused, match="evidence_export_disk_full"):
        folder.hand_out(parent, NAME, files, {}, quiet)
    assert list(parent.iterdir()) == []


@pytest.mark.parametrize("place", ["../甲.pdf", "/甲.pdf", "夹/../../甲.pdf"])
def test_no_member_leaves_the_folder(folder, files, parent, place) -> None:
    with pytest.raises(ValueError, match="甲"):
        folder.hand_out(parent, NAME, {place: next(iter(files.values()))}, {}, quiet)
    assert list(parent.iterdir()) == []
