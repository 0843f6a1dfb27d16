"""The side panel's facts: years, uses, history."""

from datetime import UTC, datetime

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.ui.models.figure_facts import checked_by, facts_line, five_years, history_lines, used_in

YEAR = Period(2025)
AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def entry(field, old, new, action="录入"):
    return HistoryEntry(AT, "录入员甲", "PC-01", action, "", "手工录入", "rental_income", "2025", field, old, new)


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


def test_one_transaction_is_one_line(view_of):
    item = view_of().packs.catalogue["rental_income"]
    lines = history_lines(
        [entry("state", "blank", "number"), entry("value", "", "715800"), entry("source", "", "手工录入")],
        item,
        AT.astimezone().date(),
    )
    assert [line.what for line in lines] == ["录入员甲 录入：空白 → 715,800.00"]
    assert lines[0].when.startswith("今天")


def test_notes_states_and_texts(view_of):
    item = view_of({("rental_income", YEAR): number(1)}).packs.catalogue["rental_income"]
    day = datetime(2027, 1, 1, tzinfo=UTC).date()
    assert history_lines([entry("note", "", "含停车场")], item, day)[0].what.endswith("备注“含停车场”")
    declared = history_lines([entry("state", "number", "not_applicable"), entry("value", "1", "")], item, day)
    assert declared[0].what.endswith("1.00 → 不适用")
    assert history_lines([entry("text", "a", "b")], item, day)[0].what.endswith("改了文字")
    assert history_lines([entry("source", "a", "b")], item, day) == []
