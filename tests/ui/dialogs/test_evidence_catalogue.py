"""佐证目录 in the window: numbers, what is lacking, how the files are; going to a row, handing out, stopping."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from hqd_desktop.domain.evidence import Details, FileState, use_of_indicator, use_of_task
from hqd_desktop.services.errors import Cancelled
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.ui.dialogs.evidence_catalogue import LISTS, EvidenceCatalogueDialog, Place
from hqd_desktop.ui.widgets.status_shapes import Shape

YEAR = 2025
PACK = "shaoyang-2022"


def add(shown, use, data: bytes, title: str, **details: object) -> str:
    file = shown.desk.evidence.keep(data, f"{title}.pdf")
    piece = Piece(file, Details(title, sealed=True, **details))
    shown.session.change_evidence(adding(shown.desk.evidence, [piece], use))
    shown.settle()
    return file.digest


@pytest.fixture
def shown(start) -> Any:
    window = start()
    add(window, use_of_indicator(PACK, "18", YEAR), b"a", "住院日统计", valid_until=date(2025, 6, 30))
    add(window, use_of_task(PACK, "4.1", YEAR), b"b", "日间手术")
    window.window.show_page("ledger", {"act": "evidence"})
    window.settle()
    return window


def dialog(shown) -> EvidenceCatalogueDialog:
    (found,) = shown.window.findChildren(EvidenceCatalogueDialog)
    return found


def cells(made: EvidenceCatalogueDialog, place: Place) -> list[tuple[str, ...]]:
    return [row.cells for row in made.models[place].rows]


def test_numbers_gaps_and_states(shown, press_button) -> None:
    made = dialog(shown)
    assert [row[:2] for row in cells(made, Place.FILES)] == [
        ("18　平均住院日",), ("18-1", "住院日统计"), cells(made, Place.FILES)[2], ("任务4.1-1", "日间手术"),
    ]  # fmt: skip
    made.lists.set_answer(LISTS[Place.GAPS])
    gaps = {row[0].split("　")[0]: row[2:] for row in cells(made, Place.GAPS)}
    assert gaps["18"] == ("佐证都已过期", "18-1 住院日统计（有效期至 2025-06-30）")
    assert gaps["20"] == ("没有佐证", "")
    assert "任务5.1" in gaps
    assert "任务4.1" not in gaps
    shown.desk.evidence.states = {made.models[Place.FILES].rows[3].record.digest: FileState.CHANGED}
    press_button(made, "重新核对")
    shown.settle()
    assert made.place is Place.STATES
    first, second = made.models[Place.STATES].rows
    assert (first.shape, first.cells[:2]) == (Shape.ERROR, ("与登记时不同", "日间手术"))
    assert (second.shape, second.cells[:3]) == (
        Shape.WARNING,
        ("已过期", "住院日统计", "指标 18 平均住院日（2025 年）"),
    )
    assert made.hint.text().startswith("有 1 份与登记时不同或找不到")
    made.lists.set_answer(LISTS[Place.FILES])
    assert made.hint.text() == "有 1 份的文件与登记时不同或找不到，是哪些见“核对文件”。"
    made.lists.set_answer(LISTS[Place.STATES])
    QTest.keyClick(made.grids[Place.STATES], Qt.Key.Key_Return)
    shown.settle()
    assert not shown.window.findChildren(EvidenceCatalogueDialog)
    assert shown.page.panel.evidence.entries[0].record.title == "日间手术"


def test_files_are_handed_out_and_what_cannot_be_is_said(shown, press_button, tmp_path, monkeypatch) -> None:
    made = dialog(shown)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press_button(made, "导出到文件夹")
    shown.settle()
    ((target, names),) = shown.desk.evidence.handed_out
    assert target.parent == tmp_path
    assert names[0] == "18 平均住院日/18-1 住院日统计.pdf"
    assert names[-1] == "佐证目录.xlsx"
    assert shown.window.notice == made.hint.text() == f"已导出到 {target}"

    def stop(*_: object) -> None:
        raise Cancelled

    monkeypatch.setattr(shown.desk.evidence, "hand_out", stop)
    made.export_to(tmp_path)
    shown.settle()
    assert shown.window.notice == "已停止导出佐证，没有写入任何文件。"
    shown.desk.evidence.states = {made.models[Place.FILES].rows[1].record.digest: FileState.GONE}
    made.export_to(tmp_path)
    shown.settle()
    assert shown.window.notice.startswith("18-1“住院日统计”的文件“住院日统计.pdf”找不到")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "目录.pdf"), ""))
    press_button(made, "存为 PDF")
    shown.settle()
    assert Path(tmp_path / "目录.pdf").read_bytes().startswith(b"%PDF")
    press_button(made, "打印")
    shown.settle()
    assert "没有装打印机" in shown.window.notice
    QTest.keyClick(made, Qt.Key.Key_Escape)
    shown.settle()
