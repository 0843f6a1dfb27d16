"""Reports by the tables of other regions: nothing of Shaoyang's is printed in them, above all no 加分 that is none."""

from __future__ import annotations

from functools import cache

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.reporting.blocks import Document, Heading, KeyValues, Paragraph, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.handed_in import packs_of
from hqd_desktop.services.records import Submission
from hqd_desktop.services.report_material import past_years
from tests.fakes.shipped_packs import shipped_samples
from tests.fakes.shipped_regions import RegionSource
from tests.reporting.printing import DAY, YEAR, Figures, make, page_texts, reports, squeezed

OTHERS = [pack for pack in RegionSource().scheme_ids() if pack != "shaoyang-2022"]


@cache
def submission_of(pack: str) -> Submission:
    """The 三级 sample, judged by another region's table."""
    packs, sample = packs_of(RegionSource(), pack), shipped_samples()[0]
    assessment = assess(packs, sample.hospital, sample.year, sample.figures)
    return Submission(assessment, {}, DAY, past=past_years(packs, sample.hospital, sample.year, sample.figures))


def words_of(document: Document) -> str:
    """Every text in it, in order."""
    texts: list[str] = [document.title, document.subject, document.foot_second]
    for block in document.blocks():
        match block:
            case Heading() | Paragraph():
                texts.append(block.text)
            case KeyValues():
                texts += [text for pair in block.rows for text in pair]
            case Table():
                texts += [block.caption, *(cell for row in block.rows for cell in row.cells)]
    return "\n".join(texts)


@pytest.mark.parametrize("pack", OTHERS)
def test_a_table_without_bonus_rows_speaks_of_none(pack: str) -> None:
    submission = submission_of(pack)
    card, text = submission.assessment.scorecard, words_of(build_report(submission))
    assert not card.has_bonus
    for word in ("创新举措", "加分", "邵阳", "监测 0 项", "没有按季报送"):
        assert word not in text, word
    assert card.scheme.name in text
    if card.total is not None:
        assert f"÷ 适用满分 {card.full:f} × 100 ＝ {card.total}" in text.replace("　＝", " ＝")


def test_one_of_them_on_paper() -> None:
    """Its own rows, its own rule set, no part without content."""
    text = squeezed("".join(page_texts(reports().render_pdf(submission_of("yuzhong-2022")))))
    assert "重庆市渝中区" in text
    assert "按季调度" not in text
    assert "附件2赋分方案（自定赋分）" in text


def _first_year(figures: Figures) -> Figures:
    return {key: figure for key, figure in figures.items() if key[1].year == YEAR.year}


def test_without_a_last_year_nothing_is_compared() -> None:
    """Last year's figures are missing, not 0: no line rises, no total fell."""
    submission = make(_first_year)
    assert submission.past == ()
    text = words_of(build_report(submission))
    assert "主要指标历年情况" not in text
    assert "比上年" not in text.split("附件 1")[0].split("指标完成情况")[0]
    assert f"（{Period(YEAR.year - 1).label}）" in text
