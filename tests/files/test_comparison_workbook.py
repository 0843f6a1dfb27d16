"""年度对比 on paper: the shown difference is the difference of what is shown, also when computed anew."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hqd_desktop.domain.figures import not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.comparison_workbook import comparison_bytes
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.comparing import Comparison, compare
from hqd_desktop.services.records import Packs
from tests.files.recalculating import recalculated
from tests.files.workbook_making import SOFFICE


@pytest.fixture(scope="module")
def comparison(packs: Packs, source: FilePackSource) -> Comparison:
    """The sample against the year before it, of which it knows the figures; one of them was told otherwise."""
    sample = source.samples()[0]
    before = {key: figure for key, figure in sample.figures.items() if key[1].year < sample.year}
    before["total_income", Period(sample.year - 1)] = number("1000.50")
    before["actual_beds", Period(sample.year - 1)] = not_applicable("停业")
    earlier = assess(packs, sample.hospital, sample.year - 1, before)
    return compare(earlier, assess(packs, sample.hospital, sample.year, sample.figures))


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data), data_only=True)["年度对比"].iter_rows(values_only=True))


def test_what_stands_there(comparison: Comparison) -> None:
    rows = rows_of(comparison_bytes(comparison))
    lines = {str(row[0]): row for row in rows}
    total = lines["结果"]
    assert total[7] == float(comparison.later.scorecard.total or 0)
    assert next(row for name, row in lines.items() if name.startswith("20 "))[1] == "%"
    assert any(str(row[0]).startswith("总收入（") and row[9] == "同一年度，两稿不同" for row in rows)
    assert lines["实有床位数"][2] == "不适用"
    assert not any("不能直接相比" in str(row[0]) for row in rows)
    assert f"{comparison.earlier.year} 年得分" in rows[3]


def test_other_rules_are_said(comparison: Comparison, packs: Packs) -> None:
    other = replace(packs, ruleset=replace(packs.ruleset, raw={"other": 1}))
    moved = replace(comparison, earlier=replace(comparison.earlier, packs=other))
    assert any("不能直接相比" in str(row[0]) for row in rows_of(comparison_bytes(moved)))


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_computed_anew_it_is_the_same(comparison: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    FileWorkbooks().write_comparison(path, comparison)
    before, after = rows_of(path.read_bytes()), recalculated(path.read_bytes(), tmp_path)["年度对比"]
    compared = 0
    for row, values in enumerate(before):
        for column, value in enumerate(values):
            if isinstance(value, int | float):
                assert Decimal(f"{value:.12g}") == Decimal(f"{after[row, column]:.12g}")
                compared += 1
    assert compared > 500
