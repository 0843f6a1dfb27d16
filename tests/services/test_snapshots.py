"""A locked year as a text: what is no such text, or comes to another result here, is never shown as what was locked."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop.domain.evidence import Evidence, EvidenceUse, UseKind, use_of_indicator
from hqd_desktop.domain.figures import Restatement
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import Packs, Submission, YearState
from hqd_desktop.services.snapshots import Given, body_of, handed_in_values, submission_from
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of

LAST = Period(YEAR - 1)
PROOF = Evidence(
    "a" * 64, 12, "通报.pdf", "通报", "〔2025〕1号", date(2025, 3, 1), None, date(2025, 4, 1), True, 3, "甲",
    (EvidenceUse(UseKind.INDICATOR, "17", Period(YEAR)),), "e1",
)  # fmt: skip


@pytest.fixture(scope="module")
def given() -> Given:
    """With a locked last year, and one of its figures declared otherwise."""
    figures = complete_figures()
    locked = {("surplus", LAST): Decimal("900"), ("total_income", LAST): Decimal("1")}
    restated = {("surplus", LAST): Restatement(Decimal("901"), "审计调整床位数")}
    return Given(figures, {"jump:surplus:2025": "新院区启用了"}, locked, restated)


@pytest.fixture(scope="module")
def submission(packs: Packs, given: Given) -> Submission:
    """Version 3, locked."""
    one = assess(
        packs, hospital_of(), YEAR, given.figures,
        explanations=given.explanations, locked=given.locked, restated=given.restated,
    )  # fmt: skip
    return Submission(one, {"surplus": "护理部"}, date(2026, 1, 9), YearState.LOCKED, 3, True, False, "p 1", (PROOF,))


def code_of(body: str) -> str:
    """Why it is refused."""
    with pytest.raises(UserFacingError) as caught:
        submission_from(body)
    (problem,) = caught.value.problems
    return problem.code


def test_there_and_back(submission: Submission, given: Given) -> None:
    """Every field, and the same text again."""
    body = body_of(submission, given)
    again = submission_from(body)
    assert again.assessment.checks == submission.assessment.checks
    assert again.assessment.scorecard.total == submission.assessment.scorecard.total
    assert again.assessment.digest == submission.assessment.digest
    assert (again.departments, again.evidence, again.number) == ({"surplus": "护理部"}, (PROOF,), 3)
    assert body_of(again, given) == body
    assert submission_from(body, YearState.SUBMITTED).state is YearState.SUBMITTED


def test_the_names_of_other_tables_that_are_proved_are_kept(submission: Submission, given: Given) -> None:
    """Only those, and nothing at all where none is."""
    assert "tables" not in json.loads(body_of(submission, given))
    other = replace(PROOF, uses=(*PROOF.uses, use_of_indicator("dazu-2024", "3", YEAR)))
    packs = replace(submission.assessment.packs, tables={"dazu-2024": "大足", "henan-2022": "河南"})
    named = replace(submission, assessment=replace(submission.assessment, packs=packs), evidence=(other,))
    body = body_of(named, given)
    assert json.loads(body)["tables"] == {"dazu-2024": "大足"}
    again = submission_from(body)
    assert (again.evidence, again.assessment.packs.tables) == ((other,), {"dazu-2024": "大足"})


def test_without_a_locked_year_before(packs: Packs) -> None:
    """There is nothing to hold it against, which is not the same as an empty one."""
    given = Given(complete_figures(), {}, None, {})
    one = assess(packs, hospital_of(), YEAR, given.figures)
    body = body_of(Submission(one, {}, date(2026, 1, 9)), given)
    assert json.loads(body)["locked"] is None
    assert submission_from(body).assessment.checks == one.checks


def test_only_the_numbers_of_the_year_itself_are_handed_in(submission: Submission, given: Given) -> None:
    """Not those of the year before, which were typed beside them."""
    values = handed_in_values(body_of(submission, given))
    assert {period.year for _, period in values} == {YEAR}
    assert values["surplus", Period(YEAR)] == given.figures["surplus", Period(YEAR)].value


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"format": 2}', "no json"])
def test_what_is_no_submission(body: str) -> None:
    """Is said, by both readers."""
    assert code_of(body) == "submission_unreadable"
    if body != '{"format": 2}':
        with pytest.raises(UserFacingError):
            handed_in_values(body)


def test_a_strange_period_is_no_submission(submission: Submission, given: Given) -> None:
    """It would belong nowhere."""
    data = json.loads(body_of(submission, given))
    data["locked"] = {"20xx": {"surplus": "1"}}
    assert code_of(json.dumps(data)) == "submission_unreadable"


def test_what_is_to_be_asked_comes_back(submission: Submission, given: Given) -> None:
    """跟进 of the day on which the year was locked."""
    data = json.loads(body_of(submission, given))
    data["report"]["follow_ups"] = [["beds", str(YEAR), "问医务科"]]
    assert submission_from(json.dumps(data)).follow_ups == {("beds", Period(YEAR)): "问医务科"}


def test_a_later_program_may_tell_more_but_not_otherwise(submission: Submission, given: Given) -> None:
    """A kept result without something that is told now is still the same result."""
    data = json.loads(body_of(submission, given))
    row = data["result"]["indicators"][0]
    row.pop(sorted(row)[-1])
    assert submission_from(json.dumps(data)).assessment.digest == submission.assessment.digest
    data["result"]["indicators"].pop()
    assert code_of(json.dumps(data)) == "submission_other_result"


def test_another_result_is_never_shown_as_the_locked_one(submission: Submission, given: Given) -> None:
    """As after a changed figure, or by a program that computes otherwise."""
    data = json.loads(body_of(submission, given))
    data["figures"][str(YEAR)]["surplus"]["value"] = "1"
    assert code_of(json.dumps(data)) == "submission_other_result"
