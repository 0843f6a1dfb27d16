"""Reading plain mappings (as TOML or JSON give them) field by field, naming every fault by its place.

It refuses to stop at the first fault: a wrong file is answered with all that is wrong in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.numerals import MAX_DIGITS, check_size
from hqd_desktop.domain.problems import Problem

MAX_TEXT = 4000
_TOO_LARGE = 10**MAX_DIGITS
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_PLAIN_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)


class RawReader:
    """One mapping under reading; faults of it and of its children gather in one shared list."""

    def __init__(self, raw: object, place: str, problems: list[Problem]) -> None:
        self.place = place
        self.problems = problems
        self._read: set[str] = set()
        self._raw: Mapping[str, Any] = {}
        if isinstance(raw, Mapping):
            self._raw = raw
        else:
            self.report("raw_not_table", "")

    def report(self, code: str, field: str, **params: str) -> None:
        """Note a fault at a field of this mapping."""
        where = f"{self.place}.{field}" if field and self.place else field or self.place
        self.problems.append(Problem(code, where, params))

    def has(self, field: str) -> bool:
        """Whether the field is given."""
        return field in self._raw

    def text(self, field: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be empty."""
        value = self._take(field, default)
        if not isinstance(value, str):
            self.report("raw_not_text", field)
            return default or ""
        if len(value) > MAX_TEXT:
            self.report("raw_too_long", field, limit=str(MAX_TEXT))
            return ""
        if default is None and self.has(field) and not value.strip():
            self.report("raw_missing", field)
        return value

    def flag(self, field: str, default: bool = False) -> bool:
        """True or false."""
        value = self._take(field, default)
        if not isinstance(value, bool):
            self.report("raw_not_flag", field)
            return default
        return value

    def whole(self, field: str, default: int | None = None, low: int = 0, high: int = 100) -> int:
        """A whole number within bounds."""
        value = self._take(field, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self._report_given("raw_not_whole", field, low=str(low), high=str(high))
            return default if default is not None else low
        return value

    def decimal(self, field: str, default: Decimal | None = None) -> Decimal:
        """A number given as text ("0.10"), as a whole number or as a Decimal, of at most 15 digits and 6 decimals.

        Binary fractions are refused as inexact, and all that Decimal() reads beyond plain digits: 1e9, NaN, 1_000.
        """
        value = self._take(field, default)
        number = self._exact(value)
        if number is None:
            self._report_given("raw_not_decimal", field)
            return default if default is not None else Decimal(0)
        return number

    def optional_decimal(self, field: str) -> Decimal | None:
        """As `decimal`, but None when the field is absent."""
        self._read.add(field)
        return self.decimal(field) if self.has(field) else None

    def day(self, field: str) -> date | None:
        """A day as 2027-12-31; None when the field is absent."""
        if not self.has(field):
            self._read.add(field)
            return None
        text = self.text(field)
        match = _DAY.fullmatch(text)
        try:
            if match:
                return date(*map(int, match.groups()))
        except ValueError:
            pass  # 31 June
        if text:
            self.report("raw_not_day", field, given=text[:40])
        return None

    def choice(self, field: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed words."""
        value = self.text(field, default)
        if value not in allowed and value != default:
            self._report_given("raw_not_choice", field, given=value, allowed="、".join(allowed))
            return default if default is not None else next(iter(allowed), "")
        return value

    def texts(self, field: str, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        value = self._take(field, ())
        if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(v, str) for v in value):
            self.report("raw_not_texts", field)
            return ()
        for given in value:
            if allowed is not None and given not in allowed:
                self.report("raw_not_choice", field, given=given, allowed="、".join(allowed))
        return tuple(value)

    def child(self, field: str) -> "RawReader":
        """A table inside this one; an empty table when absent."""
        value = self._take(field, {})
        return RawReader(value, f"{self.place}.{field}" if self.place else field, self.problems)

    def children(self, field: str, name_by: str = "") -> Iterator["RawReader"]:
        """The tables of a list, each placed by its `name_by` field or its position."""
        value = self._take(field, ())
        if isinstance(value, (str, Mapping)) or not isinstance(value, Sequence):
            self.report("raw_not_list", field)
            return
        for position, raw in enumerate(value, 1):
            name = str(raw.get(name_by, position)) if isinstance(raw, Mapping) else str(position)
            place = f"{field}[{name}]"
            yield RawReader(raw, f"{self.place}.{place}" if self.place else place, self.problems)

    def done(self) -> None:
        """Report the fields that nobody asked for: a misspelt name must not be passed over."""
        for field in self._raw:
            if field not in self._read:
                self.report("raw_unknown_field", str(field))

    def _report_given(self, code: str, field: str, **params: str) -> None:
        """As `report`, unless the field is absent: that has been said already."""
        if self.has(field):
            self.report(code, field, **params)

    def _take(self, field: str, default: Any) -> Any:
        self._read.add(field)
        if field not in self._raw and default is None:
            self.report("raw_missing", field)
            return ""
        return self._raw.get(field, default)

    @staticmethod
    def _exact(value: object) -> Decimal | None:
        if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
            return None
        if abs(value) >= _TOO_LARGE if isinstance(value, int) else not _PLAIN_NUMBER.fullmatch(str(value)):
            return None
        number = check_size(Decimal(value))
        return None if isinstance(number, Problem) else number
