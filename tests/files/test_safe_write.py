"""Files appear whole or not at all, and what was there stays when writing fails."""

import errno
import os
from pathlib import Path

import pytest

from hqd_desktop.files import safe_write
from hqd_desktop.files.safe_write import write_bytes, write_text
from hqd_desktop.services.errors import FileRefused


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        write_bytes(path, b"new")
    (problem,) = caught.value.problems
    assert problem.where == str(path)
    assert problem.params["name"] == path.name
    return problem.code


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    write_text(path, "一\n")
    write_text(path, "二\n")
    assert path.read_bytes() == "二\n".encode()
    assert os.listdir(tmp_path) == ["结果.txt"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "a.txt") == "file_folder_missing"


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert refused(tmp_path) == "file_is_folder"


def test_a_device_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "null"
    path.write_bytes(b"old")
    with monkeypatch.context() as pretended:
        pretended.setattr(Path, "is_file", lambda path: False)  # a real device would not survive a failing test
        assert refused(path) == "file_is_device"
    assert path.read_bytes() == b"old"


def test_a_link_stays_and_its_target_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link, real = tmp_path / "link.txt", tmp_path / "real.txt"
    link.write_bytes(b"the link itself")
    monkeypatch.setattr(Path, "is_symlink", lambda path: path == link)  # Windows lets not everybody make one
    monkeypatch.setattr(Path, "resolve", lambda path: real)
    write_bytes(link, b"new")
    assert (link.read_bytes(), real.read_bytes()) == (b"the link itself", b"new")


@pytest.mark.parametrize("mark", ["~$报告.xlsx", ".~lock.报告.xlsx#", ".~报告.xlsx"])
def test_a_target_that_is_open_elsewhere(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "报告.xlsx"
    path.write_bytes(b"old")
    (tmp_path / mark).write_bytes(b"")
    assert refused(path) == "file_target_open"
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file_disk_full"),
        (errno.EDQUOT, "file_disk_full"),
        (errno.EROFS, "file_folder_unwritable"),
        (errno.ENAMETOOLONG, "file_name_too_long"),
        (errno.EIO, "file_not_written"),
        (errno.EACCES, "file_target_open"),
    ],
)
def test_what_the_disk_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(safe_write.os, "fsync", fail)
    assert refused(path) == code
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(safe_write, "_write_through", fail)
    assert refused(tmp_path / "a.txt") == "file_folder_unwritable"


def test_a_long_name_still_fits_beside(tmp_path: Path) -> None:
    path = tmp_path / ("年" * 80)
    write_bytes(path, b"x")
    assert path.read_bytes() == b"x"
