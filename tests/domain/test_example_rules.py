"""The example rule set's points, to the cent, as the domain facts give them."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.checking import run_checks
from hqd_desktop.domain.figures import Figure, FigureKey, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of

D = Decimal


def card_with(
    packs: Packs, now: dict[str, str], last: dict[str, str] | None = None, hospital: Hospital | None = None
) -> Scorecard:
    """The complete hospital with some figures of this and last year replaced (in both years where only `now` is)."""
    figures: dict[FigureKey, Figure] = complete_figures()
    for key, value in now.items():
        quarter = 4 if packs.catalogue[key].quarterly else 0
        figures[key, Period(YEAR, quarter)] = number(value)
    for key, value in (last or {}).items():
        figures[key, Period(YEAR - 1)] = number(value)
    return score(packs.scheme, packs.ruleset, packs.catalogue, hospital or hospital_of(), YEAR, figures)


def ratio(packs: Packs, row: str, top: str, bottom: str, last: str, now: str) -> IndicatorResult:
    """A row whose value is `now` against `last`, both as percent of 1,000,000 (or as it is)."""
    percent = packs.scheme.indicator(row).parts[0].unit == "%"
    scale = 10000 if percent else 1000000
    values = [{top: str(D(value) * scale), bottom: "1000000"} for value in (now, last)]
    return card_with(packs, *values).result(row)


# d in the better direction, in units of each row's tolerance t.
TREND = [("1.01", "4"), ("1", "2"), ("0.5", "2"), ("0", "2"), ("-1", "2"), ("-1.9", "1.80"), ("-5.5", "1"),
         ("-9.1", "0.20"), ("-10", "0"), ("-11", "0")]  # fmt: skip
ROWS = [
    ("6", "outpatient_visits", "discharges", "14", "-0.1"),
    ("13", "level4_surgeries", "discharge_surgeries", "16", "0.10"),
    ("16", "tcm_dominant_discharges", "discharges", "16", "0.10"),
    ("18", "discharge_bed_days", "discharges", "9", "-0.1"),
    ("20", "management_expense", "total_expense", "9", "-0.10"),
    ("25", "case_payment_inpatients", "insured_inpatients", "77", "0.10"),
    ("10", "tcm_physicians", "physicians", "40", "0.10"),
]


@pytest.mark.parametrize(("row", "top", "bottom", "last", "tolerance"), ROWS, ids=[row for row, *_ in ROWS])
@pytest.mark.parametrize(("steps", "points"), TREND)
def test_trend_rows(
    packs: Packs, row: str, top: str, bottom: str, last: str, tolerance: str, steps: str, points: str
) -> None:
    """d > t full; within t half; then a line down to 0 at −10t."""
    now = D(last) + D(tolerance) * D(steps)
    assert ratio(packs, row, top, bottom, last, str(now)).points == D(points)


@pytest.mark.parametrize(
    ("now", "points"), [("31.60", "4"), ("31.50", "2"), ("31.30", "2"), ("30.85", "1"), ("30", "0")]
)
def test_24_service_income(packs: Packs, now: str, points: str) -> None:
    """Medical income less four kinds of income, against 31.40 % of last year."""
    zero = {"material_income": "0", "examination_income": "0", "laboratory_income": "0", "medical_income": "10000"}
    drugs = [{"drug_income": str((100 - D(value)) * 100), **zero} for value in (now, "31.40")]
    assert card_with(packs, *drugs).result("24").points == D(points)


@pytest.mark.parametrize(("now", "points"), [("38.01", "4"), ("37.90", "2"), ("37.35", "1"), ("36.90", "0")])
def test_28_stable_income(packs: Packs, now: str, points: str) -> None:
    """Against 37.90 % of last year."""
    pay = [
        {"wage_income_total": "10000", "performance_pay_total": str((100 - D(value)) * 100), "average_employees": "1"}
        for value in (now, "37.90")
    ]
    assert card_with(packs, *pay).result("28").points == D(points)


@pytest.mark.parametrize(
    ("last", "now", "points"),
    [("50", "60", "4"), ("70", "60", "4"), ("70", "59.99", "0"), ("60", "59.95", "2"), ("59.95", "59.99", "2")],
)
def test_10_sixty_percent_is_a_level(packs: Packs, last: str, now: str, points: str) -> None:
    """At 60 % full, whatever the change."""
    assert ratio(packs, "10", "tcm_physicians", "physicians", last, now).points == D(points)


@pytest.mark.parametrize(
    ("last", "now", "points"),
    [
        ("0", "0", "0"), ("0", "1", "4"), ("1000", "1050.01", "4"), ("1000", "1050", "2"), ("1000", "950", "2"),
        ("1000", "725", "1"), ("1000", "500", "0"), ("1000", "0", "0"),
    ],
)  # fmt: skip
def test_14_transfer_amount(packs: Packs, last: str, now: str, points: str) -> None:
    """5 % of last year's amount; both years 0 earn nothing, a rise from 0 is full."""
    values = [{"technology_transfer_amount": value, "health_technicians": "100"} for value in (now, last)]
    assert card_with(packs, *values).result("14").points == D(points)


