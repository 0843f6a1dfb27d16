"""What each department is asked for, and how its form stands."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hqd_desktop.domain.figures import BLANK, Figure, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess, required_keys
from hqd_desktop.services.collection import department_forms, form_file_name, form_id, plan_forms
from hqd_desktop.services.form_records import CollectionForm, FormRecord, FormState
from hqd_desktop.services.records import Assessment, Packs
from tests.fakes.shipped_packs import shipped_samples

DAY = date(2026, 1, 5)
NOW, LAST = Period(2025), Period(2024)
AT = datetime(2026, 1, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def assessment(packs: Packs) -> Assessment:
    sample = shipped_samples()[0]
    return assess(packs, replace(sample.hospital, id="h1"), sample.year, sample.figures)


@pytest.fixture(scope="module")
def forms(assessment: Assessment) -> dict[str, CollectionForm]:
    return {form.identity.department: form for form in plan_forms(assessment, {}, DAY)}


def test_every_asked_item_stands_on_one_form(forms: dict[str, CollectionForm], assessment: Assessment) -> None:
    """And every figure that the table needs is asked of somebody, or printed beside as last year's."""
    items = [item.key for form in forms.values() for item in form.items]
    assert len(items) == len(set(items))
    asked = {cell.key for form in forms.values() for cell in form.identity.cells}
    needed = set(required_keys(assessment))
    assert {key for key in needed if key[1].year == 2025} <= asked
    assert {key[0] for key in needed - asked} <= set(items)
    order = list(assessment.packs.catalogue.departments)
    assert list(forms) == [name for name in order if name in forms]


def test_optional_lines_are_asked_without_being_required(forms: dict[str, CollectionForm]) -> None:
    cells = {cell.key: cell for cell in forms["财务科"].identity.cells}
    assert cells["total_income", NOW].required
    assert not cells["donation_income", NOW].required


def test_quarterly_items_are_asked_for_each_quarter(forms: dict[str, CollectionForm]) -> None:
    periods = [cell.period for cell in forms["党办"].identity.cells if cell.item == "dual_duty"]
    assert periods == [Period(2025, quarter) for quarter in (1, 2, 3, 4)]


def test_last_year_is_asked_only_where_we_have_none(packs: Packs, assessment: Assessment) -> None:
    figures = {**assessment.figures, ("total_income", LAST): BLANK}
    blank = assess(packs, assessment.hospital, 2025, figures)
    finance = next(f for f in plan_forms(blank, {}, DAY) if f.identity.department == "财务科")
    keys = {cell.key for cell in finance.identity.cells}
    assert ("total_income", LAST) in keys
    assert ("medical_income", LAST) not in keys
    assert finance.last["medical_income"] == assessment.figures["medical_income", LAST]


def test_an_item_goes_to_the_hospitals_own_department(assessment: Assessment) -> None:
    """A department that the pack does not know comes after those it does."""
    forms = plan_forms(assessment, {"discharges": "运营办"}, DAY)
    assert forms[-1].identity.department == "运营办"
    assert [item.key for item in forms[-1].items] == ["discharges"]
    assert "discharges" not in {item.key for form in forms[:-1] for item in form.items}


def test_the_form_carries_what_we_had(forms: dict[str, CollectionForm], assessment: Assessment) -> None:
    """Without telling where we had it from; blank figures are left out."""
    base = forms["财务科"].identity.base
    assert base["total_income", NOW] == replace(assessment.figures["total_income", NOW], source="")
    assert BLANK not in base.values()


def test_the_same_question_is_the_same_form(packs: Packs, assessment: Assessment) -> None:
    """Whatever was typed since; another department, year or definition is another form."""
    figures = {**assessment.figures, ("total_income", NOW): number(1), ("medical_income", LAST): Figure()}
    changed = assess(packs, assessment.hospital, 2025, figures)
    one, other = (plan_forms(a, {}, DAY)[0].identity for a in (assessment, changed))
    assert one.base != other.base
    assert (one.form, one.digest) == (other.form, other.digest)
    moved = plan_forms(assessment, {"donation_income": "质控办"}, DAY)[0].identity
    assert moved.form != one.form
    assert form_id(2025, "财务科", one.digest) == one.form
    assert one.form.startswith("2025-财务科-")


def test_a_file_name_holds_nothing_that_a_file_system_refuses(forms: dict[str, CollectionForm]) -> None:
    form = forms["财务科"]
    odd = replace(form, identity=replace(form.identity, hospital='甲/乙\n"医院"', department="财务:科"))
    assert form_file_name(form) == "示例医院_2025_采集表_财务科.xlsx"
    assert form_file_name(odd) == "甲_乙__医院__2025_采集表_财务_科.xlsx"


def record(form: str, state: FormState, at: datetime | None = AT, department: str = "财务科") -> FormRecord:
    return FormRecord(form, 2025, department, "x", state, 22, issued_at=at)


def test_the_list_shows_the_form_that_was_issued_as_it_would_be_now(assessment: Assessment) -> None:
    now = plan_forms(assessment, {}, DAY)[0].identity.form
    later = AT.replace(day=9)
    old, newer = record("old", FormState.ISSUED, later), record(now, FormState.ISSUED)
    first, second, *_ = department_forms(assessment, {}, [old, newer], DAY)
    assert (first.record, first.outdated, first.department, first.asked) == (newer, False, "财务科", 22)
    assert (second.record, second.outdated) == (None, False)


def test_else_the_latest_that_is_not_withdrawn(assessment: Assessment) -> None:
    """And says that it is not what would be asked now."""
    gone = record("gone", FormState.WITHDRAWN, AT.replace(day=9))
    early, late, undated = record("a", FormState.RETURNED), record("b", FormState.ISSUED, AT.replace(day=7)), None
    undated = record("c", FormState.ISSUED, None)
    first = department_forms(assessment, {}, [gone, late, early, undated], DAY)[0]
    assert (first.record, first.outdated) == (late, True)
    assert department_forms(assessment, {}, [gone], DAY)[0].record is None


def test_failed_checks_are_counted_with_their_department(packs: Packs, assessment: Assessment) -> None:
    figures = {**assessment.figures, ("total_income", NOW): number(1)}
    wrong = assess(packs, assessment.hospital, 2025, figures)
    by_name = {one.department: one.errors for one in department_forms(wrong, {}, [], DAY)}
    assert by_name["财务科"] > 0
    assert by_name["护理部"] == 0


@pytest.mark.parametrize(
    ("state", "given", "complete"),
    [(FormState.RETURNED, 22, True), (FormState.RETURNED, 21, False), (FormState.ISSUED, 22, False)],
)
def test_complete_is_what_came_back_whole(state: FormState, given: int, complete: bool) -> None:
    assert replace(record("a", state), given=given).complete is complete
