"""What a report tells of other years, and the hospital's own words as they are stored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.report_material import MOST_YEARS, WHOLE_INCOME, income_structure, past_years
from hqd_desktop.services.report_records import ALL_PARTS, ANNEXES, PARTS, Wording, wording_from
from tests.fakes.shipped_packs import shipped_packs, shipped_samples

SAMPLE = shipped_samples()[0]


def test_past_years_are_scored_by_the_present_rules() -> None:
    past = past_years(shipped_packs(), SAMPLE.hospital, SAMPLE.year, SAMPLE.figures)
    assert [one.year for one in past] == [2023, 2024]
    last = assess(shipped_packs(), SAMPLE.hospital, 2024, SAMPLE.figures).scorecard
    assert (past[-1].total, past[-1].provisional) == (last.total, False)
    assert past[-1].points == {r.indicator.number: r.points for r in last if r.applicable and r.full}
    assert past[-1].values["18", "value"] == last.result("18").parts[0].value
    assert past[0].provisional  # 2022 was never filled in


def test_no_more_years_than_a_chart_can_hold() -> None:
    key = "discharges"
    figures = {(key, Period(year)): number(1) for year in range(2000, 2025)}
    past = past_years(shipped_packs(), SAMPLE.hospital, 2025, figures)
    assert [one.year for one in past] == list(range(2025 - MOST_YEARS, 2025))


def test_shares_of_income_make_a_hundred() -> None:
    shares = income_structure(assess(shipped_packs(), SAMPLE.hospital, SAMPLE.year, SAMPLE.figures))
    assert round(sum(share.now for share in shares), 20) == 100
    assert round(sum(share.last or Decimal(0) for share in shares), 20) == 100
    assert shares[-1].item == ""


def test_shares_without_their_figures() -> None:
    figures = dict(SAMPLE.figures)
    del figures["drug_income", Period(2024)]
    shares = income_structure(assess(shipped_packs(), SAMPLE.hospital, SAMPLE.year, figures))
    assert {share.last for share in shares} == {None}
    figures[WHOLE_INCOME, Period(2025)] = number(0)
    assert income_structure(assess(shipped_packs(), SAMPLE.hospital, SAMPLE.year, figures)) == ()


def test_words_come_back_as_they_were_stored() -> None:
    wording = Wording(
        paragraphs={"losses": "甲\n乙"}, order=("checks", "summary"), hidden=frozenset({"trends", "rules"}),
        title="题", subtitle="副", note="注", header="眉", large_table=True, single_proofs=True,
    )  # fmt: skip
    assert wording_from(wording.texts()) == wording
    assert wording_from({}) == Wording() == wording_from(Wording().texts())
    assert set(Wording().texts()) == set(wording.texts())


def test_unknown_places_are_passed_over_and_new_parts_follow_their_neighbour() -> None:
    wording = wording_from({"order": "rules,gone,checks,summary", "paragraph.gone": "甲", "later": "乙"})
    assert wording.paragraphs == {}
    assert set(wording.parts) == set(ALL_PARTS)
    assert wording.parts[-2:] == ("rules", "proofs") or wording.parts[-2:] == ("proofs", "rules")
    assert set(wording.parts[: len(PARTS)]) == set(PARTS)
    assert Wording().parts == (*PARTS, *ANNEXES)
    assert replace(wording, order=("summary",)).parts[:2] == ("summary", "trends")
    assert replace(wording, order=("checks",)).parts[0] == "summary"
