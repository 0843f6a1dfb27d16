"""The Word report: editable structure, the digits of the PDF, nothing that a word processor would refuse."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from hqd_desktop.reporting.blocks import Chart, Heading, Layout, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.services.report_records import Wording
from hqd_desktop.services.wording import points_text, total_text
from tests.reporting.printing import DAY, make, reports, sample_texts, squeezed

HOSTILE = "甲\x07<w:p/>&]]> \"'\r\n乙\u2028丙\t\x00𠮷😀"


@cache
def sample() -> Any:
    return docx.Document(io.BytesIO(reports().render_docx(make())))


def words(document: Any) -> str:
    """All text of the body in its order."""
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def test_headings_are_headings_of_word() -> None:
    wanted = [(h.text, h.level) for h in build_report(make()).headings()]
    found = [p for p in sample().paragraphs if p.style.name.startswith("Heading")]
    assert [p.text for p in found] == [text for text, _ in wanted]
    assert [p.style.name for p, (_, level) in zip(found, wanted, strict=True) if level == 1] == ["Heading 1"] * 12


def test_tables_are_native_and_their_headers_come_again() -> None:
    wanted = [block for block in build_report(make()).blocks() if isinstance(block, Table)]
    found = [t for t in sample().element.body.iter(qn("w:tbl")) if next(t.iter(qn("w:tblHeader")), None) is not None]
    assert len(found) == len(wanted)
    for table, made in zip(wanted, found, strict=True):
        rows = list(made.iter(qn("w:tr")))
        assert len(rows) == len(table.rows) + 1
        titles = ["".join(t.text for t in cell.iter(qn("w:t"))) for cell in rows[0].iter(qn("w:tc"))]
        assert titles == [column.title for column in table.columns]


def test_every_number_is_in_the_pdf_too() -> None:
    pdf = squeezed("".join(sample_texts()))
    found = set(re.findall(r"\d[\d,]*(?:\.\d+)?%?", words(sample()).replace("\n", " ")))
    assert len(found) > 300
    assert not [number for number in found if number not in pdf]


def test_points_are_those_of_the_result() -> None:
    card = make().assessment.scorecard
    text = words(sample())
    assert total_text(card) in text
    for result in card:
        if result.full:
            assert f"{points_text(result.points)} 分（满分" in text


def test_pages_have_their_paper_and_numbers() -> None:
    layouts = [section.layout for section in build_report(make()).sections]
    sections = list(sample().sections)
    assert [s.page_width > s.page_height for s in sections] == [layout is Layout.WIDE for layout in layouts]
    for section in sections:
        foot = section.footer._element.xml
        assert " PAGE " in foot
        assert " NUMPAGES " in foot
        assert "数据摘要" in foot
        assert "示例　草稿" in section.header._element.xml


def test_charts_are_pictures_with_words() -> None:
    wanted = [block.alternative for block in build_report(make()).blocks() if isinstance(block, Chart)]
    found = [p.get("descr") for p in sample().element.body.iter(qn("wp:docPr")) if p.get("descr") != "续上图"]
    assert found == wanted
    assert all(wanted)


def test_properties() -> None:
    facts = sample().core_properties
    assert facts.title == "示例医院 2025 年度公立医院高质量发展自评报告"
    assert (facts.author, facts.created.date(), facts.language) == ("示例医院", DAY, "zh-CN")
    assert "高质量发展" in facts.keywords


def test_same_submission_gives_the_same_bytes() -> None:
    assert reports().render_docx(make()) == reports().render_docx(make())


def test_a_hostile_name_and_paragraph_are_text() -> None:
    wording = Wording({"losses": HOSTILE, "proofs": HOSTILE}, header=HOSTILE, large_table=True)
    data = reports().render_docx(make(name=HOSTILE, wording=wording))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    text = words(docx.Document(io.BytesIO(data)))
    assert "甲<w:p/>&]]> \"'" in text
    assert "𠮷😀" in text


@pytest.mark.parametrize("which", ["empty", "without points"])
def test_odd_reports_open_too(which: str) -> None:
    submission = make(lambda figures: {}, past=()) if which == "empty" else make(with_points=False)
    document = docx.Document(io.BytesIO(reports().render_docx(submission)))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        h.text for h in build_report(submission).headings() if isinstance(h, Heading) and h.level == 1
    ]
