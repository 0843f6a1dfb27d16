"""Every kind of rule as a formula: what it reads like, and that LibreOffice gives the points of the rule itself."""

import io
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from hqd_desktop.domain import rules
from hqd_desktop.domain.rule_base import Award, Case, Rule
from hqd_desktop.domain.rules_compared import BestOf, Completion, Efficacy, Relative, SumOf, Trend
from hqd_desktop.files.live_rules import RuleCells, compare_places, largest_constant, live_points, places_of
from tests.files.recalculating import recalculated
from tests.files.workbook_making import SOFFICE

D = Decimal
CELLS = RuleCells("V", "L", "P", "三级", 4)
SUBMITTED = rules.Threshold(D(4), True, D(10))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (rules.Monitor(), "0"),
        (SUBMITTED, "IF(ROUND(V,P)>=10,4,0)"),
        (rules.Threshold(D(4), False, D("-2.5")), "IF(ROUND(V,P)<=(-2.5),4,0)"),
        (rules.Threshold(D(4), True, D(1), "proportion"), "IF(ROUND(V,P)>=1,4,MAX(0,MIN(4,4*V/1)))"),
        (rules.Threshold(D(4), True, D(-1), "proportion"), "IF(ROUND(V,P)>=(-1),4,0)"),
        (rules.Threshold(D(4), False, D(50), "proportion"), "IF(ROUND(V,P)<=50,4,IF(V>0,MAX(0,MIN(4,4*50/V)),0))"),
        (
            rules.Threshold(D(4), True, D(10), "steps", D("0.5"), D("0.25")),
            "IF(ROUND(V,P)>=10,4,MAX(0,4-ROUNDUP(ROUND(ABS(ROUND(V,P)-10)/0.5,MIN(10,P)),0)*0.25))",
        ),
        (
            rules.Threshold(D(2), False, D(5), "linear", zero_at=D(10)),
            "IF(ROUND(V,P)<=5,2,IF(ROUND(10-V,P)<=0,0,MAX(0,MIN(2,2*(10-V)/5))))",
        ),
        (rules.Range(D(4), D(1), D(2)), "IF(AND(ROUND(V,P)>=1,ROUND(V,P)<=2),4,0)"),
        (rules.Range(D(4), None, D(2)), "IF(AND(ROUND(V,P)<=2),4,0)"),
        (rules.Bands(D(4), ((D(1), D(2)), (D(5), D(4)))), "IF(ROUND(V,P)>=5,4,IF(ROUND(V,P)>=1,2,0))"),
        (rules.Ladder(D(4), ((("三级",), D(4), D(4)), (("二级",), D(3), D(4)))), "IF(ROUND(V,P)>=4,4,0)"),
        (rules.Ladder(D(4), ((("二级",), D(3), D(4)),)), "0"),
        (rules.Checklist(D(4)), "MAX(0,MIN(4,4*V/4))"),
        (rules.Rated(D(4)), "MAX(0,MIN(4,V))"),
        (
            Trend(D(4), True, D("0.1")),
            "IF(ROUND(V-L,P)>0.1,4,IF(ROUND(V-L,P)>=-0.1,2,IF(ROUND(V-L,P)<=-1,0,MAX(0,2*(V-L+1)/0.9))))",
        ),
        (Efficacy(D(4), D(10), D(20)), "4*MAX(0,MIN(100,60+40*(V-10)/10))/100"),
        (Completion(D(4), D(80)), "MAX(0,MIN(4,4*V/80))"),
        (Relative(D(4), True, D(3), "全市平均"), "IF(ROUND(V,P)>=3,4,MAX(0,MIN(4,4*V/3)))"),
        (BestOf(D(4), (SUBMITTED, rules.Rated(D(4)))), "MIN(4,MAX(IF(ROUND(V,P)>=10,4,0),MAX(0,MIN(4,V))))"),
        (SumOf(D(4), (SUBMITTED, rules.Rated(D(4)))), "MIN(4,IF(ROUND(V,P)>=10,4,0)+MAX(0,MIN(4,V)))"),
    ],
)
def test_how_a_rule_reads(rule: Rule, text: str) -> None:
    assert live_points(rule, CELLS) == text


def test_a_trend_with_a_level_and_a_relative_tolerance() -> None:
    text = live_points(Trend(D(4), True, D(5), relative=True, level=D(60)), CELLS)
    assert text.startswith("IF(ROUND(V,P)>=60,4,IF(L=0,IF(V>0,4,0),IF(ROUND(V-L,P)>ROUND(ABS(L)*0.05,P),4,")
    down = live_points(Trend(D(4), False, D(5), relative=True, level=D(60)), CELLS)
    assert down.startswith("IF(ROUND(V,P)<=60,4,IF(ROUND(L-V,P)>ROUND(ABS(L)*0.05,P),4,")


