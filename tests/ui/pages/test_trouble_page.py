"""A database that does not open: each kind of trouble has its ways out, and none replaces the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.ui.dialogs.rescue_dialog import RescueDialog
from hqd_desktop.ui.pages.trouble_page import TroublePage
from hqd_desktop.ui.pages.trouble_words import Way, trouble_of

KINDS = {
    "store_newer": Way.RETRY,
    "store_foreign": Way.OPEN,
    "store_not_database": Way.OPEN,
    "store_empty": Way.BACKUPS,
    "store_damaged": Way.BACKUPS,
    "store_forbidden": Way.RETRY,
    "store_in_use": Way.RETRY,
    "store_not_there": Way.RETRY,
    "store_io": Way.RETRY,
}


@pytest.mark.parametrize(("code", "first"), KINDS.items())
def test_the_first_way_out_fits_the_trouble(code: str, first: Way) -> None:
    trouble = trouble_of([Problem("store_opened_read_only"), Problem(code)])
    assert trouble.ways[0] is first
    assert len(set(trouble.ways)) == len(trouble.ways)
    assert (Way.SALVAGE in trouble.ways) is (code == "store_damaged")
    assert (Way.LOOK in trouble.ways) is (code == "store_in_use")


def test_a_damaged_file_is_rescued_without_being_touched(start, desk, press_button, monkeypatch, tmp_path: Path):
    sample = desk.source().samples()[0]
    desk.open_workspace(tmp_path).create_sample(sample)
    place = tmp_path / "一.hqd"
    place.write_bytes(b"spoilt")
    desk.database = lambda: place
    desk.refusals = (Problem("store_damaged", str(place), {"name": "一.hqd"}),)
    shown = start(sample=None)
    page = shown.window._whole.currentWidget()
    assert isinstance(page, TroublePage)
    said = [button.text() for button in page.findChildren(QPushButton)]
    assert said == ["从备份恢复…", "抢救读得出的数…", "复制一份给维护人员…", "打开别的数据库…", "再试一次", "新建医院…"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "给"), ""))
    press_button(page, "抢救读得出的数")
    shown.settle()
    assert f"{tmp_path / '给.csv'}" in page._words.text()
    press_button(page, "复制一份给维护人员")
    shown.settle()
    assert (tmp_path / "给.zip").exists()
    page._path = tmp_path / "没有.hqd"
    press_button(page, "抢救读得出的数")
    shown.settle()
    assert page._words.text().startswith("一个数也没能读出来")
    press_button(page, "从备份恢复")
    shown.settle()
    asked = next(d for d in shown.window.findChildren(RescueDialog) if d.isVisible())
    assert "没有能打开的备份" in asked.state.text()
    assert not asked.restore_button.isEnabled()
    asked.reject()
    desk.near.make(lambda path: None, Reason.DAY, "测试")
    press_button(page, "从备份恢复")
    shown.settle()
    asked = next(d for d in shown.window.findChildren(RescueDialog) if d.isVisible())
    assert asked.model.index(0, 0).data().startswith("2026-01-05")
    asked.restore_button.click()
    shown.settle()
    shown.settle()
    assert shown.page.key == "overview"
    assert place.read_bytes() == b"spoilt"
