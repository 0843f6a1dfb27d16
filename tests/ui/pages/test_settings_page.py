"""设置: the hospital, the rules as sentences, the look, the data."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StoreError
from hqd_desktop.ui.tokens import DARK
from tests.fakes.shipped_regions import RegionSource


@pytest.fixture
def settings(start):
    shown = start()
    shown.press("Ctrl+,")
    return shown


def section(shown, key):
    shown.window.show_page("settings", {"section": key})
    shown.settle()
    return shown.page._sections[key]


def test_level_and_name_are_saved_and_rescored(settings, press_button):
    part = section(settings, "hospital")
    part._name.setText("示例医院（改名）")
    part._level.set_answer("二级")
    press_button(part, "保存医院信息")
    settings.settle()
    view = settings.session.view
    assert (view.hospital.name, view.hospital.level) == ("示例医院（改名）", "二级")
    assert len(view.packs.scheme.applicable(view.hospital)) == 17
    assert "已保存" in settings.window.notice


def test_a_nameless_hospital_is_refused(settings, press_button):
    part = section(settings, "hospital")
    part._name.setText(" ")
    press_button(part, "保存医院信息")
    settings.settle()
    assert settings.session.view.hospital.name == "示例医院"
    assert settings.window.notice


def test_every_rule_can_be_read_as_a_sentence(settings):
    part = section(settings, "rules")
    said = "\n".join(label.text() for label in part.findChildren(QLabel))
    view = settings.session.view
    for result in view.assessment.scorecard:
        assert result.indicator.short in said
        for shown in result.parts if result.applicable else ():
            assert shown.rule.sentence(shown.part.unit) in said
    assert view.packs.ruleset.title in said


def test_another_table_is_chosen_and_nothing_is_lost(start, press_button, desk):
    desk.packs = RegionSource()
    shown = start()
    part = section(shown, "rules")
    chooser = part._chooser
    assert not chooser._button.isEnabled()
    before = shown.session.view.figures
    chooser._picker.setCurrentIndex([offer.scheme.id for offer in chooser._offers].index("jilin-2022"))
    press_button(part, "也跟踪这张表")
    shown.settle()
    assert shown.session.view.packs.scheme.id == "shaoyang-2022"
    assert chooser._followed == ("jilin-2022",)
    press_button(part, "不再跟踪这张表")
    shown.settle()
    assert chooser._followed == ()
    press_button(part, "改用这张表")
    shown.settle()
    view = shown.session.view
    assert (view.packs.scheme.id, view.figures) == ("jilin-2022", before)
    assert not chooser._button.isEnabled()
    assert "吉林市 2022 实施方案" in shown.window.notice
    assert view.packs.scheme.name in "\n".join(label.text() for label in part.findChildren(QLabel))


def test_look_is_changed_at_once_and_kept(settings, desk):
    part = section(settings, "look")
    part._mode.set_answer("深色")
    part._on_mode_clicked()
    assert settings.starter.theme.tokens is DARK
    part._size.set_answer("150%")
    part._on_size_clicked()
    assert settings.starter.theme.scale == 1.5
    assert (desk.kept.get("appearance.mode"), desk.kept.get("appearance.text_size")) == ("dark", 150)


def test_the_name_of_the_user_is_kept(settings, desk, press_button):
    part = section(settings, "hospital")
    part._user.setText("录入员乙")
    press_button(part, "保存姓名")
    assert desk.kept.get("user.name") == "录入员乙"


def test_another_database_and_a_new_hospital(settings, desk, monkeypatch, press_button):
    part = section(settings, "data")
    assert not part.return_button.isVisible()  # nothing lies on a share
    desk.on_share = True
    part.show_view(settings.session.view)
    press_button(part, "现在交回")
    settings.settle()
    assert settings.window.notice.startswith("没有要交回的改动")
    refused = StoreError(Problem("working_away", "", {"name": "自评.hqd"}))
    with monkeypatch.context() as held:
        held.setattr(desk.store, "give_back", lambda: (_ for _ in ()).throw(refused))
        press_button(part, "现在交回")
        settings.settle()
    assert "改的数都在本机的副本里" in settings.window.notice
    monkeypatch.setattr("hqd_desktop.ui.pages.settings_data.QFileDialog.getOpenFileName", lambda *a: ("别.hqd", ""))
    press_button(part, "打开别的数据库…")
    settings.settle()
    assert desk.opened[-1].name == "别.hqd"
    assert settings.page.key == "overview"
    settings.session.go_to("first_run")
    settings.settle()
    assert settings.window._whole.currentWidget().accessibleName() == "第一次使用"


def test_the_licences_are_there(settings):
    part = section(settings, "about")
    from PySide6.QtWidgets import QPlainTextEdit

    said = "\n".join(edit.toPlainText() for edit in part.findChildren(QPlainTextEdit))
    for name in ("PySide6", "LGPL", "Noto Sans SC", "MIT License"):
        assert name in said
