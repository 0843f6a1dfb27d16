"""A ledger as a hospital would keep it: done, behind with its reason, not reported, 整改 open, late and closed."""

from datetime import date
from decimal import Decimal

from hqd_desktop.domain.ledger import LedgerBook, LedgerEntry, Remedy, TaskState, open_book
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.report_ledger import TaskReport, task_reports
from tests.fakes.shipped_regions import RegionSource

PACK, YEAR = "shaoyang-2022", 2025


def told_book() -> LedgerBook:
    """Of the Shaoyang tasks."""

    def entry(task: str, quarter: int, state: TaskState | None, progress: str, **more: object) -> LedgerEntry:
        return LedgerEntry(PACK, task, Period(YEAR, quarter), state, progress, **more)  # type: ignore[arg-type]

    entries = [
        entry("5.1", 1, TaskState.UNDERWAY, "已核编 12 名", number=Decimal(12)),
        entry("5.1", 2, TaskState.UNDERWAY, "再核编 9 名", number=Decimal(21)),
        entry("5.1", 3, TaskState.BEHIND, "", reason="编办年内不再受理，须到下一年度", next_step="向编办书面报告",
              next_due=date(2026, 3, 31)),
        entry("6.1", 1, TaskState.DONE, "科室已挂牌", number=Decimal("-1.5")),
        entry("6.2", 0, None, "全年完成三批"),
        entry("6.2", 4, TaskState.NOT_STARTED, ""),
    ]  # fmt: skip
    remedies = [
        Remedy(PACK, "5.1", 2024, "补报编制方案", "人事科", date(2025, 6, 30), date(2025, 5, 8), "编办已受理"),
        Remedy(PACK, "5.1", 2025, "向编办报告并列入年度计划", "人事科", date(2026, 6, 30)),
        Remedy(PACK, "6.1", 2024, "补齐设备清单", "设备采购科", date(2025, 12, 31)),
    ]
    return open_book(RegionSource().tasks(PACK), YEAR, entries, [], remedies)


def told_reports() -> tuple[TaskReport, ...]:
    """As a submission carries them."""
    return task_reports([told_book()], lambda pack: "邵阳 2022")
