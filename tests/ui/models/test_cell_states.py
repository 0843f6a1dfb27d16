"""Every state of a cell, by mark and by word."""

from dataclasses import replace

from hqd_desktop.domain.figures import BLANK, not_applicable, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import YearState
from hqd_desktop.ui.models.cell_states import CellBook, Mark, editable_years, raw_text, touching

YEAR, LAST = Period(2025), Period(2024)
TEN_THOUSANDTH = "9900.869021"


def state_of(view, item, period=YEAR):
    return CellBook(view).state((item, period))


def test_a_plain_number_carries_no_mark(view_of):
    state = state_of(view_of(), "business_income")
    assert (state.mark, state.words, state.editable) == (Mark.NONE, "", True)
    assert state.text == "941,946,270.23"
    assert state.raw == "941946270.23"


def test_zero_blank_and_not_applicable_look_different(view_of):
    view = view_of(
        {
            ("research_funds", YEAR): BLANK,
            ("medical_training_funds", YEAR): number(0),
            ("rental_income", YEAR): not_applicable("本院没有这项业务"),
        }
    )
    blank, zero, declared = (
        state_of(view, key) for key in ("research_funds", "medical_training_funds", "rental_income")
    )
    assert (blank.text, blank.mark, blank.words) == ("", Mark.MISSING, "缺")
    assert zero.text == "0.00"
    assert (declared.text, declared.mark) == ("不适用", Mark.NOT_APPLICABLE)


def test_an_identity_marks_the_total_and_the_suspect(view_of):
    view = view_of({("ip_material_income", YEAR): number(TEN_THOUSANDTH)})
    total, part, other = (
        state_of(view, key) for key in ("material_income", "ip_material_income", "op_material_income")
    )
    assert (total.mark, total.words) == (Mark.ERROR, "合计不符")
    assert (part.mark, part.words) == (Mark.ERROR, "疑为万元")
    assert other.mark is Mark.NONE


def test_a_figure_ten_thousand_times_too_big_says_so(view_of):
    view = view_of({("rental_income", YEAR): number("7158000000")})
    assert state_of(view, "rental_income").words == "疑多了万倍"


def test_warning_and_explained(view_of):
    view = view_of()
    assert state_of(view, "donation_income").mark is Mark.EXPLAINED
    warned = state_of(view, "superior_subsidy_income")
    assert (warned.mark, warned.words) == (Mark.WARNING, "变化较大")


def test_a_derived_item_shows_what_its_formula_gives(view_of):
    state = state_of(view_of(), "wage_income_per_employee")
    assert (state.mark, state.words) == (Mark.COMPUTED, "自动算得")
    assert state.text
    assert state.raw == ""


def test_a_note_is_told_in_words(view_of):
    view = view_of({("rental_income", YEAR): number("715800", note="含停车场")})
    assert (state_of(view, "rental_income").mark, state_of(view, "rental_income").note) == (Mark.NOTED, "含停车场")


def test_a_locked_year_is_not_editable(view_of):
    view = view_of()
    locked = replace(view, record=replace(view.record, state=YearState.LOCKED))
    assert editable_years(view) == {2025, 2024, 2023}
    assert not editable_years(locked)
    assert not state_of(locked, "total_income").editable


def test_a_database_that_is_only_read_takes_nothing(view_of):
    view = replace(view_of(), read_only=True)
    state = state_of(view, "business_income")
    assert (state.editable, state.locked) == (False, "数据库是只读打开的，只能看")
    assert (view.editable, view.remarks_editable, editable_years(view)) == (False, False, frozenset())


def test_raw_text_is_exact_and_plain(view_of):
    catalogue = view_of().packs.catalogue
    assert raw_text(catalogue["settlement_difference"], number("-6214308.4")) == "-6214308.40"
    assert raw_text(catalogue["dean_responsibility"], number(1)) == "是"
    assert raw_text(catalogue["dean_responsibility"], not_applicable("无")) == "不适用"
    assert raw_text(catalogue["dean_responsibility"], BLANK) == ""


def test_touching_names_the_heaviest_first(view_of):
    view = view_of({("ip_material_income", YEAR): number(TEN_THOUSANDTH)})
    found = touching(view.assessment.checks, ("ip_material_income", YEAR))
    assert found[0].state == "error"
    assert len(found) >= 3
