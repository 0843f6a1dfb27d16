"""Formulas: what they mean, how they are written again, where their faults are, and that no text can hurt."""

import time
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from hqd_desktop.domain.expression import (
    Binary,
    Call,
    ItemValue,
    Negative,
    Node,
    Number,
    Outcome,
    OutcomeKind,
    evaluate,
    render,
)
from hqd_desktop.domain.formula import MAX_DEPTH, MAX_LENGTH, FormulaError, parse

NAMES = {
    "医疗收入": "medical",
    "收入": "income",
    "收入（含税）": "taxed",
    "执业（助理）医师数": "physicians",
    "上年结余": "carried",
    "门诊人次": "visits",
    "DIP 权重": "dip",
    "最大值": "top",
}
VALUES = {
    ("medical", 0): "800", ("medical", 1): "500", ("income", 0): "7", ("income", 1): "3", ("taxed", 0): "11",
    ("physicians", 0): "30", ("carried", 0): "13", ("visits", 0): "0", ("dip", 0): "2.5", ("top", 0): "9",
    ("carried", 1): "17",
}  # fmt: skip


def number(value: Decimal | str) -> Outcome:
    return Outcome(OutcomeKind.NUMBER, Decimal(value))


def resolve(key: str, back: int) -> Outcome:
    return number(VALUES[key, back])


def value_of(text: str) -> Decimal | None:
    return evaluate(parse(text, NAMES), resolve).value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 × 3", "7"),
        ("（1 + 2）× 3", "9"),
        ("10 − 4 − 3", "3"),
        ("10 − （4 − 3）", "9"),
        ("24 ÷ 4 ÷ 3", "2"),
        ("24 ÷ （4 × 3）", "2"),
        ("2 × 3 ^ 2", "18"),
        ("−2 ^ 2", "-4"),
        ("（−2） ^ 2", "4"),
        ("（2 ^ 3） ^ 2", "64"),
        ("2 ^ 0", "1"),
        ("− − 5", "5"),
        ("2 × −3", "-6"),
        ("2 − −3", "5"),
        ("0.1 + 0.2", "0.3"),
        ("1 / 4 * 2", "0.5"),
        ("1／4＊2", "0.5"),
        ("5 ＋ 3 － 1", "7"),
        ("[1+2]×3", "9"),
        ("［1+2］×3", "9"),
        ("2＾3", "8"),
        ("1\n+\n2", "3"),
        ("1\t+\r\n2", "3"),
        ("　1　+　2　", "3"),
        ("收入 ÷ 医疗收入 × 100%", "0.875"),
        ("收入 ÷ 医疗收入 × 100", "0.875"),
        ("收入 ÷ 医疗收入 × 100％", "0.875"),
        ("医疗收入", "800"),
        ("medical", "800"),
        ("medical + income", "807"),
        ("收入（含税）", "11"),
        ("收入(含税)", "11"),
        ("收入 × （2 − 1）", "7"),
        ("执业（助理）医师数 ÷ 10", "3"),
        ("执业(助理)医师数 ÷ 10", "3"),
        ("DIP 权重 × 2", "5"),
        ("上年医疗收入", "500"),
        ("上年 医疗收入", "500"),
        ("医疗收入 − 上年医疗收入", "300"),
        ("（医疗收入 − 上年医疗收入） ÷ 上年医疗收入 × 100%", "60"),
        ("上年（医疗收入 − 收入）", "497"),
        ("上年（医疗收入 − 收入） + 收入", "504"),
        ("本年医疗收入", "800"),
        ("上年结余", "13"),
        ("上年上年结余", "17"),
        ("最大值", "9"),
        ("最大（1，5，3）", "5"),
        ("最小(1, 5, 3)", "1"),
        ("最小（4）", "4"),
        ("绝对值（2 − 5）", "3"),
        ("四舍五入（2.345，2）", "2.35"),
        ("四舍五入（−2.5，0）", "-3"),
        ("最大（收入，上年收入） × 2", "14"),
    ],
)
def test_means_what_it_says(text: str, value: str) -> None:
    """Precedence, signs as the tables print them, names with brackets of their own, the longest name, 上年."""
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "formula_ends_early", 1),
        ("   ", "formula_ends_early", 4),
        ("1 +", "formula_ends_early", 4),
        ("（1 + 2", "formula_expected", 7),
        ("1 + 2）", "formula_unexpected", 6),
        ("1 2", "formula_unexpected", 3),
        ("收入 医疗收入", "formula_unexpected", 4),
        ("1 + 支出", "formula_unknown_name", 5),
        ("支出", "formula_unknown_name", 1),
        ("medicals", "formula_unknown_name", 1),
        ("１ + 1", "formula_unknown_name", 1),
        ("٣", "formula_unknown_name", 1),
        ("__import__('os')", "formula_unknown_name", 1),
        ("1; 2", "formula_unexpected", 2),
        ("收入.真", "formula_unexpected", 3),
        ("1e5", "formula_unexpected", 2),
        ("1_000", "formula_unexpected", 2),
        ("1,000", "formula_unexpected", 2),
        ("NaN", "formula_unknown_name", 1),
        (".5", "formula_unknown_name", 1),
        ("5.", "formula_unexpected", 2),
        ("1 ++ 2", "formula_unknown_name", 4),
        ("1 ×÷ 2", "formula_unknown_name", 4),
        ("2 ^ 9", "formula_exponent", 5),
        ("2 ^ 1.5", "formula_exponent", 5),
        ("2 ^ −1", "formula_expected", 5),
        ("2 ^ 收入", "formula_expected", 5),
        ("2 ^ 100%", "formula_exponent", 5),
        ("2 ^ 3 ^ 2", "formula_unexpected", 7),
        ("收入 × 50%", "formula_percent", 6),
        ("1234567890123456", "formula_number_too_long", 1),
        ("1 + 0.123456789012345", "formula_number_too_long", 5),
        ("上年上年医疗收入", "formula_two_years_back", 3),
        ("上年（收入 + 上年收入）", "formula_two_years_back", 9),
        ("上年", "formula_ends_early", 3),
        ("绝对值（1，2）", "formula_arguments", 1),
        ("2 + 四舍五入（1）", "formula_arguments", 5),
        ("最大（1，2，3，4，5，6，7，8，9，10）", "formula_arguments", 1),
        ("最大 1", "formula_expected", 4),
        ("四舍五入（1，收入）", "formula_exponent", 1),
        ("四舍五入（1，0.5）", "formula_exponent", 1),
        ("四舍五入（1，9）", "formula_exponent", 1),
        ("+ 1", "formula_unknown_name", 1),
        ("（）", "formula_unknown_name", 2),
    ],
)
def test_names_the_fault_and_its_place(text: str, code: str, position: int) -> None:
    """The position counts letters from 1."""
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    assert (caught.value.problem.code, caught.value.problem.params["position"]) == (code, str(position))
    assert str(caught.value) == code


