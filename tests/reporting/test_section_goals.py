"""本院目标 in the report: a part of its own where goals are set, with the numbers of the scorecard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.goals import Goal
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.reporting.blocks import Chart, Paragraph, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.chart_data import Trends
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Submission
from hqd_desktop.services.report_material import past_years
from tests.fakes.shipped_packs import raw_pack
from tests.reporting.printing import make

GOALS = {
    (2025, "18", "value"): Goal(Decimal("8.2"), False),
    (2025, "29", "value"): Goal(Decimal(60), False),
    (2025, "19", "value"): Goal(Decimal(0), True),
}


def with_goals(scored: bool = False) -> Submission:
    made = make()
    one = made.assessment
    packs = one.packs
    if scored:
        raw = raw_pack("ruleset")
        raw["rule"] = [rule for rule in raw["rule"] if rule["indicator"] not in ("18", "20")]
        raw["rule"] += [{"indicator": number, "kind": "goal", "full": "4"} for number in ("18", "20")]
        ruleset, problems = ruleset_from(raw, packs.scheme)
        assert ruleset is not None, problems
        packs = replace(packs, ruleset=ruleset)
    return replace(made, assessment=assess(packs, one.hospital, one.year, one.figures, goals=GOALS))


def test_a_table_of_goals_in_the_order_of_the_rows() -> None:
    document = build_report(with_goals())
    assert "四、本院目标完成情况" in [heading.text for heading in document.headings()]
    table = next(b for b in document.blocks() if isinstance(b, Table) and b.columns[2].title == "本院目标")
    assert [row.cells[0] for row in table.rows] == ["18", "19", "29"]
    assert table.rows[0].cells[1:] == ("平均住院日", "≤ 8.2 日", "8.30 日", "98.77%", "未达到")
    texts = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
    assert "本年度定了本院目标 3 个：已达到 1，未达到 2。" in texts
    assert any(text.endswith("完成率不计分。") for text in texts)


def test_a_rule_that_scores_them_is_named_and_one_without_a_goal_is_open() -> None:
    document = build_report(with_goals(scored=True))
    texts = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
    assert any(text.endswith("按完成率计分的行，见赋分方案。") for text in texts)
    cells = [
        cell for block in document.blocks() if isinstance(block, Table) for row in block.rows for cell in row.cells
    ]
    assert any("本院目标未定" in cell for cell in cells)


def test_without_goals_there_is_no_such_part() -> None:
    assert not [heading for heading in build_report(make()).headings() if "本院目标" in heading.text]


def test_trend_charts_show_the_goal_of_each_year() -> None:
    """This year's in words beside the line; a year without one has no stroke."""
    made = with_goals()
    one = made.assessment
    earlier = {**GOALS, (2024, "18", "value"): Goal(Decimal("8.6"), False)}
    past = past_years(one.packs, one.hospital, one.year, one.figures, earlier)
    blocks = list(build_report(replace(made, past=past)).blocks())
    (data,) = (b.data for b in blocks if isinstance(b, Chart) and isinstance(b.data, Trends))
    lines = {line.title.split("：")[0]: line for line in data.lines}
    stay = lines["平均住院日"]
    assert stay.goal_text == "本院目标 ≤ 8.2 日"
    assert [mark.goal for mark in stay.marks] == [None, Decimal("8.6"), Decimal("8.2")]
    assert [mark.goal_text for mark in stay.marks][1:] == [
        "本院目标 ≤ 8.6 日，完成率 100.94%",
        "本院目标 ≤ 8.2 日，完成率 98.77%",
    ]
    assert not lines["四级手术比例"].goal_text
    assert any("短横线是当年的本院目标" in b.text for b in blocks if isinstance(b, Paragraph))
    plain = [b.text for b in build_report(make()).blocks() if isinstance(b, Paragraph)]
    assert not any("短横线" in text for text in plain)
