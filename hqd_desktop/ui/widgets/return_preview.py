"""Returned forms before they are written: the files at the left, the chosen one cell by cell at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.services.collection_return import Choice, Comparison, doubtful, undecided
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.models import form_words
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import label
from hqd_desktop.ui.widgets.form_delegates import shape_of_file
from hqd_desktop.ui.widgets.return_table import ReturnTable
from hqd_desktop.ui.widgets.status_shapes import Shape, shape_icon, shape_pixmap

FILES_WIDTH = 236


class ReturnPreview(QWidget):
    """`changed` when what can be written has changed."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._catalogue: Catalogue | None = None
        self._year = 0
        self.comparisons: list[Comparison] = []
        self.choices: list[dict[FigureKey, Choice]] = []
        self.files = QListWidget()
        self.files.setAccessibleName("收回的文件")
        self.files.setFixedWidth(theme.px(FILES_WIDTH))
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentRowChanged.connect(self._on_file_chosen)
        self.title = label("", "card")
        self.notices = label("", "secondary", "text2", wrap=True)
        self.table = ReturnTable(theme)
        self.table.decided.connect(self._on_decided)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addWidget(self.title)
        right.addWidget(self.notices)
        right.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.files)
        row.addLayout(right, 1)
        theme.changed.connect(self._on_theme_changed)

    def show_comparisons(self, comparisons: Sequence[Comparison], catalogue: Catalogue, year: int) -> None:
        """Other files; the first that needs a person becomes current."""
        self._catalogue, self._year = catalogue, year
        self.comparisons, self.choices = list(comparisons), [{} for _ in comparisons]
        self._list()
        needing = (n for n, c in enumerate(comparisons) if c.problems or undecided(c) or doubtful(c))
        self.files.setCurrentRow(next(needing, 0))
        self.table.setFocus()
        self.changed.emit()

    def replace(self, comparisons: Sequence[Comparison]) -> None:
        """The same files compared anew; choices stay where the cell is still a conflict or differs."""
        kept = {id(c.returned): chosen for c, chosen in zip(self.comparisons, self.choices, strict=True)}
        row = self.files.currentRow()
        self.comparisons = list(comparisons)
        self.choices = [kept.get(id(c.returned), {}) for c in comparisons]
        self._list()
        self.files.setCurrentRow(max(0, min(row, len(comparisons) - 1)))
        self.changed.emit()

    def ready(self) -> list[int]:
        """The files that can be written as they are decided."""
        pairs = zip(self.comparisons, self.choices, strict=True)
        return [n for n, (c, chosen) in enumerate(pairs) if not c.problems and not undecided(c, chosen)]

    def open_conflicts(self) -> int:
        """How many conflicts are left to decide in files that could be written."""
        pairs = zip(self.comparisons, self.choices, strict=True)
        return sum(len(undecided(c, chosen)) for c, chosen in pairs if not c.problems)

    def _list(self) -> None:
        self.files.blockSignals(True)
        self.files.clear()
        for comparison in self.comparisons:
            self.files.addItem(QListWidgetItem(comparison.returned.name))
        self.files.blockSignals(False)
        self._mark()

    def _mark(self) -> None:
        size = self._theme.px(16)
        self.files.setIconSize(QSize(size, size))
        for number, (comparison, chosen) in enumerate(zip(self.comparisons, self.choices, strict=True)):
            item = self.files.item(number)
            name, words = _short(comparison), form_words.file_words(comparison, chosen)
            item.setText(f"{name}\n{words}")
            item.setToolTip(f"{comparison.returned.name}\n{words}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{comparison.returned.name}，{words}")
            item.setIcon(self._icon(shape_of_file(comparison, chosen), size))
            item.setSizeHint(QSize(self._theme.px(FILES_WIDTH - 30), self._theme.px(50)))

    def _icon(self, shape: Shape, size: int) -> QIcon:
        """The shape in its own colour, in the chosen row too."""
        icon = shape_icon(shape, self._theme.tokens, size)
        icon.addPixmap(shape_pixmap(shape, self._theme.tokens, size, 2.0), QIcon.Mode.Selected)
        return icon

    def _on_file_chosen(self, row: int) -> None:
        if not 0 <= row < len(self.comparisons) or self._catalogue is None:
            return
        comparison = self.comparisons[row]
        self.title.setText(form_words.file_title(comparison))
        self.notices.setText("\n".join(sentence(problem) for problem in comparison.notices))
        self.notices.setVisible(bool(comparison.notices))
        self.table.show_comparison(comparison, self.choices[row], self._catalogue, self._year)

    def _on_decided(self) -> None:
        self._mark()
        self.changed.emit()

    def _on_theme_changed(self) -> None:
        self.files.setFixedWidth(self._theme.px(FILES_WIDTH))
        self._mark()


def _short(comparison: Comparison) -> str:
    """The department where the form is known, else the file's name."""
    identity = comparison.returned.identity
    return identity.department if identity else comparison.returned.name
