"""One year's assessment: what it reads, what it asks for, and the digest it stands on."""

from decimal import Decimal

from hqd_desktop.domain.canonical import digest, snapshot
from hqd_desktop.domain.checks import CheckKind, CheckState
from hqd_desktop.domain.figures import BLANK, FigureState, not_applicable, number
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess, required_keys
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of

LAST = Period(YEAR - 1)


def test_figures_of_other_years_are_not_read(packs: Packs) -> None:
    """Neither by the score nor by the digest."""
    figures = complete_figures()
    before = assess(packs, hospital_of(), YEAR, figures)
    figures["surplus", Period(YEAR - 3)] = number(5)
    figures["surplus", Period(YEAR + 1)] = number(5)
    after = assess(packs, hospital_of(), YEAR, figures)
    assert after.digest == before.digest
    assert {period.year for _, period in after.figures} == {YEAR, YEAR - 1, YEAR - 2}
    figures["surplus", Period(YEAR - 2)] = number(5)
    assert assess(packs, hospital_of(), YEAR, figures).digest != before.digest


def test_what_is_missing_and_needed(packs: Packs) -> None:
    """Lines that only checks need are asked for too, when blank."""
    figures = complete_figures()
    assert assess(packs, hospital_of(), YEAR, figures).missing == ()
    figures["op_drug_income", Period(YEAR)] = BLANK
    figures["discharges", Period(YEAR)] = BLANK
    found = assess(packs, hospital_of(), YEAR, figures)
    assert set(found.missing) == {("op_drug_income", Period(YEAR)), ("discharges", Period(YEAR))}
    assert ("op_drug_income", Period(YEAR)) not in found.scorecard.missing
    figures["op_drug_income", Period(YEAR)] = not_applicable("无门诊药房")
    assert ("op_drug_income", Period(YEAR)) not in assess(packs, hospital_of(), YEAR, figures).missing


def test_an_empty_hospital_is_asked_for_what_it_must_give(packs: Packs) -> None:
    """The same figures whether nothing or everything was given."""
    empty = assess(packs, hospital_of(), YEAR, {})
    whole = assess(packs, hospital_of(), YEAR, complete_figures())
    assert set(required_keys(empty)) == set(empty.missing)
    assert required_keys(empty) == required_keys(whole)
    for key, _ in required_keys(empty):
        assert key not in packs.catalogue.formulas
        assert not packs.catalogue[key].region


def test_required_figures_in_order(packs: Packs) -> None:
    """This year first, then as the catalogue goes, quarters in turn."""
    keys = required_keys(assess(packs, hospital_of(), YEAR, {}))
    order = list(packs.catalogue.items)
    assert list(keys) == sorted(keys, key=lambda key: (-key[1].year, order.index(key[0]), key[1].quarter))
    stories = [key for key in keys if packs.catalogue[key[0]].kind is ItemKind.TEXT]
    assert [key for key, _ in stories] == ["progress_innovation"] * 4


def test_the_locked_value_is_scored(packs: Packs) -> None:
    """A 上年 figure that was changed afterwards is an error; the score keeps what was handed in."""
    figures = complete_figures()
    key = ("discharges", LAST)
    locked = {key: figures[key].value or Decimal(0), ("surplus", Period(YEAR - 2)): Decimal(1)}
    before = assess(packs, hospital_of(), YEAR, figures, locked=locked)
    figures[key] = number(1, "手滑")
    after = assess(packs, hospital_of(), YEAR, figures, locked=locked)
    assert after.scorecard.results == before.scorecard.results
    assert (after.figures[key].value, after.figures[key].note) == (locked[key], "手滑")
    guard = [check for check in after.checks if check.kind is CheckKind.RESTATED]
    assert [(check.state, check.left, check.right) for check in guard] == [(CheckState.ERROR, 1, locked[key])]
    assert [check for check in before.checks if check.kind is CheckKind.RESTATED] == []
    del figures[key]
    gone = assess(packs, hospital_of(), YEAR, figures, locked=locked)
    assert gone.scorecard.results == before.scorecard.results
    assert gone.figures[key].state is FigureState.NUMBER


def test_explanations_reach_the_checks(packs: Packs) -> None:
    """By check key."""
    figures = complete_figures()
    figures["surplus", Period(YEAR)] = number(99999999)
    key = f"jump:surplus:{YEAR}"
    found = assess(packs, hospital_of(), YEAR, figures, explanations={key: "拆迁补偿到账"})
    assert next(check for check in found.checks if check.key == key).state is CheckState.EXPLAINED


def test_the_digest_is_of_what_was_scored(packs: Packs) -> None:
    """Explanations and checks are no part of it; the rule set is."""
    figures = complete_figures()
    found = assess(packs, hospital_of(), YEAR, figures)
    assert found.digest == digest(snapshot(hospital_of(), YEAR, found.figures, packs.digests))
    assert found.digest == assess(packs, hospital_of(), YEAR, figures, explanations={"x": "说明说明说明"}).digest
    assert found.digest.startswith("hqd1-sha256:")
    assert set(packs.digests) == {"catalogue", "scheme", "ruleset"}
