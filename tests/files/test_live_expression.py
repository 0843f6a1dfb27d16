"""Formulas of the domain as formulas of a spreadsheet: how they read, and that LibreOffice agrees on every outcome."""

import io
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import xlsxwriter

from hqd_desktop.domain.expression import Outcome, OutcomeKind
from hqd_desktop.domain.figures import Figure, FigureKey, FigureState, not_applicable, number
from hqd_desktop.domain.formula import parse
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.values import Values
from hqd_desktop.files.live_cells import LiveCells, ValueKey
from hqd_desktop.files.live_expression import (
    Ref,
    is_constant,
    live_condition,
    live_count,
    live_parts_known,
    live_value,
    quoted,
    word,
)
from hqd_desktop.files.submission_values import outcome_result
from tests.fakes.tiny_pack import CONDITIONS, NUMBERS, YEAR, tiny_catalogue
from tests.files.recalculating import recalculated
from tests.files.workbook_making import SOFFICE

NAMES = {letter: letter for letter in "abcdexyz"}


def read(text: str, absent: str = "", computed: str = "xyz", **more: object) -> str:
    """The formula of a text; items keep their letters, last year's are doubled, x y z are computed cells."""

    def refs(key: str, back: int) -> Ref | None:
        return None if key in absent else Ref(key * (back + 1), key in computed)

    return live_value(parse(text, NAMES), refs, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a × b − c × 2", "a*b-c*2"),
        ("a − （b − c）", "a-(b-c)"),
        ("（a + b） × c", "(a+b)*c"),
        ("a × （b ÷ c）", "a*(b/c)"),
        ("−a ^ 2 + b", "(-POWER(a,2))+b"),
        ("（a − b） ÷ b × 100%", "(a-b)/b*100"),
        ("最大（a，b，0.5） − 绝对值（c）", "MAX(a,b,0.5)-ABS(c)"),
        ("四舍五入（a，2） × 最小（b，c）", "ROUND(ROUND(a,12),2)*MIN(b,c)"),
        ("a − 上年a", "a-aa"),
    ],
)
def test_how_arithmetic_reads(text: str, value: str) -> None:
    formula = read(text)
    assert f",{value}," in formula or f",IFERROR({value}," in formula


def test_sums_of_items_are_rounded_to_their_decimals() -> None:
    places = {"a": 2, "b": 0, "c": 3}
    assert ",ROUND(a-b,2)," in read("a − b", places=places)
    assert "IFERROR(a/ROUND(b+c,3)," in read("a ÷ （b + c）", places=places)
    assert ",a+d," in read("a + d", places=places)
    assert ",a+1," in read("a + 1", places=places)
    assert ",ROUND((-a)-b,2)," in read("−a − b", places=places)


def test_words_in_their_order() -> None:
    assert read("a") == 'IF(ISNUMBER(a),a,IF(COUNT(a)+(a="不适用")<1,"缺","不适用"))'
    assert read("a ÷ b", absent="b") == '"缺"'
    assert read("5") == "5"
    words = 'IF(x="缺","缺",IF(x="不适用","不适用",IF(x="无上年","无上年","不可计算")))'
    assert read("x") == f"IF(ISNUMBER(x),x,{words})"
    older = 'OR(xx="不适用",xx="无上年")'
    assert read("上年x") == f'IF(ISNUMBER(xx),xx,IF(xx="缺","缺",IF({older},"无上年","不可计算")))'


def test_a_value_entered_directly() -> None:
    known = 'OR(ISNUMBER(d),d="不适用")'
    missing = 'IF(COUNT(a)+(a="不适用")<1,"缺","不适用")'
    assert read("a", given=Ref("d")) == f"IF(ISNUMBER(a),a,IF({known},d,{missing}))"
    assert read("a", given=Ref("d"), own_value=True) == f"IF({known},d,IF(ISNUMBER(a),a,{missing}))"
    assert read("a", absent="a", given=Ref("d")) == f'IF({known},d,"缺")'
    assert 'IF(z<>"缺",IF(' in read("x", given=Ref("z", computed=True))


def test_not_applicable_counts_zero_in_checks() -> None:
    text = read("a + b", zero_for_not_applicable=True, given=Ref("d"))
    assert text.startswith('IF(COUNT(a,b)+(a="不适用")+(b="不适用")=2,N(a)+N(b),')
    assert text.endswith(',N(d),"缺"))')


def test_counting_conditions() -> None:
    assert live_count([]) == live_count(["a", None]) == '"缺"'
    assert live_count(["a"]).startswith('IF((a="是")+(a="否")=1,1*(a="是"),')
    assert '(a="是")+(b="是")' in live_count(["a", "b"])
    assert live_condition("a") == 'IF(a="是",1,IF(a="否",0,IF(a="不适用","不适用","缺")))'
    assert 'IF(a="不适用",0,"缺")' in live_condition("a", zero_for_not_applicable=True)


