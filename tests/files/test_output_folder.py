"""Results of one run appear together, and a failure leaves what was there."""

import os
from pathlib import Path

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.output_folder import output_folder
from hqd_desktop.services.errors import FileRefused


def write_all(target: Path, *names: str, then: Exception | None = None) -> None:
    with output_folder(target) as staging:
        for name in names:
            (staging / name).write_text("new", encoding="utf-8")
        if then:
            raise then


def test_moved_in_together(tmp_path: Path) -> None:
    out = tmp_path / "a" / "out"
    with output_folder(out) as staging:
        (staging / "1.txt").write_text("1", encoding="utf-8")
        (staging / "2.txt").write_text("2", encoding="utf-8")
        assert [path.name for path in out.iterdir()] == [staging.name]
    assert sorted(os.listdir(out)) == ["1.txt", "2.txt"]


def test_nothing_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="own"):
        write_all(tmp_path, "1.txt", then=ValueError("own"))
    assert not os.listdir(tmp_path)


def test_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        write_all(tmp_path / "file" / "out")
    assert caught.value.problems[0].code == "file_folder_unwritable"


@pytest.mark.parametrize("obstacle", ["folder", "mark"])
def test_a_target_in_the_way(tmp_path: Path, obstacle: str) -> None:
    (tmp_path / "1.txt").write_text("old", encoding="utf-8")
    if obstacle == "folder":
        (tmp_path / "2.txt").mkdir()
    else:
        (tmp_path / "~$2.txt").write_bytes(b"")
    with pytest.raises(FileRefused) as caught:
        write_all(tmp_path, "1.txt", "2.txt")
    assert caught.value.problems[0].code == ("file_is_folder" if obstacle == "folder" else "file_target_open")
    assert (tmp_path / "1.txt").read_text(encoding="utf-8") == "old"


def test_a_move_that_fails_half_way_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1.txt").write_text("old", encoding="utf-8")
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.name == "2.txt":
            raise PermissionError(13, "open elsewhere")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileRefused):
        write_all(tmp_path, "0.txt", "1.txt", "2.txt")
    assert os.listdir(tmp_path) == ["1.txt"]
    assert (tmp_path / "1.txt").read_text(encoding="utf-8") == "old"


def test_a_refusal_names_the_folder_that_the_user_gave(tmp_path: Path) -> None:
    """And a folder that was made for nothing goes again."""
    out = tmp_path / "out"

    def refuse() -> None:
        with output_folder(out) as staging:
            params = {"name": "a.pdf", "folder": str(staging)}
            raise FileRefused(Problem("file_disk_full", str(staging / "a.pdf"), params))

    with pytest.raises(FileRefused) as caught:
        refuse()
    assert caught.value.problems[0] == Problem(
        "file_disk_full", str(out / "a.pdf"), {"name": "a.pdf", "folder": str(out)}
    )
    assert not out.exists()
