"""院际对比 in words: what stands in a cell, and that nothing that is not known ever stands as a number."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hqd_desktop.domain.scorecard import Reason, Status
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.group_rows import (
    Column,
    Face,
    Keep,
    Look,
    MemberRow,
    arranged,
    columns_of,
    fits,
    notes,
    plain_text,
    rows_of,
    title_of,
)
from tests.fakes.memory_store import MemoryStore
from tests.services.group_making import BLANK, LATE, OTHER, compared, group_of, with_other_rules
from tests.services.test_workspace import lock


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture(scope="module")
def comparison(store: MemoryStore) -> GroupComparison:
    workspace = group_of(store)
    lock(store, workspace.view.hospital.id, 2025)
    return compared(workspace)


def column(columns: tuple[Column, ...], title: str) -> int:
    return next(place for place, one in enumerate(columns) if one.title == title)


def texts(comparison: GroupComparison, face: Face, title: str) -> list[str]:
    columns = columns_of(comparison, face)
    place = column(columns, title)
    return [row.cells[place].text for row in rows_of(comparison, columns)]


def test_what_stands_before_every_face(comparison: GroupComparison) -> None:
    """Name, class, state, how much is missing; another table and a year not begun are told in 状态."""
    columns = columns_of(comparison, Face.POINTS)
    assert [one.title for one in columns[:4]] == ["医院", "类别", "状态", "缺数"]
    assert not columns[0].numeric
    assert columns[3].numeric
    assert texts(comparison, Face.VALUES, "医院") == ["示例医院", "示例县医院（二级）", BLANK, OTHER, LATE]
    assert texts(comparison, Face.VALUES, "状态") == ["已锁定 v1", "草稿", "草稿", "用吉林市 2022 实施方案", "未开始"]
    assert texts(comparison, Face.POINTS, "缺数")[3:] == ["不适用", "未开始"]
    assert int(texts(comparison, Face.POINTS, "缺数")[2]) > 0


def test_totals_and_groups(comparison: GroupComparison) -> None:
    """A total that may still change says so; members elsewhere have none."""
    total = texts(comparison, Face.POINTS, "结果")
    assert (total[0], total[3], total[4]) == ("80.51", "不适用", "未开始")
    assert total[2].endswith("（暂）")
    groups = [one for one in columns_of(comparison, Face.POINTS) if one.heading.startswith("二、")]
    assert len(groups) == 1
    assert texts(comparison, Face.POINTS, groups[0].title)[0] == "11.00"


def test_points_of_a_row(comparison: GroupComparison) -> None:
    """Points, 缺, 不适用 for another class, never a nought in their place."""
    surgery = texts(comparison, Face.POINTS, "13 四级手术比例")
    assert surgery == ["4.00", "不适用", "不适用", "不适用", "未开始"]
    assert texts(comparison, Face.POINTS, "20 管理费用占比")[2] == "缺"
    columns = columns_of(comparison, Face.POINTS)
    assert columns[column(columns, "20 管理费用占比")].heading == "20 管理费用占比（满分 4）"
    assert not any(one.number == "12" for one in columns)  # monitored by every member


def test_values_of_a_row(comparison: GroupComparison) -> None:
    """In the part's own unit and decimals; conditions by their count; two values are two columns."""
    columns = columns_of(comparison, Face.VALUES)
    titles = [one.title for one in columns]
    assert "32 门诊患者满意度" in titles or sum(one.number == "32" for one in columns) == 2
    assert columns[column(columns, "20 管理费用占比")].printed.endswith("（%）")
    assert texts(comparison, Face.VALUES, "3 党委领导下的院长负责制") == ["1/1 条", "1/1 条", "缺", "不适用", "未开始"]
    assert texts(comparison, Face.VALUES, "26 无基建和设备购置非流动负债")[2] == "0.00"
    assert not any(one.number in ("1", "7") for one in columns)  # the government's


def test_states_that_a_row_may_have(comparison: GroupComparison) -> None:
    """不适用 by declaration, monitored here only, half of two values known, not computable."""
    first, *rest = comparison.members
    assert first.assessment is not None
    card = first.assessment.scorecard
    row = card.result("20")

    def with_row(**changes: object) -> GroupComparison:
        results = tuple(replace(one, **changes) if one is row else one for one in card.results)  # type: ignore[arg-type]
        assert first.assessment is not None
        assessment = replace(first.assessment, scorecard=replace(card, results=results))
        return replace(comparison, members=(replace(first, assessment=assessment), *rest))

    def told(**changes: object) -> tuple[str, Decimal | None, Look]:
        changed = with_row(**changes)
        columns = columns_of(changed, Face.POINTS)
        cell = rows_of(changed, columns)[0].cells[column(columns, "20 管理费用占比")]
        return cell.text, cell.value, cell.look

    assert told(status=Status.NOT_APPLICABLE, reason=Reason.NO_LAST_YEAR)[0] == "无上年，不计分"
    assert told(full=Decimal(0), status=Status.MONITOR) == ("监测，不计分", None, Look.OUT)
    assert told(points=Decimal(2), undetermined=Decimal(1)) == ("2.00（暂）", Decimal(2), Look.OPEN)
    assert told(points=Decimal(0), undetermined=Decimal(4)) == ("缺", None, Look.OPEN)
    part = replace(row.parts[0], value=None, status=Status.NOT_COMPUTABLE)
    changed = with_row(parts=(part,), status=Status.NOT_COMPUTABLE)
    columns = columns_of(changed, Face.VALUES)
    cell = rows_of(changed, columns)[0].cells[column(columns, "20 管理费用占比")]
    assert (cell.text, cell.look) == ("不可计算", Look.OUT)


