"""The list of backups as a Qt model, and its words; it opens none."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.domain.evidence import size_text
from hqd_desktop.services.backup_records import BackupEntry
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models.row_model import RowModel


class Column(IntEnum):
    """The columns, left to right."""

    WHEN = 0
    WHY = 1
    YEARS = 2
    LAST = 3
    PROGRAM = 4
    SIZE = 5
    WHERE = 6


TITLES = ("备份时间", "为什么", "里面的年度", "最后改动", "程序版本", "大小", "在哪里")


def backup_cells(entry: BackupEntry) -> tuple[str, ...]:
    """A backup in words, in the order of TITLES."""
    moment = entry.at.astimezone()
    where = f"{'第二处' if entry.second else '本机'}　{entry.path.name}"
    if entry.wrong is not None:
        return (f"{moment:%Y-%m-%d %H:%M}", "打不开", sentence(entry.wrong), "", "", size_text(entry.size), where)
    last = f"{entry.last_change.astimezone():%Y-%m-%d %H:%M}" if entry.last_change else "没有改动"
    years = "、".join(str(year) for year in entry.years) or "没有年度"
    names = "、".join(entry.hospitals)
    return (
        f"{moment:%Y-%m-%d %H:%M}", entry.reason.value, f"{names}　{years}", last,
        entry.program or f"数据格式 {entry.schema}", size_text(entry.size), where,
    )  # fmt: skip


class BackupModel(RowModel[BackupEntry]):
    """Newest first."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(TITLES, (Column.SIZE,), parent)

    def answer(self, row: BackupEntry, column: int, role: int) -> Any:
        cells = backup_cells(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path) if column == Column.WHERE else cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[column]} {cells[column]}"
        return None
