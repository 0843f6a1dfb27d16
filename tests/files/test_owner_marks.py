"""The marks of office programs are seen, and nothing else is taken for one."""

from pathlib import Path

import pytest

from hqd_desktop.files.owner_marks import is_owner_mark, owner_mark


@pytest.mark.parametrize(
    "mark", ["~$a-long-name.xlsx", ".~lock.a-long-name.xlsx#", ".~a-long-name.xlsx", "~$long-name.xlsx"]
)
def test_found(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).write_bytes(b"")
    assert owner_mark(tmp_path / "a-long-name.xlsx") == tmp_path / mark


def test_not_found(tmp_path: Path) -> None:
    (tmp_path / "~$other.xlsx").write_bytes(b"")
    assert owner_mark(tmp_path / "a.xlsx") is None
    assert owner_mark(tmp_path / ("年" * 200)) is None


def test_marks_themselves() -> None:
    assert is_owner_mark(Path("~$a.xlsx"))
    assert is_owner_mark(Path(".~lock.a.xlsx#"))
    assert not is_owner_mark(Path("a~$.xlsx"))
