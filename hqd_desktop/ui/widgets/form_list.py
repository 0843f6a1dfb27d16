"""The departments with their collection forms: state, dates, counts, and the tick for the signature."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from hqd_desktop.services.collection import DepartmentForm
from hqd_desktop.ui.models.form_list_model import Column, FormListModel
from hqd_desktop.ui.models.form_words import is_out
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.form_delegates import FormListDelegate
from hqd_desktop.ui.widgets.grid_view import GridView

_WIDTHS = {
    Column.DEPARTMENT: 170,
    Column.STATE: 110,
    Column.ISSUED: 110,
    Column.RETURNED: 110,
    Column.GIVEN: 130,
    Column.SIGNED: 110,
}


class FormList(GridView):
    """Space (or a click on the box) ticks the signature of a form that was issued; Del withdraws it."""

    signed = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "科室采集表", parent=parent)
        self.forms = FormListModel(self)
        self.setModel(self.forms)
        self.setItemDelegate(FormListDelegate(theme, self))
        self.horizontalHeader().setSectionResizeMode(Column.REMARK, QHeaderView.ResizeMode.Stretch)
        self._fit()
        theme.changed.connect(self._fit)

    @property
    def current(self) -> DepartmentForm | None:
        """The department that is selected."""
        return self.forms.row_at(self.currentIndex())

    def show_forms(self, forms: tuple[DepartmentForm, ...]) -> None:
        """Another list; the department that was current stays so."""
        row = max(self.currentIndex().row(), 0)
        self.forms.show(forms)
        if forms:
            self.keep_current(min(row, len(forms) - 1), 0)

    def keyPressEvent(self, event):
        held = self.current
        if held is not None and held.record is not None and event.key() == Qt.Key.Key_Space:
            self.signed.emit(held.record)
        elif held is not None and is_out(held) and event.key() == Qt.Key.Key_Delete:
            self.withdrawn.emit(held.record)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event):
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        held = self.forms.row_at(index)
        if index.column() == Column.SIGNED and held is not None and held.record is not None:
            self.signed.emit(held.record)

    def _fit(self) -> None:
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, self.theme.px(width))