def test_different_full_marks_are_not_in_the_heading(comparison: GroupComparison) -> None:
    first, *rest = comparison.members
    assert first.assessment is not None
    card = first.assessment.scorecard
    results = tuple(replace(one, full=Decimal(5)) if one.indicator.number == "20" else one for one in card)
    groups = tuple(replace(one, full=Decimal(0)) for one in card.groups)
    changed = replace(
        first, assessment=replace(first.assessment, scorecard=replace(card, results=results, groups=groups, total=None))
    )
    other = replace(comparison, members=(changed, *rest))
    columns = columns_of(other, Face.POINTS)
    assert columns[column(columns, "20 管理费用占比")].heading == "20 管理费用占比"
    group = next(one.title for one in columns if one.heading.startswith("二、"))
    assert texts(other, Face.POINTS, group)[0] == "不适用"
    assert texts(other, Face.POINTS, "结果")[0] == "—"


def test_a_member_out_of_a_file(comparison: GroupComparison) -> None:
    first = comparison.members[0]
    only = replace(comparison, members=(MemberYear(first.hospital, None, first.assessment),))
    assert texts(only, Face.POINTS, "状态") == ["文件"]


def test_filters(comparison: GroupComparison) -> None:
    rows = rows_of(comparison, columns_of(comparison, Face.POINTS))

    def names(keep: Keep) -> list[str]:
        return [row.member.hospital.name for row in rows if fits(row, keep, comparison)]

    assert len(names(Keep.ALL)) == 5
    assert names(Keep.TERTIARY) == ["示例医院", OTHER, LATE]
    assert names(Keep.OTHERS) == ["示例县医院（二级）", BLANK]
    assert names(Keep.LOCKED) == ["示例医院"]
    assert LATE in names(Keep.OPEN)
    assert "示例医院" not in names(Keep.OPEN)


def names_of(rows: tuple[MemberRow, ...]) -> list[str]:
    return [row.member.hospital.name for row in rows]


def test_sorted_and_found(comparison: GroupComparison) -> None:
    """Those without a number come last whichever way; words look into name, class and state."""
    columns = columns_of(comparison, Face.POINTS)
    rows = rows_of(comparison, columns)
    total = column(columns, "结果")
    down = names_of(arranged(rows, comparison, Keep.ALL, "", total))
    up = names_of(arranged(rows, comparison, Keep.ALL, "", total, down=False))
    assert down[:3] == up[:3][::-1]
    assert down[3:] == up[3:] == [OTHER, LATE]
    assert names_of(arranged(rows, comparison, Keep.ALL, "", 0, down=False)) == sorted(names_of(rows))
    assert names_of(arranged(rows, comparison, Keep.ALL, " 二级 示例 ")) == ["示例县医院（二级）"]
    assert arranged(rows, comparison, Keep.LOCKED, "nobody") == ()


def test_what_has_to_be_known(comparison: GroupComparison) -> None:
    """Other rules, other tables, years not begun, blanks, classes; nothing where all is the same."""
    told = "".join(notes(with_other_rules(comparison)))
    for words in ("方案或指标表版本不同", f"不适用：{OTHER}", f"年度：{LATE}", f"暂得分：{BLANK}", "级别、类别不同"):
        assert words in told
    assert notes(replace(comparison, members=comparison.members[:1])) == ()


def test_to_be_pasted(comparison: GroupComparison) -> None:
    """Title, rule set, notes, headings, rows."""
    columns = columns_of(comparison, Face.VALUES)
    rows = rows_of(comparison, columns)
    lines = plain_text(comparison, columns, rows).splitlines()
    assert (
        lines[0]
        == title_of(comparison)
        == "院际对比　2025 年度　邵阳 2022 评价指标（试行）　5 家（示例，数字全部虚构）"
    )
    assert lines[1].startswith("自定赋分")
    assert len(lines[-1].split("\t")) == len(lines[-6].split("\t")) == len(columns)
    real = replace(
        comparison, members=tuple(replace(m, hospital=replace(m.hospital, sample=False)) for m in comparison.members)
    )
    assert title_of(real).endswith("5 家")
