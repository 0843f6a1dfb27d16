"""The command line as a user types it: the files it leaves, what it prints, exit codes, bad input changes nothing."""

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hqd_desktop.bootstrap import start
from hqd_desktop.cli import commands

Write = Callable[[str], Path]
WHO = ["--hospital", "测试医院", "--level", "三级", "--type", "综合"]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a CSV of figures and give its path."""

    def _write(rows: str) -> Path:
        path = tmp_path / "input.csv"
        path.write_text("period,item,value,unit,note\n" + rows, encoding="utf-8")
        return path

    return _write


def run(*arguments: object) -> int:
    """The exit code of a command; argparse's own exits count too."""
    try:
        return start([str(argument) for argument in arguments])
    except SystemExit as leaving:
        return int(leaving.code or 0)


def assess(path: Path, out: Path, *more: object) -> int:
    return run("assess", path, "--out", out, *WHO, *more)


def test_a_word_report_when_asked(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("2024,总收入,1.2亿,,\n")
    assert assess(path, tmp_path / "out", "--year", 2024, "--word") == 0
    (word,) = (tmp_path / "out").glob("*.docx")
    assert word.read_bytes()[:2] == b"PK"
    assert word.name in capsys.readouterr().out


def test_assess_leaves_result_workbook_and_report(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("2024,总收入,1.2亿,,\n2024,费用总额,9000,万元,\n")
    assert assess(path, tmp_path / "out", "--year", 2024) == 0
    names = sorted(found.name for found in (tmp_path / "out").iterdir())
    assert len(names) == 3
    assert names[0] == "result.json"
    assert {Path(name).suffix for name in names} == {".json", ".xlsx", ".pdf"}
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    row = next(row for row in result["indicators"] if row["number"] == "19")
    assert row["values"][0]["value"] == "30000000"
    assert result["ruleset"]["label"] == "自定赋分"
    assert result["schema"] == "hqd-result/1"
    assert result["provisional"] is True
    printed = capsys.readouterr().out
    assert "自定赋分“示例赋分方案 1.0 版”" in printed
    assert result["total"] is not None
    assert f"暂得分 {Decimal(result['total']):.2f}" in printed


def test_the_year_is_the_latest_when_nobody_says(write: Write, tmp_path: Path) -> None:
    assert assess(write("2023,总收入,1,,\n2022,总收入,1,,\n"), tmp_path / "out") == 0
    assert json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["year"] == 2023


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2024,没有这一项,1,,\n", "没有这一项"),
        ("2024,总收入,1,人,\n", "人"),
        ("2024,总收入,abc,,\n", "abc"),
        ("2024,总收入,1e9,,\n", "1e9"),
        ("2024,总收入,NaN,,\n", "NaN"),
        ("2024,总收入,1,,\n2024,总收入,2,,\n", "总收入"),
        ("2024,总收入,不适用,,\n", "理由"),
        ("20245,总收入,1,,\n", "20245"),
        ("", "没有"),
    ],
)
def test_bad_figures_are_refused_with_a_sentence_and_nothing_is_written(
    rows: str, said: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assess(write(rows), tmp_path / "out") == 2
    assert not (tmp_path / "out").exists()
    told = capsys.readouterr()
    assert said in told.err
    assert not told.out
    assert "（csv_" not in told.err
    assert "不能接受的内容" not in told.err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", b"\x00\x01\x02"])
def test_a_broken_workbook_is_refused(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    assert assess(path, tmp_path / "out") == 2
    assert "broken.xlsx" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assess(tmp_path / "none.csv", tmp_path / "out") == 2
    assert "none.csv" in capsys.readouterr().err


def test_two_files_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The earlier year first, in whatever order they are named; the sheet is the window's."""
    head = "period,item,value,unit,note\n"
    (tmp_path / "a.csv").write_text(head + "2024,管理费用,125,,\n2024,费用总额,1000,,\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        head + "2023,管理费用,100,,\n2023,费用总额,1000,,\n2022,管理费用,1,,\n", encoding="utf-8"
    )
    target = tmp_path / "out.xlsx"
    assert run("compare", tmp_path / "a.csv", tmp_path / "b.csv", "-o", target, *WHO) == 0
    rows = list(load_workbook(target, data_only=True)["年度对比"].iter_rows(values_only=True))
    twenty = next(row for row in rows if str(row[0]).startswith("20 "))
    assert twenty[2:5] == (10, 12.5, 2.5)
    told = capsys.readouterr().out
    assert "2024 年　测试医院（三级综合）　暂得分" in told
    assert "变差 " in told
    assert str(target) in told


def test_a_comparison_that_cannot_be_made(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which file is wrong is said, and nothing is written."""
    good, bad = write("2024,总收入,1,,\n"), tmp_path / "bad.csv"
    bad.write_text("period,item,value,unit,note\n2023,总收入,坏,,\n", encoding="utf-8")
    assert run("compare", good, bad, "-o", tmp_path / "out.xlsx", *WHO) == 2
    assert "bad.csv" in capsys.readouterr().err
    assert run("compare", good, good, "-o", tmp_path / "out.pdf", *WHO) == 2
    assert ".xlsx" in capsys.readouterr().err
    assert run("compare", good, "-o", tmp_path / "out.xlsx") == 2
    assert not (tmp_path / "out.xlsx").exists()


def test_level_and_type_must_come_from_somewhere(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("assess", write("2024,总收入,1,,\n"), "--out", tmp_path / "out") == 2
    told = capsys.readouterr().err
    assert "--level" in told
    assert "--type" in told


def test_a_year_without_figures(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assess(write("2024,总收入,1,,\n"), tmp_path / "out", "--year", 2020) == 2
    assert "2020" in capsys.readouterr().err


def test_an_existing_result_survives_a_failed_run(write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    path = write("2024,总收入,1,,\n")
    assert assess(path, out) == 0
    before = {found.name: found.read_bytes() for found in out.iterdir()}
    path.write_text("period,item,value,unit,note\n2024,总收入,坏,,\n", encoding="utf-8")
    assert assess(path, out) == 2
    assert {found.name: found.read_bytes() for found in out.iterdir()} == before


def test_an_output_folder_that_cannot_be_made(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("here", encoding="utf-8")
    assert assess(write("2024,总收入,1,,\n"), tmp_path / "file" / "out") == 2
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_our_own_fault_is_one_line_and_code_1(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "result_data", lambda *_: 1 / 0)
    assert assess(write("2024,总收入,1,,\n"), tmp_path / "out") == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert len(told.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_no_memory_says_what_is_safe(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(commands, "result_data", none)
    assert assess(write("2024,总收入,1,,\n"), tmp_path / "out") == 1
    assert "内存不足" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_reader_that_has_seen_enough_is_no_fault(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert assess(write("2024,总收入,1,,\n"), tmp_path / "out") == 0
    assert (tmp_path / "out" / "result.json").exists()
    assert not capsys.readouterr().err


def test_a_template_is_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "填报.csv"
    assert run("template", "--level", "二级", "--type", "综合", "--year", 2024, "-o", path) == 2
    assert ".xlsx" in capsys.readouterr().err
    assert not path.exists()


def test_gb18030_semicolons_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    text = 'period,item,value,unit,note\r\n2024,总收入,"1,234.50",,\r\n'
    for encoding in ("gb18030", "utf-8-sig"):
        path.write_bytes(text.encode(encoding))
        assert assess(path, tmp_path / encoding) == 0
        result = json.loads((tmp_path / encoding / "result.json").read_text(encoding="utf-8"))
        assert result["figures"]["2024"]["total_income"]["value"] == "1234.5"


def test_two_files_are_put_together_and_a_figure_in_both_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "甲.csv", tmp_path / "乙.csv"
    first.write_text("period,item,value,unit,note\n2024,总收入,1,,\n", encoding="utf-8")
    second.write_text("period,item,value,unit,note\n2024,费用总额,1,,\n", encoding="utf-8")
    assert run("assess", first, second, "--out", tmp_path / "out", *WHO) == 0
    second.write_text("period,item,value,unit,note\n2024,总收入,1,,\n", encoding="utf-8")
    assert run("assess", first, second, "--out", tmp_path / "out2", *WHO) == 2
    assert "甲.csv" in capsys.readouterr().err


def test_template_is_read_again_and_tells_hospital_and_year(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "填报.xlsx"
    assert run("template", "--level", "三级", "--type", "中医", "--year", 2024, "--hospital", "中医院", "-o", path) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["基础数据"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "总收入")
    column = next(
        c.column
        for row in sheet.iter_rows(max_row=cell.row)
        for c in row
        if isinstance(c.value, str) and c.value.startswith("本年（2024")
    )
    sheet.cell(cell.row, column, 12345.67)
    book.save(path)
    assert run("assess", path, "--out", tmp_path / "out") == 0
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert (result["hospital"]["name"], result["hospital"]["level"], result["hospital"]["type"]) == (
        "中医院",
        "三级",
        "中医",
    )
    assert result["year"] == 2024
    assert result["figures"]["2024"]["total_income"]["value"] == "12345.67"
    assert sum(row["applicable"] for row in result["indicators"] if row["number"].isdigit()) == 27


def test_another_year_of_a_workbook_is_worked_out_only_with_a_word_about_it(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assess(write("2024,总收入,2,,\n2023,总收入,1,,\n"), tmp_path / "first", "--year", 2024) == 0
    book = next((tmp_path / "first").glob("*.xlsx"))
    assert capsys.readouterr().err == ""
    assert run("assess", book, "--out", tmp_path / "second", "--year", 2023) == 0
    told = capsys.readouterr().err
    assert "2024" in told
    assert "2023" in told
    assert run("assess", book, "--out", tmp_path / "third", "--year", 2025) == 2


def test_the_submission_workbook_is_read_again(write: Write, tmp_path: Path) -> None:
    rows = (
        "2024,总收入,100.25,,旁注\n2023,总收入,90,,\n2024,科教收入,不适用,,没有科研教学\n"
        "2024Q4,党委书记履行党建第一责任人职责,1,,\n"
    )
    assert assess(write(rows), tmp_path / "first", "--year", 2024) == 0
    book = next((tmp_path / "first").glob("*.xlsx"))
    assert run("assess", book, "--out", tmp_path / "second") == 0
    first, second = (
        json.loads((tmp_path / name / "result.json").read_text(encoding="utf-8")) for name in ("first", "second")
    )
    for result in (first, second):
        for figures in result["figures"].values():
            for figure in figures.values():
                figure.pop("source", None)
    assert second["figures"] == first["figures"]
    assert second["total"] == first["total"]


def test_check_prints_every_state(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "2024,医疗收入,100,,\n2024,门急诊收入,50,,\n2024,住院收入,40,,\n2024,结算差额,0,,\n"
    assert run("check", write(rows), *WHO) == 0
    printed = capsys.readouterr().out
    assert "【错误】1 条" in printed
    assert "差 10.00 元" in printed


def test_tasks_of_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    """By heading, with units, department, dates and place; those that ask nothing of a hospital can be left out."""
    assert run("tasks", "--pack", "dazu-2024") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("工作任务 64 条，保障 0 条")
    assert sum(line.startswith("\t") for line in lines) == 64
    second = next(line.split("\t") for line in lines if line.startswith("\t2\t"))
    assert second[3] == "区卫生健康委、区发展改革委"
    assert second[5].count("；") == 2
    assert run("tasks", "--pack", "dazu-2024", "--hospital-only") == 0
    assert sum(line.startswith("\t") for line in capsys.readouterr().out.splitlines()) == 47
    assert run("tasks", "--pack", "nowhere") == 2


def test_another_region_is_assessed_from_the_same_figures(write: Write, tmp_path: Path) -> None:
    """One CSV, two tables."""
    rows = "2025,临床药师数,12,,\n2025,实有床位数,1000,,\n2025,医生总数,300,,\n2025,护士总数,600,,\n"
    given = write(rows)
    for pack, number, value in (("dazu-2024", "4", "1.2"), ("jilin-2022", "5", "50")):
        out = tmp_path / pack
        assert run("assess", given, *WHO, "--pack", pack, "--year", "2025", "--out", out) == 0
        result = json.loads((out / "result.json").read_text(encoding="utf-8"))
        row = next(one for one in result["indicators"] if one["number"] == number)
        assert row["values"][0]["value"] == value


def test_packs_and_items(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("packs") == 0
    assert "shaoyang-2022\t邵阳市推进公立医院高质量发展评价指标（试行）" in capsys.readouterr().out
    assert run("items", "--pack", "shaoyang-2022", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == ["key", "name", "unit", "period", "department", "source", "definition"]
    assert any(row["name"] == "门诊次均费用" and row["unit"] == "元" for row in rows)
    assert {row["period"] for row in rows} == {"year", "quarter"}
    assert run("items") == 0
    assert "总收入" in capsys.readouterr().out
    assert run("items", "--pack", "nowhere") == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess"], ["nonsense"], ["template", "--level", "四级", "--type", "综合", "--year", "2024", "-o", "x"],
        ["template", "--level", "三级", "--type", "综合", "--year", "20", "-o", "x"], ["items", "--format"],
        ["packs", "--more"], ["assess", "--out", "x"], ["assess", "--sample", "nobody", "--out", "x"],
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_in_chinese_with_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    told = capsys.readouterr().err
    assert "没有" in told
    assert "argument" not in told
    assert "usage" not in told


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-h") == 0
    assert "用法：" in capsys.readouterr().out


@pytest.mark.parametrize("sample", [[], ["sample-secondary"]])
def test_the_sample_is_one_command_and_complete(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("assess", "--sample", *sample, "--out", tmp_path / "out") == 0
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert result["hospital"]["sample"] is True
    assert result["missing"] == []
    assert "自评得分" in capsys.readouterr().out


def test_without_points(write: Write, tmp_path: Path) -> None:
    assert assess(write("2024,总收入,1,,\n"), tmp_path / "out", "--without-points") == 0
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_an_own_rule_set_file_and_a_wrong_one(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from hqd_desktop import paths

    shipped = (paths.resources() / "rulesets" / "example-shaoyang-2022.toml").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(shipped.replace('version = "1.0"', 'version = "2.0"', 1), encoding="utf-8")
    path = write("2024,总收入,1,,\n")
    assert assess(path, tmp_path / "out", "--ruleset", own) == 0
    assert "2.0 版" in capsys.readouterr().out
    own.write_text(shipped.replace('kind = "trend"', 'kind = "magic"').replace("limit", "limmit"), encoding="utf-8")
    assert assess(path, tmp_path / "out2", "--ruleset", own) == 2
    told = capsys.readouterr().err
    assert "own.toml" in told
    assert len(told.strip().splitlines()) > 1


def test_nothing_is_left_outside_the_output_folder(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("2024,总收入,1,,\n")
    monkeypatch.chdir(tmp_path)
    before = set(os.listdir(tmp_path))
    assert assess(path, tmp_path / "out") == 0
    assert set(os.listdir(tmp_path)) - before <= {"out", "data"}
