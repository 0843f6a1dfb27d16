"""The departments with their collection forms as a Qt model; words come from form_words."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.services.collection import DepartmentForm
from hqd_desktop.ui.models import form_words
from hqd_desktop.ui.models.row_model import RowModel


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


class FormListModel(RowModel[DepartmentForm]):
    """One row per department."""

    def __init__(self, parent=None) -> None:
        super().__init__(_HEADINGS, parent=parent)

    def show(self, forms: Sequence[DepartmentForm]) -> None:
        """Take over a new list; the same departments are refreshed in place."""
        self.replace_rows(forms, lambda form: form.department)

    def answer(self, row: DepartmentForm, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, Column(column))
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.REMARK:
            return form_words.remark_words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            texts = [(heading, self._text(row, c)) for heading, c in zip(_HEADINGS, Column, strict=True)]
            return "，".join(f"{heading}{text}" for heading, text in texts if text)
        return None

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
