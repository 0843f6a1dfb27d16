"""The Shaoyang table is the published one to the letter, and applies to hospitals as published."""

import hashlib
import re
from decimal import Decimal

import pytest

from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import NotApplicable, Scheme, Scope

# Computed from the published annex by a parser of its own that shares nothing with the pack or its making:
# number, 一级, 二级, 说明, 要求, 来源, each without white space, joined by tabs, rows by line feeds.
OFFICIAL_SHA256 = "8618fa74ca33b7557d4b2df8a4841fa0363b6ebe22ceb11656bfd8e7166cfe5f"


def test_the_official_text_is_untouched(scheme: Scheme) -> None:
    """All 33 rows and 八."""
    titles = {group.key: group.title for group in scheme.groups}
    rows = ((i.number, titles[i.group], i.name, i.explanation, i.requirement, i.source) for i in scheme)
    text = "\n".join("\t".join(re.sub(r"\s", "", cell) for cell in row) for row in rows)
    assert hashlib.sha256(text.encode()).hexdigest() == OFFICIAL_SHA256


def test_white_space_in_the_official_text(scheme: Scheme) -> None:
    """Only the numbered list of 1 (and of 2, whose merged cells repeat it) keeps a line break."""
    broken = [i.number for i in scheme if re.search(r"\s", i.name + i.explanation + i.requirement + i.source)]
    assert broken == ["1", "2"]
    assert scheme.indicator("1").explanation.count("\n") == 1


def test_numbers_groups_and_merged_cells(scheme: Scheme) -> None:
    """33 rows in order and 八; seven 一级指标 and the eighth; 2 repeats 1; 33 has no source."""
    assert [i.number for i in scheme] == [*map(str, range(1, 34)), "八"]
    assert [len([i for i in scheme if i.group == g.key]) for g in scheme.groups] == [2, 3, 6, 6, 5, 9, 2, 1]
    first, second, last = scheme.indicator("1"), scheme.indicator("2"), scheme.indicator("33")
    assert (first.explanation, first.requirement, first.source) == (
        second.explanation, second.requirement, second.source,
    )  # fmt: skip
    assert last.source == ""
    assert last.oddity == "公布文本此格为空，疑与32项合并"
    assert scheme.name == "邵阳市推进公立医院高质量发展评价指标（试行）"


@pytest.mark.parametrize(("level", "kind", "count"), [("二级", "综合", 17), ("三级", "综合", 24), ("三级", "中医", 27)])
def test_how_many_rows_apply(scheme: Scheme, level: str, kind: str, count: int) -> None:
    """17, 24 and 27 of the 33."""
    assert len(scheme.applicable(Hospital("甲", level, kind))) == count


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", TYPES)
def test_every_level_and_type_can_be_asked(scheme: Scheme, level: str, kind: str) -> None:
    """Chinese medicine counts only among 三级; everything below them has the rows of all hospitals."""
    tcm = kind in ("中医", "中西医结合", "民族医")
    assert len(scheme.applicable(Hospital("甲", level, kind))) == ((27 if tcm else 24) if level == "三级" else 17)


def test_scope_quarters_and_what_may_be_left_out(scheme: Scheme) -> None:
    """Region rows, quarterly rows, and the rows that may be 不适用."""

    def numbers(wanted: object) -> list[str]:
        return [i.number for i in scheme if wanted(i)]  # type: ignore[operator]

    assert numbers(lambda i: i.scope is Scope.REGION) == ["1", "2", "7", "8", "9", "11"]
    assert numbers(lambda i: i.quarterly) == ["4", "5", "11", "17", "八"]
    assert numbers(lambda i: i.not_applicable is NotApplicable.WHOLE) == ["13", "14", "15", "16", "25"]
    assert numbers(lambda i: i.not_applicable is NotApplicable.HALF) == ["32"]
    assert numbers(lambda i: i.scope is Scope.HOSPITAL and len(i.parts) == 2) == ["15", "21", "32"]
    assert numbers(lambda i: i.references) == ["12", "13", "21", "24", "27", "29"]
    assert numbers(lambda i: any(part.as_ratio for part in i.parts)) == ["29"]
    assert all(r.note.startswith("待按当年手册核对") for i in scheme for r in i.references)
    assert all(i.supplier for i in scheme if i.scope is Scope.HOSPITAL)


def test_every_ratio_can_be_entered_directly(scheme: Scheme, catalogue: Catalogue) -> None:
    """Each ratio of a hospital row names a plain item for the published value; amounts, levels and scores need none."""
    without = [
        i.number
        for i in scheme
        if i.scope is Scope.HOSPITAL and any(p.formula is not None and not p.direct for p in i.parts)
    ]
    assert without == ["19", "22", "26", "32", "33", "八"]
    for indicator in scheme:
        for part in indicator.parts:
            if part.direct:
                assert catalogue[part.direct].group == "直接填报的比率"
                assert not catalogue[part.direct].formula


def test_formulas_read_as_the_table_writes_them(scheme: Scheme) -> None:
    """Fullwidth brackets, ÷ and × as printed for reading."""
    assert scheme.indicator("24").parts[0].formula is not None
    assert scheme.indicator("24").parts[0].formula.text == (
        "（医疗收入 − 药品收入 − 卫生材料收入 − 检查收入 − 化验收入） ÷ 医疗收入 × 100%"
    )
    fourteen = scheme.indicator("14").parts[0].formula
    assert fourteen is not None
    assert fourteen.text.endswith("× 100")


def test_the_example_rule_set(scheme: Scheme, ruleset: RuleSet) -> None:
    """4 points for each scored row; 12 and 27 are monitored; 八 is a bonus of at most 4."""
    assert ruleset.title.startswith("自定赋分")
    assert ruleset.bonus_cap == 4
    monitored = [i.number for i in scheme if i.scope is Scope.HOSPITAL and ruleset.entry(i).monitored]
    assert monitored == ["12", "27"]
    for indicator in scheme:
        entry = ruleset.entry(indicator)
        scored = indicator.scope is Scope.HOSPITAL and not entry.monitored
        assert entry.full == (Decimal(4) if scored else 0), indicator.number
        assert entry.bonus == (indicator.number == "八")
    fulls = {kind: sum(ruleset.entry(i).full for i in scheme.applicable(Hospital("甲", *kind)))
             for kind in (("二级", "综合"), ("三级", "综合"), ("三级", "中医"))}  # fmt: skip
    assert list(fulls.values()) == [64, 88, 100]
