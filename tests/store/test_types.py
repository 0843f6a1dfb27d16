"""Column types: exact, or an error."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from hqd_desktop.store.faults import Unreadable
from hqd_desktop.store.tables import figure
from hqd_desktop.store.types import ExactDecimal, UtcTime, decimal_text

SQLITE, POSTGRES = sqlite.dialect(), postgresql.dialect()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("9999999999999.99", "9999999999999.99"),
        ("-0.000001", "-0.000001"),
        ("1E+3", "1000"),
        ("12.500", "12.5"),
        ("-0.00", "0"),
        ("0.1", "0.1"),
    ],
)
def test_a_decimal_is_kept_as_its_canonical_text(given: str, kept: str) -> None:
    assert ExactDecimal().process_bind_param(Decimal(given), SQLITE) == kept
    assert ExactDecimal().process_result_value(kept, SQLITE) == Decimal(given)


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1" * 41, "0." + "7" * 50])
def test_what_could_not_come_back_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="exactly"):
        decimal_text(Decimal(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_every_value_comes_back(value: Decimal) -> None:
    kept = ExactDecimal().process_bind_param(value, SQLITE)
    assert ExactDecimal().process_result_value(kept, SQLITE) == value


@pytest.mark.parametrize("stored", ["", "12a", "NaN", "1e5", "１２", "1_000", "+5", " 5", ".5", "5.", 12.5, b"5"])
def test_stored_text_that_we_cannot_have_written_is_not_read_as_a_number(stored: object) -> None:
    with pytest.raises(Unreadable):
        ExactDecimal().process_result_value(stored, SQLITE)


def test_nothing_stays_nothing() -> None:
    assert ExactDecimal().process_bind_param(None, SQLITE) is None
    assert ExactDecimal().process_result_value(None, SQLITE) is None
    assert UtcTime().process_bind_param(None, SQLITE) is None
    assert UtcTime().process_result_value(None, SQLITE) is None


def test_postgresql_has_a_true_decimal() -> None:
    assert ExactDecimal().process_bind_param(Decimal("1.50"), POSTGRES) == Decimal("1.50")
    assert ExactDecimal().process_result_value(Decimal("1.50"), POSTGRES) == Decimal("1.50")
    assert "NUMERIC" in str(select(figure.c.value.cast(ExactDecimal)).compile(dialect=POSTGRES))


def test_a_time_is_utc_with_milliseconds() -> None:
    beijing = datetime(2025, 1, 31, 14, 32, 7, 123999, tzinfo=timezone(timedelta(hours=8)))
    kept = UtcTime().process_bind_param(beijing, SQLITE)
    assert kept == "2025-01-31T06:32:07.123Z"
    assert UtcTime().process_result_value(kept, SQLITE) == datetime(2025, 1, 31, 6, 32, 7, 123000, tzinfo=UTC)


@pytest.mark.parametrize("stored", ["yesterday", 5])
def test_a_time_that_is_none_is_unreadable(stored: object) -> None:
    with pytest.raises(Unreadable):
        UtcTime().process_result_value(stored, SQLITE)
