"""The report of the sample hospitals as a reader gets it: its text, its fonts, its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.numerals import shown
from hqd_desktop.services.wording import arithmetic_text, points_text, score_text, total_text, values_text
from tests.reporting.printing import make, reports, sample_pdf, sample_texts, squeezed


@pytest.mark.parametrize(("which", "name"), [(0, "sample-tertiary"), (1, "sample-secondary")])
def test_text_is_as_approved(which: int, name: str, golden: Callable[[str, str], None]) -> None:
    pages = sample_texts(which)
    text = "".join(f"──── {number} ────\n{page.strip()}\n" for number, page in enumerate(pages, 1))
    golden(f"{name}.txt", text)


def test_same_submission_gives_the_same_bytes() -> None:
    assert reports().render_pdf(make()) == sample_pdf()


def test_every_font_is_embedded() -> None:
    document = pypdfium2.PdfDocument(sample_pdf())
    embedded = []
    for page in document:
        for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            embedded.append(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(part.raw)))
    document.close()
    assert embedded
    assert set(embedded) == {1}


def test_nothing_had_to_be_replaced() -> None:
    rendered = reports().render(make())
    assert rendered.problems == ()
    assert not any("〓" in page for page in sample_texts())
    assert ("仿宋", "Noto Serif SC") in rendered.substitutes


def test_no_letter_is_an_empty_box() -> None:
    """A glyph 0 has no text behind it and comes out as U+FFFD or U+0000."""
    assert not any(bad in page for page in sample_texts() for bad in "\ufffd\0")


@pytest.mark.parametrize("word", ["公立医院", "高质量发展", "自定赋分", "四级手术", "示例医院"])
def test_words_are_found_by_a_search(word: str) -> None:
    document = pypdfium2.PdfDocument(sample_pdf())
    found = 0
    for page in document:
        textpage = page.get_textpage()
        search = textpage.search(word)
        found += search.get_next() is not None
        search.close()
        textpage.close()
        page.close()
    document.close()
    assert found


def test_no_letter_is_a_kangxi_radical() -> None:
    assert not [c for page in sample_texts() for c in page if "\u2e80" <= c <= "\u2fdf"]


def test_every_page_has_its_foot() -> None:
    submission, pages = make(), sample_texts()
    digest = short_digest(submission.assessment.digest)
    for number, page in enumerate(pages, 1):
        foot = squeezed(page)
        assert squeezed(f"第 {number} 页 共 {len(pages)} 页") in foot
        assert squeezed(f"数据摘要 {digest}") in foot
        assert squeezed(submission.assessment.packs.ruleset.title) in foot
        assert "示例医院·2025年度" in foot
        assert "草稿" in foot
        assert "示例" in foot


def test_header_of_the_table_is_on_each_of_its_pages() -> None:
    pages = [squeezed(page) for page in sample_texts()]
    first = next(n for n, page in enumerate(pages) if "三、指标完成情况" in page)
    last = next(n for n, page in enumerate(pages) if "四、失分分析" in page)
    assert last - first >= 3
    for page in pages[first:last]:
        assert "序号二级指标要求本年上年变化满分得分说明" in page


def test_all_rows_stand_in_the_table_with_the_digits_of_the_result() -> None:
    card = make().assessment.scorecard
    pages = [squeezed(page) for page in sample_texts()]
    first = next(n for n, page in enumerate(pages) if "三、指标完成情况" in page)
    last = next(n for n, page in enumerate(pages) if "四、失分分析" in page)
    table = "".join(pages[first:last])
    assert len(card.results) == 34
    for result in card:
        assert squeezed(result.indicator.name) in table, result.indicator.number
        assert squeezed(score_text(result, card.ruleset.places)) in table
        if result.applicable:
            assert squeezed(values_text(result)) in table
    assert squeezed(f"{total_text(card)}　＝　{arithmetic_text(card)}") in table


def test_points_are_everywhere_those_of_the_result() -> None:
    card = make().assessment.scorecard
    text = squeezed("".join(sample_texts()))
    for result in card:
        if result.full:
            assert f"→{points_text(result.points, card.ruleset.places)}分（满分{shown(result.full, 2)}分" in text
    for group in card.groups:
        if group.full:
            assert f"{points_text(group.points, card.ruleset.places)}／{shown(group.full, 0)}" in text
    assert f"合计失{points_text(card.lost, card.ruleset.places)}分" in text


def test_chart_text_can_be_searched_too() -> None:
    page = squeezed(sample_texts()[1])
    assert "图1一级指标得分率（%）" in page
    assert "新文化" in page


def test_properties_and_bookmarks() -> None:
    document = pypdfium2.PdfDocument(BytesIO(sample_pdf()))
    facts = document.get_metadata_dict()
    marks = [item.get_title() for item in document.get_toc()]
    document.close()
    assert facts["Title"] == "示例医院 2025 年度公立医院高质量发展自评报告"
    assert facts["Author"] == "示例医院"
    assert facts["CreationDate"].startswith("D:20260312")
    assert marks[:2] == ["一、自评得分概况", "二、主要指标历年情况"]
    assert marks[-1] == "签章页"
    assert any(re.match(r"13　.*四级手术", mark) for mark in marks)


def test_secondary_hospital_prints_its_own_rows() -> None:
    text = squeezed("".join(sample_texts(1)))
    assert "年度适用17项" in text
    assert "仅三级医院" in text
