"""Checks between figures (逻辑校核): what must add up, what must not exceed, what looks unlikely; pure functions.

A check with a blank side is pending, never an error; a warning can be explained, an error cannot be waved away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hqd_desktop.domain.expression import Expression
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.formula import FormulaError, parse
from hqd_desktop.domain.hospital import LEVELS
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader

MIN_EXPLANATION = 6


class CheckState(StrEnum):
    """How a check stands; ERROR blocks locking, WARNING needs a 说明, EXPLAINED has one."""

    ERROR = "error"
    WARNING = "warning"
    EXPLAINED = "explained"
    PENDING = "pending"
    PASSED = "passed"


class CheckKind(StrEnum):
    """What is compared."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    RANGE = "range"
    JUMP = "jump"
    REPEATED = "repeated"
    RESTATED = "restated"
    WRONG_UNIT = "wrong_unit"
    RULE = "rule"
    ENTERED = "entered"


class SlipKind(StrEnum):
    """What one part of a sum that does not hold looks like, from the difference alone."""

    LEFT_OUT = "left_out"
    TWICE = "twice"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Slip:
    """The one part that explains a difference: left out of the total, counted twice in it, or of the wrong sign."""

    kind: SlipKind
    key: FigureKey
    value: Decimal


@dataclass(frozen=True, slots=True)
class Check:
    """One check between two sides; `from_year` is the first year it runs for (0: every year)."""

    key: str
    title: str
    kind: CheckKind
    left: Expression
    right: Expression
    severity: CheckState
    tolerance: Decimal
    from_year: int
    department: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Plausible magnitude of a formula for hospitals of some levels (empty: all)."""

    key: str
    title: str
    formula: Expression
    unit: str
    levels: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    department: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckBook:
    """All checks and ranges, and the change in percent from which a figure must be explained."""

    checks: tuple[Check, ...]
    ranges: tuple[Range, ...]
    default_jump: Decimal
    version: str
    raw: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check as it stands: both sides, their difference, the figures it reads, likeliest causes, whom to ask.

    `key` is stable over saves, so that a 说明 stays with it. `suspect` is the figure that is likeliest wrong, with
    `suggestion` in its place, where one can be told; `slip` a part of the sum that was left out or counted twice.
    """

    key: str
    title: str
    kind: CheckKind
    state: CheckState
    left: Decimal | None
    right: Decimal | None
    unit: str
    items: tuple[FigureKey, ...]
    department: str
    causes: tuple[str, ...]
    missing: tuple[FigureKey, ...] = ()
    explanation: str = ""
    tolerance: Decimal = Decimal(0)
    suspect: FigureKey | None = None
    suggestion: Decimal | None = None
    slip: Slip | None = None

    @property
    def difference(self) -> Decimal | None:
        """Left less right."""
        return None if self.left is None or self.right is None else self.left - self.right


def checkbook_from(raw: Mapping[str, Any], catalogue: Catalogue) -> tuple[CheckBook | None, list[Problem]]:
    """Build the checks against the catalogue, or name everything that is wrong with them."""
    problems: list[Problem] = []
    top = RawReader(raw, "", problems)
    checks = tuple(_check(reader, catalogue) for reader in top.children("check", "key"))
    ranges = tuple(_range(reader, catalogue) for reader in top.children("range", "key"))
    book = CheckBook(checks, ranges, top.decimal("default_jump", Decimal(30)), top.text("version"), raw)
    top.done()
    keys = [check.key for check in checks] + [entry.key for entry in ranges]
    problems += [Problem("checks_key_twice", f"check[{key}]") for key in sorted({k for k in keys if keys.count(k) > 1})]
    return (None, problems) if problems else (book, [])


def _check(reader: RawReader, catalogue: Catalogue) -> Check:
    check = Check(
        key=reader.text("key"),
        title=reader.text("title"),
        kind=CheckKind(reader.choice("kind", ("equal", "at_most"))),
        left=_expression(reader, "left", catalogue),
        right=_expression(reader, "right", catalogue),
        severity=CheckState(reader.choice("severity", ("error", "warning"))),
        tolerance=reader.decimal("tolerance", Decimal(0)),
        from_year=reader.whole("from_year", 0, high=2100),
        department=reader.choice("department", catalogue.departments),
        causes=reader.texts("causes"),
    )
    reader.done()
    return check


def _range(reader: RawReader, catalogue: Catalogue) -> Range:
    found = Range(
        key=reader.text("key"),
        title=reader.text("title"),
        formula=_expression(reader, "formula", catalogue),
        unit=reader.text("unit", ""),
        levels=reader.texts("levels", LEVELS),
        low=reader.optional_decimal("low"),
        high=reader.optional_decimal("high"),
        department=reader.choice("department", catalogue.departments),
        causes=reader.texts("causes"),
    )
    reader.choice("severity", ("warning",), "warning")
    reader.done()
    return found


def _expression(reader: RawReader, field_name: str, catalogue: Catalogue) -> Expression:
    try:
        return parse(reader.text(field_name), catalogue.names)
    except FormulaError as error:
        reader.report(error.problem.code, field_name, **error.problem.params)
        return parse("0", {})
