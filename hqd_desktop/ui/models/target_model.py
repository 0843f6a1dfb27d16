"""The list beside the sheet: what is taken (ticked) and what is suggested (not), each with its place and value."""

from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models.mapping_draft import Entry
from hqd_desktop.ui.models.row_model import RowModel
from hqd_desktop.ui.theme import Theme

_HEADS = ("数据项", "期间", "值", "根据", "位置")


class TargetModel(RowModel[Entry]):
    """What was pointed at, and what is suggested."""

    def __init__(self, theme: Theme, catalogue: Catalogue, parent=None) -> None:
        super().__init__(_HEADS, (_HEADS.index("值"),), parent)
        self._theme, self._catalogue = theme, catalogue

    def answer(self, row: Entry, column: int, role: int) -> Any:
        texts = self._texts(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return Qt.CheckState.Checked if row.taken else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.found.problem:
                return self._theme.colour("error")
            return None if row.taken else self._theme.colour("text2")
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence(row.found.problem) if row.found.problem else texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(("已采用" if row.taken else "建议", *filter(None, texts)))
        return None

    def _texts(self, entry: Entry) -> tuple[str, ...]:
        target = entry.target
        item = self._catalogue.items.get(target.item)
        when = f"第{'一二三四'[target.quarter - 1]}季度" if target.quarter else ("上年" if target.back else "本年")
        value = f"{entry.text} {target.unit}".strip() if entry.text else "—"
        return (item.name if item else target.item, when, value, entry.why or "指定", target.shown)
