"""Lists of tasks: what they answer, and that a wrong one is refused with every fault by its place."""

from datetime import date
from typing import Any

from hqd_desktop.domain.tasks import Milestone, no_tasks, tasks_from

GROUPS = [
    {"key": "g", "title": "（一）组", "short": "组"},
    {"key": "s", "title": "保障", "short": "保障", "safeguard": True},
]


def task(key: str = "1", **fields: Any) -> dict[str, Any]:
    return {"key": key, "number": key, "group": "g", "text": "做", "section": "二（一）", **fields}


def book(*tasks: dict[str, Any], **top: Any) -> dict[str, Any]:
    return {"tasks": {"pack": "p"}, "group": GROUPS, "task": list(tasks), **top}


def faults(raw: dict[str, Any]) -> set[tuple[str, str]]:
    found, problems = tasks_from(raw)
    assert (found is None) == bool(problems)
    return {(problem.code, problem.where) for problem in problems}


def test_a_small_list() -> None:
    """Is answered by key, by group and by kind; a task without an owner asks nothing of a hospital."""
    dated = [{"due": "2026-12-31", "text": "全部"}, {"due": "2024-12-31", "text": "一半"}]
    found, problems = tasks_from(book(task("1", milestone=dated, owner="党办"), task("2"), task("3", group="s")))
    assert problems == []
    assert found is not None
    assert [one.key for one in found] == ["1", "2", "3"]
    assert [one.key for one in found.of_group("g")] == ["1", "2"]
    assert [one.key for one in found.work] == ["1", "2"]
    assert [one.key for one in found.safeguards] == ["3"]
    first, second = found.work
    assert found.find("1") is first
    assert found.find("9") is None
    assert (first.of_hospital, second.of_hospital) == (True, False)
    assert first.deadline == date(2026, 12, 31)
    assert second.deadline is None
    assert first.milestones[1] == Milestone(date(2024, 12, 31), "一半")
    assert "raw" not in repr(found)


def test_a_pack_may_set_none() -> None:
    assert no_tasks("p").tasks == ()
    assert no_tasks("p").work == ()


def test_every_fault_is_named_by_its_place() -> None:
    """Missing words, an unknown group, days that no calendar has, keys used twice, fields that nobody reads."""
    assert faults({}) == {("raw_missing", "tasks.pack")}
    assert faults(book({"key": "1"})) == {
        ("raw_missing", f"task[1].{name}") for name in ("number", "group", "text", "section")
    }
    assert faults(book(task(group="x"))) == {("raw_not_choice", "task[1].group")}
    assert faults(book(task(), group=[])) == {("raw_not_choice", "task[1].group")}
    assert faults(book(task(), task())) == {("tasks_key_twice", "task[1]")}
    assert faults(book(task(), group=[*GROUPS, GROUPS[0]])) == {("tasks_key_twice", "group[g]")}
    assert faults(book(task(surprise="?"))) == {("raw_unknown_field", "task[1].surprise")}
    for day in ("2026-6-30", "2026-06-31", "20260630", "到2026年"):
        given = [{"due": day, "text": "做完"}]
        assert faults(book(task(milestone=given))) == {("raw_not_day", f"task[1].milestone[{day}].due")}
    assert faults(book(task(milestone=[{"text": "做完"}]))) == {("raw_missing", "task[1].milestone[1].due")}
    assert faults(book(task(milestone=[{"due": 5, "text": "做完"}]))) == {("raw_not_text", "task[1].milestone[5].due")}
