"""Formulas as the published tables write them, parsed into a small tree and computed over Decimal.

The grammar is an allow list: numbers, item names, 上年, + − × ÷ ^, brackets and four functions. It refuses to run
anything: there is no eval, and length, depth, size of numbers and exponents are bounded.
"""

import decimal
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from hqd_desktop.domain.numerals import PRECISION, round_half_up
from hqd_desktop.domain.problems import Problem

MAX_LENGTH = 400
MAX_DEPTH = 24
MAX_EXPONENT = 8
MAX_DIGITS = 15
MAX_VALUE = Decimal(10) ** 24  # a quotient of the largest and the smallest figure, in percent, stays below this

LAST_YEAR, THIS_YEAR = "上年", "本年"
FUNCTIONS = {"最大": (1, 9), "最小": (1, 9), "绝对值": (1, 1), "四舍五入": (2, 2)}
_SAME_SIGN = str.maketrans("＋－−＊*／/（）［］[]，＾％", "+--××÷÷()()(),^%")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


class OutcomeKind(StrEnum):
    """How a computation can end; only NUMBER has a value."""

    NUMBER = "number"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a computation: a value, or why there is none and which items (key, years back) are the cause."""

    kind: OutcomeKind
    value: Decimal | None = None
    causes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A constant; `percent` only for the 100 % that the tables multiply by."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class ItemValue:
    """The value of an item, `back` years before the year computed."""

    key: str
    back: int
    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """−x."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """x op y with op one of + - × ÷ ^."""

    op: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """One of FUNCTIONS."""

    name: str
    arguments: tuple["Node", ...]


Node = Number | ItemValue | Negative | Binary | Call
Resolve = Callable[[str, int], Outcome]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed formula with the text it was written as."""

    text: str
    root: Node

    def items(self) -> tuple[tuple[str, int], ...]:
        """Every item it reads with the years back, in order, each once."""
        return tuple(dict.fromkeys((node.key, node.back) for node in _walk(self.root) if isinstance(node, ItemValue)))


class FormulaError(Exception):
    """A text that is no formula; `problem` says why and where."""

    def __init__(self, code: str, position: int, **params: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, "", {"position": str(position + 1), **params})


