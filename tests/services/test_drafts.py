"""Half-written texts: whose they are, and which belong to what is open."""

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.drafts import Draft, offered

CELL = Draft("注册护士数（2025 年）", "50", "/一.hqd", 2025, "registered_nurses", "2025")


def test_a_draft_knows_its_cell() -> None:
    assert CELL.key == ("registered_nurses", Period(2025))
    assert Draft("写说明", "新院区", "/一.hqd", 2025).key is None
    assert Draft("?", "1", "/一.hqd", 2025, "a", "去年").key is None


def test_only_what_belongs_to_the_open_database_and_its_years_is_offered() -> None:
    elsewhere, gone = Draft("x", "1", "/二.hqd", 2025), Draft("x", "1", "/一.hqd", 2020)
    assert offered([elsewhere, CELL, gone], "/一.hqd", (2024, 2025)) == [CELL]
