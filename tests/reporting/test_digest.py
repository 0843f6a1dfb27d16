"""The year in words: every clause is counted from the result, and what cannot be compared is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.reporting.blocks import Paragraph, Style, Table
from hqd_desktop.reporting.build import build_report
from hqd_desktop.reporting.digest import digest
from hqd_desktop.reporting.source import source_of
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.services.wording import points_text, total_text
from tests.reporting.printing import YEAR, Figures, make


def told(**changes: object) -> str:
    return "\n".join(digest(source_of(make(**changes))))  # type: ignore[arg-type]


def test_totals_and_rows_beside_last_year() -> None:
    submission = make()
    card, last = submission.assessment.scorecard, submission.past[-1]
    assert last.total is not None
    assert card.total is not None
    text = told()
    assert (
        f"上年的数按同一方案计 {last.total} 分，本年 {total_text(card)} 分，比上年低 {last.total - card.total} 分"
        in text
    )
    fell = [r for r in card if r.full and r.points < last.points[r.indicator.number]]
    assert f"得分下降的 {len(fell)} 项" in text
    for row in sorted(fell, key=lambda r: r.points - last.points[r.indicator.number])[:3]:
        lost = points_text(last.points[row.indicator.number] - row.points)
        assert f"{row.indicator.short}（−{lost} 分）" in text


def test_the_losses_add_up() -> None:
    card = make().assessment.scorecard
    text = told()
    for group in card.groups:
        lost = group.full - group.points - group.undetermined
        assert (f"{group.group.short} {points_text(lost)} 分" in text) == (lost > 0)


def test_a_year_with_gaps_is_not_compared_by_its_total() -> None:
    def without(figures: Figures) -> Figures:
        del figures["staff_satisfaction", YEAR]
        return figures

    assert "本年的数不全，总分不与上年相比。" in told(change=without)
    submission = make()
    past = (*submission.past[:-1], replace(submission.past[-1], provisional=True))
    assert "上年的数不全" in told(past=past)


def test_without_another_year_nothing_is_said_of_it() -> None:
    text = told(past=())
    assert "上年的数" not in text
    assert "得分上升" not in text
    assert "失分按一级指标" in text


def test_the_same_again_is_no_change() -> None:
    submission = make()
    last = replace(submission.past[-1], total=submission.assessment.scorecard.total)
    assert "与上年持平。" in told(past=(last,))


def test_without_points_only_values_are_told() -> None:
    text = told(with_points=False)
    assert "分，" not in text.split("（")[0]
    assert "指标值比上年变好的" in text
    assert "得分" not in text
    assert "失分" not in text


def test_nothing_is_lost_nothing_is_said() -> None:
    assert not digest(source_of(make(lambda figures: {}, past=())))


def test_rectification_has_owner_and_date() -> None:
    own = {
        "25": Rectification("与医保经办机构核对入组病例", "医保办主任", "2026-06-30"),
        "3": Rectification("另有安排"),
    }
    document = build_report(make(rectifications=own, follow_ups={("discharges", YEAR): "与病案首页核对"}))
    table = next(b for b in document.blocks() if isinstance(b, Table) and "整改清单" in b.caption)
    rows = {row.cells[1]: row.cells for row in table.rows}
    assert rows["25"][5:] == ("与医保经办机构核对入组病例", "医保办主任", "2026-06-30", "已定措施")
    assert rows["20"][5:] == ("", "财务科", "", "待定措施")
    assert rows["3"][5] == "另有安排"
    asked = next(b for b in document.blocks() if isinstance(b, Table) and "待核实的数" in b.caption)
    assert asked.rows[0].cells == ("出院人次数", "与病案首页核对", "病案统计科")


def test_stakes_are_facts_in_the_order_of_their_worth() -> None:
    source = source_of(make())
    document = build_report(make())
    table = next(b for b in document.blocks() if isinstance(b, Table) and "分差" in b.caption)
    assert source.shortfalls is not None
    plain = [gain for gain in source.shortfalls.gains if gain.main.plain]
    assert [row.cells[0] for row in table.rows] == [gain.result.indicator.label for gain in plain]
    assert all(row.cells[5].startswith("+") for row in table.rows)
    notes = [b.text for b in document.blocks() if isinstance(b, Paragraph) and b.style is Style.NOTE]
    assert any("供来年改进" in note for note in notes)


def test_no_losses_no_table() -> None:
    submission = make()
    assessment = submission.assessment
    entries = {key: replace(entry, full=Decimal(0)) for key, entry in assessment.packs.ruleset.entries.items()}
    bare = replace(assessment.packs.ruleset, entries=entries)
    card = replace(assessment.scorecard, ruleset=bare, results=assessment.scorecard.results[:3])
    text = build_report(replace(submission, assessment=replace(assessment, scorecard=card)))
    assert any(isinstance(b, Paragraph) and b.text == "没有需要整改的项目。" for b in text.blocks())


def test_one_more_is_named_and_the_rest_is_counted_in_the_unit_of_the_head() -> None:
    text = told()
    assert "得分下降的 6 项" in text
    assert text.count("分）") >= 8  # both that rose and all six that fell
    assert "另有 1 " not in text
    assert "指标值比上年变好的 12 个" in text
    assert "另有 7 个" in text


def test_half_of_the_points_for_a_small_change_says_the_rule() -> None:
    """门诊人次与出院人次比 fell, as it should, by too little: the change alone would not explain the loss."""
    document = build_report(make())
    table = next(b for b in document.blocks() if isinstance(b, Table) and "失分项" in b.caption)
    reasons = {row.cells[0]: row.cells[-1] for row in table.rows}
    assert reasons["6"] == "本年 14.08，上年 14.10，变化 −0.02；规则：变化不超过 0.1 的得一半"
    assert "规则" not in reasons["25"]


def test_the_table_says_how_its_changes_are_rounded() -> None:
    notes = [b.text for b in build_report(make()).blocks() if isinstance(b, Paragraph) and b.style is Style.NOTE]
    assert any(note.startswith("变化用未取舍的数相减再取舍") for note in notes)
    without = [b.text for b in build_report(make(lambda figures: {})).blocks() if isinstance(b, Paragraph)]
    assert not any(text.startswith("变化用未取舍的数") for text in without)
