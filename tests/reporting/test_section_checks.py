"""校核说明: a declared 上年调整数 is printed with the locked number and the reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.figures import Restatement
from hqd_desktop.domain.periods import Period
from hqd_desktop.reporting.blocks import Table
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
