"""Handing the evidence out in folders: names, refusals that leave nothing, progress; and 佐证目录 in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from hqd_desktop.domain.evidence import Evidence, FileState, use_of_figure, use_of_indicator, use_of_task
from hqd_desktop.domain.ledger import open_book
from hqd_desktop.domain.periods import Period
from hqd_desktop.services import evidence_listing as listing
from hqd_desktop.services.errors import Cancelled, UserFacingError
from hqd_desktop.services.evidence_catalogue import catalogue_of
from hqd_desktop.services.evidence_export import LIST_NAME, export_evidence
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.shipped_packs import shipped_source
from tests.services.conftest import YEAR

DAY = date(2026, 3, 1)
OWN = "shaoyang-2022"
WORKBOOKS = SimpleNamespace(evidence_bytes=lambda catalogue: b"PK")


@pytest.fixture
def folder() -> MemoryEvidenceFolder:
    return MemoryEvidenceFolder()


@pytest.fixture
def kept(folder):
    def keep(data: bytes, name: str, title: str, *uses, **more) -> Evidence:
        file = folder.keep(data, name)
        return Evidence(file.digest, file.size, file.name, title, uses=uses, **{"sealed": True, **more})

    return keep


@pytest.fixture
def catalogue(opened, kept):
    book = open_book(shipped_source().tasks(OWN), YEAR, (), (), ())
    discharges = use_of_figure(("discharges", Period(YEAR)))
    records = (
        kept(b"a", "统计.pdf", "统计/年报", discharges, reference="统〔2025〕1号", issued_on=DAY, pages=3),
        kept(b"b", "扫描件", "../CON", use_of_indicator(OWN, "9", YEAR), valid_until=date(2026, 1, 1), owner="医务科"),
        kept(b"c", "照片.JPG", "门诊", use_of_task(OWN, "4.1", YEAR), sealed=False),
    )
    return catalogue_of(opened.assessment, records, DAY, (book,))


def test_folders_and_files_are_named_as_the_table_and_safe(catalogue) -> None:
    assert list(listing.places(catalogue)) == [
        "06 门诊人次与出院人次比/6-1 统计_年报.pdf",
        "09 县办中医医疗机构覆盖率/9-1 _CON",
        f"{listing.folder_name(next(c for c in catalogue.chapters if c.mark == '任务4.1'))}/任务4.1-1 门诊.jpg",
    ]
    assert listing.place_by_number(catalogue)["9-1"] == "09 县办中医医疗机构覆盖率/9-1 _CON"
    assert listing.export_name(catalogue) == f"{catalogue.hospital}_{YEAR}年度_佐证"


def test_words_of_a_file_and_of_what_is_lacking(catalogue) -> None:
    files = {one.number: listing.file_cells(one, DAY) for chapter in catalogue.filled for one in chapter.files}
    assert files["6-1"] == (
        "6-1",
        "统计/年报　（由“出院人次数”）",
        "统〔2025〕1号",
        "2026-03-01",
        "",
        "已盖章",
        "3",
        "",
    )
    assert files["18-1"][1] == "统计/年报　（由“出院人次数”）　（见 6-1）"
    assert files["9-1"][4:] == ("2026-01-01　已过期", "已盖章", "", "医务科")
    rows = listing.gap_rows(catalogue)
    assert ("9　县办中医医疗机构覆盖率", "", "有过期的", "9-1 ../CON（有效期至 2026-01-01）") in [
        (row[0], "", *row[2:]) for row in rows
    ]
    assert any(row[2:] == ("没有佐证", "") for row in rows)
    bare = [row[0].startswith("任务") for row in rows if row[2] == "没有佐证"]
    told = f"指标 {len(bare) - sum(bare)} 项、任务 {sum(bare)} 项"
    assert listing.summary_text(catalogue) == f"共 3 份，{told}还没有有效的佐证"
    assert listing.chapter_text(catalogue.chapters[0]).startswith("1　")


def test_nothing_lacking_is_said(catalogue) -> None:
    from dataclasses import replace

    only = replace(catalogue, chapters=catalogue.filled)
    assert listing.summary_text(only) == "共 3 份，各项都有有效的佐证"


def test_all_files_go_out_with_their_list(catalogue, folder) -> None:
    told: list[tuple[int, int, str]] = []
    path = export_evidence(Path("U"), catalogue, folder, WORKBOOKS, lambda *step: told.append(step))
    ((target, names),) = folder.handed_out
    assert path == target == Path("U") / listing.export_name(catalogue)
    assert names == (*listing.places(catalogue), LIST_NAME)
    assert [step for step, _, _ in told] == sorted(step for step, _, _ in told)
    assert told[-1] == (6, 6, "正在复制到文件夹")


@pytest.mark.parametrize(
    ("state", "code"), [(FileState.GONE, "evidence_export_gone"), (FileState.CHANGED, "evidence_export_changed")]
)
def test_a_damaged_or_vanished_file_is_named_and_nothing_is_written(catalogue, folder, state, code) -> None:
    folder.states[next(iter(catalogue.own_files())).record.digest] = state
    with pytest.raises(UserFacingError) as caught:
        export_evidence(Path("U"), catalogue, folder, WORKBOOKS, lambda *_: None)
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["number"], problem.params["title"]) == (code, "6-1", "统计/年报")
    assert not folder.handed_out


def test_nothing_to_hand_out_and_stopping(opened, catalogue, folder) -> None:
    with pytest.raises(UserFacingError, match="evidence_export_nothing"):
        export_evidence(Path("U"), catalogue_of(opened.assessment, (), DAY), folder, WORKBOOKS, lambda *_: None)

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_evidence(Path("U"), catalogue, folder, WORKBOOKS, stop)
    assert not folder.handed_out
