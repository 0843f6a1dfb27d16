"""The verdict as a dialog: words, shapes, no list where nothing was found, closed by Enter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.package_records import Manifest, PackMark, Verdict
from hqd_desktop.ui.dialogs.package_dialog import RefusedPackageDialog, VerdictDialog

PACK = PackMark("p", "指标表", "1.0", "hqd1-sha256:" + "0" * 64)
MANIFEST = Manifest(
    "hqd 1.0", "2026-03-01", Hospital("测试医院", "三级", "综合"), 2025, 1, "draft", PACK.digest,
    {"catalogue": PACK, "scheme": PACK, "ruleset": PACK}, {}, (),
)  # fmt: skip


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_all_well(qtbot, theme) -> None:
    dialog = shown(
        qtbot, VerdictDialog(theme, Path("a.hqdz"), Verdict(MANIFEST, (), "自评得分 80.51", True, "ab" * 32))
    )
    assert dialog.headline.text() == "与生成时完全一致"
    assert not dialog.findings.isVisible()
    assert dialog.focusWidget() is dialog.close_button


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_findings_are_read_whole(qtbot, theme, mode) -> None:
    """The longest sentence wraps; none is cut by the edge of the list."""
    theme.set_mode(mode)
    told = (Problem("package_cell_formula", "自评得分!H8", {"was": "=" + "A" * 80 + "…", "now": "空白"}),
            Problem("package_member_missing", "a.pdf"))  # fmt: skip
    dialog = shown(qtbot, VerdictDialog(theme, Path("a.hqdz"), Verdict(MANIFEST, told, "", False, "")))
    assert dialog.headline.text() == "有 2 处与生成时不同"
    assert [dialog.findings.item(row).text()[:11] for row in range(2)] == ["自评得分!H8：公式生", "a.pdf：文件不见了"]
    listed = dialog.findings
    longest = listed.visualItemRect(listed.item(0)).height()
    assert longest > listed.visualItemRect(listed.item(1)).height()
    runs = re.findall(r"[!-~]+", listed.item(0).text())
    assert max(listed.fontMetrics().horizontalAdvance(run) for run in runs) < listed.viewport().width() - theme.px(40)
    assert dialog.rescored.text() == "包内数据不能重算。"


def test_a_refusal_is_closed_by_enter(qtbot, theme) -> None:
    dialog = RefusedPackageDialog(theme, "没有核验", Path("a.hqdz"), [f"理由{n}。" for n in range(20)])
    shown(qtbot, dialog)
    closed = []
    dialog.accepted.connect(lambda: closed.append(True))
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert closed == [True]
