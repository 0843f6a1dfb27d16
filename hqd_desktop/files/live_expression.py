"""Translates a formula of the domain into a formula of a spreadsheet; it refuses to know where any cell stands.

A cell with a computed value holds a number or one of four words, so that one cell carries the value and why there is
none. Only functions that Excel, WPS and LibreOffice all have are used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.expression import (
    Binary,
    Call,
    Expression,
    ItemValue,
    Negative,
    Node,
    Number,
    Outcome,
    OutcomeKind,
)
from hqd_desktop.domain.numerals import canonical_text

MISSING, NOT_APPLICABLE, NO_LAST, NOT_COMPUTABLE = "缺", "不适用", "无上年", "不可计算"
_FUNCTIONS = {"最大": "MAX", "最小": "MIN", "绝对值": "ABS"}


@dataclass(frozen=True, slots=True)
class Ref:
    """How a formula names a cell. A `computed` cell holds a number or a word, a figure's own cell may be blank too."""

    text: str
    computed: bool = False


Refs = Callable[[str, int], Ref | None]


def word(outcome: Outcome, base: int = 0) -> str:
    """The word for an outcome without a value, computed `base` years ago.

    无上年 is a 不适用 that only earlier years have caused.
    """
    if outcome.kind is OutcomeKind.NOT_APPLICABLE:
        return NOT_APPLICABLE if any(back == base for _, back in outcome.causes) else NO_LAST
    return NOT_COMPUTABLE if outcome.kind is OutcomeKind.NOT_COMPUTABLE else MISSING


def literal(value: Decimal) -> str:
    """A constant; negative ones in brackets."""
    text = canonical_text(value)
    return f"({text})" if text.startswith("-") else text


def quoted(text: str) -> str:
    """A text constant."""
    return '"' + text.replace('"', '""') + '"'


def is_constant(formula: str) -> bool:
    """Whether the formula is only one of the words: then nothing in the workbook could change it."""
    return formula.startswith('"') and formula.count('"') == 2


def live_value(
    expression: Expression,
    refs: Refs,
    *,
    given: Ref | None = None,
    own_value: bool = False,
    zero_for_not_applicable: bool = False,
    places: Mapping[str, int] | None = None,
) -> str:
    """The formula of an expression, as domain.values and domain.scoring compute it.

    `refs` gives the cell of an item and years back, None where there is no such cell, which is as good as blank.
    `given` is the cell of the value entered directly: taken where the parts are not known, or first of all with
    `own_value`. `places` are the decimals of the items, to which sums of plain items are rounded.
    """
    read = _Read(expression, refs, zero_for_not_applicable)
    entered = "" if given is None else _taken(given, zero_for_not_applicable)
    value = _value(expression.root, read, places or {})
    words = read.words()
    if given is None:
        return read.when_known(value, words)
    known = _known(given)
    if own_value:
        return f"IF({known},{entered},{read.when_known(value, words)})"
    otherwise = f"IF({known},{entered},{words})"
    if read.computed:
        otherwise = f"IF({known},IF({words}={quoted(NOT_COMPUTABLE)},{quoted(NOT_COMPUTABLE)},{entered}),{words})"
    return read.when_known(value, otherwise)


def live_parts_known(expression: Expression, refs: Refs) -> str:
    """A condition: all items of the expression have values."""
    return _Read(expression, refs, False).all_known


def live_count(cells: Sequence[str | None]) -> str:
    """How many conditions (是, 否) hold; open as long as one is not answered."""
    if None in cells or not cells:
        return quoted(MISSING)
    met = "+".join(f'({cell}="是")' for cell in cells)
    answered = met + "".join(f'+({cell}="否")' for cell in cells)
    met = met if len(cells) > 1 else f"1*{met}"  # a lone comparison is TRUE, and Excel does not call that a number
    idle = "".join(f"+({cell}={quoted(NOT_APPLICABLE)})" for cell in cells)
    count = len(cells)
    return f"IF({answered}={count},{met},IF({answered}{idle}<{count},{quoted(MISSING)},{quoted(NOT_APPLICABLE)}))"


def live_condition(cell: str, zero_for_not_applicable: bool = False) -> str:
    """A condition as a value: 1, 0 or a word."""
    idle = "0" if zero_for_not_applicable else quoted(NOT_APPLICABLE)
    rest = f"IF({cell}={quoted(NOT_APPLICABLE)},{idle},{quoted(MISSING)})"
    return f'IF({cell}="是",1,IF({cell}="否",0,{rest}))'


def _known(ref: Ref) -> str:
    if ref.computed:
        return f"{ref.text}<>{quoted(MISSING)}"
    return f"OR(ISNUMBER({ref.text}),{ref.text}={quoted(NOT_APPLICABLE)})"


def _taken(ref: Ref, zero: bool) -> str:
    return f"N({ref.text})" if zero and not ref.computed else ref.text


