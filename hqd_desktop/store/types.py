"""Column types that keep a value exactly; they refuse binary fractions and text that is no value."""

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Dialect, Numeric, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.store.faults import Unreadable

_CANONICAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def decimal_text(value: Decimal) -> str:
    """The canonical text of a value; ValueError for NaN, infinity, or more digits than could come back."""
    try:
        text = canonical_text(value)
        exact = value.is_finite() and Decimal(text) == value
    except InvalidOperation:
        exact = False
    if not exact:
        raise ValueError(f"not a value that can be kept exactly: {value}")
    return text


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal as its canonical text; NUMERIC where the database has a true one (SQLite's is a float)."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Numeric() if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | Decimal | None:
        if value is None:
            return None
        text = decimal_text(value)
        return value if dialect.name == "postgresql" else text

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if not isinstance(value, str) or not _CANONICAL.fullmatch(value):
            raise Unreadable(f"value {value!r}")
        return Decimal(value)


def time_text(value: datetime) -> str:
    """A moment as it is stored: `2025-01-31T06:32:07.123Z`."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class UtcTime(TypeDecorator[datetime]):
    """A moment as `2025-01-31T06:32:07.123Z`: UTC, milliseconds, and text that sorts as time does."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else time_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        try:
            return datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise Unreadable(f"time {value!r}") from error
