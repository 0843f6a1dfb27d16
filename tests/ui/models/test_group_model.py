"""The left list of 填报."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.ui.models.entry_rows import EntryGroup
from hqd_desktop.ui.models.group_model import GROUP_ROLE, GroupModel, count_text

FINANCE, OPTIONAL = EntryGroup("财务科", 31, 32, 1, 0), EntryGroup("中医管理科", 0, 0, 0, 0)


def test_groups(qtbot):
    model = GroupModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show((FINANCE, OPTIONAL))
    assert model.index(0).data() == "财务科"
    assert model.index(0).data(GROUP_ROLE) is FINANCE
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "财务科，31/32，有缺"
    assert (count_text(OPTIONAL), model.row_of("中医管理科"), model.row_of("没有")) == ("选填", 1, -1)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show((EntryGroup("财务科", 32, 32, 0, 0), OPTIONAL))
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "财务科，32/32，完成"
    model.deleteLater()


def test_the_word_of_a_department_stands_in_place_of_the_count(qapp) -> None:
    at = datetime(2026, 1, 10, 1, 30, tzinfo=UTC)
    word = Confirmation(2025, "财务科", "王会计", at=at)
    whole = EntryGroup("财务科", 32, 32, 0, 0, word)
    gone = replace(whole, word=replace(word, confirmed_by="", withdrawn="录入改了：总收入（2025 年）"))
    assert (count_text(whole), count_text(gone)) == ("已确认", "须重确认")
    assert count_text(replace(gone, done=31, missing=1)) == "31/32"
    model = GroupModel()
    model.show((whole, gone))
    told = [model.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in (0, 1)]
    day = f"{at.astimezone():%m-%d %H:%M}"
    assert told == [f"财务科\n{day} 由 王会计 确认", f"财务科\n{day} 确认作废：录入改了：总收入（2025 年）"]
