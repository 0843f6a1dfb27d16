"""The words of 试算 and 分差: facts, with both numbers and the difference; never advice to alter a figure."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services import trial_text
from hqd_desktop.services.records import Packs
from hqd_desktop.services.shortfalls import Gain, find_shortfalls
from hqd_desktop.services.trials import Goal, begin
from tests.services.test_shortfalls import YEAR, assessed

NURSES, PHYSICIANS = ("registered_nurses", YEAR), ("physicians", YEAR)
ADVICE = ("改为", "改成", "改到", "调整", "应填", "填成", "请把")


def gains(packs: Packs, row: str, sample: int = 0, **changed: object) -> tuple[Gain, ...]:
    """What is at stake on a row of a sample."""
    figures = {(key, YEAR): value for key, value in changed.items()}
    return find_shortfalls(assessed(packs, figures, sample), {}).of(row)


@pytest.mark.parametrize(
    ("row", "sample", "lines"),
    [
        ("29", 0, (
            "执业（助理）医师数不变时，注册护士数达 1,024 人（现 806，差 218）得满分",
            "注册护士数多 2 人即多得 0.01 分",
        )),
        ("20", 0, (
            "费用总额不变时，管理费用降到 85,839,911.47 元（现 91,179,730.82，多 5,339,819.35）得满分",
            "管理费用少 3.78 万元即多得 0.01 分",
        )),
        ("26", 0, ("基本建设和设备购置非流动负债降到 0.00 元（现 18,000,000.00，多 18,000,000.00）得满分",)),
        ("5", 0, ("“实施党支部书记双带头人培育工程”达到后得满分",)),
        ("22", 1, ("电子病历应用水平分级达 3 级（现 2，差 1）得满分",)),
    ],
)  # fmt: skip
def test_a_row_says_what_would_have_to_be_true(packs: Packs, row: str, sample: int, lines: tuple[str, ...]) -> None:
    assert trial_text.gap_lines(gains(packs, row, sample), 2) == lines


def test_two_figures_of_a_row_are_both_told(packs: Packs) -> None:
    lines = trial_text.gap_lines(gains(packs, "28", 1), 2)
    assert len(lines) == 3
    assert lines[0].startswith("其他数不变时，绩效工资（含奖金）总额降到")
    assert lines[2].startswith("其他数不变时，在职职工工资性收入总额达")
    assert trial_text.gap_lines((), 2) == ()


def test_less_than_full_marks_says_how_much(packs: Packs) -> None:
    nurses = next(g for g in gains(packs, "29", registered_nurses=number(50)) if g.item.key == "registered_nurses")
    text = trial_text.stake_text(nurses, nurses.main, 2)
    assert text.endswith("得 0.21 分（多 0.01 分）")
    assert trial_text.brief_text(nurses, 2) == "差 3 人，可多 0.01 分（护理部）：注册护士数"


def test_odd_figures_are_told_where_there_is_no_plain_one(packs: Packs) -> None:
    _, odd = gains(packs, "29")
    assert trial_text.gap_lines((odd,), 2)[0].startswith("注册护士数不变时，执业（助理）医师数降到 403 人")


def test_what_it_does_to_other_rows_is_said(packs: Packs) -> None:
    found = [g for g in find_shortfalls(assessed(packs), {}).gains if g.main.net != g.main.gain]
    for gain in found:
        assert "连带各项合计" in trial_text.stake_text(gain, gain.main, 2)
    gain = gains(packs, "29")[0]
    moved = replace(gain.main, net=gain.main.gain + 1)
    assert trial_text.stake_text(gain, moved, 2).endswith("得满分，连带各项合计 +1.85 分")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("29", "离满分差 218 人（护理部）：注册护士数"),
        ("20", "高出满分线 533.98 万元（财务科）：管理费用"),
        ("5", "未达到（党办）：实施党支部书记双带头人培育工程"),
    ],
)
def test_one_line_for_a_card(packs: Packs, row: str, text: str) -> None:
    assert trial_text.brief_text(gains(packs, row)[0], 2) == text


@pytest.mark.parametrize("sample", [0, 1])
def test_nothing_is_advice_to_alter_a_figure(packs: Packs, sample: int) -> None:
    assessment = assessed(packs, {PHYSICIANS: BLANK}, sample)
    found = find_shortfalls(assessment, {})
    told = [trial_text.shortfalls_text(found, assessment)]
    told += [line for gain in found.gains for line in trial_text.gap_lines([gain], 2)]
    told += [trial_text.brief_text(gain, 2) for gain in found.gains]
    assert not [word for word in ADVICE if any(word in text for text in told)]


def test_the_list_as_text_has_both_lists_and_the_ranking(packs: Packs) -> None:
    assessment = assessed(packs, {PHYSICIANS: BLANK})
    text = trial_text.shortfalls_text(find_shortfalls(assessment, {}), assessment)
    lines = text.splitlines()
    assert lines[0] == "示例医院（三级综合） 2025 年度　分差（自定赋分“示例赋分方案 1.0 版”）"
    assert lines[1].startswith("暂得分 ")
    assert "29 医护比\t未定 4.00\t缺 “执业（助理）医师数”" in lines
    assert "25 按病种付费参保人员占比\t失 4.00" in lines
    assert "来年改进（已成事实，供来年改进）" in lines
    assert any(
        line.startswith("20 管理费用占比\t管理费用\t91,179,730.82 元\t85,839,911.47 元\t+2.73\t") for line in lines
    )


def test_an_empty_list_says_the_total_only(packs: Packs) -> None:
    assessment = assessed(packs)
    found = replace(find_shortfalls(assessment, {}), open=(), lost=(), gains=())
    assert len(trial_text.shortfalls_text(found, assessment).splitlines()) == 2


def test_a_total_that_is_none_is_a_dash(packs: Packs) -> None:
    gain = gains(packs, "26")[0]
    cells = trial_text.gain_cells(replace(gain, whole=replace(gain.main, total=None)), 2)
    assert cells[5] == "—"
    assert trial_text.effort_text(gain.main) == "100.00%"


def test_what_was_tried_and_what_came_of_it(packs: Packs) -> None:
    scratch = begin(assessed(packs, {PHYSICIANS: BLANK}))
    condition = next(f for f in scratch.figures("5") if f.present.value == 0)
    assert trial_text.tried_text(condition) == "实施党支部书记双带头人培育工程 否"
    both = scratch.try_value(PHYSICIANS, Decimal(500)).try_value(condition.key, Decimal(1))
    both = both.try_value(NURSES, Decimal(800))
    lines = trial_text.scratch_text(both).splitlines()
    assert lines[0] == "试算（不改动已填的数）　示例医院（三级综合） 2025 年度"
    assert lines[1].startswith("自定赋分")
    assert "  2025 年 执业（助理）医师数 缺 → 500 人" in lines
    assert "  2025 年四季度 实施党支部书记双带头人培育工程 否 → 是" in lines
    assert "  2025 年 注册护士数 806 → 800 人（−6）" in lines
    assert "  29 医护比：缺 → 62.50%（1:1.60），得分 0.00 → 3.20" in lines
    assert lines[-1].startswith("  结果 76.93 → ")
    assert "  （没有）" in trial_text.scratch_text(scratch)
    assert trial_text.present_text(scratch.figure(PHYSICIANS)).startswith("现 缺　上年 ")


def test_a_goal_says_what_the_figure_has_to_be(packs: Packs) -> None:
    scratch = begin(assessed(packs))
    goal = Goal("29", NURSES, Decimal(4))
    text = trial_text.goal_text(scratch, scratch.reach(goal), goal)
    assert text == (
        "注册护士数须为 1,024 人（+218）。29 医护比：63.52%（1:1.57） → 50.00%（1:2.00），得分 3.15 → 4.00；"
        "结果 80.51 → 81.48。"
    )
    there = Goal("29", NURSES, Decimal(1))
    assert trial_text.goal_text(scratch, scratch.reach(there), there).startswith("“注册护士数”不用动：")
    far = Goal("29", ("total_income", Period(2025)), Decimal(4))
    assert trial_text.goal_text(scratch, None, far) == "只动“总收入”一个数达不到。"
    tried = scratch.try_value(NURSES, Decimal(900))
    back = Goal("29", NURSES, Decimal(4))
    assert "须为 1,024 人" in trial_text.goal_text(tried, tried.reach(back), back)


def test_a_goal_that_is_what_is_filled_in_says_so(packs: Packs) -> None:
    scratch = begin(assessed(packs))
    tried = scratch.try_value(NURSES, Decimal(700))
    goal = Goal("29", NURSES, Decimal("63.5"), "value")
    text = trial_text.goal_text(tried, scratch, goal)
    assert text.startswith("注册护士数须为 806 人。")


def test_signs() -> None:
    assert [trial_text.signed_text(Decimal(v)) for v in ("1", "-1", "0", "0.001")] == ["+1.00", "−1.00", "不变", "不变"]
    assert trial_text.arrow_text("1", "1") == "1"


def test_the_block_of_a_row_says_what_is_open_and_what_is_lost(packs: Packs) -> None:
    whole = assessed(packs)
    found = find_shortfalls(whole, {})
    row = whole.scorecard.result("29")
    assert trial_text.gap_title(row, 2) == "差在哪里：失 0.85 分"
    assert trial_text.row_lines(row, None, packs.catalogue, 2) == ("正在算每个数最少差多少…",)
    lines = trial_text.row_lines(row, found, packs.catalogue, 2)
    assert lines[0].endswith("得满分。")
    assert lines[-1] == "以上是事实，供来年改进。"
    bare = trial_text.row_lines(row, replace(found, gains=()), packs.catalogue, 2)
    assert bare[0] == "只变动一个数，在合理范围内多得不了分。"
    assert trial_text.row_lines(whole.scorecard.result("3"), found, packs.catalogue, 2) == ()


def test_a_row_with_a_half_missing_says_both(packs: Packs) -> None:
    changed = {("inpatient_satisfaction", YEAR): BLANK, ("outpatient_satisfaction", YEAR): number("70")}
    assessment = assessed(packs, changed)
    row = assessment.scorecard.result("32")
    assert trial_text.gap_title(row, 2) == "差在哪里：未定 2.00 分，失 2.00 分"
    lines = trial_text.row_lines(row, find_shortfalls(assessment, {}), packs.catalogue, 2)
    assert lines[0] == "补上“住院患者满意度”，才能定分。"
    assert "门诊患者满意度达 " in lines[1]


def test_differences_and_marks(packs: Packs) -> None:
    assert trial_text.difference_text(gains(packs, "29")[0]) == "+218 人"
    assert trial_text.difference_text(gains(packs, "20")[0]) == "−533.98 万元"
    assert trial_text.difference_text(gains(packs, "5")[0]) == "—"
    scratch = begin(assessed(packs))
    assert trial_text.tried_mark(scratch.figure(NURSES)) == ""
    assert trial_text.tried_mark(scratch.try_value(NURSES, Decimal(1000)).figure(NURSES)) == "试 1,000 人（+194）"
