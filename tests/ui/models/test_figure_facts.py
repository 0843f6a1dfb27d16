"""The side panel's facts: years, uses, what was before."""

from dataclasses import replace

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.wording import points_text, values_text
from hqd_desktop.ui.models.figure_facts import change_line, checked_by, facts_line, five_years, past_line, used_in

YEAR = Period(2025)


def test_five_years_in_a_fitting_unit(view_of):
    unit, years = five_years(view_of(), ("total_income", YEAR))
    assert unit == "亿元"
    assert [year.text for year in years] == ["—", "—", "9.47", "9.77", "10.15"]


def test_small_figures_keep_their_unit(view_of):
    unit, years = five_years(view_of(), ("registered_nurses", YEAR))
    assert (unit, years[-1].text) == ("人", "806")


def test_where_it_is_used(view_of):
    view = view_of()
    assert [r.indicator.number for r in used_in(view, ("registered_nurses", YEAR))] == ["29"]
    assert used_in(view, ("donation_income", YEAR)) == []
    assert checked_by(view, ("donation_income", YEAR))[0].state == "explained"


def test_facts_line(view_of):
    view = view_of()
    assert facts_line(view, ("total_income", YEAR)) == "元 · 年度 · 财务科 · 卫生健康财务年报"
    assert facts_line(view, ("total_income", Period(2024))).startswith("元 · 2024 年")


def test_what_an_indicator_was_before(view_of):
    view = view_of()
    result = view.assessment.scorecard.result("29")
    assert past_line(view, result).startswith("上年 ")
    other = view_of({("registered_nurses", YEAR): number(400)}).assessment.scorecard
    told = past_line(replace(view, before=other), result)
    assert told.startswith(f"改前 {values_text(other.result('29'))} {points_text(other.result('29').points)} 分")
    assert past_line(replace(view, before=view.assessment.scorecard, last_scorecard=None), result) == ""


def test_change_against_last_year(view_of):
    view = view_of()
    assert change_line(view, ("total_income", YEAR)) == "比上年 +3.85%（+37,658,743.88 元）"
    assert change_line(view, ("direct_cmi", YEAR)) == ""
    lower = view_of({("registered_nurses", YEAR): number(1)})
    assert change_line(lower, ("registered_nurses", YEAR)).startswith("比上年 −")
    assert change_line(view_of({("total_income", YEAR): BLANK}), ("total_income", YEAR)) == ""
