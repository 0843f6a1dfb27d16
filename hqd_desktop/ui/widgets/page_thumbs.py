"""All pages of a PDF small, in a column; those in sight ask for their pictures, the chosen one is told."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from hqd_desktop.ui.theme import Theme

SIDE = 96  # of the longer side, in device-independent pixels
WIDTH = 132


class _Thumbs(QAbstractListModel):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sizes: list[QSizeF] = []
        self.pictures: dict[int, QPixmap] = {}

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页"
        if role == Qt.ItemDataRole.DecorationRole:
            return QIcon(self.pictures.get(index.row()) or self._blank(index.row()))
        return None

    def _blank(self, row: int) -> QPixmap:
        size = self.sizes[row]
        scale = self._theme.px(SIDE) / max(size.width(), size.height())
        made = QPixmap(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
        made.fill(Qt.GlobalColor.white)
        return made


class PageThumbs(QListView):
    """`wanted` asks for pictures: page numbers and dpi; `chosen` names the page that was clicked or moved to."""

    wanted = Signal(list, float)
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages = _Thumbs(theme, self)
        self.setModel(self._pages)
        self.setAccessibleName("报告各页缩略图")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.changed.connect(self._fit)
        self._fit()

    def show_pages(self, sizes: list[QSizeF]) -> None:
        """A new document; its pictures are asked for anew."""
        self._pages.beginResetModel()
        self._pages.sizes, self._pages.pictures = sizes, {}
        self._pages.endResetModel()
        self._soon.start()

    def show_image(self, number: int, image: QImage) -> None:
        """A picture that was asked for."""
        if number < len(self._pages.sizes):
            self._pages.pictures[number] = QPixmap.fromImage(image)
            index = self._pages.index(number)
            self._pages.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def mark(self, number: int) -> None:
        """Show which page is large beside; tells nobody."""
        index = self._pages.index(number)
        if index.isValid() and index != self.currentIndex():
            model = self.selectionModel()
            blocked = model.blockSignals(True)
            self.setCurrentIndex(index)
            model.blockSignals(blocked)
            self.scrollTo(index)
            self.viewport().update()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._soon.start()

    def showEvent(self, event):
        super().showEvent(event)
        self._soon.start()

    def _fit(self) -> None:
        side = self._theme.px(SIDE)
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(self._theme.px(WIDTH) - 20, side + self._theme.px(26)))
        self.setFixedWidth(self._theme.px(WIDTH))

    def _on_current_changed(self, current, previous) -> None:
        if current.isValid():
            self.chosen.emit(current.row())

    def _ask(self) -> None:
        """Pictures for what is in sight, and one screen on."""
        count = len(self._pages.sizes)
        if not count or not self.isVisible():
            return
        step = max(1, self.gridSize().height())
        first = self.verticalScrollBar().value() // step
        shown = range(first, min(count, first + 2 * (self.viewport().height() // step + 1)))
        lacking = [number for number in shown if number not in self._pages.pictures]
        if lacking:
            longest = max(max(size.width(), size.height()) for size in self._pages.sizes)
            self.wanted.emit(lacking, self._theme.px(SIDE) / longest * 72 * self.devicePixelRatioF())
