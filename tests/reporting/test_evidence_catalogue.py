"""佐证目录 on paper."""

from datetime import date

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.reporting.blocks import Heading, Paragraph, Table
from hqd_desktop.reporting.evidence_catalogue import build_catalogue
from hqd_desktop.services.evidence_catalogue import Chapter, EvidenceCatalogue, Numbered
from tests.reporting.printing import page_texts, reports, squeezed

RECORD = Evidence("a" * 64, 9, "a.pdf", "年报", sealed=True)
DAY = date(2026, 3, 1)
BOOK = EvidenceCatalogue(
    "甲医院", 2025, DAY,
    (Chapter("18", "平均住院日", True, (Numbered("18-1", "18-1", RECORD),)), Chapter("20", "管理费用占比", True)),
)  # fmt: skip


def test_files_under_their_rows_then_what_is_lacking() -> None:
    files, gaps = (block for block in build_catalogue(BOOK).blocks() if isinstance(block, Table))
    assert [row.cells[0] for row in files.rows] == ["18　平均住院日", "18-1"]
    assert files.rows[1].cells[1:4] == ("年报", "—", "—")
    assert [row.cells for row in gaps.rows] == [("20　管理费用占比", "—", "没有佐证", "—")]


def test_a_year_without_evidence_says_so_and_a_whole_one_lists_no_gap() -> None:
    empty = build_catalogue(EvidenceCatalogue("甲医院", 2025, DAY, ()))
    assert any(isinstance(block, Paragraph) and "还没有登记" in block.text for block in empty.blocks())
    whole = build_catalogue(EvidenceCatalogue("甲医院", 2025, DAY, BOOK.chapters[:1]))
    assert [block.text for block in whole.blocks() if isinstance(block, Heading)] == ["佐证材料目录　2025 年度"]


def test_it_is_printed() -> None:
    text = squeezed("".join(page_texts(reports().catalogue_pdf(BOOK))))
    assert "18-1" in text
    assert "还缺什么" in text