def test_a_name_that_is_not_known_is_quoted() -> None:
    """As much of it as helps, never a page."""
    with pytest.raises(FormulaError) as caught:
        parse("1 + 不知道是什么东西的一个很长的名字", NAMES)
    assert caught.value.problem.params["given"] == "不知道是什么东西的一个很"


def test_bounds_on_length_and_depth() -> None:
    """Just inside is read, just outside refused."""
    assert value_of("1" + "+1" * 199 + " ") == 200
    with pytest.raises(FormulaError, match="formula_too_long"):
        parse("1" * (MAX_LENGTH + 1), NAMES)
    assert value_of("（" * MAX_DEPTH + "1" + "）" * MAX_DEPTH) == 1
    assert value_of("−" * MAX_DEPTH + "1") == 1
    assert value_of("绝对值（" * MAX_DEPTH + "1" + "）" * MAX_DEPTH) == 1
    assert value_of("上年" + "本年" * (MAX_DEPTH - 1) + "收入") == 3
    assert value_of("最大（1，" * MAX_DEPTH + "1" + "）" * MAX_DEPTH) == 1
    assert value_of("999999999999999 − 999999999999999") == 0
    assert value_of("99999999.9999999 ÷ 99999999.9999999") == 1
    for text in ("（" * (MAX_DEPTH + 1) + "1", "−" * (MAX_DEPTH + 1) + "1", "上年" + "本年" * MAX_DEPTH + "（（1））"):
        with pytest.raises(FormulaError, match="formula_too_deep"):
            parse(text, NAMES)