@pytest.mark.parametrize(
    ("growth", "points", "warned"),
    [
        ("5.00", "2", False), ("5.01", "1.996", False), ("7.5", "1", False), ("10.00", "0", False),
        ("10.01", "0", False), ("0", "2", False), ("-10", "2", False), ("-10.01", "2", True), ("-17", "2", True),
    ],
)  # fmt: skip
def test_21_cost_growth(packs: Packs, growth: str, points: str, warned: bool) -> None:
    """≤ 5.00 % full, linear to 0 at 10.00 %; a fall is full, below −10 % a warning; each half for itself."""
    now = {"outpatient_emergency_income": str(1000000 * (1 + D(growth) / 100)), "outpatient_emergency_visits": "10000"}
    last = {"outpatient_emergency_income": "1000000", "outpatient_emergency_visits": "10000"}
    card = card_with(packs, now, last)
    outpatient, discharge = card.result("21").parts
    assert (outpatient.value, outpatient.points, discharge.points) == (D(growth), D(points), 2)
    assert card.result("21").points == round(D(points) + 2, 2)
    checks = run_checks(packs.checkbook, packs.catalogue, hospital_of(), YEAR, {}, scorecard=card)
    assert any(check.key == "rule:21:outpatient" for check in checks) == warned


@pytest.mark.parametrize(
    ("level", "emr", "points"),
    [
        ("三级", "3", 0), ("三级", "4", 4), ("三级", "8", 4), ("二级", "2", 0), ("二级", "3", 4), ("二级", "4", 4),
        ("一级", "3", 4), ("一级", "2", 0), ("未定级", "3", 4), ("未定级", "2", 0), ("三级", "0", 0),
    ],
)  # fmt: skip
def test_22_emr_levels(packs: Packs, level: str, emr: str, points: int) -> None:
    """三级 ≥ 4 full, 二级 ≥ 3 full."""
    assert card_with(packs, {"emr_level": emr}, hospital=hospital_of(level, "综合")).result("22").points == points


@pytest.mark.parametrize(
    ("physicians", "nurses", "points", "shown"),
    [("500", "1000", "4", "50"), ("499", "1000", "4", "49.9"), ("5448", "10000", "3.67", "54.48"),
     ("1000", "1000", "2", "100"), ("2000", "1000", "1", "200"), ("0", "10", "4", "0")],
)  # fmt: skip
def test_29_physicians_to_nurses(packs: Packs, physicians: str, nurses: str, points: str, shown: str) -> None:
    """At most 50 % (1:2) full, else by proportion."""
    result = card_with(packs, {"physicians": physicians, "registered_nurses": nurses}).result("29")
    assert (result.points, result.parts[0].value) == (D(points), D(shown))


@pytest.mark.parametrize("row", ["30", "31"])
@pytest.mark.parametrize(
    ("funds", "points"), [("1000", "4"), ("1001", "4"), ("999.99", "4"), ("990", "3.96"), ("500", "2"), ("0", "0")]
)
def test_30_and_31_one_percent(packs: Packs, row: str, funds: str, points: str) -> None:
    """≥ 1 % full, else by proportion (999.99 of 100,000 is 3.99996 and rounds to 4.00)."""
    key = {"30": "medical_training_funds", "31": "research_funds"}[row]
    assert card_with(packs, {key: funds, "medical_income": "100000"}).result(row).points == D(points)