def test_a_checklist_without_conditions_gives_nothing() -> None:
    assert live_points(rules.Checklist(D(4)), RuleCells("V", "L", "P", "三级")) == "0"


class Strange:
    """A rule of a kind that the translator does not know."""

    needs_last_year = False
    full = D(4)

    def award(self, case: Case) -> Award:
        return Award(D(1), "")

    def sentence(self, unit: str) -> str:
        return "另有办法。"


def test_what_is_no_formula_says_so() -> None:
    deep = rules.Bands(D(60), tuple((D(low), D(1)) for low in range(60)))
    for rule in (Strange(), deep, BestOf(D(4), (SUBMITTED, Strange())), SumOf(D(4), (Strange(),))):
        assert live_points(rule, CELLS) == ""
        assert largest_constant(rule) >= 0


@pytest.mark.parametrize(
    ("values", "largest", "places"),
    [((D(1),), D(1), 12), ((D("99.9"), None), D(1), 12), ((D("-123456"),), D(1), 9), ((D(2),), D(10**6), 8)],
)
def test_places_follow_the_fifteen_digits(values: tuple[D | None, ...], largest: D, places: int) -> None:
    assert places_of(values, largest) == places


def _cases() -> Iterator[tuple[Rule, D, D]]:
    """Every kind of rule with values on, just beside and far from its limits."""
    chance = random.Random(7)
    for limit in (D(10), D("33.33"), D("-2"), D(0), D("0.3")):
        for otherwise in ("zero", "proportion", "steps", "linear"):
            for least in (True, False):
                if otherwise == "proportion" and limit < 0:
                    continue
                zero_at = limit - D("0.7") if least else limit + D("0.7")
                yield from _near(rules.Threshold(D(4), least, limit, otherwise, D("0.1"), D("0.3"), zero_at), limit)
        yield from _near(rules.Range(D(4), limit, limit + 1), limit)
        yield from _near(rules.Bands(D(4), ((limit, D(1)), (limit + 2, D(4)))), limit)
        yield from _near(Completion(D(4), abs(limit) + 1), abs(limit) + 1)
        yield from _near(Efficacy(D(4), limit + 1, limit), limit)
        yield from _near(Relative(D(4), False, abs(limit), "x"), abs(limit))
    yield from _near(rules.Ladder(D(4), (((), D(3), D(2)), (("三级",), D(4), D(4)))), D(4))
    yield from _near(rules.Rated(D(4)), D(4))
    for tolerance in (D(0), D("0.1"), D("0.07"), D(5), D("12.5")):
        for relative in (True, False):
            for upward in (True, False):
                rule = Trend(D(3), upward, tolerance, relative, None if upward else D(-50))
                for last in (D(0), D(10), D("87.31"), D(56087), D("1234567.125")):
                    slack = last * tolerance / 100 if relative else tolerance
                    for step in (D(0), slack, -slack, slack * -10, slack * -3, D("0.001"), D("-0.001")):
                        yield rule, last + step, last
                        yield rule, last + step * (1 + D(chance.randrange(-9, 9)).scaleb(-6)), last
    both = (rules.Threshold(D(2), True, D(10), "proportion"), Trend(D(2), False, D("0.1")))
    for value in (D(3), D(9), D(10), D(11)):
        yield BestOf(D(2), both), value, D(10)
        yield SumOf(D(3), both), value, D(10)


def _near(rule: Rule, limit: D) -> Iterator[tuple[Rule, D, D]]:
    for step in ("0", "0.1", "-0.1", "0.05", "-0.3", "0.3", "-0.31", "7", "-7", "0.000001", "-0.000001"):
        yield rule, limit + D(step), D(0)
    yield rule, (limit * 7 + 1) / 7, D(0)


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_gives_the_points_of_the_rule(tmp_path: Path) -> None:
    cases = list(_cases())
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("r")
    for row, (rule, value, last) in enumerate(cases):
        sheet.write_number(row, 0, float(value))
        sheet.write_number(row, 1, float(last))
        at = row + 1
        sheet.write_formula(row, 2, "=" + compare_places([f"A{at}", f"B{at}"], largest_constant(rule)))
        sheet.write_formula(row, 3, "=" + live_points(rule, RuleCells(f"A{at}", f"B{at}", f"C{at}", "三级")))
    book.close()
    found = recalculated(buffer.getvalue(), tmp_path)["r"]
    assert len(cases) > 800
    for row, (rule, value, last) in enumerate(cases):
        own = rule.award(Case(value, last, "%", 2, "三级")).points
        near = 1e-12 * max(1, abs(float(value)))  # the difference of two large numbers has lost as many digits
        assert found[row, 3] == pytest.approx(float(own), abs=near), (rule, value, last)
        assert found[row, 2] == places_of([value, last], largest_constant(rule))