def test_small_things() -> None:
    assert quoted('a"b') == '"a""b"'
    assert is_constant('"缺"')
    assert not is_constant('"缺"&"a"')
    refs = {"a": Ref("A"), "b": None}
    assert live_parts_known(parse("a", NAMES), lambda key, back: refs[key]) == "ISNUMBER(A)"
    assert live_parts_known(parse("a + b", NAMES), lambda key, back: refs[key]) == "FALSE"
    assert word(Outcome(OutcomeKind.NOT_APPLICABLE, None, (("a", 1),)), 0) == "无上年"
    assert word(Outcome(OutcomeKind.NOT_APPLICABLE, None, (("a", 1),)), 1) == "不适用"


KEYS = (*NUMBERS, "ab", "own", *CONDITIONS)
FORMULAS = (
    "a ÷ b × 100%", "a + b − c", "（a − b） ÷ （c − d）", "ab × b", "ab + c", "own ÷ a",
    "（ab − 上年ab） ÷ 上年ab × 100%",
    "上年a + b", "最大（a，b，c） − 最小（d，e）", "四舍五入（a ÷ 8，2） + 绝对值（b − c）", "a ^ 2 ÷ b",
    "（a − a） ^ 0 + b", "−a ÷ b", "5", "yes1 + 2",
    "own + ab × 2", "a ÷ （b + c） ÷ d",
)  # fmt: skip


def _figures(chance: random.Random) -> Mapping[FigureKey, Figure]:
    careless = chance.choice((0.0, 0.05, 0.3))
    figures: dict[FigureKey, Figure] = {}
    for key in KEYS:
        for year in (YEAR, YEAR - 1, YEAR - 2):
            draw = chance.random()
            if draw < careless or (key in ("ab", "own") and draw < 0.6):
                continue
            if draw < careless * 1.6 + (0.65 if key in ("ab", "own") else 0):
                figures[key, Period(year)] = not_applicable("没有")
            elif key in CONDITIONS:
                figures[key, Period(year)] = number(chance.choice((0, 1)))
            else:
                value = chance.choice((0, 1, 8, chance.randrange(1000), chance.randrange(10**6)))
                figures[key, Period(year)] = number(value) if chance.random() < 0.7 else number(f"{value}.25")
    return figures


def _outcomes(values: Values, cells: LiveCells) -> Iterator[tuple[str, Outcome, int]]:
    """The formula, the domain's outcome and the year it is computed for, of every formula in both modes."""
    zero = values.zero_for_not_applicable
    for text in FORMULAS:
        expression = parse(text, cells.catalogue.names)
        for back in (0, 1):
            formula = live_value(expression, cells.refs(back, zero), zero_for_not_applicable=zero, places=cells.places)
            yield formula, values.compute(expression, back), back


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_agrees_on_every_outcome(tmp_path: Path) -> None:
    chance = random.Random(5)
    catalogue = tiny_catalogue()
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    expected = []
    for place in range(60):
        figures = _figures(chance)
        present = frozenset((key, Period(YEAR - back)) for key in KEYS for back in range(3))
        cells = LiveCells(catalogue, YEAR, present, dict.fromkeys(catalogue.items, 2), f"t{place}_")
        sheet = book.add_worksheet(f"t{place}")
        written = []
        for zero in (False, True):
            values = Values(catalogue, figures, YEAR, zero)
            written += [(formula, outcome_result(found, back)) for formula, found, back in _outcomes(values, cells)]
        for row, key in enumerate(sorted(present)):
            figure = figures.get(key, Figure())
            text = {FigureState.NOT_APPLICABLE: "不适用", FigureState.BLANK: "缺" if row % 2 else ""}.get(figure.state)
            if text is None and key[0] in CONDITIONS:
                text = "是" if figure.value else "否"
            if text is None and figure.value is not None:
                sheet.write_number(row, 0, float(figure.value))
            elif text:
                sheet.write_string(row, 0, text)
            cells.placed(key, f"'t{place}'!$A${row + 1}")
        for row, key_ in enumerate(cells.all_values()):
            sheet.write_formula(row, 1, "=" + cells.value_formula(key_))
            values = Values(catalogue, figures, YEAR, key_.zero)
            written.append((cells.value(key_), outcome_result(values.resolve(key_.item, key_.back), key_.back)))
            cells.placed(key_, f"'t{place}'!$B${row + 1}")
        for row, (formula, result) in enumerate(written):
            sheet.write_formula(row, 2, "=" + formula)
            expected.append((f"t{place}", row, formula, result))
        cells.define(book)
    book.close()
    found = recalculated(buffer.getvalue(), tmp_path)
    words = set()
    for sheet_name, row, formula, result in expected:
        live = found[sheet_name][row, 2]
        if isinstance(result, str):
            assert live == result, (sheet_name, formula)
            words.add(result)
        else:
            assert live == pytest.approx(float(result), rel=1e-12, abs=1e-9), (sheet_name, formula)
    assert words == {"缺", "不适用", "无上年", "不可计算"}
    assert ValueKey("ab", 0) in cells.values