@pytest.mark.parametrize(
    ("last", "now", "points"),
    [("99", "90", "4"), ("99", "89.99", "0"), ("89", "89.5", "2"), ("89", "89.51", "4"), ("85", "82.25", "1")],
)
def test_33_and_both_halves_of_32(packs: Packs, last: str, now: str, points: str) -> None:
    """0.5 分 either way; 90 is a level; the halves of 32 give half of that each."""
    keys = ("staff_satisfaction", "outpatient_satisfaction", "inpatient_satisfaction")
    card = card_with(packs, dict.fromkeys(keys, now), dict.fromkeys(keys, last))
    assert card.result("33").points == D(points)
    assert card.result("32").points == D(points)
    assert [part.points for part in card.result("32").parts] == [D(points) / 2] * 2


@pytest.mark.parametrize(("income", "points"), [("100", 4), ("100.01", 4), ("99.99", 0)])
def test_19_balance(packs: Packs, income: str, points: int) -> None:
    """总收入 − 总支出 ≥ 0."""
    assert card_with(packs, {"total_income": income, "total_expense": "100"}).result("19").points == points


@pytest.mark.parametrize(("debt", "points"), [("0", 4), ("0.01", 0)])
def test_26_no_debt(packs: Packs, debt: str, points: int) -> None:
    """No such liability at all."""
    assert card_with(packs, {"capital_debt": debt}).result("26").points == points


@pytest.mark.parametrize(("row", "shares"), [("3", 1), ("4", 4), ("5", 4), ("17", 4), ("23", 5)])
def test_checklists(packs: Packs, row: str, shares: int) -> None:
    """Each condition an equal share of 4."""
    conditions = packs.scheme.indicator(row).parts[0].checklist
    assert len(conditions) == shares
    for met in range(shares + 1):
        answers = {key: "1" if place < met else "0" for place, key in enumerate(conditions)}
        assert card_with(packs, answers).result(row).points == round(D(4) * met / shares, 2)


@pytest.mark.parametrize(("rating", "bonus"), [("0", "0"), ("2.5", "2.5"), ("4", "4")])
def test_innovations_are_a_bonus(packs: Packs, rating: str, bonus: str) -> None:
    """八 is added outside the full marks."""
    card = card_with(packs, {"innovation_rating": rating})
    assert (card.bonus, card.full) == (D(bonus), 100)
    assert card.result("八").full == 0


def test_12_and_27_are_only_watched(packs: Packs) -> None:
    """No points, no full marks, but their figures are asked for."""
    card = card_with(packs, {})
    for number_ in ("12", "27"):
        result = card.result(number_)
        assert (result.status, result.points, result.full) == ("monitor", 0, 0)


def test_every_total_is_capped(packs: Packs, catalogue: Catalogue) -> None:
    """min(100, …): a hospital with everything full and the whole bonus."""
    best = {
        "outpatient_visits": "1", "discharge_bed_days": "1", "level4_surgeries": "18640", "tcm_physicians": "512",
        "technology_transfer_amount": "9999999", "herbal_outpatients": "900000", "herbal_discharges": "48960",
        "tcm_dominant_discharges": "48960", "management_expense": "1", "outpatient_emergency_income": "1",
        "discharge_cost_total": "1", "drug_income": "1", "case_payment_inpatients": "43860", "capital_debt": "0",
        "performance_pay_total": "1", "physicians": "512", "registered_nurses": "1024",
        "medical_training_funds": "99999999", "research_funds": "99999999", "outpatient_satisfaction": "100",
        "inpatient_satisfaction": "100", "staff_satisfaction": "100", "dual_leaders": "1", "offline_share_met": "1",
        "innovation_rating": "4",
    }  # fmt: skip
    card = card_with(packs, best)
    assert [(r.indicator.number, r.points) for r in card if r.full and r.points != r.full] == []
    assert (card.points, card.bonus, card.full, card.total) == (100, 4, 100, 100)
