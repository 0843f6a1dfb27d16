"""From a found cell to a figure, with everything a cell can be instead."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import BLANK, Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.mapping import Target
from hqd_desktop.services.mapping_pointing import point
from hqd_desktop.services.mapping_reading import Outcome, figure_of, imported, origin, read_all
from hqd_desktop.services.sheet_index import GridIndex
from hqd_desktop.services.typing_in import MAX_WORDS
from tests.fakes.shipped_packs import shipped_packs
from tests.services.grid_making import cell, grid, table

CATALOGUE = shipped_packs().catalogue
MONEY = CATALOGUE["total_income"]
PERCENT = next(item for item in CATALOGUE if item.unit == "%" and item.kind == "number")
CONDITION = next(item for item in CATALOGUE if item.kind == "yes_no")
WORDS = next(item for item in CATALOGUE if item.kind == "text")


def answer(text: str, item=MONEY, unit: str = "", held: Figure = BLANK) -> object:
    """The value, None, or the problem's code."""
    figure = figure_of(cell(text), item, unit, "表!A1", held)
    if isinstance(figure, Problem):
        assert figure.where == "表!A1"
        return figure.code
    return figure and (figure.value if figure.value is not None else figure.text)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("12.5", "", Decimal("12.5")),
        ("12.5", "万元", Decimal(125000)),
        ("0", "", Decimal(0)),
        (" 1,234.50 ", "", Decimal("1234.5")),
        ("１２３", "万元", Decimal(1230000)),
        ("1.5万", "", Decimal(15000)),
        ("", "", None),
        ("—", "", None),
        ("--", "", None),
        ("/", "", None),
        ("无", "", None),
        ("!#DIV/0!", "", "mapping_error_value"),
        ("@2024-01-02", "", "mapping_date"),
        ("?", "", "mapping_uncomputed"),
        ("约十万", "", "number_unreadable"),
        ("50%", "", "mapping_percent"),
        ("不适用", "", "figure_reason_missing"),
        ("-5", "", "figure_too_small"),
        ("1.2345678", "", "number_too_fine"),
        ("1", "人次", "mapping_unit_wrong"),
    ],
)
def test_money(text: str, unit: str, expected: object) -> None:
    assert answer(text, MONEY, unit) == expected


def test_percentages() -> None:
    assert answer("52.5%", PERCENT) == Decimal("52.5")
    assert answer("0.525", PERCENT, "比例") == Decimal("52.5")
    assert answer("0.525", PERCENT) == Decimal("0.525")
    assert answer("52.5", PERCENT, "%") == Decimal("52.5")


def test_conditions_and_words() -> None:
    assert answer("是", CONDITION) == 1
    assert answer("0", CONDITION) == 0
    assert answer("也许", CONDITION) == "figure_not_yes_no"
    assert answer("做了三件事", WORDS) == "做了三件事"
    assert answer("长" * (MAX_WORDS + 1), WORDS) == "figure_words_too_long"


def test_a_remark_stays_and_the_reason_of_not_applicable_goes() -> None:
    kept = figure_of(cell("5"), MONEY, "", "x", number(1, note="含分院"))
    gone = figure_of(cell("5"), MONEY, "", "x", not_applicable("没有"))
    assert isinstance(kept, Figure)
    assert isinstance(gone, Figure)
    assert (kept.note, gone.note) == ("含分院", "")


def test_a_whole_table() -> None:
    own = grid(table("单位：万元|\n项目|本年|上年\n收入合计|5|4\n财政拨款收入|x|\n事业收入|7|!#REF!"))
    index = GridIndex(own, 2024)
    targets = []
    for row, key in ((2, "total_income"), (3, "fiscal_appropriation_income"), (4, "business_income")):
        for column in (1, 2):
            made = point(index, 0, (row, 0), (1, column), Target(key, "", column - 1, unit="万元"), CATALOGUE)
            assert isinstance(made, Target)
            targets.append(made)
    gone = Target("gone", "收入")
    held = {
        ("total_income", Period(2024)): number(50000, source="手工录入"),
        ("total_income", Period(2023)): number(1),
        ("business_income", Period(2024)): words("错"),
    }
    readings = read_all(index, [*targets, gone], CATALOGUE, held)
    assert [r.outcome for r in readings] == [
        Outcome.SAME, Outcome.CHANGED, Outcome.UNREADABLE, Outcome.BLANK, Outcome.CHANGED, Outcome.UNREADABLE,
        Outcome.NOT_FOUND,
    ]  # fmt: skip
    assert readings[1].place == "收入!C3"
    assert readings[2].text == "x"
    assert readings[6].problem is not None
    assert imported(readings).figures == {
        ("total_income", Period(2023)): number(40000, source="本院表格"),
        ("business_income", Period(2024)): number(70000, source="本院表格"),
    }
    assert origin(own, readings) == f"导入 年报.xls（表“收入”，SHA-256 {'0' * 64}）"
    assert read_all(index, targets[:1], CATALOGUE, {})[0].outcome is Outcome.NEW
    assert readings[1].held.state is FigureState.NUMBER
