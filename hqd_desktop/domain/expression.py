"""A parsed formula as a small tree: computed over Decimal, and written again with names or values in it."""

import decimal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum

from hqd_desktop.domain.numerals import PRECISION, round_half_up

MAX_VALUE = Decimal(10) ** 24  # a quotient of the largest and the smallest figure, in percent, stays below this


class OutcomeKind(StrEnum):
    """How a computation can end; only NUMBER has a value."""

    NUMBER = "number"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPUTABLE = "not_computable"


_WORST_FIRST = (OutcomeKind.MISSING, OutcomeKind.NOT_APPLICABLE, OutcomeKind.NOT_COMPUTABLE)


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
    _items: tuple[tuple[str, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Its items are found once: a formula is read thousands of times while what is at stake is sought."""
        found = dict.fromkeys((node.key, node.back) for node in _walk(self.root) if isinstance(node, ItemValue))
        object.__setattr__(self, "_items", tuple(found))

    def items(self) -> tuple[tuple[str, int], ...]:
        """Every item it reads with the years back, in order, each once."""
        return self._items


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
    values = {item: outcome.value for item, outcome in read.items() if outcome.value is not None}
    if len(values) < len(read):
        kind = next(kind for kind in _WORST_FIRST if any(outcome.kind is kind for outcome in read.values()))
        causes = [cause for outcome in read.values() if outcome.kind is kind for cause in outcome.causes]
        return Outcome(kind, None, tuple(dict.fromkeys(causes)))
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
