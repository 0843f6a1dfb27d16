"""占比 of a group: the three published rows, who answers what, and that no share is more than was counted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.figures import Figure, not_applicable, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scheme import Scope
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.scoring import score
from hqd_desktop.domain.shares import Answer, Criterion, Share, answer_of, criterion_of, shares
from tests.fakes.shipped_packs import shipped_packs
from tests.fakes.shipped_regions import RegionSource

YEAR = 2025
NOW = Period(YEAR)
PACKS = shipped_packs()


def card_of(name: str, scheme: str = "", /, **figures: Figure) -> tuple[Hospital, Scorecard]:
    hospital = Hospital(name, "二级", "综合")
    given = {(key, NOW): figure for key, figure in figures.items()}
    table, rules = PACKS.scheme, PACKS.ruleset
    if scheme:
        source = RegionSource()
        table = source.scheme(scheme)
        rules = source.ruleset(source.ruleset_ids(scheme)[0], table)
    return hospital, score(table, rules, PACKS.catalogue, hospital, YEAR, given)


def share(number_: str, *cards: tuple[Hospital, Scorecard | None]) -> Share:
    return next(one for one in shares(PACKS.scheme, cards) if one.indicator.number == number_)


def test_the_three_published_rows_and_no_other() -> None:
    """Rows 3, 19, 26 of Shaoyang, each with its own condition; no other region's table has one."""
    source = RegionSource()
    found = {
        (scheme_id, row.number): criterion
        for scheme_id in source.scheme_ids()
        for row in source.scheme(scheme_id)
        if (criterion := criterion_of(row)) is not None
    }
    assert found == {
        ("shaoyang-2022", "3"): Criterion.EVERY_YES,
        ("shaoyang-2022", "19"): Criterion.NOT_NEGATIVE,
        ("shaoyang-2022", "26"): Criterion.NOTHING,
    }


def test_what_is_no_such_row() -> None:
    """A region's row, one of two values, one whose condition cannot be read from its text."""
    row = PACKS.scheme.indicator("26")
    assert criterion_of(replace(row, scope=Scope.REGION)) is None
    assert criterion_of(replace(row, parts=row.parts * 2)) is None
    assert criterion_of(replace(row, explanation="实行新办法的公立医院数/公立医院总数×100%")) is None
    assert criterion_of(replace(row, explanation="无 负债的公立医院数 ÷ 公立医院总数")) is Criterion.NOTHING


@pytest.mark.parametrize(
    ("row", "figures", "answer"),
    [
        ("3", {"dean_responsibility": number(1)}, Answer.MET),
        ("3", {"dean_responsibility": number(0)}, Answer.NOT_MET),
        ("3", {}, Answer.OPEN),
        ("3", {"dean_responsibility": not_applicable("新建")}, Answer.OPEN),
        ("26", {"capital_debt": number(0)}, Answer.MET),
        ("26", {"capital_debt": number("0.01")}, Answer.NOT_MET),
        ("26", {}, Answer.OPEN),
        ("19", {"total_income": number("5.00"), "total_expense": number("5.00")}, Answer.MET),
        ("19", {"total_income": number("4.99"), "total_expense": number("5.00")}, Answer.NOT_MET),
        ("19", {"total_income": number("4.99")}, Answer.OPEN),
    ],
)
def test_what_a_hospital_answers(row: str, figures: dict[str, Figure], answer: Answer) -> None:
    """Blank and 不适用 are no answer, zero is one."""
    hospital, card = card_of("甲", "", **figures)
    assert share(row, (hospital, card)).answers == ((hospital, answer),)


def test_a_row_of_several_conditions() -> None:
    """One no is enough to fail, even while another is not answered."""
    result = card_of("甲", dean_responsibility=number(1))[1].result("3")
    (part,) = result.parts
    for value, conditions, answer in (
        (Decimal(2), (("a", True), ("b", True)), Answer.MET),
        (None, (("a", True), ("b", None)), Answer.OPEN),
        (None, (("a", False), ("b", None)), Answer.NOT_MET),
    ):
        told = replace(result, parts=(replace(part, value=value, conditions=conditions),))
        assert answer_of(Criterion.EVERY_YES, told) is answer


def test_counted_with_names() -> None:
    """Two of three; who is not, who has not answered, who is left out."""
    met, failed = card_of("甲", capital_debt=number(0)), card_of("乙", capital_debt=number(5))
    blank, elsewhere = card_of("丙"), card_of("丁", "jilin-2022", capital_debt=number(0))
    begun = Hospital("戊", "二级", "综合")
    whole = share("26", met, failed, elsewhere)
    assert (whole.numerator, whole.denominator, whole.percent, whole.complete) == (1, 2, Decimal(50), True)
    assert [one.name for one in whole.those(Answer.NOT_MET)] == ["乙"]
    assert [one.name for one in whole.those(Answer.LEFT_OUT)] == ["丁"]
    part = share("26", met, failed, blank, (begun, None))
    assert (part.numerator, part.denominator, part.percent) == (1, 4, None)
    assert [one.name for one in part.those(Answer.OPEN)] == ["丙", "戊"]
    assert (part.lowest, part.highest) == (Decimal(25), Decimal(75))
    assert share("26", elsewhere).percent is None


def test_all_rows_of_a_table_in_its_order() -> None:
    assert [one.indicator.number for one in shares(PACKS.scheme, [card_of("甲")])] == ["3", "19", "26"]


def test_another_class_is_left_out() -> None:
    """A row that a copied table keeps for 三级 only."""
    _, card = card_of("甲", capital_debt=number(0))
    result = replace(card.result("26"), applicable=False)
    assert answer_of(Criterion.NOTHING, result) is Answer.LEFT_OUT


@given(st.lists(st.sampled_from(Answer), max_size=60))
def test_a_share_is_what_is_counted(given_answers: list[Answer]) -> None:
    """Parts add up, the share lies in 0–100 and between its bounds, and filling the last 未填 makes it one number."""
    hospitals = [Hospital(str(place), "二级", "综合") for place in range(len(given_answers))]
    row = PACKS.scheme.indicator("26")
    one = Share(row, Criterion.NOTHING, tuple(zip(hospitals, given_answers, strict=True)))
    assert one.denominator == sum(len(one.those(a)) for a in (Answer.MET, Answer.NOT_MET, Answer.OPEN))
    assert sum(len(one.those(a)) for a in Answer) == len(given_answers)
    if one.denominator == 0:
        assert one.percent is one.lowest is one.highest is None
        return
    assert one.lowest is not None
    assert one.highest is not None
    assert 0 <= one.lowest <= one.highest <= 100
    assert (one.percent is None) is bool(one.those(Answer.OPEN))
    for filled, bound in ((Answer.MET, one.highest), (Answer.NOT_MET, one.lowest)):
        whole = replace(one, answers=tuple((h, filled if a is Answer.OPEN else a) for h, a in one.answers))
        assert whole.percent == bound
        assert abs(whole.percent * whole.denominator - 100 * whole.numerator) < Decimal("1e-10")
