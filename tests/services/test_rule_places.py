"""A fault of rules is told by the row and the heading of the table it was typed in."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.domain.ruleset_raw import raw_of
from hqd_desktop.services.rule_places import placed
from hqd_desktop.services.rule_table import RuleTable, raw_from, table_of
from tests.fakes.shipped_packs import shipped_packs

SCHEME = shipped_packs().scheme
TABLE = table_of(raw_of(shipped_packs().ruleset, SCHEME), SCHEME)


def told(number: str, *, part: str = "", places: tuple[str, ...] = TABLE.places, **cells: str) -> list[tuple[str, str]]:
    """Code and place of what is wrong after those cells of a row were changed."""
    rows = list(TABLE.rows)
    at = next(n for n, row in enumerate(rows) if row["序号"] == number and part in row["值"])
    rows[at] = {**rows[at], **cells}
    table = RuleTable(TABLE.head, tuple(rows), places)
    raw, problems = raw_from(table, SCHEME)
    assert raw is not None, problems
    return [(one.code, one.where) for one in placed(ruleset_from(raw, SCHEME)[1], table, SCHEME)]


def test_the_row_and_the_heading_are_named() -> None:
    assert told("20", 满分="-4") == [("ruleset_negative", "20 管理费用占比 满分")]
    assert told("29", 界限="") == [("raw_missing", "29 医护比 界限")]


def test_of_several_values_the_one_is_named() -> None:
    assert ("raw_missing", "32 患者满意度（住院患者满意度） 允许变动") in told("32", part="住院", 允许变动="")


def test_a_file_has_places_of_its_own() -> None:
    """As they were read, or by counting."""
    lines = tuple(f"第 {at} 行" for at in range(13, 13 + len(TABLE.rows)))
    at = next(n for n, row in enumerate(TABLE.rows) if row["序号"] == "20")
    assert told("20", places=lines, 满分="-4") == [("ruleset_negative", f"第 {at + 13} 行 满分")]
    assert told("20", places=(), 满分="-4") == [("ruleset_negative", f"第 {at + 1} 行 满分")]
    halves = next(n for n, row in enumerate(TABLE.rows) if row["序号"] == "32" and "住院" in row["值"])
    assert ("raw_missing", f"第 {halves + 13} 行 允许变动") in told("32", part="住院", places=lines, 允许变动="")


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("ruleset.places", "得分小数位"),
        ("ruleset.label", "ruleset.label"),
        ("grade[优].minimum", "总分等级"),
        ("rule[99]", "99"),
        ("rule[22].step[1].levels", "22 电子病历应用水平分级 各档"),
        ("rule[22].option[1].limit", "22 电子病历应用水平分级 组合"),
        ("format", "format"),
    ],
)
def test_what_is_no_cell_of_a_row(where: str, place: str) -> None:
    (found,) = placed([Problem("raw_missing", where)], TABLE, SCHEME)
    assert found == replace(Problem("raw_missing"), where=place)
