"""Where 填报 stands: group, period, filter and folded headings always name something that is there."""

import pytest

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.progress import Arrangement
from hqd_desktop.ui.models.cell_states import CellBook
from hqd_desktop.ui.models.entry_place import EntryPlace
from hqd_desktop.ui.models.entry_rows import ALL, EntryPlan, Filter

YEAR = Period(2025)
MISSING = ("ip_laboratory_income", YEAR)


@pytest.fixture
def plan(view_of):
    view = view_of({MISSING: BLANK})
    return EntryPlan(view, CellBook(view), Arrangement.DEPARTMENT)


@pytest.fixture
def place(plan):
    made = EntryPlace()
    made.begin(plan, plan.groups())
    return made


def items(rows):
    return [row.item.key for row in rows if row.item is not None]


def test_it_begins_where_figures_are_missing(place, plan):
    assert (place.group, place.quarter) == ("财务科", 0)
    assert MISSING[0] in items(place.rows(plan))


def test_optional_figures_are_folded_at_first_and_stay_open_once_opened(place, plan):
    optional = [row for row in place.rows(plan) if row.optional]
    assert optional
    assert all(row.folded and row.item is None for row in optional)
    place.toggle(optional[0].section)
    place.choose_group(plan, ALL)
    place.choose_group(plan, "财务科")
    assert not next(row for row in place.rows(plan) if row.section == optional[0].section).folded


def test_a_group_without_what_is_kept_makes_way_for_all(place, plan):
    place.choose_group(plan, "人事科")
    place.choose_keep(plan, Filter.MISSING)
    assert place.group == ALL
    assert items(place.rows(plan)) == [MISSING[0]]


def test_a_group_of_quarterly_figures_is_shown_at_a_quarter_that_has_some(view_of):
    view = view_of({})
    plan, place = EntryPlan(view, CellBook(view), Arrangement.INDICATOR), EntryPlace()
    groups = [group.name for group in plan.groups()[1:]]
    place.choose_group(plan, next(name for name in groups if plan.periods(name) == (1, 2, 3, 4)))
    assert place.quarter == 1
    place.choose_group(plan, next(name for name in groups if plan.periods(name) == (0,)))
    assert place.quarter == 0


def test_a_figure_is_uncovered_from_another_group_a_filter_and_a_folded_heading(place, plan, view_of):
    catalogue = view_of({}).packs.catalogue
    hidden = next(row.section for row in place.rows(plan) if row.optional)
    item = next(i for i in catalogue if "财务科" in plan.groups_of(i) and plan.section_of((i.key, YEAR)) == hidden)
    place.choose_group(plan, "人事科")
    place.choose_keep(plan, Filter.MISSING)
    place.group = "人事科"
    place.uncover(plan, item, (item.key, YEAR))
    assert (place.group, place.keep, place.quarter) == ("财务科", Filter.EVERYTHING, 0)
    assert item.key in items(place.rows(plan))
