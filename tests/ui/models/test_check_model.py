"""The list of 校核, its words, and both sides lined up."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState
from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.models import check_words
from hqd_desktop.ui.models.check_model import CheckModel, Column, rows_of
from hqd_desktop.ui.models.row_model import DETAIL_ROLE

YEAR = Period(2025)
Role = Qt.ItemDataRole


@pytest.fixture
def view(view_of):
    return view_of({("ip_material_income", YEAR): number("9900.869021"), ("ip_laboratory_income", YEAR): BLANK})


@pytest.fixture
def model(qapp, view):
    made = CheckModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show(rows_of(view.assessment.checks), view.packs.catalogue)
    yield made
    tester.deleteLater()
    made.deleteLater()


def check(view, key):
    return next(c for c in view.assessment.checks if c.key == key)


def test_headings_by_weight_and_passed_ones_folded(view):
    headings = [(row.state, row.count, row.folded) for row in rows_of(view.assessment.checks) if row.check is None]
    assert [state for state, *_ in headings] == list(CheckState)
    assert headings[0] == (CheckState.ERROR, 1, False)
    assert headings[-1][2]


def test_only_one_state_or_department(view):
    rows = rows_of(view.assessment.checks, only=CheckState.PASSED)
    assert not rows[0].folded
    assert all(row.state is CheckState.PASSED for row in rows)
    assert not rows_of(view.assessment.checks, department="没有这个科")


def test_a_broken_identity(model):
    row = model.index_of("material_income_sum")
    assert row.data() == "卫生材料收入 ≠ 门急诊卫生材料收入 + 住院卫生材料收入"
    assert row.data(DETAIL_ROLE) == "住院卫生材料收入像是元、万元混填"
    assert row.siblingAtColumn(Column.DIFFERENCE).data() == "98,998,789.331 元"
    assert row.siblingAtColumn(Column.HANDLING).data() == "待改正"
    assert row.data(Role.AccessibleTextRole).endswith("住院卫生材料收入像是元、万元混填")


def test_pending_and_explained(model):
    pending = model.index_of("laboratory_income_sum")
    assert (pending.data(DETAIL_ROLE), pending.siblingAtColumn(Column.DIFFERENCE).data()) == ("缺：住院化验收入", "—")
    assert model.index_of("jump:donation_income:2025").data(DETAIL_ROLE).startswith("“")


def test_header_and_heading_words(model):
    assert model.headerData(0, Qt.Orientation.Horizontal) == "校核项"
    assert model.index(0, 0).data() == "错误　1"
    assert model.index(0, 0).data(DETAIL_ROLE) == "改正后才能锁定"


def test_sides_of_a_sum(view):
    lines = check_words.sides(check(view, "material_income_sum"), view)
    assert [line.label for line in lines] == [
        "左边　卫生材料收入",
        "门急诊卫生材料收入",
        "住院卫生材料收入",
        "右边　相加",
        "差额（左 − 右）",
    ]
    assert [line.suspect for line in lines] == [False, False, True, False, True]
    assert lines[2].key == ("ip_material_income", YEAR)


def test_sides_of_a_difference_and_of_a_product(view):
    surplus = check_words.sides(check(view, "surplus_difference"), view)
    assert [line.label for line in surplus][1:4] == ["总收入", "减　费用总额", "右边　加减后"]
    product = check_words.sides(check(view, "outpatient_cost_within_income"), view)
    assert product[2].label == "左边　门诊次均费用 × 门急诊人次数"


def test_sides_of_a_jump_show_both_years(view):
    lines = check_words.sides(check(view, "jump:superior_subsidy_income:2025"), view)
    assert [line.text for line in lines] == ["1,500,000.00 元", "720,000.00 元", "+108.33%"]


def test_a_declared_restatement_shows_both_numbers(view):
    key = ("surplus", Period(2024))
    found = CheckResult(
        "restated:surplus:2024", "本期盈余的上年数与锁定稿不一致", CheckKind.RESTATED, CheckState.EXPLAINED,
        Decimal(12), Decimal(10), "元", (key,), "财务科", (), suspect=key, explanation="决算审计调整",
    )  # fmt: skip
    texts = {line.label: line.text for line in check_words.sides(found, view)}
    assert (texts["上年调整数"], texts["上年锁定稿"]) == ("12.00 元", "10.00 元")


def test_every_check_has_words(view):
    for found in view.assessment.checks:
        assert check_words.title(found)
        assert check_words.difference(found)
        assert check_words.sentence(found, view.packs.catalogue)
        check_words.sides(found, view)
        check_words.detail(found, view.packs.catalogue)


def test_a_failed_check_says_that_nothing_was_changed(view):
    told = check_words.sentence(check(view, "material_income_sum"), view.packs.catalogue)
    assert told.endswith("填的数都已照存，没有改动。")


def test_names_are_cut_after_three(view):
    keys = tuple((item.key, YEAR) for item in list(view.packs.catalogue)[:5])
    assert check_words.names(keys, view.packs.catalogue).endswith("等 5 项")


def test_the_part_that_explains_a_difference_is_named(view_of):
    held = view_of()
    income = held.figures["medical_income", YEAR].value
    left_out = held.figures["settlement_difference", YEAR].value
    wrong = view_of({("medical_income", YEAR): number(income - left_out)})
    failed = check(wrong, "medical_income_sum")
    assert check_words.detail(failed, wrong.packs.catalogue) == "结算差额像是漏加了"
