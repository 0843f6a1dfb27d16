"""The small value rooms: figures, hospital, periods, problems, units."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import BLANK, Figure, FigureState, figure_at, not_applicable, number, words
from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.periods import Period, parse_period, quarters
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.units import conversion_factor


def test_the_four_states_are_four() -> None:
    """A number, blank, 0 and 不适用 are never equal; words are a fifth."""
    four = [BLANK, number(0), number(5), not_applicable("停业"), words("进展")]
    assert len(set(four)) == 5
    assert [figure.state for figure in four] == [
        FigureState.BLANK, FigureState.NUMBER, FigureState.NUMBER, FigureState.NOT_APPLICABLE, FigureState.TEXT,
    ]  # fmt: skip
    assert number("1.50").value == Decimal("1.5")
    assert not_applicable("停业").note == "停业"
    assert words("进展", "n", "s") == Figure(FigureState.TEXT, None, "进展", "n", "s")


def test_a_figure_not_given_is_blank() -> None:
    """By item and period."""
    figures = {("a", Period(2024)): number(1)}
    assert figure_at(figures, "a", Period(2024)) == number(1)
    assert figure_at(figures, "a", Period(2023)) is BLANK
    assert figure_at(figures, "b", Period(2024)) is BLANK


def test_what_a_hospital_counts_as() -> None:
    """中西医结合 and 民族医 as 中医, 未定级 as 二级, the others as themselves."""
    assert [Hospital("甲", level, "综合").level_counts_as for level in LEVELS] == ["三级", "二级", "一级", "二级"]
    assert [Hospital("甲", "三级", kind).type_counts_as for kind in TYPES] == [
        "综合", "中医", "中医", "中医", "专科", "妇幼保健",
    ]  # fmt: skip
    assert Hospital("甲", "三级", "综合").class_label == "三级综合"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", Period(2024)),
        (" 2024 ", Period(2024)),
        ("2024Q1", Period(2024, 1)),
        ("2024q4", Period(2024, 4)),
        ("1990", Period(1990)),
        ("2100Q4", Period(2100, 4)),
        ("1989", None),
        ("2101", None),
        ("2024Q0", None),
        ("2024Q5", None),
        ("2024Q", None),
        ("24", None),
        ("20245", None),
        ("", None),
        ("２０２４", None),
        ("٢٠٢٤", None),
        ("2024-1", None),
        ("2024\n1", None),
    ],
)
def test_periods_are_read_strictly(text: str, period: Period | None) -> None:
    """`2024` or `2024Q1`, from 1990 to 2100."""
    assert parse_period(text) == period


def test_periods_are_written_read_and_ordered() -> None:
    """The key reads back; a year comes before its quarters."""
    periods = [Period(2023, 4), Period(2024), *quarters(2024)]
    assert sorted(periods, key=lambda period: period) == sorted(set(periods)) == periods
    assert [parse_period(period.key) for period in periods] == periods
    assert Period(2024).label == "2024 年"
    assert [period.label for period in quarters(2024)] == [f"2024 年{name}季度" for name in "一二三四"]
    assert Period(2024, 3).last_year() == Period(2023, 3)


def test_a_problem_is_a_value() -> None:
    """With a code, a place and facts, the last two optional."""
    assert Problem("x") == Problem("x", "", {})


@pytest.mark.parametrize(
    ("given", "own", "factor"),
    [
        ("", "元", "1"),
        ("元", "元", "1"),
        (" 万元 ", "元", "10000"),
        ("亿元", "元", "100000000"),
        ("百万元", "元", "1000000"),
        ("千元", "元", "1000"),
        ("元", "万元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("万人", "人", "10000"),
        ("名", "人", "1"),
        ("亿人次", "人次", "100000000"),
        ("％", "%", "1"),
        ("天", "床日", "1"),
        ("级", "级", "1"),
        ("权重", "权重", "1"),
        ("元/百人", "元/百人", "1"),
        ("", "", "1"),
        ("人", "元", None),
        ("万人", "人次", "10000"),
        ("万例", "台次", "10000"),
        ("人", "台次", None),
        ("人", "床日", None),
        ("万%", "%", None),
        ("元", "", None),
        ("点", "%", None),
        ("万权重", "权重", None),
    ],
)
def test_units_convert_within_their_dimension(given: str, own: str, factor: str | None) -> None:
    """Exactly; and never from one dimension to another."""
    assert conversion_factor(given, own) == (None if factor is None else Decimal(factor))
