"""Where things are: from source, frozen, portable, and as the user chose."""

import sys
from pathlib import Path

import pytest

from hqd_desktop import paths


def test_resources_and_migrations_are_found_from_source() -> None:
    assert (paths.resources() / "schemes" / "shaoyang-2022.toml").is_file()
    assert paths.migrations().is_dir()


def test_the_bundled_fonts_are_found() -> None:
    folder = paths.fonts()
    assert folder is not None
    assert any("Sans" in found.name for found in folder.iterdir())


def test_data_folder_by_choice_variable_marker_and_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.data_dir(tmp_path / "chosen") == tmp_path / "chosen"
    monkeypatch.setenv(paths.DATA_DIR_VARIABLE, str(tmp_path / "said"))
    assert paths.data_dir() == tmp_path / "said"
    monkeypatch.delenv(paths.DATA_DIR_VARIABLE)
    monkeypatch.setattr(paths, "program_dir", lambda: tmp_path)
    assert paths.data_dir() != tmp_path / "data"
    assert paths.APP in str(paths.data_dir())
    (tmp_path / paths.PORTABLE_MARKER).touch()
    assert paths.data_dir() == tmp_path / "data"


def test_frozen_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "hqd_desktop"))
    (tmp_path / "fonts").mkdir()
    assert paths.resources() == tmp_path / "resources"
    assert paths.fonts() == tmp_path / "fonts"
    assert paths.program_dir() == tmp_path


def test_every_kind_of_file_has_its_own_suffix() -> None:
    suffixes = [paths.DATABASE_SUFFIX, paths.HANDOVER_SUFFIX, paths.PACKAGE_SUFFIX, paths.PACK_SUFFIX]
    assert len(set(suffixes)) == 4
