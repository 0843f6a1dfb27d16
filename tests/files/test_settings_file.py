"""Settings are kept, damaged ones set aside, and other versions' keys survive."""

import json
from pathlib import Path

import pytest

from hqd_desktop.files import settings_file
from hqd_desktop.files.settings_file import NAME, SettingsFile
from hqd_desktop.services.errors import FileRefused


def test_kept_and_typed(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "new" / "data")
    assert settings.get("a.b") is None
    assert settings.get("a.b", 5) == 5
    settings.set("a.b", 7)
    settings.set("flag", True)
    settings.set("list", [1, 2])
    again = SettingsFile(tmp_path / "new" / "data")
    assert (again.get("a.b", 0), again.get("flag", False), again.get("list", [])) == (7, True, [1, 2])
    assert again.get("a.b", "text") == "text"
    assert again.get("flag", 0) == 0
    again.set("a.b", None)
    assert dict(SettingsFile(tmp_path / "new" / "data").all()) == {"flag": True, "list": [1, 2]}
    with pytest.raises(TypeError):
        again.set("x", object())


def test_two_programs_keep_each_others_keys(tmp_path: Path) -> None:
    one, two = SettingsFile(tmp_path), SettingsFile(tmp_path)
    one.set("one", "1")
    two.set("two", "2")
    assert json.loads((tmp_path / NAME).read_text(encoding="utf-8")) == {"one": "1", "two": "2"}
    assert two.get("one") == "1"


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": ' + "[" * 100_000, "\xff"])
def test_damaged_is_set_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.damaged-1.json").write_text("older", encoding="utf-8")
    (tmp_path / NAME).write_text(text, encoding="latin-1")
    settings = SettingsFile(tmp_path)
    assert [(p.code, p.params["aside"]) for p in settings.problems] == [("settings_damaged", "settings.damaged-2.json")]
    assert (tmp_path / "settings.damaged-2.json").read_text(encoding="latin-1") == text
    settings.set("a", 1)
    assert SettingsFile(tmp_path).get("a") == 1


def test_too_large_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_file, "LIMIT", 10)
    (tmp_path / NAME).write_text(" " * 5 + "x" * 20, encoding="utf-8")
    assert SettingsFile(tmp_path).problems[0].code == "settings_damaged"


def test_unreadable_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    settings = SettingsFile(tmp_path)
    assert settings.problems[0].code == "settings_unreadable"
    with pytest.raises(FileRefused):
        settings.set("a", 1)
    assert settings.get("a", 0) == 1, "it holds until the program ends"


def test_damaged_that_cannot_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NAME).write_text("{", encoding="utf-8")

    def fail(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "rename", fail)
    settings = SettingsFile(tmp_path)
    assert settings.problems[0].code == "settings_unreadable"
    with pytest.raises(FileRefused):
        settings.set("a", 1)
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "{"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        SettingsFile(tmp_path / "file").set("a", 1)
    assert caught.value.problems[0].code == "settings_folder"


def test_empty_means_defaults(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"")
    settings = SettingsFile(tmp_path)
    assert not settings.problems
    settings.set("a", "b")
    assert SettingsFile(tmp_path).get("a") == "b"
