"""得分证明 on paper: several sheets to a page, none broken by its end, each alone where that is wanted."""

from __future__ import annotations

import re
from functools import cache

import pytest

from hqd_desktop.domain.proof import proof_of
from hqd_desktop.services.report_records import Wording
from tests.reporting.printing import make, page_texts, reports, sample_texts, squeezed


@cache
def single_texts() -> list[str]:
    return page_texts(reports().render_pdf(make(wording=Wording(single_proofs=True))))


def sheets(pages: list[str]) -> list[tuple[int, str, str]]:
    """Page, heading and last line of each proof, in order."""
    submission = make()
    card, one = submission.assessment.scorecard, submission.assessment
    annex = next(n for n, page in enumerate(pages) if "附件1得分证明" in squeezed(page))
    texts = [squeezed(page) for page in pages]
    found = []
    for result in card:
        if result.applicable:
            proof = proof_of(result, card, one.packs.catalogue, one.figures, {})
            heading = squeezed(f"{proof.number}　{proof.name}")
            page = next(n for n in range(annex, len(texts)) if heading in texts[n])
            found.append((page, heading, squeezed(proof.result)))
    return found


@pytest.mark.parametrize("single", [False, True])
def test_a_sheet_is_not_broken_by_the_end_of_a_page(single: bool) -> None:
    """But for 次均费用增幅 between its two values, where sheets follow one another."""
    pages = single_texts() if single else sample_texts()
    told = sheets(pages)
    assert len(told) == 25
    broken = [head for page, head, result in told if result not in squeezed(pages[page]).split(head, 1)[1]]
    assert broken == ([] if single else ["21公立医院门诊和住院次均费用增幅"])
    for head in broken:
        place = next(page for page, other, _ in told if other == head)
        first, second = squeezed(pages[place]).split(head, 1)[1], squeezed(pages[place + 1])
        assert first.count("计分") == 1
        assert "【出院者平均医药费用增幅】" not in first
        assert "【出院者平均医药费用增幅】" in second


def test_pages_hold_several_sheets_unless_each_is_to_stand_alone() -> None:
    joined = [page for page, _, _ in sheets(sample_texts())]
    assert joined == sorted(joined)
    assert len(set(joined)) <= len(joined) / 2 + 1
    alone = [page for page, _, _ in sheets(single_texts())]
    assert len(set(alone)) == len(alone)


def test_a_sheet_taller_than_a_page_goes_on() -> None:
    """A remark of two thousand letters beside a figure: nothing of it is cut."""
    from tests.reporting.test_hard_reports import LONG, _long

    pages = page_texts(reports().render_pdf(make(_long, wording=Wording(paragraphs={"proofs": LONG}))))
    text = re.sub(r"示例医院·2025年度.*?页", "", squeezed("".join(pages)))
    assert text.count("这一年的情况需要写得很长才说得清楚") > 4 * 112
