"""生成上报包 and 核验上报包 from the page: made, verified, refused, stopped; the window stays free meanwhile."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressDialog, QPushButton

from hqd_desktop.domain.evidence import Evidence, use_of_indicator
from hqd_desktop.ui.dialogs.package_dialog import RefusedPackageDialog, VerdictDialog
from hqd_desktop.ui.pages import package_acts

SAVE = "hqd_desktop.ui.pages.report_files.QFileDialog.getSaveFileName"
OPEN = "hqd_desktop.ui.pages.package_acts.QFileDialog.getOpenFileName"


@pytest.fixture
def report(start):
    shown = start()
    shown.window.show_page("report")
    shown.settle()
    return shown


@pytest.fixture
def saving(monkeypatch, tmp_path) -> Path:
    path = tmp_path / "包.hqdz"
    monkeypatch.setattr(SAVE, lambda *a: (str(path), ""))
    return path


def dialog_of(shown, kind):
    shown.settle()
    return next((made for made in shown.window.findChildren(kind) if made.isVisible()), None)


def words_of(dialog) -> str:
    return "\n".join(made.text() for made in dialog.findChildren(QLabel) if made.isVisible())


def test_a_package_is_made_and_verified_and_looked_at(report, saving, desk, monkeypatch, press_button) -> None:
    press_button(report.page, "生成上报包…")
    report.settle()
    assert report.window.notice == f"已导出，打开复核无误：{saving}"
    with zipfile.ZipFile(saving) as archive:
        assert "manifest.json" in archive.namelist()
    monkeypatch.setattr(OPEN, lambda *a: (str(saving), ""))
    press_button(report.page, "核验上报包…")
    dialog = dialog_of(report, VerdictDialog)
    assert dialog.headline.text() == "与生成时完全一致"
    assert not dialog.findings.isVisible()
    assert "逐项一致" in dialog.rescored.text()
    assert desk.kept.get("package.folder") == str(saving.parent)
    report.press("Esc")
    assert dialog_of(report, VerdictDialog) is None
    assert dialog_of(report, QProgressDialog) is None


def test_what_was_altered_is_listed_and_copied(report, saving, monkeypatch, press_button) -> None:
    press_button(report.page, "生成上报包…")
    report.settle()
    data = bytearray(saving.read_bytes())
    data[data.index(b"%PDF") + 40] ^= 1
    saving.write_bytes(data)
    report.page.package.verify(saving)
    dialog = dialog_of(report, VerdictDialog)
    assert dialog.headline.text() == "有 1 处与生成时不同"
    assert dialog.findings.count() == 1
    assert ".pdf：内容与生成时不同，已损坏" in dialog.findings.item(0).text()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("包.hqdz\n有 1 处与生成时不同\n  1. ")
    assert dialog.copy_button.text() == "已复制"
    report.press("Return")
    assert dialog_of(report, VerdictDialog) is None


def test_what_is_no_package_is_said(report, tmp_path) -> None:
    path = tmp_path / "别的.hqdz"
    path.write_bytes(b"hello")
    report.page.package.verify(path)
    dialog = dialog_of(report, RefusedPackageDialog)
    assert "没有核验" in words_of(dialog)
    assert "不是本程序生成的上报包" in words_of(dialog)
    report.press("Return")
    assert dialog_of(report, RefusedPackageDialog) is None


def test_thinking_better_of_it(report, monkeypatch, press_button) -> None:
    monkeypatch.setattr(SAVE, lambda *a: ("", ""))
    monkeypatch.setattr(OPEN, lambda *a: ("", ""))
    press_button(report.page, "生成上报包…")
    press_button(report.page, "核验上报包…")
    report.settle()
    assert dialog_of(report, VerdictDialog) is None


def test_lost_evidence_is_named_and_nothing_written(report, saving, desk) -> None:
    saving.write_bytes(b"old")
    lost = [
        Evidence(
            hashlib.sha256(bytes([n])).hexdigest(),
            1,
            f"{n}.pdf",
            f"材料{n}",
            uses=(use_of_indicator("shaoyang-2022", "3", 2025),),
        )
        for n in range(14)
    ]

    def make(submission) -> None:
        report.page.package.make(saving, replace(submission, evidence=tuple(lost)))

    report.session.prepare_submission(make)
    dialog = dialog_of(report, RefusedPackageDialog)
    assert "没有生成上报包" in words_of(dialog)
    assert "佐证“材料0”的文件“0.pdf”" in words_of(dialog)
    assert "另外还有 2 处。" in words_of(dialog)
    assert saving.read_bytes() == b"old"
    dialog.close_button.click()


def test_it_can_be_stopped(report, saving, monkeypatch, press_button, qtbot) -> None:
    """The progress is shown at once here; its button stops at the next step."""
    from threading import Event

    saving.write_bytes(b"old")
    monkeypatch.setattr(package_acts, "DELAY_MS", 0)
    go_on = Event()
    real = package_acts.make_package

    def slow(path, submission, makers, tell):
        tell(0, 4, "正在写工作簿")
        go_on.wait(10)
        return real(path, submission, makers, tell)

    monkeypatch.setattr(package_acts, "make_package", slow)
    press_button(report.page, "生成上报包…")

    def shown():
        return next((made for made in report.window.findChildren(QProgressDialog) if made.isVisible()), None)

    qtbot.waitUntil(lambda: shown() is not None and "正在写工作簿" in shown().labelText())
    shown().findChild(QPushButton).click()
    go_on.set()
    report.settle()
    assert report.window.notice == "已停止生成上报包，没有写入任何文件，原来的文件没有变。"
    assert saving.read_bytes() == b"old"
    assert dialog_of(report, QProgressDialog) is None


def test_from_the_command_box(report, saving) -> None:
    report.session.go_to("report", act="package")
    report.settle()
    assert "打开复核无误" in report.window.notice
