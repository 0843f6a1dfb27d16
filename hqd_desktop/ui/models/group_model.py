"""The left list of 填报 as a Qt model: groups with how much of each is given."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from hqd_desktop.ui.models.cell_states import Mark
from hqd_desktop.ui.models.entry_rows import EntryGroup

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1


class GroupModel(QAbstractListModel):
    """Groups in catalogue order."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._groups: tuple[EntryGroup, ...] = ()

    def show(self, groups: tuple[EntryGroup, ...]) -> None:
        """Take over new counts; the same groups are refreshed in place."""
        same = [group.name for group in groups] == [group.name for group in self._groups]
        if not same:
            self.beginResetModel()
        self._groups = groups
        if not same:
            self.endResetModel()
        elif groups:
            self.dataChanged.emit(self.index(0), self.index(len(groups) - 1))

    def group(self, row: int) -> EntryGroup | None:
        """The group of a row."""
        return self._groups[row] if 0 <= row < len(self._groups) else None

    def row_of(self, name: str) -> int:
        """Where a group stands, −1 when there is none of that name."""
        return next((row for row, group in enumerate(self._groups) if group.name == name), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = self.group(index.row()) if index.isValid() else None
        if group is None:
            return None
        if role == GROUP_ROLE:
            return group
        if role == Qt.ItemDataRole.DisplayRole:
            return group.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return group.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{group.name}，{count_text(group)}，{_WORDS[group.mark]}"
        return None


_WORDS = {Mark.ERROR: "有错误", Mark.MISSING: "有缺", Mark.NONE: "完成"}


def count_text(group: EntryGroup) -> str:
    """Given of required; 选填 where nothing is required."""
    return f"{group.done}/{group.total}" if group.total else "选填"
