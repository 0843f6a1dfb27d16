"""院际对比 on paper: totals and shares are those of the scorecards, also when computed anew; no word is a number."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.group_workbook import POINTS, VALUES, group_bytes
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.records import Packs
from tests.files.recalculating import recalculated
from tests.files.workbook_making import SOFFICE

YEAR = 2025
SHARES = "本组占比"


@pytest.fixture(scope="module")
def comparison(packs: Packs, source: FilePackSource) -> GroupComparison:
    """Two samples, one with a single figure, one with a no beside blanks, one elsewhere, one not begun."""
    members = [
        MemberYear(one.hospital, None, assess(packs, one.hospital, YEAR, one.figures)) for one in source.samples()
    ]
    for name, figures in (("空白医院", {"capital_debt": "0"}), ("否医院", {"dean_responsibility": "0"})):
        hospital = Hospital(name, "二级", "中医")
        given = {(key, Period(YEAR)): number(value) for key, value in figures.items()}
        members.append(MemberYear(hospital, None, assess(packs, hospital, YEAR, given)))
    table = source.scheme("jilin-2022")
    elsewhere = replace(packs, scheme=table, ruleset=source.ruleset(source.ruleset_ids("jilin-2022")[0], table))
    other = Hospital("=1+1医院", "三级", "综合")
    members.append(MemberYear(other, None, assess(elsewhere, other, YEAR, {})))
    members.append(MemberYear(Hospital("明年医院", "三级", "综合"), None, None))
    return GroupComparison(YEAR, packs.scheme, tuple(members))


def sheet_of(data: bytes, name: str, cached: bool = True) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data), data_only=cached)[name].iter_rows(values_only=True))


def by_name(data: bytes, name: str) -> dict[str, dict[str, object]]:
    """The rows of members by heading."""
    rows = sheet_of(data, name)
    head = next(at for at, row in enumerate(rows) if row[0] == "医院")
    return {str(row[0]): dict(zip(map(str, rows[head]), row, strict=True)) for row in rows[head + 1 :]}


def test_points_are_those_of_the_scorecards(comparison: GroupComparison) -> None:
    """Total, base, bonus, full marks, groups and rows; 不适用 and 缺 are words."""
    rows = by_name(group_bytes(comparison), POINTS)
    for member in comparison.members:
        row, card = rows[member.hospital.name], comparison.compared(member)
        if card is None:
            assert {row["结果"], row["基础分"], row["20 管理费用占比（满分 4）"]} <= {"不适用", "未开始"}
            continue
        assert card.total is not None
        assert row["结果"] == float(round_half_up(card.total, 2))
        assert (row["基础分"], row["加分"]) == (float(card.points), float(card.bonus))
        assert (row["适用满分"], row["未定"]) == (float(card.full), float(card.undetermined))
        for group in card.groups:
            if group.points:
                assert row[group.group.title] == float(group.points)
    assert rows["空白医院"]["20 管理费用占比（满分 4）"] == "缺"
    assert rows["示例县医院（二级）"]["13 四级手术比例（满分 4）"] == "不适用"
    assert rows["示例医院"]["13 四级手术比例（满分 4）"] == 4.0


def test_values(comparison: GroupComparison) -> None:
    """As shown, in numbers."""
    rows = by_name(group_bytes(comparison), VALUES)
    row = next(row for name, row in rows.items() if name == "示例医院")
    (ratio,) = (value for heading, value in row.items() if heading.startswith("6 "))
    assert ratio == 14.08
    assert {value for heading, value in rows["=1+1医院"].items() if heading[:1].isdigit()} == {"不适用"}


def test_the_shares_with_their_counts(comparison: GroupComparison) -> None:
    """Who answers what, the sums, 未填全, and the names."""
    data = group_bytes(comparison)
    rows = {str(row[0]): row for row in sheet_of(data, SHARES)}
    assert rows["示例医院"][2:8] == (1, "达到", pytest.approx(7365284.19), "达到", 18000000, "未达到")
    assert rows["空白医院"][2:8] == ("缺", "未填", "缺", "未填", 0, "达到")
    assert rows["否医院"][2:4] == (0, "未达到")
    assert rows["=1+1医院"][2:4] == ("不适用", "不适用")
    assert rows["明年医院"][2:4] == ("未开始", "未填")
    assert [rows["公立医院总数（家）"][column] for column in (3, 5, 7)] == [5, 5, 5]
    assert rows["占比（%）"][3] == "未填全"
    assert any(str(row[0]) == "未填 2 家：空白医院、明年医院" for row in sheet_of(data, SHARES))
    whole = replace(comparison, members=comparison.members[:2])
    assert {str(row[0]): row for row in sheet_of(group_bytes(whole), SHARES)}["占比（%）"][3:8:2] == (100, 50, 50)


def test_a_table_without_shares_has_no_such_sheet(comparison: GroupComparison) -> None:
    """And a group that nobody of has begun still writes."""
    elsewhere = replace(comparison, scheme=comparison.members[4].card.scheme)  # type: ignore[union-attr]
    assert load_workbook(io.BytesIO(group_bytes(elsewhere))).sheetnames == [POINTS, VALUES]
    nobody = replace(comparison, members=comparison.members[5:])
    assert by_name(group_bytes(nobody), POINTS)["明年医院"]["结果"] == "未开始"


def test_sums_are_formulas_and_names_are_not(comparison: GroupComparison) -> None:
    data = group_bytes(comparison)
    formulas = [cell for row in sheet_of(data, POINTS, cached=False) for cell in row if str(cell).startswith("=")]
    assert len(formulas) > 20
    assert all("SUM(" in str(cell) or "MIN(100" in str(cell) for cell in formulas if cell != "=1+1医院")
    assert sum(str(cell).startswith("=COUNTIF") for row in sheet_of(data, SHARES, cached=False) for cell in row) == 9


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_computed_anew_it_is_the_same(comparison: GroupComparison, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    FileWorkbooks().write_group(path, comparison)
    after, compared = recalculated(path.read_bytes(), tmp_path), 0
    for name in (POINTS, VALUES, SHARES):
        for row, values in enumerate(sheet_of(path.read_bytes(), name)):
            for column, value in enumerate(values):
                if isinstance(value, int | float):
                    assert Decimal(f"{value:.12g}") == Decimal(f"{after[name][row, column]:.12g}")
                    compared += 1
                elif value in ("达到", "未达到", "未填", "未填全"):
                    assert after[name][row, column] == value
    assert compared > 130
