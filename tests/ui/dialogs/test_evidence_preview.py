"""A registered file in the window: pages turned, the next file, damage said, other kinds left to the system."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.ui.dialogs.evidence_preview import OTHER_KIND, EvidencePreview
from tests.fakes.window_desk import blank_pdf


@pytest.fixture
def folder(tmp_path) -> FileEvidenceFolder:
    (tmp_path / "数据").mkdir()
    return FileEvidenceFolder(tmp_path / "数据" / "x.hqd")


@pytest.fixture
def show(folder, tasks, theme, qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1000, 700)
    session = SimpleNamespace(desk=SimpleNamespace(evidence_folder=lambda: folder), tasks=tasks)
    asked: list[Evidence] = []

    def make(*files: tuple[str, bytes]) -> EvidencePreview:
        records = []
        for name, data in files:
            (tmp_path / name).write_bytes(data)
            kept = folder.take_in(tmp_path / name, lambda *_: None)
            records.append(Evidence(kept.digest, kept.size, kept.name, Path(name).stem))
        dialog = EvidencePreview(session, theme, records, 0, asked.append, parent)
        dialog.asked = asked
        dialog.show()
        settle(dialog)
        return dialog

    def settle(dialog) -> None:
        qtbot.waitUntil(lambda: not tasks.busy)

    make.settle = settle
    return make


def test_pages_are_turned_and_the_next_file_comes(show) -> None:
    dialog = show(("通报.pdf", blank_pdf(3)), ("说明.docx", b"PK words"))
    assert dialog.title.text() == "1 / 2　通报"
    assert dialog.view.place == "第 1 页，共 3 页"
    QTest.keyClick(dialog.view.sheet, Qt.Key.Key_PageDown)
    show.settle(dialog)
    assert dialog.view.place == "第 2 页，共 3 页"
    QTest.keyClick(dialog.view.sheet, Qt.Key.Key_Plus)
    show.settle(dialog)
    assert dialog.view.sheet.mode.endswith("%")
    QTest.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    show.settle(dialog)
    assert (dialog.title.text(), dialog.view.words.text(), dialog.view.place) == ("2 / 2　说明", OTHER_KIND, "")
    dialog.open_button.click()
    assert [record.title for record in dialog.asked] == ["说明"]
    assert not dialog.after.isEnabled()
    dialog.before.click()
    show.settle(dialog)
    assert dialog.view.place == "第 1 页，共 3 页"
    dialog.reject()


def test_damage_is_said_in_place_of_pages(show, folder, tmp_path) -> None:
    dialog = show(("坏的.pdf", b"%PDF-1.7 nothing"))
    assert dialog.view.words.text().startswith("“坏的.pdf”读不出来")
    (stored,) = (path for path in (tmp_path / "数据").rglob("*") if path.is_file())
    stored.write_bytes(b"%PDF-1.7 nothinG")
    dialog.step(0)
    show.settle(dialog)
    assert dialog.view.words.text().startswith("“坏的.pdf”与登记时不同")
    assert not dialog.before.isVisible()
    dialog.reject()
