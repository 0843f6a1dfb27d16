"""The departments with their collection forms as a Qt model; words come from form_words."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from hqd_desktop.services.collection import DepartmentForm
from hqd_desktop.ui.models import form_words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
FORM_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """The columns, left to right."""

    DEPARTMENT = 0
    STATE = 1
    ISSUED = 2
    RETURNED = 3
    GIVEN = 4
    SIGNED = 5
    REMARK = 6


_HEADINGS = ("科室", "状态", "已发", "已回", "必填", "签字", "要做的")


class FormListModel(QAbstractTableModel):
    """One row per department."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.forms: tuple[DepartmentForm, ...] = ()

    def show(self, forms: Sequence[DepartmentForm]) -> None:
        """Take over a new list; the same departments are refreshed in place."""
        same = [form.department for form in forms] == [form.department for form in self.forms]
        if not same:
            self.beginResetModel()
        self.forms = tuple(forms)
        if not same:
            self.endResetModel()
        elif forms:
            self.dataChanged.emit(self.index(0, 0), self.index(len(forms) - 1, len(Column) - 1))

    def form(self, index: Index) -> DepartmentForm | None:
        """The department's form of a row."""
        return self.forms[index.row()] if index.isValid() and index.row() < len(self.forms) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.forms)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        form = self.form(index)
        if form is None:
            return None
        if role == FORM_ROLE:
            return form
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(form, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.REMARK:
            return form_words.remark_words(form)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            texts = [(heading, self._text(form, column)) for heading, column in zip(_HEADINGS, Column, strict=True)]
            return "，".join(f"{heading}{text}" for heading, text in texts if text)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    @staticmethod
    def _text(form: DepartmentForm, column: Column) -> str:
        record = form.record
        return {
            Column.DEPARTMENT: form.department,
            Column.STATE: form_words.form_state(form),
            Column.ISSUED: form_words.day(record.issued_at) if record else "",
            Column.RETURNED: form_words.day(record.returned_at) if form_words.is_back(form) and record else "",
            Column.GIVEN: form_words.given_words(form),
            Column.SIGNED: "已签" if record and record.signed else "未签" if record else "",
            Column.REMARK: form_words.remark_words(form),
        }[column]
