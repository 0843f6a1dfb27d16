"""Two years side by side: only differences, every state kept apart, and what was told otherwise afterwards."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.figures import Figure, FigureKey, FigureState, not_applicable, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.comparing import Comparison, compare
from hqd_desktop.services.records import Assessment, Packs
from tests.fakes.shipped_packs import shipped_packs

D = Decimal
HOSPITAL = Hospital("甲", "三级", "综合")
PACKS = shipped_packs()


def year(of: int, figures: Mapping[FigureKey, Figure], packs: Packs = PACKS, level: str = "三级") -> Assessment:
    return assess(packs, replace(HOSPITAL, level=level), of, figures)


def both(earlier: Mapping[FigureKey, Figure], later: Mapping[FigureKey, Figure], apart: int = 1) -> Comparison:
    return compare(year(2024, earlier), year(2024 + apart, later))


def expense(of: int, management: str, total: str = "1000") -> dict[FigureKey, Figure]:
    return {("management_expense", Period(of)): number(management), ("total_expense", Period(of)): number(total)}


def test_a_value_with_its_points() -> None:
    found = both(expense(2024, "100"), expense(2025, "125") | expense(2024, "100"))
    row = next(value for value in found.values if value.indicator.number == "20")
    assert (row.earlier, row.later, row.change, row.as_last_year) == (D(10), D("12.5"), D("2.5"), D(10))
    assert not row.told_otherwise
    assert row.points is not None
    assert (row.points.earlier, row.points.later, row.points.change, row.points.later_full) == (D(0), D(0), D(0), D(4))
    assert found.same_rules


def test_an_earlier_year_told_otherwise() -> None:
    found = both(expense(2024, "100"), expense(2025, "125") | expense(2024, "110"))
    row = next(value for value in found.values if value.indicator.number == "20")
    assert row.told_otherwise
    assert [(change.item.key, change.period, change.change) for change in found.restated] == [
        ("management_expense", Period(2024), D(10))
    ]
    apart = both(expense(2024, "100"), expense(2026, "125") | expense(2025, "110"), apart=2)
    assert not any(value.told_otherwise or value.as_last_year for value in apart.values)


def test_figures_of_either_year_and_their_change() -> None:
    beds = ("actual_beds", Period(2024))
    found = both(
        {**expense(2024, "100", "0"), beds: not_applicable("无病床"), ("progress_party", Period(2024, 1)): Figure()},
        expense(2025, "150", "10"),
    )
    changes = {change.item.key: change for change in found.figures}
    assert (changes["management_expense"].change, changes["management_expense"].percent) == (D(50), D(50))
    assert (changes["total_expense"].change, changes["total_expense"].percent) == (D(10), None)
    assert changes["actual_beds"].earlier.state is FigureState.NOT_APPLICABLE
    assert changes["actual_beds"].later.state is FigureState.BLANK
    assert changes["actual_beds"].change is changes["actual_beds"].percent is None
    assert set(changes) == {"management_expense", "total_expense", "actual_beds"}


def test_totals_and_groups() -> None:
    found = both(expense(2024, "100"), expense(2025, "90") | expense(2024, "100"))
    totals = {change.label: change for change in found.totals}
    assert list(totals) == ["结果", "基础分", "加分", "未定"]
    assert totals["基础分"].change == D(4)
    assert totals["基础分"].later_full == D(88)
    assert [change.label for change in found.groups if change.change] == ["新效能"]


def test_rows_that_applied_in_one_year_only_are_shown() -> None:
    found = compare(year(2024, {}), year(2025, {}, level="二级"))
    row = next(value for value in found.values if value.indicator.number == "13")
    assert row.points is not None
    assert (row.points.earlier_full, row.points.later_full, row.points.change) == (D(4), None, None)
    assert not any(value.indicator.number == "16" for value in found.values)
    cmi = next(value for value in found.values if value.indicator.number == "12")
    assert cmi.points is None
    bonus = next(value for value in found.values if value.indicator.number == "八")
    assert bonus.points is not None
    halves = [value for value in found.values if value.indicator.number == "32"]
    assert [value.points is None for value in halves] == [False, True]


def test_tables_and_rules_that_differ() -> None:
    other = replace(PACKS, scheme=replace(PACKS.scheme, id="elsewhere", raw={"a": 1}))
    found = compare(year(2024, {}, other), year(2025, {}))
    assert found.values == found.groups == ()
    assert not found.same_rules
    assert compare(year(2024, {}), year(2025, {})).same_rules


def test_a_row_and_a_group_that_the_earlier_table_did_not_have() -> None:
    scheme = PACKS.scheme
    short = replace(scheme, indicators=tuple(i for i in scheme if i.number != "33"), groups=scheme.groups[:-2])
    found = compare(year(2024, {}, replace(PACKS, scheme=short)), year(2025, {}))
    row = next(value for value in found.values if value.indicator.number == "33")
    assert row.earlier is None
    assert row.points is not None
    assert row.points.earlier is None
    group = next(change for change in found.groups if change.label == "新文化")
    assert (group.earlier, group.change) == (None, None)
