"""Formulas as the published tables write them, parsed into a small tree and computed over Decimal.

The grammar is an allow list: numbers, item names, 上年, + − × ÷ ^, brackets and four functions. It refuses to run
anything: there is no eval, and length, depth, size of numbers and exponents are bounded.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from hqd_desktop.domain.expression import Binary, Call, Expression, ItemValue, Negative, Node, Number
from hqd_desktop.domain.problems import Problem

MAX_LENGTH = 400
MAX_DEPTH = 24
MAX_EXPONENT = 8
MAX_DIGITS = 15

LAST_YEAR, THIS_YEAR = "上年", "本年"
FUNCTIONS = {"最大": (1, 9), "最小": (1, 9), "绝对值": (1, 1), "四舍五入": (2, 2)}
_SAME_SIGN = str.maketrans("＋－−＊*／/（）［］[]，＾％", "+--××÷÷()()(),^%")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


class FormulaError(Exception):
    """A text that is no formula; `problem` says why and where."""

    def __init__(self, code: str, position: int, **params: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, "", {"position": str(position + 1), **params})


class Names(Mapping[str, str]):
    """The item key of every Chinese name, made ready once: a pack may have thousands of names and of formulas."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = dict(keys)
        self.plain = {same_signs(name): name for name in keys}
        self.known = frozenset(keys.values())
        self.longest = max(map(len, keys), default=0)

    def __getitem__(self, name: str) -> str:
        return self._keys[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def parse(text: str, names: Mapping[str, str]) -> Expression:
    """Parse a formula; `names` gives the item key of every Chinese name (keys stand for themselves).

    Raises FormulaError with the position of the fault.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula_too_long", MAX_LENGTH, limit=str(MAX_LENGTH))
    parser = _Parser(text, names if isinstance(names, Names) else Names(names))
    root = parser.sum(0)
    parser.skip_spaces()
    if parser.at < len(text):
        raise FormulaError("formula_unexpected", parser.at, given=text[parser.at])
    return Expression(text, root)


def same_signs(text: str) -> str:
    """The text with each sign and bracket in its one form, as formulas and names are compared; its length stays."""
    return text.translate(_SAME_SIGN)


class _Parser:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.plain = same_signs(text)
        self.names = names
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
        for length in range(min(self.names.longest, len(self.plain) - self.at), 0, -1):
            found = self.names.plain.get(self.plain[self.at : self.at + length])
            if found is not None:
                self.at += length
                return found
        match = _KEY.match(self.plain, self.at)
        if match is None or match[0] not in self.names.known:
            return None
        self.at = match.end()
        return match[0]


def _is_places(node: Node) -> bool:
    return isinstance(node, Number) and not node.value % 1 and node.value <= MAX_EXPONENT
