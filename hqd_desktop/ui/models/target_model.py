"""The list beside the sheet: what is taken (ticked) and what is suggested (not), each with its place and value."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models.mapping_draft import Entry
from hqd_desktop.ui.theme import Theme

_HEADS = ("数据项", "期间", "值", "根据", "位置")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TargetModel(QAbstractTableModel):
    """Rows are Entries."""

    def __init__(self, theme: Theme, catalogue: Catalogue, parent=None) -> None:
        super().__init__(parent)
        self._theme, self._catalogue = theme, catalogue
        self.entries: Sequence[Entry] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _HEADS[section]
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        entry = self.entries[index.row()]
        texts = self._texts(entry)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if entry.taken else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            if entry.found.problem:
                return self._theme.colour("error")
            return None if entry.taken else self._theme.colour("text2")
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence(entry.found.problem) if entry.found.problem else texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(("已采用" if entry.taken else "建议", *filter(None, texts)))
        return None

    def _texts(self, entry: Entry) -> tuple[str, ...]:
        target = entry.target
        item = self._catalogue.items.get(target.item)
        when = f"第{'一二三四'[target.quarter - 1]}季度" if target.quarter else ("上年" if target.back else "本年")
        value = f"{entry.text} {target.unit}".strip() if entry.text else "—"
        return (item.name if item else target.item, when, value, entry.why or "指定", target.shown)
