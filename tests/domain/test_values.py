"""Values of items: given, computed, entered, at the fourth quarter, last year, and 不适用 as 0 in sums."""

from decimal import Decimal

from hqd_desktop.domain.expression import Outcome, OutcomeKind
from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.formula import parse
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.values import Values
from tests.fakes.tiny_pack import YEAR, tiny_catalogue, tiny_figures

NAMES = {name: name for name in (*"abcdefgh", "ab", "own")}


def values(given: dict[str, object], zero: bool = False) -> Values:
    return Values(tiny_catalogue(), tiny_figures(given), YEAR, zero)


def test_given_and_not_given() -> None:
    """A number, and the two reasons for none, with their cause."""
    known = values({"a": 3, "b": "停业", "a-1": 2})
    assert known.resolve("a", 0) == Outcome(OutcomeKind.NUMBER, Decimal(3))
    assert known.resolve("a", 1).value == 2
    assert known.resolve("b", 0) == Outcome(OutcomeKind.NOT_APPLICABLE, None, (("b", 0),))
    assert known.resolve("c", 1) == Outcome(OutcomeKind.MISSING, None, (("c", 1),))
    assert known.figure("c") is BLANK
    assert (known.figure("a"), known.figure("a", 1)) == (number(3), number(2))


def test_a_quarterly_item_stands_for_its_fourth_quarter() -> None:
    """This year's and last year's."""
    known = values({"q1@3": 0, "q1@4": 1})
    assert (known.period("q1"), known.period("q1", 1), known.period("a")) == (
        Period(YEAR, 4), Period(YEAR - 1, 4), Period(YEAR),
    )  # fmt: skip
    assert known.resolve("q1", 0).value == 1


def test_last_years_formula_reads_last_year() -> None:
    """All of it one year back, its own 上年 two."""
    known = values({"a-1": 8, "b-1": 2, "a-2": 5, "b-2": 1})
    growth = parse("ab − 上年ab", NAMES)
    assert known.compute(growth, 1).value == -1
    assert known.compute(growth).causes == (("a", 0), ("b", 0))
    broken = values({"a-1": 8, "b-1": 0, "c-1": 1})
    assert broken.compute(parse("ab + c", NAMES), 1).causes == (("a", 1), ("b", 1))
    assert broken.compute(parse("a ÷ b", NAMES), 1) == Outcome(
        OutcomeKind.NOT_COMPUTABLE, None, (("a", 1), ("b", 1))
    )  # fmt: skip


def test_entered_where_the_parts_are_not_known() -> None:
    """And remembered as such, for the year it was entered in."""
    known = values({"ab": 7, "a-1": 8, "b-1": 2, "ab-1": 9})
    assert (known.resolve("ab", 0).value, known.is_direct("ab", 0)) == (7, True)
    assert (known.resolve("ab", 1).value, known.is_direct("ab", 1)) == (4, False)


def test_an_own_value_is_taken_as_it_is() -> None:
    """Even 不适用; its formula is only the default."""
    assert values({"a": 3, "own": 5}).formula("own", 0) is None
    assert values({"a": 3}).formula("own", 0) is not None
    assert values({"a": 3, "own": "无"}).resolve("own", 0).kind is OutcomeKind.NOT_APPLICABLE


def test_not_applicable_counts_zero_in_sums() -> None:
    """Only where asked; blank stays blank."""
    assert values({"a": 3, "b": "无"}, zero=True).compute(parse("a + b", NAMES)).value == 3
    assert values({"a": 3}, zero=True).compute(parse("a + b", NAMES)).kind is OutcomeKind.MISSING
