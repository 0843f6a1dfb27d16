"""The table of 院际对比 as a view: titles in several lines, Space or a click sorts; it decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHeaderView, QWidget

from hqd_desktop.ui.models.member_model import MemberModel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.grid_view import GridView
from hqd_desktop.ui.widgets.member_delegate import MemberDelegate
from hqd_desktop.ui.widgets.wrapped_header import WrappedHeader

NARROWEST, NAME_LEAST, NAME_MOST = 78, 150, 260


class MemberTable(GridView):
    """`sort_wanted` carries a column, `copy_wanted` comes with Ctrl+C."""

    sort_wanted = Signal(int)
    copy_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "院际对比", parent=parent)
        self.head = WrappedHeader(theme, self)
        self.setHorizontalHeader(self.head)
        self.members = MemberModel(self)
        self.setModel(self.members)
        self.setItemDelegate(MemberDelegate(theme, self))
        self.head.sectionClicked.connect(self.sort_wanted)
        self.current_moved.connect(lambda: self.head.mark(self.currentIndex().column()))

    def restyle(self) -> None:
        super().restyle()
        if self.model() is not None:
            self.horizontalHeader().setFixedHeight(self.head.wanted_height)

    def span_headings(self) -> None:
        """No row stands over others."""
        for row in range(self.model().rowCount()):
            self.setRowHeight(row, self.theme.row_height)

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Space:
            self.sort_wanted.emit(self.currentIndex().column())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """A number is never cut; the name may be."""
        for column in range(self.members.columnCount()):
            self.head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            wanted = self.sizeHintForColumn(column)
            if column == 0:
                wanted = max(self.theme.px(NAME_LEAST), min(wanted, self.theme.px(NAME_MOST)))
            self.setColumnWidth(column, max(wanted, self.theme.px(NARROWEST)))
