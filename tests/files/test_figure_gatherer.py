"""Figures are gathered whole or not at all, and each fault carries the item's name."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.figure_gatherer import FigureGatherer, Given


def give(gatherer: FigureGatherer, name: str, value: str | Decimal, unit: str = "", note: str = "") -> None:
    item = gatherer.find(name, "甲!A1")
    assert item is not None
    period = Period(2024, 1 if item.quarterly else 0)
    gatherer.add(Given(item, period, value, unit, note, "甲!C1", "甲!B1", "甲!D1"))


def test_names_differ_only_by_brackets_and_spaces(catalogue: Catalogue) -> None:
    gatherer = FigureGatherer(catalogue)
    item = gatherer.find(" 执业(助理) 医师数 ", "x")
    assert item is not None
    assert item.key == "physicians"
    assert gatherer.names(item, "执业（助理）医师数")
    assert not gatherer.names(item, "医师")
    assert gatherer.knows("physicians")
    assert gatherer.find("执业医师助理", "x") is None


def test_a_problem_takes_all_figures_back(catalogue: Catalogue) -> None:
    gatherer = FigureGatherer(catalogue)
    give(gatherer, "总收入", Decimal(1))
    assert gatherer.figures
    give(gatherer, "费用总额", "x")
    assert gatherer.figures == {}
    assert gatherer.problems[0].params["item"] == "费用总额"


@pytest.mark.parametrize(("value", "expected"), [(Decimal(1), 1), (Decimal("0.0"), 0), ("√", 1), ("Ｎ", 0), ("否 ", 0)])
def test_conditions(catalogue: Catalogue, value: str | Decimal, expected: int) -> None:
    gatherer = FigureGatherer(catalogue)
    give(gatherer, "实行党委领导下的院长负责制", value, "是/否")
    assert [figure.value for figure in gatherer.figures.values()] == [expected]


@pytest.mark.parametrize("value", [Decimal("0.5"), Decimal(10), "也许"])
def test_no_conditions(catalogue: Catalogue, value: str | Decimal) -> None:
    gatherer = FigureGatherer(catalogue)
    give(gatherer, "实行党委领导下的院长负责制", value)
    assert [problem.code for problem in gatherer.problems] == ["file_not_yes_no"]


def test_words(catalogue: Catalogue) -> None:
    gatherer = FigureGatherer(catalogue)
    give(gatherer, "创新举措进展", "不适用于本季的三件事", "文字")
    assert [figure.text for figure in gatherer.figures.values()] == ["不适用于本季的三件事"]
    for value, unit, code in (
        (Decimal(5), "", "file_not_words"),
        ("话", "元", "file_wrong_unit"),
        ("不适用", "", "file_reason_missing"),
    ):
        gatherer = FigureGatherer(catalogue)
        give(gatherer, "创新举措进展", value, unit)
        assert [problem.code for problem in gatherer.problems] == [code]


def test_more_digits_than_kept_after_a_unit(catalogue: Catalogue) -> None:
    gatherer = FigureGatherer(catalogue)
    give(gatherer, "总收入", Decimal(999999999999999), "亿元")
    assert [problem.code for problem in gatherer.problems] == ["number_too_long"]


def test_places_are_counted_after_the_unit(catalogue: Catalogue) -> None:
    """1.2345678912 亿元 is exact to the 分."""
    gatherer = FigureGatherer(catalogue)
    give(gatherer, "总收入", "1.2345678912", "亿元")
    assert [str(figure.value) for figure in gatherer.figures.values()] == ["123456789.12"]
    give(gatherer, "费用总额", "1.234567891234567", "亿元")
    assert [problem.code for problem in gatherer.problems] == ["number_too_long"]
