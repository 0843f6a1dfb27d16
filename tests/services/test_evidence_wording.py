"""Words of 佐证."""

from dataclasses import replace
from datetime import date

from hqd_desktop.domain.evidence import (
    Evidence,
    EvidenceUse,
    UseKind,
    use_of_figure,
    use_of_indicator,
    use_of_plan,
    use_of_task,
)
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.evidence_wording import facts, task_mark, use_text
from hqd_desktop.services.records import Packs

DAY = date(2026, 1, 5)


def test_facts_are_said_when_they_are_known() -> None:
    assert facts(Evidence("a" * 64, 1_500_000, "a.pdf", "a")) == ("未盖章", "1.5 MB")
    full = Evidence("a" * 64, 900, "a.pdf", "a", "1号", DAY, date(2027, 1, 1), DAY, True, 3, "医务科")
    assert facts(full) == ("1号", "2026-01-05", "有效期至 2027-01-01", "已盖章", "3 页", "1 KB", "医务科")


def test_what_a_file_proves_is_named(packs: Packs) -> None:
    assert use_text(use_of_indicator("shaoyang-2022", "18", 2025), packs, 2025) == "指标 18 平均住院日"
    assert use_text(use_of_indicator("shaoyang-2022", "99", 2025), packs, 2025) == "指标 99"
    assert use_text(EvidenceUse(UseKind.INDICATOR, "18", Period(2025)), packs, 2025) == "指标 18 平均住院日"
    assert use_text(use_of_figure(("discharges", Period(2025))), packs, 2025) == "出院人次数"
    assert use_text(use_of_figure(("discharges", Period(2024))), packs, 2025) == "出院人次数（2024 年）"
    assert use_text(use_of_task("shaoyang-2022", "5.1", 2025), packs, 2025) == "工作任务 5.1"
    assert use_text(use_of_task("dazu-2024", "42", 2024), packs, 2025) == "其他地区工作任务 42（2024 年）"
    assert use_text(use_of_plan(2025), packs, 2025) == "本院实施细则"
    assert task_mark("本院实施细则", 1) == "本院实施细则"
    there = use_of_indicator("dazu-2024", "3", 2024)
    assert use_text(there, packs, 2024) == "另一指标表的指标 3"
    named = replace(packs, tables={"dazu-2024": "大足 2024"})
    assert use_text(there, named, 2025) == "另一指标表“大足 2024”的指标 3（2024 年）"
    assert use_text(EvidenceUse(UseKind.ITEM, "gone", Period(2025, 1)), packs, 2025) == "gone（2025 年一季度）"