def parse(text: str, names: Mapping[str, str]) -> Expression:
    """Parse a formula; `names` gives the item key of every Chinese name (keys stand for themselves).

    Raises FormulaError with the position of the fault.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula_too_long", MAX_LENGTH, limit=str(MAX_LENGTH))
    parser = _Parser(text, names)
    root = parser.sum(0)
    parser.skip_spaces()
    if parser.at < len(text):
        raise FormulaError("formula_unexpected", parser.at, given=text[parser.at])
    return Expression(text, root)


def same_signs(text: str) -> str:
    """The text with each sign and bracket in its one form, as formulas and names are compared; its length stays."""
    return text.translate(_SAME_SIGN)


class _Parser:
    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.text = text
        self.plain = same_signs(text)
        self.names = names
        self.plain_names = {same_signs(name): name for name in names}
        self.keys = frozenset(names.values())
        self.longest = max(map(len, names), default=0)
        self.back = 0
        self.at = 0

    def skip_spaces(self) -> None:
        while self.at < len(self.plain) and self.plain[self.at] in " \u3000\t\r\n":
            self.at += 1

    def peek(self) -> str:
        self.skip_spaces()
        return self.plain[self.at] if self.at < len(self.plain) else ""

    def take(self, sign: str) -> None:
        if self.peek() != sign:
            raise FormulaError("formula_expected", self.at, wanted=sign)
        self.at += 1

    def sum(self, depth: int) -> Node:
        node = self.product(depth)
        while (op := self.peek()) and op in "+-":
            self.at += 1
            node = Binary(op, node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.signed(depth)
        while (op := self.peek()) and op in "×÷":
            self.at += 1
            node = Binary(op, node, self.signed(depth))
        return node

    def signed(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FormulaError("formula_too_deep", self.at, limit=str(MAX_DEPTH))
        if self.peek() == "-":
            self.at += 1
            return Negative(self.signed(depth + 1))
        base = self.atom(depth)
        if self.peek() != "^":
            return base
        self.at += 1
        self.skip_spaces()
        start = self.at
        exponent = self.number()
        if exponent.percent or exponent.value % 1 or exponent.value > MAX_EXPONENT:
            raise FormulaError("formula_exponent", start, limit=str(MAX_EXPONENT))
        return Binary("^", base, exponent)

    def atom(self, depth: int) -> Node:
        sign = self.peek()
        if sign == "":
            raise FormulaError("formula_ends_early", self.at)
        if sign.isascii() and sign.isdigit():
            return self.number()
        name = self.name()
        if name is not None:
            key = self.names.get(name, name)
            return ItemValue(key, self.back, name)
        if sign == "(":
            return self.bracket(depth)
        for word, years in ((LAST_YEAR, 1), (THIS_YEAR, 0)):
            if self.plain.startswith(word, self.at):
                return self.other_year(word, years, depth)
        for word, (low, high) in FUNCTIONS.items():
            if self.plain.startswith(word, self.at):
                return self.call(word, low, high, depth)
        raise FormulaError("formula_unknown_name", self.at, given=self.text[self.at : self.at + 12])

    def bracket(self, depth: int) -> Node:
        self.take("(")
        node = self.sum(depth + 1)
        self.take(")")
        return node

    def other_year(self, word: str, years: int, depth: int) -> Node:
        if years and self.back:
            raise FormulaError("formula_two_years_back", self.at)
        self.at += len(word)
        outer, self.back = self.back, self.back + years
        self.skip_spaces()
        node = self.atom(depth + 1)
        self.back = outer
        return node

    def call(self, word: str, low: int, high: int, depth: int) -> Node:
        start = self.at
        self.at += len(word)
        self.take("(")
        arguments = [self.sum(depth + 1)]
        while self.peek() == ",":
            self.at += 1
            arguments.append(self.sum(depth + 1))
        self.take(")")
        if not low <= len(arguments) <= high:
            raise FormulaError("formula_arguments", start, given=word)
        if word == "四舍五入" and not _is_places(arguments[1]):
            raise FormulaError("formula_exponent", start, limit=str(MAX_EXPONENT))
        return Call(word, tuple(arguments))

    def number(self) -> Number:
        self.skip_spaces()
        match = _NUMBER.match(self.plain, self.at)
        if match is None:
            raise FormulaError("formula_expected", self.at, wanted="数")
        if len(match[0].replace(".", "")) > MAX_DIGITS:
            raise FormulaError("formula_number_too_long", self.at, limit=str(MAX_DIGITS))
        start, self.at = self.at, match.end()
        if self.plain[self.at : self.at + 1] != "%":
            return Number(Decimal(match[0]))
        if match[0] != "100":
            raise FormulaError("formula_percent", start)
        self.at += 1
        return Number(Decimal(100), percent=True)

    def name(self) -> str | None:
        """The longest item name that stands here, moved past; names may hold brackets of their own."""
        for length in range(min(self.longest, len(self.plain) - self.at), 0, -1):
            found = self.plain_names.get(self.plain[self.at : self.at + length])
            if found is not None:
                self.at += length
                return found
        match = _KEY.match(self.plain, self.at)
        if match is None or match[0] not in self.keys:
            return None
        self.at = match.end()
        return match[0]


def _is_places(node: Node) -> bool:
    return isinstance(node, Number) and not node.value % 1 and node.value <= MAX_EXPONENT


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Negative):
        yield from _walk(node.inner)
    elif isinstance(node, Binary):
        yield from _walk(node.left)
        yield from _walk(node.right)
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _walk(argument)


def evaluate(expression: Expression, resolve: Resolve | None = None) -> Outcome:
    """Compute. `resolve(key, years back)` gives each item; a formula without items needs none.

    A missing item makes the whole missing, else one 不适用 makes it 不适用, else a zero denominator (or a number
    beyond all bounds) makes it 不可计算.
    """
    read = {item: resolve(*item) for item in expression.items()} if resolve else {}
    for kind in (OutcomeKind.MISSING, OutcomeKind.NOT_APPLICABLE, OutcomeKind.NOT_COMPUTABLE):
        causes = [cause for outcome in read.values() if outcome.kind is kind for cause in outcome.causes]
        if any(outcome.kind is kind for outcome in read.values()):
            return Outcome(kind, None, tuple(dict.fromkeys(causes)))
    values = {item: outcome.value for item, outcome in read.items() if outcome.value is not None}
    with localcontext(PRECISION):
        try:
            value = _compute(expression.root, values)
        except decimal.DecimalException:
            return Outcome(OutcomeKind.NOT_COMPUTABLE, None, expression.items())
    if abs(value) >= MAX_VALUE:
        return Outcome(OutcomeKind.NOT_COMPUTABLE, None, expression.items())
    return Outcome(OutcomeKind.NUMBER, value)


def _compute(node: Node, values: Mapping[tuple[str, int], Decimal]) -> Decimal:
    match node:
        case Number():
            return node.value
        case ItemValue():
            return values[node.key, node.back]
        case Negative():
            return -_compute(node.inner, values)
        case Binary():
            return _apply(node.op, _compute(node.left, values), _compute(node.right, values))
    arguments = [_compute(argument, values) for argument in node.arguments]
    if node.name == "四舍五入":
        return round_half_up(arguments[0], int(arguments[1]))
    if node.name == "绝对值":
        return abs(arguments[0])
    return max(arguments) if node.name == "最大" else min(arguments)


def _apply(op: str, left: Decimal, right: Decimal) -> Decimal:
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "×":
        return left * right
    if op == "÷":
        return left / right
    return left**right


_BINDING = {"+": 1, "-": 1, "×": 2, "÷": 2, "^": 4}


def render(node: Node, show: Callable[[ItemValue], str], inside: int = 0, right: bool = False) -> str:
    """Write the formula again with `show` in the place of each item: its name, or the value put in."""
    match node:
        case Number():
            return f"{node.value}%" if node.percent else str(node.value)
        case ItemValue():
            text = show(node)
            return f"（{text}）" if inside and text.startswith("−") else text
        case Negative():
            return _bracketed("−" + render(node.inner, show, 3), inside >= 2 or right)
        case Call():
            return f"{node.name}（{'，'.join(render(argument, show) for argument in node.arguments)}）"
    binding = _BINDING[node.op]
    sign = "−" if node.op == "-" else node.op
    left = render(node.left, show, binding, right=node.op == "^")
    text = f"{left} {sign} {render(node.right, show, binding, right=True)}"
    return _bracketed(text, binding < inside or (binding == inside and right))


def _bracketed(text: str, needed: bool) -> str:
    return f"（{text}）" if needed else text
