"""Results in JSON: readable, exact, whole."""

from pathlib import Path

import pytest

from hqd_desktop.files.result_file import write_json


def test_json(tmp_path: Path) -> None:
    write_json(tmp_path / "r.json", {"名": "值", "n": ["1.50"]})
    assert (tmp_path / "r.json").read_text(encoding="utf-8") == '{\n  "名": "值",\n  "n": [\n    "1.50"\n  ]\n}\n'


def test_what_json_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nan"):
        write_json(tmp_path / "r.json", {"n": float("nan")})
    assert not (tmp_path / "r.json").exists()
