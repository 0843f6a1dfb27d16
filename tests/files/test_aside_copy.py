"""A damaged file goes to whoever can mend it byte for byte, with what lies beside it."""

import zipfile
from pathlib import Path

import pytest

from hqd_desktop.files.aside_copy import write_aside_copy
from hqd_desktop.services.errors import FileRefused


def test_with_its_log_and_unchanged(tmp_path: Path) -> None:
    place, target = tmp_path / "自评.hqd", tmp_path / "原样.zip"
    place.write_bytes(b"\1\2")
    Path(f"{place}-wal").write_bytes(b"\3")
    write_aside_copy(place, target)
    with zipfile.ZipFile(target) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"自评.hqd": b"\1\2", "自评.hqd-wal": b"\3"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["原样.zip", "自评.hqd", "自评.hqd-wal"]


def test_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        write_aside_copy(tmp_path / "自评.hqd", tmp_path / "没有" / "原样.zip")
    assert list(tmp_path.iterdir()) == []
