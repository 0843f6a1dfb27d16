"""Two tables side by side: reached from the overview, both totals, rows and proofs; read only, figures lead to 填报."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton

from hqd_desktop.domain.periods import Period
from hqd_desktop.ui.dialogs.other_tables_dialog import OtherTablesDialog
from hqd_desktop.ui.models.indicator_model import Column
from hqd_desktop.ui.widgets.indicator_delegate import BAR_WIDTH
from tests.fakes.shipped_regions import RegionSource


def told(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def opened(shown) -> OtherTablesDialog:
    shown.settle()
    found = shown.window.findChild(OtherTablesDialog)
    assert found is not None
    return found


def test_both_totals_and_the_rows_of_the_other(start, desk) -> None:
    desk.packs = RegionSource()
    shown = start()
    assert not shown.page._others.isVisible()
    shown.session.go_to("overview", act="others")
    dialog = opened(shown)
    assert "还没有跟踪别的表" in told(dialog)
    dialog.accept()
    shown.settle()
    shown.session.ask_books(lambda books: books.ledger.follow("yuzhong-2022", True), lambda _: None, lambda _: None)
    shown.settle()
    shown.page.accept_view(shown.session.view)
    shown.settle()
    assert "渝中 2022 实施方案 暂得分 55.38" in shown.page._others.text()
    shown.page._others.click()
    dialog = opened(shown)
    assert "80.51" in told(dialog)
    assert "55.38" in told(dialog)
    assert dialog.model.result(dialog.grid.currentIndex()).indicator.short == "日间手术占比"
    theme, sum_of_group = shown.starter.theme, QFontMetrics(shown.starter.theme.font(14, bold=True))
    needed = sum_of_group.horizontalAdvance("35.15 / 40") + theme.px(BAR_WIDTH + 9 + 8)
    assert dialog.grid.columnWidth(Column.SCORE) >= needed
    assert "公式" in told(dialog.proof)
    words = [button.text() for button in dialog.proof.findChildren(QPushButton)]
    assert not {"复制证明", "试算… F9", "定目标…", "添加…"} & set(words)
    dialog._show_rows(0)
    assert dialog.model.index_of("33").isValid()
    dialog.proof.figure_chosen.emit(("own_of_another_table", Period(2025)))
    assert "换到那张表就能填" in told(dialog)
    key = ("registered_nurses", Period(2025))
    dialog.proof.figure_chosen.emit(key)
    shown.settle()
    assert shown.page.key == "entry"
