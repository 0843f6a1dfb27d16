"""The command `group`: files or a database, the same numbers either way; what is wrong writes nothing."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.handed_in import packs_of
from hqd_desktop.services.records import Submission
from tests.cli.test_commands import run


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> OfficeDesk:
    """With a database of both samples, and a submission workbook of each beside it."""
    made = OfficeDesk(tmp_path_factory.mktemp("data"))
    source: FilePackSource = made.source()
    workspace = made.open_workspace(made.data_dir / "group.hqd", create=True)
    for number, sample in enumerate(source.samples()):
        workspace.create_sample(sample)
        packs = packs_of(source, sample.scheme_id)
        assessment = assess(packs, sample.hospital, sample.year, sample.figures)
        path = made.data_dir / f"{number}.xlsx"
        FileWorkbooks().write_submission(path, Submission(assessment, {}, date(2026, 3, 1)))
    workspace.close()
    return made


def table(told: str) -> list[str]:
    """The rows of members without their state, and the shares."""
    rows = [line.split("\t") for line in told.splitlines()]
    return ["\t".join(row[:2] + row[3:]) for row in rows if row[0].startswith(("示例", "＝", "未达到", "达到"))]


class Paper:
    """How it is laid out is the reports' own test."""

    def group_pdf(self, comparison: GroupComparison, day: date) -> bytes:
        return b"%PDF " + str(len(comparison.members)).encode()


def test_files_and_database_tell_the_same(
    desk: OfficeDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Totals, groups, shares; the workbook holds them; the database opened last stays the one."""
    desk.settings().set("database.last", "mine.hqd")
    target, where = tmp_path / "院际.xlsx", ("--data-dir", desk.data_dir)
    assert run("group", desk.data_dir / "0.xlsx", desk.data_dir / "1.xlsx", "-o", target, *where) == 0
    told = capsys.readouterr().out
    assert "19　实现收支平衡的公立医院占比" in told
    assert "＝ 1 ÷ 2 × 100% ＝ 50.00%" in told
    assert str(target) in told
    assert load_workbook(target).sheetnames == ["院际得分", "院际本年值", "本组占比"]
    paper = tmp_path / "院际.pdf"
    monkeypatch.setattr(OfficeDesk, "reports", lambda self: Paper())
    assert run("group", "--database", desk.data_dir / "group.hqd", "-o", paper, *where) == 0
    assert paper.read_bytes() == b"%PDF 2"
    assert table(told) == table(capsys.readouterr().out)
    assert len(table(told)) > 6
    assert OfficeDesk(desk.data_dir).settings().get("database.last") == "mine.hqd"


def test_what_cannot_be_compared(desk: OfficeDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Named, exit code 2, nothing written."""
    first, target = desk.data_dir / "0.xlsx", tmp_path / "out.xlsx"
    nobody = tmp_path / "nobody.csv"
    nobody.write_text("period,item,value,unit,note\n2025,总收入,1,,\n", encoding="utf-8")
    for arguments, word in (
        ((first, first), "同一家"),
        ((first, "--year", 2023), "2023"),
        ((first, nobody), "nobody.csv"),
        ((first, "--database", first), "二者取一"),
        ((), "二者取一"),
        (("--database", tmp_path / "none.hqd"), "none.hqd"),
    ):
        assert run("group", *arguments, "-o", target, "--data-dir", tmp_path) == 2
        assert word in capsys.readouterr().err
    assert run("group", first, "-o", tmp_path / "out.docx") == 2
    assert not target.exists()


def test_an_empty_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = OfficeDesk(tmp_path)
    desk.open_workspace(tmp_path / "empty.hqd", create=True).close()
    assert run("group", "--database", tmp_path / "empty.hqd", "--data-dir", tmp_path) == 2
    assert "还没有医院" in capsys.readouterr().err
