"""院际对比 on paper: the numbers of the window, words where there is no number, the shares with their proof."""

from dataclasses import replace
from datetime import date

import pytest

from hqd_desktop.reporting.blocks import Chart, Heading, Paragraph, Table
from hqd_desktop.reporting.chart_data import LossBars
from hqd_desktop.reporting.group_report import BARS_A_PAGE, build_group
from hqd_desktop.services.group_records import GroupComparison
from tests.fakes.memory_store import MemoryStore
from tests.reporting.printing import page_texts, reports, squeezed
from tests.services.group_making import compared, group_of

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def comparison() -> GroupComparison:
    return compared(group_of(MemoryStore()))


def test_totals_bars_rows_and_shares(comparison: GroupComparison) -> None:
    blocks = list(build_group(comparison, DAY).blocks())
    totals, *rows = (block for block in blocks if isinstance(block, Table))
    assert [row.cells[:5] for row in totals.rows][:2] == [
        ("示例医院", "三级综合", "草稿", "0", "80.51"), ("示例县医院（二级）", "二级综合", "草稿", "0", "75.73"),
    ]  # fmt: skip
    assert totals.rows[3].cells[4:] == ("不适用",) * (len(totals.columns) - 4)
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    assert isinstance(chart.data, LossBars)
    assert [bar.label for bar in chart.data.bars][:2] == ["示例医院", "示例县医院（二级）"]
    assert len(chart.data.bars) == 3  # without a number there is no bar
    health = next(table for table in rows if any(column.title.startswith("20 ") for column in table.columns))
    place = next(at for at, column in enumerate(health.columns) if column.title.startswith("20 "))
    value, points = health.rows[0].cells[place].split("\n")
    assert (value, points) == ("9.05", "1.27 分")
    assert health.rows[2].cells[place] == "缺"
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "未填全：4 家里已知 2 家达到，1 家未填；填齐后在 50.00%—75.00% 之间。" in texts


def test_many_members_take_several_charts_and_a_table_without_shares_has_none(comparison: GroupComparison) -> None:
    many = replace(comparison, members=comparison.members[:1] * (BARS_A_PAGE + 1))
    assert sum(isinstance(block, Chart) for block in build_group(many, DAY).blocks()) == 2
    elsewhere = replace(comparison, scheme=comparison.schemes[1])
    headings = [block.text for block in build_group(elsewhere, DAY).blocks() if isinstance(block, Heading)]
    assert "本组的占比" not in headings
    nobody = replace(comparison, members=comparison.members[4:])
    assert not any(isinstance(block, Chart) for block in build_group(nobody, DAY).blocks())


def test_it_is_printed(comparison: GroupComparison) -> None:
    text = squeezed("".join(page_texts(reports().group_pdf(comparison, DAY))))
    assert "示例县医院（二级）" in text
    assert "本组的占比" in text
    assert "自定赋分" in text
