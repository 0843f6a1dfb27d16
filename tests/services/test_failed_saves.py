"""What is said of figures that the disk refused: how many, since when the rest is safe, and what to do."""

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.failed_saves import failed_save
from hqd_desktop.services.messages import sentence


def test_a_full_disk_in_three_parts() -> None:
    """As ui.md has it, and nothing of a path."""
    fault = failed_save((Problem("store_disk_full", "/home/x/自评数据.hqd", {"name": "自评数据.hqd"}),), 1, "14:32:07")
    assert fault is not None
    assert sentence(fault) == (
        "没能保存：磁盘已满。上一次保存（14:32:07）完好，这 1 个数还在屏幕上。腾出空间后点“再存一次”。"
    )


@pytest.mark.parametrize(
    "code", ["busy", "read_only", "forbidden", "not_there", "io", "gone", "replaced", "memory", "damaged"]
)
def test_every_fault_of_the_disk_says_what_is_safe(code: str) -> None:
    """Before anything was saved in this session there is no time to name."""
    fault = failed_save((Problem(f"store_{code}", "x"),), 12, "")
    assert fault is not None
    said = sentence(fault)
    assert said.startswith("没能保存：")
    assert "这 12 个数还在屏幕上" in said
    assert "（" not in said


def test_a_file_that_was_replaced_says_where_its_figures_are() -> None:
    """They are in no other place."""
    fault = failed_save((Problem("store_replaced", "x", {"name": "x", "copy": "/d/backups/x-1.hqd"}),), 1, "14:32:07")
    assert fault is not None
    assert "已另存为 /d/backups/x-1.hqd" in sentence(fault)


def test_what_is_no_fault_of_the_disk_speaks_for_itself() -> None:
    """Trying the same again would not help."""
    assert failed_save((Problem("store_stale", "x"),), 1, "14:32:07") is None
    assert failed_save((), 1, "") is None
