"""`evidence` as typed: it names what is damaged or gone, and changes nothing."""

from pathlib import Path

import pytest

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.evidence import Details, use_of_indicator
from hqd_desktop.services.evidence import Piece, adding
from tests.cli.test_commands import run


def told(data: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = run("evidence", "--data-dir", data)
    return code, capsys.readouterr().out.splitlines()


def test_all_files_are_compared_with_their_digests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = OfficeDesk(tmp_path)
    workspace = desk.open_workspace(tmp_path / "自评.hqd", create=True)
    workspace.create_sample(desk.source().samples()[0])
    workspace.close()
    assert told(tmp_path, capsys) == (0, ["还没有登记佐证。"])
    workspace = desk.open_workspace(tmp_path / "自评.hqd")
    workspace.open(workspace.hospitals()[0].id)
    folder, places = desk.evidence_folder(), []
    for name, number in (("通报.pdf", "18"), ("调查.pdf", "32"), ("年报.pdf", "20")):
        (tmp_path / name).write_bytes(f"%PDF {name}".encode())
        kept = folder.take_in(tmp_path / name, lambda done, total: None)
        use = use_of_indicator("shaoyang-2022", number, 2025)
        workspace.change_evidence(adding(folder, [Piece(kept, Details(name[:2]))], use))
        places.append(tmp_path / "自评.evidence" / kept.digest[:2] / kept.digest)
    workspace.close()
    assert told(tmp_path, capsys) == (0, ["共 3 份佐证，全部完好。"])
    places[0].write_bytes(b"%PDF other")
    places[1].unlink()
    before = (tmp_path / "自评.hqd").read_bytes()
    code, lines = told(tmp_path, capsys)
    assert code == 3
    assert sorted(lines[:2]) == [
        "与登记时不同：通报（通报.pdf），证明 指标 18 平均住院日（2025 年）",
        "找不到：调查（调查.pdf），证明 指标 32 患者满意度（2025 年）",
    ]
    assert lines[2].startswith("共 3 份佐证，2 份有问题")
    assert (tmp_path / "自评.hqd").read_bytes() == before


def test_without_a_database_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evidence", "--data-dir", tmp_path) == 2
    assert capsys.readouterr().err
