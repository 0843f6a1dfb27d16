"""The first column of a grid, kept in sight while the rest is scrolled sideways; it only mirrors the grid under it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from hqd_desktop.ui.widgets.grid_view import GridView


class FrozenColumn(QTableView):
    """Shown only while the grid is scrolled to the right; a click in it is a click in the grid."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("")
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(grid.horizontalHeader().defaultAlignment())
        grid.horizontalScrollBar().valueChanged.connect(self.follow)
        grid.verticalScrollBar().valueChanged.connect(self.follow)
        grid.horizontalHeader().sectionResized.connect(self.follow)
        grid.viewport().installEventFilter(self)
        self.hide()

    def take_model(self) -> None:
        """Share model, selection and delegate of the grid; to be called again after the grid got another model."""
        self.setModel(self._grid.model())
        self.setSelectionModel(self._grid.selectionModel())
        self.setItemDelegate(self._grid.itemDelegate())
        for column in range(1, self._grid.model().columnCount()):
            self.setColumnHidden(column, True)

    @property
    def width_wanted(self) -> int:
        """At most half of the grid, so that a figure has room beside it."""
        return min(self._grid.columnWidth(0), self._grid.viewport().width() // 2)

    def follow(self) -> None:
        """Lie over the first column, row by row."""
        grid = self._grid
        if self.model() is None or not grid.horizontalScrollBar().value():
            self.hide()
            return
        width = self.width_wanted
        header = grid.horizontalHeader().height()
        self.setGeometry(grid.frameWidth(), grid.frameWidth(), width + 1, header + grid.viewport().height())
        self.horizontalHeader().setFixedHeight(header)
        self.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
        for row in range(grid.model().rowCount()):
            if self.rowHeight(row) != grid.rowHeight(row):
                self.setRowHeight(row, grid.rowHeight(row))
        self.setColumnWidth(0, width)
        self.show()
        self.raise_()
        self.verticalScrollBar().setValue(grid.verticalScrollBar().value())
        self.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Paint) and self.isVisible():
            self.viewport().update()
        return False
