"""Separated text: encodings, separators, and what is a number."""

from decimal import Decimal

import pytest

from hqd_desktop.files import foreign_text
from hqd_desktop.files.foreign_reading import ForeignRefused, Reading
from hqd_desktop.files.foreign_text import read_text, separator_of, typed_cell
from hqd_desktop.services.grid import CellKind


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_separators(separator: str, encoding: str) -> None:
    text = f"项目{separator}本年\n一、收入{separator}12.5\n"
    ((sheet,), _) = read_text(text.encode(encoding), Reading("a.csv", lambda *_: None))
    assert sheet.at(0, 0).text == "项目"
    assert sheet.at(1, 1).value == Decimal("12.5")


def test_the_separator_that_parts_most_lines() -> None:
    assert separator_of("标题，一行\n项目;本年\n收入;1,5\n费用;2,5") == ";"
    assert separator_of("一列\n没有分隔") == ","


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1,234.50", CellKind.NUMBER), ("-5", CellKind.NUMBER), ("０", CellKind.NUMBER), ("0.5", CellKind.NUMBER),
        ("007", CellKind.TEXT), ("1,23", CellKind.TEXT), ("2024-01", CellKind.TEXT), ("1e5", CellKind.TEXT),
        ("1234567890123456", CellKind.TEXT), ('="0012"', CellKind.TEXT), ("=cmd|' /C calc'!A0", CellKind.TEXT),
        ("", CellKind.BLANK), ("  ", CellKind.BLANK), ("12.5%", CellKind.TEXT),
    ],
)  # fmt: skip
def test_what_is_a_number(text: str, kind: CellKind) -> None:
    assert typed_cell(text).kind is kind


def test_digits_that_excel_keeps_as_words() -> None:
    assert typed_cell('="0012"').text == "0012"


def test_a_text_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_text, "LIMIT", 3)
    with pytest.raises(ForeignRefused):
        read_text(b"a,b,c", Reading("a.csv", lambda *_: None))
