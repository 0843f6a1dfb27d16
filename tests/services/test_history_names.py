"""Keys of 修改记录 by their names; one that is not known any more answers with nothing."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.evidence import Evidence, EvidenceBook
from hqd_desktop.services.history_names import HistoryNames
from hqd_desktop.services.records import Actor, ChangeNote, StoredRuleSet
from hqd_desktop.services.view import View
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_source
from tests.fakes.shipped_regions import RegionSource

TASK = shipped_source().tasks("shaoyang-2022").tasks[0].key
NOTE = ChangeNote(Actor("甲", "PC"), "保存赋分方案")


@pytest.fixture
def names(opened: View, store: MemoryStore) -> HistoryNames:
    record = Evidence("d" * 64, 15, "名册.pdf", "护士名册")
    return HistoryNames(replace(opened, evidence=EvidenceBook((record,))), shipped_source(), store)


@pytest.mark.parametrize(
    ("table", "key", "told"),
    [
        ("explanation", "jump:superior_subsidy_income:2025", "上级补助收入"),
        ("explanation", "gone", ""),
        ("evidence", "d" * 64, "护士名册"),
        ("evidence", "e" * 64, ""),
        ("ledger_entry", f"shaoyang-2022:{TASK}", None),
        ("remedy", "shaoyang-2022:没有", ""),
        ("ledger_milestone", "gone:g1", ""),
        ("evidence_use", "29", "第 29 项 医护比"),
        ("evidence_use", f"shaoyang-2022:{TASK}", None),
        ("evidence_use", "indicator:shaoyang-2022:29", "第 29 项 医护比"),
        ("evidence_use", "indicator:shaoyang-2022:99", "第 99 项"),
        ("evidence_use", "indicator:gone:3", "另一指标表 第 3 项"),
        ("rectification", "29", "第 29 项 医护比"),
        ("rectification", "shaoyang-2022:29", "第 29 项 医护比"),
        ("goal", "29 value", "第 29 项 医护比"),
        ("goal", "99 value", ""),
        ("report_text", "header", "页眉"),
        ("report_text", "paragraph.losses", None),
        ("report_text", "gone", ""),
        ("followed_pack", "shaoyang-2022", None),
        ("followed_pack", "gone", ""),
        ("figure", "surplus", ""),
    ],
)
def test_things(names: HistoryNames, table: str, key: str, told: str | None) -> None:
    found = names.thing(table, key)
    assert names.thing(table, key) == found
    if told is None:
        assert found
        assert key not in found
    else:
        assert found == told


def test_rule_sets_and_tables(names: HistoryNames, store: MemoryStore) -> None:
    own = store.rules.add_rule_set("h", StoredRuleSet("本院方案", "1.0", "shaoyang-2022", "", "{}", "d"), NOTE)
    assert names.value("ruleset_id", own.id) == "本院方案 1.0 版"
    assert "示例赋分方案" in names.value("ruleset_id", "example-shaoyang-2022")
    assert names.value("ruleset_id", "gone") == ""
    assert "邵阳" in names.value("scheme_id", "shaoyang-2022")
    assert names.value("text", "x") == ""


def test_a_row_of_another_table_is_told_with_it(names: HistoryNames) -> None:
    """A task of that text may have the same key and is filed without the mark."""
    wide = replace(names, source=RegionSource(), _known={})
    assert wide.thing("evidence_use", "indicator:dazu-2024:3") == "大足 2024 指标任务分解表 第 3 项"
    task = RegionSource().tasks("dazu-2024").find("3")
    assert wide.thing("evidence_use", "dazu-2024:3") == f"{task.number} {task.text}"


def test_a_check_by_its_title(names: HistoryNames, opened: View) -> None:
    check = opened.assessment.checks[0]
    assert names.thing("explanation", check.key) == check.title
