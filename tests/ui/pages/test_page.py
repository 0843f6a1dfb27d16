"""The header of a page: where the text is large words give way before counts, and what is done only here stays."""

from PySide6.QtWidgets import QWidget

from hqd_desktop.ui.pages.page import PageHeader
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.status_shapes import Shape


def test_what_gives_way_in_a_narrow_header_and_comes_back(qtbot, qapp):
    page = QWidget()
    qtbot.addWidget(page)
    header = PageHeader("填报", Theme(), page)
    note = header.add_note("127 项")
    wrong, open_ = header.add_chip("错误 12", Shape.ERROR), header.add_chip("缺 106", Shape.MISSING)
    forms, next_ = header.add_button("采集表…", "forms"), header.add_button("下一个缺项  F8", primary=True)
    page.show()

    def fit(width: int) -> list[bool]:
        header.resize(width, header.height())
        for widget in (note, wrong, open_):
            widget.show()
        header.fit(note, wrong)
        return [widget.isVisible() for widget in (note, wrong, open_, forms, next_)]

    whole = header._needed()
    assert fit(whole) == [True] * 5
    assert forms.text() == "采集表…"
    assert fit(whole - 1) == [True] * 5
    assert (forms.text(), forms.accessibleName(), forms.toolTip()) == ("", "采集表…", "采集表…")
    assert header._needed() == whole
    words = forms.fontMetrics().horizontalAdvance("采集表…")
    assert fit(whole - words) == [True] * 5
    assert fit(whole - words - 1) == [False, True, True, True, True]
    assert fit(200) == [False, False, True, True, True]
    assert fit(whole) == [True] * 5
    assert (forms.text(), forms.toolTip()) == ("采集表…", "")
