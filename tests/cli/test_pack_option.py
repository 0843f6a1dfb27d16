"""--pack with a colleague's file: template, figures, score and tasks by that table; a wrong file is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import start
from hqd_desktop.domain.own_pack import OwnPack, pack_digest
from hqd_desktop.services.pack_book import pack_file
from hqd_desktop.services.pack_copying import example
from hqd_desktop.services.pack_judging import judged
from tests.fakes.shipped_packs import shipped_packs

WHO = ("--hospital", "甲院", "--level", "三级", "--type", "综合")


@pytest.fixture
def pack(tmp_path: Path) -> tuple[OwnPack, Path]:
    found, _ = judged(example(), shipped_packs().catalogue)
    assert found is not None
    path = tmp_path / "示例市.hqdp"
    path.write_bytes(pack_file(found))
    return found, path


def run(*arguments: object) -> int:
    return start([str(argument) for argument in arguments])


def test_a_table_of_ones_own_without_a_window(pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, path = pack
    figures = tmp_path / "数.csv"
    figures.write_text(
        "period,item,value,unit,note\n2025,夜间门诊人次数,3万,,\n2025,门诊人次数,60万,,\n", encoding="utf-8"
    )
    assert run("check", figures, "--pack", path, *WHO) == 0
    assert run("items", "--pack", path) == 0
    assert "夜间门诊人次数" in capsys.readouterr().out
    assert run("tasks", "--pack", path) == 0
    assert "开设夜间门诊" in capsys.readouterr().out
    assert run("template", "--pack", path, "--year", 2025, *WHO, "-o", tmp_path / "空表.xlsx") == 0
    assert (tmp_path / "空表.xlsx").exists()


def test_a_wrong_file_is_told_in_words(pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, path = pack
    data = json.loads(path.read_text(encoding="utf-8"))
    data["pack"]["ruleset"]["rule"][0]["full"] = "-4"
    data["digest"] = pack_digest(data["pack"])  # as a forger would
    path.write_text(json.dumps(data), encoding="utf-8")
    assert run("tasks", "--pack", path) == 2
    assert "示例市.hqdp 赋分方案 1（满分）" in capsys.readouterr().err
    path.write_text("{}", encoding="utf-8")
    assert run("tasks", "--pack", path) == 2
    assert "不是自建指标表文件" in capsys.readouterr().err
