"""Why a file cannot be read is said before anything looks into it."""

from pathlib import Path

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.input_bytes import read_bytes


def code(path: Path, limit: int = 100) -> str:
    answer = read_bytes(path, limit)
    assert isinstance(answer, Problem)
    assert answer.params["name"] == path.name
    return answer.code


def test_reads(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100)
    assert read_bytes(tmp_path / "a", 100) == b"x" * 100


def test_refusals(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 101)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "bom").write_bytes(b"\xef\xbb\xbf\r\n \n")
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    (tmp_path / "open.xlsx").write_bytes(b"x")
    (tmp_path / "~$open.xlsx").write_bytes(b"x")
    assert code(tmp_path / "big") == "file_too_large"
    assert code(tmp_path / "empty") == code(tmp_path / "bom") == "file_empty"
    assert code(tmp_path / "none") == code(tmp_path / "big" / "x") == code(tmp_path / "a\0b") == "file_not_there"
    assert code(tmp_path / ("年" * 200)) == "file_not_there"
    assert code(tmp_path) == "file_is_folder"
    assert code(tmp_path / "~$a.xlsx") == "file_owner_mark"
    assert code(tmp_path / "open.xlsx") == "file_open_elsewhere"


@pytest.mark.parametrize(
    ("error", "expected"), [(PermissionError(13, "x"), "file_not_permitted"), (OSError(5, "io"), "file_unreadable")]
)
def test_system_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, expected: str) -> None:
    (tmp_path / "a").write_bytes(b"x")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    assert code(tmp_path / "a") == expected
