"""校核说明: a declared 上年调整数 is printed with the locked number and the reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import Restatement
from hqd_desktop.domain.periods import Period
from hqd_desktop.reporting.blocks import Paragraph, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Submission
from tests.fakes.shipped_packs import shipped_packs, shipped_samples
from tests.reporting.printing import make, page_texts, reports, squeezed


def restated() -> Submission:
    """The sample, whose last year's income was locked and should have been 1 yuan less."""
    sample = shipped_samples()[0]
    key = ("total_income", Period(sample.year - 1))
    value = sample.figures[key].value or Decimal(0)
    assessment = assess(
        shipped_packs(), sample.hospital, sample.year, sample.figures,
        locked={key: value}, restated={key: Restatement(value - 1, "决算审计调减")},
    )  # fmt: skip
    return replace(make(), assessment=assessment)


def test_both_numbers_and_the_reason_are_in_the_table() -> None:
    document = build_report(restated())
    tables = [block for block in document.blocks() if isinstance(block, Table) and "校核发现" in block.caption]
    row = next(row for table in tables for row in table.rows if "锁定稿不一致" in row.cells[1])
    sides, state, told = row.cells[2:]
    assert sides.startswith("上年调整数 ")
    assert "\n锁定稿 " in sides
    assert sides.endswith("差 −1.00 元")
    assert (state, told) == ("已说明", "上年调整数，计分用锁定稿。决算审计调减")


def test_they_are_printed() -> None:
    text = squeezed("".join(page_texts(reports().render_pdf(restated()))))
    assert "上年调整数，计分用锁定稿。决算审计调减" in text


def test_a_guess_is_not_printed_as_the_hospitals_own_words() -> None:
    document = build_report(make(explanations={}))
    table = next(b for b in document.blocks() if isinstance(b, Table) and "校核发现" in b.caption)
    told = {row.cells[3]: row.cells[4] for row in table.rows}
    assert told["待说明"].startswith("尚未说明；可能是：")


def test_checks_of_figures_that_nobody_asks_for_are_counted_only() -> None:
    """A 二级 hospital owes no 四级手术: the check of it is no gap to be listed."""
    document = build_report(make(lambda figures: {}, which=1))
    table = next(b for b in document.blocks() if isinstance(b, Table) and "暂不能校核" in b.caption)
    names = [row.cells[1] for row in table.rows]
    assert any(name.startswith("医疗收入 = ") for name in names)
    assert not any("四级手术" in name for name in names)
    texts = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
    count = sum(check.state is CheckState.PENDING for check in make(lambda f: {}, which=1).assessment.checks)
    assert f"另有 {count - len(names)} 条暂不能校核的" in "".join(texts)
