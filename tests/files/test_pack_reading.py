"""A pack file (.hqdp): read back to the same hash; altered, foreign, hostile ones are refused soon."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from hqd_desktop.domain.own_pack import OwnPack, pack_from
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.pack_reading import LIMIT, read_pack_file
from hqd_desktop.services.pack_book import pack_file
from hqd_desktop.services.pack_copying import example
from hqd_desktop.services.pack_judging import judged


@pytest.fixture
def pack(catalogue) -> OwnPack:
    found, _ = judged(example(), catalogue)
    assert found is not None
    return found


def code_of(path: Path) -> str:
    found = read_pack_file(path)
    assert isinstance(found, Problem)
    return found.code


def test_there_and_back(tmp_path: Path, pack: OwnPack, catalogue) -> None:
    path = tmp_path / "表.hqdp"
    path.write_bytes(pack_file(pack))
    raw = read_pack_file(path)
    assert not isinstance(raw, Problem)
    again, _ = pack_from(raw, catalogue)
    assert again is not None
    assert (again.id, again.digest) == (pack.id, pack.digest)
    assert pack_file(again) == pack_file(pack)


def test_an_altered_one_is_named(tmp_path: Path, pack: OwnPack) -> None:
    path = tmp_path / "表.hqdp"
    path.write_bytes(pack_file(pack).replace("夜间门诊".encode(), "日间门诊".encode()))
    assert code_of(path) == "own_pack_file_altered"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data.update(kind="other"), "own_pack_format"),
        (lambda data: data.update(format=2), "own_pack_format"),
        (lambda data: data.update(pack=[]), "own_pack_file"),
        (lambda data: data["pack"].pop("tasks"), "own_pack_file"),
        (lambda data: data["pack"]["scheme"].pop("pack"), "own_pack_file"),
    ],
)
def test_what_is_no_such_file(tmp_path: Path, pack: OwnPack, change, code: str) -> None:
    data: dict[str, Any] = json.loads(pack_file(pack))
    change(data)
    path = tmp_path / "表.hqdp"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert code_of(path) == code


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\x00", b"[" * 200_000, b'{"kind": 1.5}', b'{"kind": NaN}', b"[1]", b"null", b'"x"', b"x" * 10_000],
)
def test_a_hostile_one_ends_soon(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "表.hqdp"
    path.write_bytes(data)
    begun = time.perf_counter()
    assert code_of(path) == "own_pack_file"
    assert time.perf_counter() - begun < 1


def test_too_large_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "表.hqdp"
    assert code_of(path) == "file_not_there"
    path.write_bytes(b"x" * (LIMIT + 1))
    assert code_of(path) == "file_too_large"
