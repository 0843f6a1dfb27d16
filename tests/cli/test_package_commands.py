"""`package` and `verify` as typed: what they print, leave and answer."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.test_commands import WHO, run


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "包.hqdz"
    assert run("package", "--sample", "-o", path) == 0
    return path


def altered(package: Path, target: Path) -> Path:
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == "result.json" else b""))
    return target


def test_verify_says_that_all_is_well(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", package) == 0
    told = capsys.readouterr()
    assert told.out.startswith("与生成时完全一致\n按包内数据重算：自评得分 80.51，与包内结果逐项一致。")
    assert "示例医院（三级综合）" in told.out
    assert not told.err


def test_an_altered_package_has_a_code_of_its_own(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify", altered(package, tmp_path / "b.hqdz")) == 3
    assert capsys.readouterr().out.startswith("有 1 处与生成时不同\n  1. result.json：内容与生成时不同。\n")


def test_from_a_file_with_the_options_of_assess(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "input.csv"
    figures.write_text("period,item,value,unit,note\n2024,总收入,1.2亿,,\n2024,费用总额,9000,万元,\n", encoding="utf-8")
    path = tmp_path / "a.hqdz"
    assert run("package", figures, *WHO, "--year", 2024, "--without-points", "-o", path) == 0
    told = capsys.readouterr().out
    assert f"已生成上报包 {path}，打开复核无误。" in told
    assert "暂得分" in told
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert [name.rpartition(".")[2] for name in names] == ["xlsx", "pdf", "json", "json", "json", "json"]
    assert names[0].startswith("测试医院_2024_公立医院高质量发展自评_v1_")
    assert run("verify", path) == 0


def test_faults_of_the_user(package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        (("package", "--sample", "-o", tmp_path / "a.zip"), ".hqdz"),
        (("package", "-o", tmp_path / "a.hqdz"), "INPUT"),
        (("package", "--sample"), "-o"),
        (("package", "--sample", "-o", tmp_path / "none" / "a.hqdz"), "不存在"),
        (("verify", tmp_path / "none.hqdz"), "找不到"),
        (("verify", __file__), "不是本程序生成的上报包"),
        (("verify",), "PACKAGE"),
    ):
        assert run(*arguments) == 2
        told = capsys.readouterr()
        assert said in told.err
        assert not told.out
    assert not list(tmp_path.glob("*.hqdz")) + list(tmp_path.glob(".*")) + list(tmp_path.glob("*.zip"))


def test_an_existing_package_stays_when_its_figures_are_refused(tmp_path: Path) -> None:
    path, figures = tmp_path / "a.hqdz", tmp_path / "input.csv"
    path.write_bytes(b"old")
    figures.write_text("period,item,value\n2024,没有这一项,1\n", encoding="utf-8")
    assert run("package", figures, *WHO, "-o", path) == 2
    assert path.read_bytes() == b"old"
