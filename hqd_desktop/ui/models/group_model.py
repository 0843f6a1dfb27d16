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
            return "\n".join(filter(None, (group.name, word_text(group))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, (group.name, count_text(group), _WORDS[group.mark], word_text(group))))
        return None


_WORDS = {Mark.ERROR: "有错误", Mark.MISSING: "有缺", Mark.NONE: "完成"}


def word_text(group: EntryGroup) -> str:
    """Who answers for a department's figures since when, or why nobody does any more; nothing where nobody ever did."""
    word = group.word
    if word is None or word.at is None:
        return ""
    at = f"{word.at.astimezone():%m-%d %H:%M}"
    return f"{at} 由 {word.confirmed_by} 确认" if word.confirmed_by else f"{at} 确认作废：{word.withdrawn}"


def count_text(group: EntryGroup) -> str:
    """Given of required; 选填 where nothing is required; the department's word where it was given or taken back."""
    if group.word is not None and not group.missing:
        return "已确认" if group.word.confirmed_by else "须重确认"
    return f"{group.done}/{group.total}" if group.total else "选填"