HOSTILE = [
    "9" * 15 + " ^ 8",
    "（" * 20 + "9 ^ 8" + "） ^ 8" * 20,
    "（" * 20 + "0.1 ^ 8" + "） ^ 8" * 20,
    "1 ÷ （" + "（" * 20 + "0.1 ^ 8" + "） ^ 8" * 20 + "）",
    "×".join(["999999999999999"] * 25),
    "÷".join(["999999999999999"] * 25),
    "1" + "−1" * 199,
    "（" * 400,
    "−" * 400,
    "上年" * 200,
    "最大（" * 100,
    "最大（" * 20 + "1" + "）" * 20,
    "四舍五入（" * 10 + "999999999999999 ^ 8" + "，8）" * 10,
    "收入" * 200,
    "a" * 400,
    "（（（（（（（（（（1+1）×2）^8）^8）^8）^8）^8）^8）^8）^8）",
    "\x00\ud800",
    "0 ^ 0",
    "0 ÷ 0",
    "1 ÷ 0",
    "1 ÷ （1 − 1）",
    "%" * 400,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_formulas_end_quickly(text: str) -> None:
    """Each ends within 100 ms in a fault, in 不可计算, or in a value that can be rounded and written."""
    start = time.process_time()
    try:
        expression = parse(text, NAMES)
    except FormulaError:
        pass
    else:
        outcome = evaluate(expression, resolve)
        assert outcome.kind in (OutcomeKind.NUMBER, OutcomeKind.NOT_COMPUTABLE)
        assert outcome.value is None or abs(outcome.value) < Decimal(10) ** 28
        render(expression.root, lambda node: node.name)
        expression.items()
    assert time.process_time() - start < 0.1


@given(st.text(alphabet="0123456789.,，+-×÷^()（）[]%上年最大小绝对值四舍五入收入医疗DIP 权重　−_e\n", max_size=60))
def test_any_text_ends_in_a_fault_or_an_outcome(text: str) -> None:
    """Never another exception."""
    try:
        expression = parse(text, NAMES)
    except FormulaError as error:
        position = int(error.problem.params["position"])
        expression = None
    if expression is None:
        assert 1 <= position <= len(text) + 1
        return
    outcome = evaluate(expression, lambda key, back: number("0"))
    assert (outcome.value is not None) == (outcome.kind is OutcomeKind.NUMBER)


def test_what_a_formula_reads() -> None:
    """Each item once with its years back, in order."""
    expression = parse("最大（−收入，上年收入 ^ 2） + 医疗收入 ÷ 收入 + 上年收入", NAMES)
    assert expression.items() == (("income", 0), ("income", 1), ("medical", 0))
    assert expression.text == "最大（−收入，上年收入 ^ 2） + 医疗收入 ÷ 收入 + 上年收入"


OUTCOMES = {
    "missing": Outcome(OutcomeKind.MISSING, None, (("m", 0),)),
    "waived": Outcome(OutcomeKind.NOT_APPLICABLE, None, (("w", 0),)),
    "broken": Outcome(OutcomeKind.NOT_COMPUTABLE, None, (("b", 0), ("b", 1))),
    "given": number("5"),
}


@pytest.mark.parametrize(
    ("text", "kind", "causes"),
    [
        ("given + broken + waived + missing", OutcomeKind.MISSING, (("m", 0),)),
        ("given + broken + waived", OutcomeKind.NOT_APPLICABLE, (("w", 0),)),
        ("given + broken", OutcomeKind.NOT_COMPUTABLE, (("b", 0), ("b", 1))),
        ("missing − missing", OutcomeKind.MISSING, (("m", 0),)),
        ("given ÷ （given − given）", OutcomeKind.NOT_COMPUTABLE, (("given", 0),)),
        ("given", OutcomeKind.NUMBER, ()),
    ],
)
def test_missing_before_waived_before_broken(text: str, kind: OutcomeKind, causes: tuple[object, ...]) -> None:
    """Blank first, then 不适用, then 不可计算, each with its causes."""
    outcome = evaluate(parse(text, {key: key for key in OUTCOMES}), lambda key, back: OUTCOMES[key])
    assert (outcome.kind, outcome.causes) == (kind, causes)


def test_a_formula_without_items_needs_nobody() -> None:
    """A typed sum is worked out by itself."""
    assert evaluate(parse("52 + 38", {})).value == 90


@pytest.mark.parametrize(
    ("text", "names", "values"),
    [
        ("(收入-上年收入)/上年收入*100%", "（收入 − 上年收入） ÷ 上年收入 × 100%", "（7 − 3） ÷ 3 × 100%"),
        ("收入-(医疗收入-1)", "收入 − （医疗收入 − 1）", "7 − （800 − 1）"),
        ("-收入+1", "−收入 + 1", "−7 + 1"),
        ("1--收入", "1 − （−收入）", "1 − （−7）"),
        ("2*-3", "2 × （−3）", "2 × （−3）"),
        ("(-2)^2", "（−2） ^ 2", "（−2） ^ 2"),
        ("(2^3)^2", "（2 ^ 3） ^ 2", "（2 ^ 3） ^ 2"),
        ("-(1+2)", "−（1 + 2）", "−（1 + 2）"),
        ("最大(收入,1+1)", "最大（收入，1 + 1）", "最大（7，1 + 1）"),
        ("上年(收入+1)", "上年收入 + 1", "3 + 1"),
    ],
)
def test_is_written_as_tables_print_it(text: str, names: str, values: str) -> None:
    """With names, and with the values put in."""
    root = parse(text, NAMES).root
    assert render(root, lambda node: ("上年" if node.back else "") + node.name) == names
    assert render(root, lambda node: VALUES[node.key, node.back]) == values


def test_a_negative_value_put_in_gets_brackets() -> None:
    """But not where it stands alone."""
    root = parse("1 − 收入", NAMES).root
    assert render(root, lambda node: "−5") == "1 − （−5）"
    assert render(parse("收入", NAMES).root, lambda node: "−5") == "−5"


# A second way to compute: exact fractions over the tree.


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> Node:
    """Random trees of every node kind."""
    kind = draw(st.sampled_from(["number", "item", "negative", "binary", "power", "call"])) if depth else "number"
    if kind == "number":
        return Number(draw(st.sampled_from([Decimal(text) for text in ("0", "1", "2.5", "7", "0.01", "96")])))
    if kind == "item":
        return ItemValue("income", draw(st.sampled_from([0, 1])), "收入")
    if kind == "negative":
        return Negative(draw(trees(depth - 1)))
    if kind == "power":
        return Binary("^", draw(trees(depth - 1)), Number(Decimal(draw(st.integers(0, 2)))))
    if kind == "call":
        name = draw(st.sampled_from(["最大", "最小", "绝对值"]))
        count = 1 if name == "绝对值" else draw(st.integers(1, 3))
        return Call(name, tuple(draw(trees(depth - 1)) for _ in range(count)))
    return Binary(draw(st.sampled_from("+-×÷")), draw(trees(depth - 1)), draw(trees(depth - 1)))


class Delicate(Exception):
    """A value so large or a denominator so small that Decimal may differ from the exact value."""


def exact(node: Node, items: Mapping[int, Fraction]) -> Fraction:
    """The tree over fractions; ZeroDivisionError for a zero denominator or 0 ^ 0."""
    match node:
        case Number():
            return Fraction(node.value)
        case ItemValue():
            return items[node.back]
        case Negative():
            return -exact(node.inner, items)
        case Call():
            values = [exact(argument, items) for argument in node.arguments]
            return {"最大": max, "最小": min, "绝对值": lambda found: abs(found[0])}[node.name](values)
        case Binary():
            left, right = exact(node.left, items), exact(node.right, items)
            if max(abs(left), abs(right)) > 10**12 or (node.op == "÷" and 0 < abs(right) < Fraction(1, 10**6)):
                raise Delicate
            if node.op == "^":
                if not left and not right:
                    raise ZeroDivisionError
                return left**right
            if node.op == "÷":
                return left / right
            return left * right if node.op == "×" else left + right if node.op == "+" else left - right


def shown(node: ItemValue) -> str:
    return ("上年" if node.back else "") + node.name


@given(trees(), st.integers(-99, 99), st.integers(-99, 99))
def test_two_ways_of_computing_agree(root: Node, now: int, last: int) -> None:
    """Written, parsed and computed over Decimal, every tree gives what exact fractions give."""
    text = render(root, shown)
    assume(len(text) <= MAX_LENGTH)
    expression = parse(text, NAMES)
    assert render(expression.root, shown) == text
    outcome = evaluate(expression, lambda key, back: number(str(last if back else now)))
    try:
        wanted = exact(root, {0: Fraction(now), 1: Fraction(last)})
    except Delicate:
        reject()
    except ZeroDivisionError:
        # Over Decimal a denominator of 1 ÷ 3 × 3 − 1 is not quite zero; any other is 不可计算.
        assert outcome.value is None or "÷" in text.replace("÷", "", 1)
        return
    assert outcome.value is not None
    assert abs(Fraction(outcome.value) - wanted) <= max(abs(wanted), Fraction(1)) / 10**15
