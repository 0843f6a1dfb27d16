"""TOML is read exactly, and a broken file says where."""

from decimal import Decimal
from pathlib import Path

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import toml_file
from hqd_desktop.files.toml_file import read_toml


def test_exact_with_bom_and_windows_ends(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("\ufeffa = 0.10\r\nb = '''一\r\n二'''\r\n".encode())
    assert read_toml(tmp_path / "a.toml") == {"a": Decimal("0.10"), "b": "一\n二"}


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a = 1\nb = \n", "file_bad_toml", "2"),
        (b"a = '", "file_bad_toml", ""),
        (b"a = 1\nb = '\xff'", "file_not_utf8", "2"),
        (b"a = " + b"[" * 50_000, "file_bad_toml", ""),
        (b"a = " + b"9" * 5000, "file_bad_toml", ""),
        (b"", "file_empty", None),
    ],
)
def test_refused(tmp_path: Path, content: bytes, code: str, line: str | None) -> None:
    (tmp_path / "a.toml").write_bytes(content)
    problem = read_toml(tmp_path / "a.toml")
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.params.get("line") == line


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_file, "LIMIT", 3)
    (tmp_path / "a.toml").write_bytes(b"a = 1")
    problem = read_toml(tmp_path / "a.toml")
    assert isinstance(problem, Problem)
    assert problem.code == "file_too_large"
