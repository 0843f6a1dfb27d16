"""佐证目录 as a workbook: numbers, where each file lies, and what is lacking."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import load_workbook

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.evidence_catalogue import Chapter, EvidenceCatalogue, Numbered

RECORD = Evidence("a" * 64, 9, "a.pdf", "=年报", reference="统〔2025〕1号", sealed=True, pages=3)
HERE, THERE = Numbered("6-1", "6-1", RECORD, "出院人次数"), Numbered("18-1", "6-1", RECORD, "出院人次数")
BOOK = EvidenceCatalogue(
    "甲医院", 2025, date(2026, 3, 1),
    (Chapter("6", "门诊人次与出院人次比", True, (HERE,)), Chapter("18", "平均住院日", True, (THERE,)),
     Chapter("20", "管理费用占比", True, owner="财务科")),
)  # fmt: skip


def sheets(catalogue: EvidenceCatalogue) -> dict[str, list[list[str]]]:
    book = load_workbook(io.BytesIO(FileWorkbooks().evidence_bytes(catalogue)))
    return {
        sheet.title: [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)] for sheet in book
    }


def test_each_file_with_its_place_and_what_is_lacking() -> None:
    found = sheets(BOOK)
    place = "06 门诊人次与出院人次比/6-1 =年报.pdf"
    rows = [row for row in found["佐证目录"] if row and str(row[0])[:2] in ("6-", "18")]
    assert [row[0] for row in rows] == ["6-1", "18　平均住院日", "18-1"]
    assert rows[0] == ["6-1", "=年报　（由“出院人次数”）", "统〔2025〕1号", "已盖章", "3", place, "aaaa aaaa aaaa"]
    assert rows[2][-2:] == [place, "aaaa aaaa aaaa"]
    assert ["20　管理费用占比", "财务科", "没有佐证"] in found["还缺什么"]


def test_nothing_lacking_is_said() -> None:
    whole = EvidenceCatalogue("甲医院", 2025, date(2026, 3, 1), BOOK.chapters[:2])
    assert ["各项都有有效、已盖章的佐证"] in sheets(whole)["还缺什么"]
