"""A folder for a moment: gone afterwards, and the disk's faults in our words."""

import errno
from pathlib import Path

import pytest

from hqd_desktop.files.scratch import scratch_folder
from hqd_desktop.services.errors import FileRefused


def test_it_is_gone_with_all_that_is_in_it(tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "数据", tmp_path / "x.hqdx") as folder:
        (folder / "copy").write_bytes(b"1")
        assert folder.parent == tmp_path / "数据"
    assert list((tmp_path / "数据").iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "file_disk_full"), (errno.EMFILE, "file_not_written")])
def test_what_the_disk_does_is_said_of_the_target(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(FileRefused) as raised, scratch_folder(tmp_path, tmp_path / "x.hqdx"):
        raise OSError(number, "no")
    (problem,) = raised.value.problems
    assert (problem.code, problem.params["name"]) == (code, "x.hqdx")
    assert list(tmp_path.iterdir()) == []


def test_where_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileRefused), scratch_folder(tmp_path / "file" / "x", tmp_path / "y"):
        pytest.fail("there is no such folder")
