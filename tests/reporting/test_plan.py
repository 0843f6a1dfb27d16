"""Own words and choices: what is hidden is gone, the rest is numbered through, references follow."""

from __future__ import annotations

import pytest

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.reporting.blocks import Layout, PageBreak, Paragraph, Style
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.plan import make_plan, ordinal
from hqd_desktop.services.report_records import ALL_PARTS, Wording
from tests.reporting.printing import YEAR, Figures, make, page_texts, reports, squeezed


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")])
def test_ordinals(number: int, text: str) -> None:
    assert ordinal(number) == text


def test_hidden_parts_leave_no_gap_in_the_numbers() -> None:
    plan = make_plan(Wording(hidden=frozenset({"trends", "proofs"})), True, frozenset({"evidence", "tasks", "goals"}))
    assert list(plan.headings.values())[:2] == ["一、自评得分概况", "二、指标完成情况"]
    assert plan.headings["rules"] == "附件 1　赋分方案（自定赋分）"
    assert plan.see("exceptions", "，") == "，见第八部分"
    assert plan.see("proofs") == ""


def test_without_points_there_are_no_losses_and_no_rules() -> None:
    plan = make_plan(Wording(), False, frozenset())
    assert "losses" not in plan.headings
    assert "rules" not in plan.headings
    assert plan.headings["proofs"] == "附件 1　各项指标计算过程"


def test_order_is_the_hospitals_and_annexes_stay_last() -> None:
    wording = Wording(order=("rules", "checks", "summary"))
    headings = [h.text for h in build_report(make(wording=wording)).headings() if h.level == 1]
    assert headings[0] == "一、校核说明"
    assert headings[-3:-1] == ["附件 1　赋分方案（自定赋分）", "附件 2　得分证明"]


def _short(figures: Figures) -> Figures:
    for key in ("total_discharge_bed_days", "discharges", "outpatient_visits", "registered_nurses", "emr_level"):
        figures[key, YEAR] = BLANK
    return figures


def test_no_text_refers_to_a_part_that_is_not_there() -> None:
    hidden = frozenset(set(ALL_PARTS) - {"summary", "table"})
    text = squeezed("".join(page_texts(reports().render_pdf(make(_short, wording=Wording(hidden=hidden))))))
    assert "见第" not in text
    assert "见附件" not in text
    assert "尚缺" in text


def test_own_words_stand_under_the_heading_and_on_the_cover() -> None:
    wording = Wording(
        paragraphs={"losses": "本年失分主要因口径调整。\n\n已与医保局核对。", "rules": "本方案经院务会通过。"},
        title="某院高质量发展\n年度自评", subtitle="（2025）", note="内部资料", header="某院质控办",
    )  # fmt: skip
    document = build_report(make(wording=wording))
    blocks = list(document.blocks())
    place = next(n for n, b in enumerate(blocks) if getattr(b, "text", "") == "四、失分分析")
    assert [b.text for b in blocks[place + 1 : place + 3] if isinstance(b, Paragraph)] == [
        "本年失分主要因口径调整。", "已与医保局核对。",
    ]  # fmt: skip
    assert Paragraph("本方案经院务会通过。", Style.PLAIN) in blocks
    pages = [squeezed(page) for page in page_texts(reports().render_pdf(make(wording=wording)))]
    assert "某院高质量发展年度自评（2025）" in pages[0]
    assert "内部资料" in pages[0]
    assert "某院质控办" not in pages[0]
    assert all("某院质控办" in page for page in pages[1:])


def test_large_paper_and_proofs_on_pages_of_their_own() -> None:
    apart = build_report(make(wording=Wording(large_table=True, single_proofs=True)))
    assert [s.layout for s in apart.sections].count(Layout.LARGE) == 1
    rows = [r for r in make().assessment.scorecard if r.applicable]
    assert sum(isinstance(block, PageBreak) for block in apart.blocks()) == len(rows) - 1
    assert not any(isinstance(block, PageBreak) for block in build_report(make()).blocks())
