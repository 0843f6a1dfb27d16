"""The left list of 填报."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

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
