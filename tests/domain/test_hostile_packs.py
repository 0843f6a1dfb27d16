"""Packs that somebody made to hang the program: work is counted in calls, so that a busy machine decides nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from hqd_desktop.domain.expression import OutcomeKind, evaluate, render
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.formula import FormulaError, Names, parse
from hqd_desktop.domain.items import MAX_CHAIN, Catalogue, catalogue_from
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.values import Values
from tests.domain.test_formula import HOSTILE, NAMES, resolve
from tests.domain.test_items import item
from tests.domain.test_items import raw as raw_catalogue

MOST = 80_000  # calls: some twenty milliseconds, where a hundred are allowed
YEAR = 2025


def work(act: Callable[[], object]) -> int:
    """How many calls are made, those into C among them."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


def whole_life(text: str, names: Names) -> None:
    """All that is ever done with a formula."""
    try:
        expression = parse(text, names)
    except FormulaError:
        return
    evaluate(expression, resolve)
    render(expression.root, lambda node: node.name)
    expression.items()


LONGEST = [
    *HOSTILE,
    "+".join(["收入"] * 130),
    "最大（" * 20 + "，".join(["收入"] * 9) + "）" * 20,
    "上年" + "（" * 20 + "收入 ^ 8" + "）" * 20,
    "四舍五入（收入 × 999999999999999，8）" * 10,
    "a" * 399 + "+",
    "收" * 400,
]


@pytest.mark.parametrize("text", LONGEST, ids=range(len(LONGEST)))
def test_a_formula_costs_little_whatever_it_says(text: str) -> None:
    names = Names(NAMES)
    assert work(lambda: whole_life(text, names)) < MOST


def test_a_name_without_end_makes_no_formula_slow() -> None:
    names = Names({**NAMES, "长" * 4000: "x"})
    for text in LONGEST:
        assert work(lambda text=text: whole_life(text, names)) < MOST


def raw(formulas: dict[str, str]) -> dict[str, Any]:
    """A catalogue of these items, and one that is entered."""
    derived = (item(key, formula=formula) for key, formula in formulas.items())
    return raw_catalogue(item("z"), *derived)


def refusals(formulas: dict[str, str]) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in catalogue_from(raw(formulas))[1]}


def catalogue(formulas: dict[str, str]) -> Catalogue:
    built, problems = catalogue_from(raw(formulas))
    assert problems == []
    assert built is not None
    return built


def chain(length: int) -> dict[str, str]:
    return {f"a{place}": f"名a{place - 1} + 名z" if place else "名z" for place in range(length)}


@pytest.mark.parametrize(
    "shape",
    [
        chain,
        lambda n: {f"a{place}": f"名a{(place + 1) % n}" for place in range(n)},  # one circle
        lambda n: {f"a{place}": f"名a{place ^ 1}" for place in range(n)},  # many small ones
        lambda n: {"b": "名z", **{f"a{place}": "名b" for place in range(n)}},
    ],
    ids=["chain", "circle", "circles", "fan"],
)
def test_a_pack_of_many_formulas_is_read_in_proportion(shape: Callable[[int], dict[str, str]]) -> None:
    half, whole = (work(lambda n=n: catalogue_from(raw(shape(n)))) for n in (200, 400))
    assert whole < 2.3 * half


def test_a_long_chain_is_refused_and_an_ordinary_one_computed() -> None:
    assert refusals(chain(MAX_CHAIN + 5)) == {("catalogue_chain", f"item[a{MAX_CHAIN}].formula")}
    built = catalogue(chain(MAX_CHAIN))
    values = Values(built, {("z", Period(YEAR)): number(1)}, YEAR)
    assert values.resolve(f"a{MAX_CHAIN - 1}", 0).value == MAX_CHAIN


def test_only_what_goes_round_is_called_circular() -> None:
    """Not what reads a circle, nor what a circle reads."""
    found = refusals({"a": "名b", "b": "名a + 名c", "c": "名z", "d": "名a", "e": "名d"})
    assert found == {("catalogue_circular", "item[a].formula"), ("catalogue_circular", "item[b].formula")}


def test_items_that_read_two_others_each_are_computed_once() -> None:
    """Ten million paths lead through this catalogue, and twenty items."""
    two = {"a0": "名z", "a1": "名z + 名a0"}
    two |= {f"a{place}": f"名a{place - 1} + 名a{place - 2}" for place in range(2, MAX_CHAIN)}
    values = Values(catalogue(two), {("z", Period(YEAR)): number(1)}, YEAR)
    assert work(lambda: values.resolve(f"a{MAX_CHAIN - 1}", 0)) < MOST
    assert values.resolve(f"a{MAX_CHAIN - 1}", 0).kind is OutcomeKind.NUMBER


def test_last_years_of_last_years_end() -> None:
    """Each step of the chain goes a year back; nothing was given there."""
    back = {f"a{place}": f"上年名a{place - 1} + 名a{place - 1}" if place else "名z" for place in range(MAX_CHAIN)}
    values = Values(catalogue(back), {("z", Period(YEAR)): number(1)}, YEAR)
    assert work(lambda: values.resolve(f"a{MAX_CHAIN - 1}", 0)) < MOST
    assert values.resolve(f"a{MAX_CHAIN - 1}", 0).kind is OutcomeKind.MISSING


def test_names_are_names() -> None:
    """A mapping like the one it was made from."""
    assert (dict(Names(NAMES)), len(Names(NAMES)), Names({}).longest) == (dict(NAMES), len(NAMES), 0)