class _Read:
    """The items that an expression reads, as cells, and what is to be said when they are not all numbers."""

    def __init__(self, expression: Expression, refs: Refs, zero: bool) -> None:
        self.refs = {item: refs(*item) for item in expression.items()}
        self.zero = zero
        self.whole = None not in self.refs.values()
        cells = [(ref, back) for (_, back), ref in self.refs.items() if ref is not None]
        self.plain = [(ref.text, back) for ref, back in cells if not ref.computed]
        self.computed = [(ref.text, back) for ref, back in cells if ref.computed]

    def text(self, node: ItemValue) -> str:
        """The cell of an item in a formula."""
        ref = self.refs[node.key, node.back]
        return "0" if ref is None else _taken(ref, self.zero)

    @property
    def all_known(self) -> str:
        """A condition: every cell holds a number (不适用 counts as one where it counts 0)."""
        cells = [text for text, _ in self.plain + self.computed]
        if not self.whole:
            return "FALSE"
        if len(cells) == 1 and not self.zero:
            return f"ISNUMBER({cells[0]})"
        return f"COUNT({','.join(cells)}){self._idle() if self.zero else ''}={len(cells)}"

    def _idle(self) -> str:
        return "".join(f"+({text}={quoted(NOT_APPLICABLE)})" for text, _ in self.plain)

    def when_known(self, value: str, otherwise: str) -> str:
        """The value, or what stands in its place."""
        if not self.refs:
            return value
        return f"IF({self.all_known},{value},{otherwise})" if self.whole else otherwise

    def words(self) -> str:
        """缺 before 不适用 before 无上年 before 不可计算."""
        if not self.whole:
            return quoted(MISSING)
        missing = [f"{text}={quoted(MISSING)}" for text, _ in self.computed]
        if self.plain and not (self.zero and not self.computed):
            plain = ",".join(text for text, _ in self.plain)
            missing.insert(0, f"COUNT({plain}){self._idle()}<{len(self.plain)}")
        kinds = [(_any(missing), MISSING)]
        if not self.zero:
            now = [text for text, back in self.plain + self.computed if not back]
            before = [text for text, back in self.plain + self.computed if back]
            kinds += [(_any([f"{text}={quoted(NOT_APPLICABLE)}" for text in now]), NOT_APPLICABLE)]
            older = [f"{text}={quoted(NOT_APPLICABLE)}" for text in before]
            older += [f"{text}={quoted(NO_LAST)}" for text, _ in self.computed]
            kinds += [(_any(older), NO_LAST)]
        if self.computed:
            kinds.append(("TRUE", NOT_COMPUTABLE))
        kinds = [(test, found) for test, found in kinds if test]
        text = quoted(kinds[-1][1]) if kinds else quoted(MISSING)
        for test, found in reversed(kinds[:-1]):
            text = f"IF({test},{quoted(found)},{text})"
        return text


def _any(tests: Sequence[str]) -> str:
    return f"OR({','.join(tests)})" if len(tests) > 1 else "".join(tests)


def _value(root: Node, read: _Read, places: Mapping[str, int]) -> str:
    """The arithmetic alone; a division by zero becomes 不可计算."""
    text = _rounded_sum(root, read, places) or _write(root, read, places)
    return f"IFERROR({text},{quoted(NOT_COMPUTABLE)})" if _may_fail(root) else text


def _may_fail(node: Node) -> bool:
    if isinstance(node, Binary):
        return node.op in "÷^" or _may_fail(node.left) or _may_fail(node.right)
    if isinstance(node, Call):
        return any(map(_may_fail, node.arguments))
    return isinstance(node, Negative) and _may_fail(node.inner)


def _rounded_sum(node: Node, read: _Read, places: Mapping[str, int]) -> str:
    """A sum of plain items, rounded to their decimals so that binary fractions leave nothing behind; "" otherwise."""
    items = _summed(node)
    if not isinstance(node, Binary) or items is None or any(item.key not in places for item in items):
        return ""
    refs = [read.refs[item.key, item.back] for item in items]
    if any(ref is not None and ref.computed for ref in refs):  # a quotient has as many decimals as it likes
        return ""
    return f"ROUND({_write(node, read, places)},{max((places[item.key] for item in items), default=0)})"


def _summed(node: Node) -> list[ItemValue] | None:
    """The items of a sum of items only, None when anything else is in it."""
    if isinstance(node, ItemValue):
        return [node]
    if isinstance(node, Negative):
        return _summed(node.inner)
    if not isinstance(node, Binary) or node.op not in "+-":
        return None
    left, right = _summed(node.left), _summed(node.right)
    return None if left is None or right is None else left + right


_SIGNS = {"+": ("+", 1), "-": ("-", 1), "×": ("*", 2), "÷": ("/", 2)}


def _write(node: Node, read: _Read, places: Mapping[str, int], inside: int = 0, right: bool = False) -> str:
    """The arithmetic with as few brackets as it needs; −x and x^n are bracketed, because signs bind tighter there."""
    match node:
        case Number():
            return canonical_text(node.value)
        case ItemValue():
            return read.text(node)
        case Negative():
            return f"(-{_write(node.inner, read, places, 3)})"
        case Call():
            arguments = [_write(argument, read, places) for argument in node.arguments]
            if node.name == "四舍五入":
                return f"ROUND(ROUND({arguments[0]},12),{arguments[1]})"
            return f"{_FUNCTIONS[node.name]}({','.join(arguments)})"
    if node.op == "^" and isinstance(node.right, Number) and not node.right.value:
        base = _write(node.left, read, places, 2, True)
        return f"({base}/{base})"  # 0^0 is an error in Excel and 1 in LibreOffice; in the domain it is 不可计算
    if node.op == "^":
        return f"POWER({_write(node.left, read, places)},{_write(node.right, read, places)})"
    sign, binding = _SIGNS[node.op]
    divisor = _rounded_sum(node.right, read, places) if node.op == "÷" else ""
    left = _write(node.left, read, places, binding)
    text = f"{left}{sign}{divisor or _write(node.right, read, places, binding, True)}"
    return f"({text})" if binding < inside or (binding == inside and right) else text
