"""备份 in the window: made, listed, compared, restored; a second place that is away; the file for another PC."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import BackupEntry, Reason
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.ui.dialogs.backup_dialog import BackupDialog
from hqd_desktop.ui.models.backup_model import Column
from tests.fakes.memory_backups import MemoryBackupFolder

AT = datetime(2026, 1, 5, 4, tzinfo=UTC)


def test_made_listed_compared_restored_and_handed_over(start, desk, press_button, monkeypatch, tmp_path):
    shown = start()
    shown.window.show_page("settings", {"section": "data"})
    shown.settle()
    card = shown.page._sections["data"].backup
    assert card.last.text() == "还没有备份过。"
    desk.far = MemoryBackupFolder(Path("U盘"), there=False)
    press_button(card, "现在备份")
    shown.settle()
    assert "第二处“U盘”现在不在" in shown.window.notice
    assert "手工" in card.last.text()
    desk.near.kept.append(
        BackupEntry(Path("坏.hqd"), AT, Reason.DAY, wrong=Problem("store_empty", "", {"name": "坏.hqd"}))
    )
    desk.near.other = [
        HistoryEntry(AT, "", "", "", "", "", "surplus", "2025", "value", "9", "1234.5") for _ in range(201)
    ]
    press_button(card, "看备份、恢复…")
    shown.settle()
    (dialog,) = shown.window.findChildren(BackupDialog)
    rows = [[dialog.model.index(row, column).data() for column in Column] for row in range(dialog.model.rowCount())]
    assert {row[Column.WHY] for row in rows} == {"手工", "打不开"}
    bad = [row[Column.WHY] for row in rows].index("打不开")
    dialog.grid.selectRow(bad)
    shown.settle()
    assert "0 字节" in dialog.state.text()
    assert not dialog.restore_button.isEnabled()
    dialog.grid.selectRow(1 - bad)
    shown.settle()
    assert "201 处与现在不同" in dialog.state.text()
    said = dialog.changes.toPlainText()
    assert said.startswith("数：本期盈余　2025 年　数值：现在 9.00，恢复后 1,234.50")
    assert said.endswith("还有 1 处。")
    press_button(dialog, "恢复成这一份")
    shown.settle()
    shown.settle()
    assert desk.near.kept[-1].reason is Reason.RESTORE
    assert "原来的原样留着" in shown.window.notice
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "交接"), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: (str(tmp_path / "交接.hqdx"), ""))
    card.hand_over()
    shown.settle()
    card.receive()
    shown.settle()
    shown.settle()
    assert [path.name for path in desk.handed] == ["交接.hqdx", "交接.hqdx"]
    assert "已核对" in shown.window.notice
