"""A return against what we have: three figures meet in each cell, and what a person must judge is left to one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.collection import plan_forms
from hqd_desktop.services.collection_return import (
    CellState,
    Choice,
    Comparison,
    compare,
    doubtful,
    same,
    to_write,
    undecided,
)
from hqd_desktop.services.form_records import CollectionForm, FormRecord, FormState, ReturnedForm
from hqd_desktop.services.records import Assessment
from tests.fakes.returned_forms import returned_form
from tests.fakes.shipped_packs import shipped_packs, shipped_samples

NOW, LAST = Period(2025), Period(2024)
KEY = ("total_income", NOW)
MISSING = ("donation_income", NOW)
SAMPLE = shipped_samples()[0]
PACKS = shipped_packs()


def assessed(changes: Mapping[FigureKey, Figure]) -> Assessment:
    figures = {**SAMPLE.figures, MISSING: BLANK, **changes}
    return assess(PACKS, replace(SAMPLE.hospital, id="h1"), SAMPLE.year, figures)


ISSUED = assessed({})


def finance(assessment: Assessment) -> CollectionForm:
    return plan_forms(assessment, {}, date(2026, 1, 5))[0]


FORM = finance(ISSUED)
RECORD = FormRecord(FORM.identity.form, 2025, "财务科", FORM.identity.digest, FormState.ISSUED, 22)


def compared(
    filled: Mapping[FigureKey, Figure], ours: Mapping[FigureKey, Figure] | None = None, form: CollectionForm = FORM
) -> Comparison:
    """`filled` on the form as it was issued, against the figures with `ours` typed since."""
    return compare(returned_form(form, filled), assessed(ours or {}), RECORD)


def state_of(key: FigureKey, filled: Mapping[FigureKey, Figure], ours: Mapping[FigureKey, Figure] | None = None):
    return next((c.state for c in compared(filled, ours).cells if c.key == key), None)


BASE = ISSUED.figures[KEY]
A, B = number("1000000000"), number("1000000001")


@pytest.mark.parametrize(
    ("theirs", "ours", "state"),
    [
        (BASE, BASE, CellState.SAME),
        (A, BASE, CellState.CHANGED),
        (A, A, CellState.SAME),  # typed here and there alike
        (BASE, A, CellState.CONFLICT),  # ours was changed since
        (A, B, CellState.CONFLICT),  # both were
        (A, BLANK, CellState.CONFLICT),  # ours was emptied since
        (BLANK, BASE, CellState.CONFLICT),  # theirs was emptied
        (BLANK, A, CellState.CONFLICT),
        (BLANK, BLANK, None),
        (not_applicable("停办"), BASE, CellState.CHANGED),
        (replace(BASE, note="更正"), BASE, CellState.CHANGED),  # the note alone
    ],
)
def test_a_cell_that_was_printed(theirs: Figure, ours: Figure, state: CellState | None) -> None:
    assert state_of(KEY, {KEY: theirs}, {KEY: ours}) is state


@pytest.mark.parametrize(
    ("theirs", "ours", "state"),
    [
        (A, BLANK, CellState.NEW),
        (number(0), BLANK, CellState.NEW),
        (A, A, CellState.SAME),
        (A, B, CellState.CONFLICT),
        (BLANK, A, None),  # they never knew of it: ours stays, without a word
        (BLANK, BLANK, None),
        (Figure(note="在核"), BLANK, CellState.NEW),
    ],
)
def test_a_cell_that_was_empty(theirs: Figure, ours: Figure, state: CellState | None) -> None:
    assert state_of(MISSING, {MISSING: theirs}, {MISSING: ours}) is state


def test_where_a_figure_came_from_makes_no_difference() -> None:
    assert same(replace(A, source="采集表"), replace(A, source="手工录入"))
    assert not same(A, B)


def test_what_is_written() -> None:
    """New and changed ones, conflicts decided for theirs; never what is the same or decided for ours."""
    seen = compared({KEY: A, MISSING: number(5), ("medical_income", NOW): B}, {("medical_income", NOW): A})
    assert [c.key for c in undecided(seen)] == [("medical_income", NOW)]
    taken = to_write(seen)
    assert taken[KEY].value == A.value
    assert taken[MISSING] == replace(number(5), source="采集表")
    ours, theirs = {("medical_income", NOW): Choice.OURS}, {("medical_income", NOW): Choice.THEIRS}
    assert undecided(seen, ours) == ()
    assert ("medical_income", NOW) not in to_write(seen, ours)
    assert to_write(seen, theirs)["medical_income", NOW].value == B.value
    assert KEY not in to_write(seen, {KEY: Choice.OURS})
    assert ("business_income", NOW) not in taken


def test_counts() -> None:
    """Required cells that hold something, and all that were left empty; 不适用 is something."""
    whole = compared({})
    assert (whole.given, whole.asked) == (22, 22)
    seen = compared({KEY: BLANK, ("medical_income", NOW): not_applicable("无")})
    assert (seen.given, seen.asked) == (21, 22)
    assert seen.unanswered == whole.unanswered + 1


def test_a_cell_that_cannot_be_read_is_no_empty_cell() -> None:
    """It stands among what is wrong, not among the conflicts."""
    wrong = Problem("number_unreadable", "采集表!C6", {"item": "总收入"})
    back = replace(returned_form(FORM, {KEY: BLANK}, problems=[wrong]), unreadable=frozenset({KEY}))
    seen = compare(back, ISSUED, RECORD)
    assert KEY not in {cell.key for cell in seen.cells}
    assert seen.problems == (wrong,)
    assert seen.cells  # the others are shown all the same


def test_ten_thousand_times_last_year_is_suggested_not_done() -> None:
    last = ISSUED.figures["total_income", LAST].value
    assert last is not None
    short = round(last / 10000, 2)
    seen = compared({KEY: number(short)})
    cell = next(c for c in seen.cells if c.key == KEY)
    assert cell.suggestion == short * 10000
    assert doubtful(seen) == (cell,)
    assert doubtful(seen, {KEY: Choice.THEIRS}) == ()
    assert to_write(seen)[KEY].value == short
    assert to_write(seen, {KEY: Choice.SUGGESTED})[KEY].value == short * 10000
    assert to_write(compared({KEY: A}), {KEY: Choice.SUGGESTED})[KEY].value == A.value  # nothing was suggested
    long = compared({KEY: number(last * 10000)})
    assert next(c for c in long.cells if c.key == KEY).suggestion == last


@pytest.mark.parametrize(
    ("key", "last", "theirs"),
    [
        ("total_income", number("977217315.88"), number("8000")),  # far from any factor
        ("total_income", number(0), number("8000")),
        ("total_income", number("977217315.88"), number(0)),
        ("total_income", not_applicable("新建"), number("8000")),
        ("total_income", number("98765.4321"), number("987654321.123456")),  # a tenth decimal would be needed
        ("direct_management_share", number("0.0008"), number(8)),  # percentages are in no 万
        ("emr_level", number("0.0008"), number(8)),  # there is no 0.0008级
    ],
)
def test_what_is_no_mix_up_of_units(key: str, last: Figure, theirs: Figure) -> None:
    ours = {(key, LAST): last}
    form = next(f for f in plan_forms(assessed(ours), {}, date(2026, 1, 5)) if key in {i.key for i in f.items})
    seen = compare(returned_form(form, {(key, NOW): theirs}), assessed(ours), None)
    assert [c.suggestion for c in seen.cells if c.key == (key, NOW)] == [None]


def test_where_it_stands_and_in_which_unit() -> None:
    back = returned_form(FORM, {KEY: A})
    back = replace(back, units={KEY: "万元"})
    cell = next(c for c in compare(back, ISSUED, RECORD).cells if c.key == KEY)
    assert (cell.where, cell.unit) == (back.places[KEY], "万元")
    assert cell.last == ISSUED.figures["total_income", LAST]


def codes(comparison: Comparison) -> list[str]:
    return [problem.code for problem in comparison.problems]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hospital_id": "h2", "hospital": "别的医院"}, "form_other_hospital"),
        ({"hospital_id": "h2"}, "form_other_copy"),
        ({"year": 2024}, "form_other_year"),
        ({"scheme_id": "other-2024"}, "form_other_pack"),
    ],
)
def test_a_form_of_another_place_is_refused_whole(change: dict[str, object], code: str) -> None:
    back = returned_form(FORM)
    foreign = replace(back, identity=replace(FORM.identity, **change))
    seen = compare(foreign, ISSUED, RECORD)
    assert codes(seen) == [code]
    assert seen.cells == ()


def test_a_hospital_may_be_renamed_meanwhile() -> None:
    back = returned_form(FORM)
    renamed = replace(back, identity=replace(FORM.identity, hospital="旧名医院"))
    assert codes(compare(renamed, ISSUED, RECORD)) == []


def test_a_file_without_identity_says_why() -> None:
    problem = Problem("form_identity_missing", "a.xlsx")
    seen = compare(ReturnedForm("a.xlsx", "", problems=(problem,)), ISSUED, None)
    assert seen.problems == (problem,)
    assert (seen.cells, seen.asked) == ((), 0)


def test_what_we_know_of_the_form() -> None:
    """Withdrawn is refused; never issued here, and written already, are only said."""
    back = returned_form(FORM)
    withdrawn = compare(back, ISSUED, replace(RECORD, state=FormState.WITHDRAWN))
    assert codes(withdrawn) == ["form_withdrawn"]
    unknown = compare(back, ISSUED, None)
    assert (codes(unknown), [n.code for n in unknown.notices]) == ([], ["form_not_issued_here"])
    again = compare(back, ISSUED, replace(RECORD, state=FormState.RETURNED, file_digest=back.digest))
    assert [n.code for n in again.notices] == ["form_written_before"]
    assert compare(back, ISSUED, RECORD).notices == ()


def test_an_added_row_is_refused_with_its_place() -> None:
    back = returned_form(FORM, {("actual_beds", NOW): number(900), ("actual_beds", LAST): number(800)})
    seen = compare(back, ISSUED, RECORD)
    assert codes(seen) == ["form_not_asked", "form_not_asked", "form_last_year_differs"]
    assert seen.problems[0].where == back.places["actual_beds", NOW]
    assert seen.problems[0].params == {"item": PACKS.catalogue["actual_beds"].name, "department": "财务科"}


def test_another_last_year_is_an_error_that_names_both() -> None:
    seen = compared({("total_income", LAST): number("977217315.87")})
    assert codes(seen) == ["form_last_year_differs"]
    assert seen.problems[0].params == {
        "item": "总收入", "period": "2024 年", "own": "977,217,315.88 元", "given": "977,217,315.87 元",
    }  # fmt: skip


def test_last_year_is_taken_where_we_had_none_and_guarded_where_we_have_one_since() -> None:
    key = ("total_income", LAST)
    form = finance(assessed({key: BLANK}))
    new = compare(returned_form(form, {key: A}), assessed({key: BLANK}), None)
    assert [c.state for c in new.cells if c.key == key] == [CellState.NEW]
    differs = compare(returned_form(form, {key: A}), assessed({key: B}), None)
    assert codes(differs) == ["form_last_year_differs"]
    left = compare(returned_form(form, {}), assessed({key: B}), None)
    assert codes(left) == []


def test_last_year_that_we_emptied_since_is_no_matter() -> None:
    """It was printed by us; nobody gave it to us."""
    seen = compared({}, {("total_income", LAST): BLANK})
    assert codes(seen) == []
    assert ("total_income", LAST) not in {cell.key for cell in seen.cells}


def test_an_item_that_the_catalogue_lost_is_passed_over() -> None:
    gone = replace(FORM.identity.cells[0], item="gone")
    identity = replace(FORM.identity, cells=(gone, *FORM.identity.cells[1:]))
    seen = compare(replace(returned_form(FORM), identity=identity), ISSUED, RECORD)
    assert ("gone", NOW) not in {cell.key for cell in seen.cells}


figures = st.one_of(
    st.just(BLANK),
    st.decimals(min_value=0, max_value=10**9, places=2).map(number),
    st.text(alphabet="甲乙丙", min_size=1, max_size=4).map(not_applicable),
)


@given(base=figures, ours=figures, theirs=figures)
def test_nothing_is_lost_without_a_word(base: Figure, ours: Figure, theirs: Figure) -> None:
    """Whatever stood where: undecided, no figure of ours that differs from the base is ever replaced."""
    form = finance(assessed({MISSING: base}))
    back = compare(returned_form(form, {MISSING: theirs}), assessed({MISSING: ours}), None)
    cell = next((c for c in back.cells if c.key == MISSING), None)
    written = to_write(back).get(MISSING)
    if cell is not None and cell.state is not CellState.CONFLICT and written is not None:
        assert same(base, ours)
    if cell is None:
        assert theirs == BLANK or same(ours, theirs)
    elif cell.state is CellState.CONFLICT:
        assert undecided(back)
        assert same(to_write(back, {MISSING: Choice.THEIRS})[MISSING], theirs)


def test_suggestions_stay_within_fifteen_digits() -> None:
    seen = compared({KEY: number(Decimal("99999.123456"))}, {("total_income", LAST): number("999991234.56")})
    assert [c.suggestion for c in seen.cells if c.key == KEY] == [Decimal("999991234.56")]
