"""One or two pages of a PDF as they will be printed, on a grey desk, in a scroll area."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme

GAP, MARGIN = 26, 14
POINTS = 72.0
ZOOMS = (50, 75, 100, 125, 150, 200)
MODES = ("单页", "双页", "适宽", *(f"{zoom}%" for zoom in ZOOMS))


class _Desk(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.images: list[QImage | None] = []
        self.rects: list[QRectF] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.colour("sub2"))
        for rect, image in zip(self.rects, self.images, strict=False):
            painter.fillRect(rect, Qt.GlobalColor.white)
            if image is not None:
                painter.drawImage(rect, image)
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawRect(rect)


class PageSheet(QScrollArea):
    """Lays pages of known sizes out for a mode; `wanted` asks for pictures: page numbers and dpi."""

    wanted = Signal(list, float)
    turned = Signal(int)
    zoomed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sizes: list[QSizeF] = []
        self._first, self._mode = 0, "双页"
        self._desk = _Desk(theme)
        self.setWidget(self._desk)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("area", "sub2")
        self.setAccessibleName("报告预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._desk.update)

    @property
    def mode(self) -> str:
        """单页, 双页, 适宽 or how large in percent."""
        return self._mode

    @property
    def percent(self) -> int:
        """How large the pages are shown."""
        if not self._desk.rects or not self._sizes:
            return 100
        inches = self._sizes[self._first].width() / POINTS
        return round(self._desk.rects[0].width() / (inches * self.logicalDpiX()) * 100)

    def shown_pages(self) -> list[int]:
        """The pages on the desk, from 0."""
        count = 2 if self._mode == "双页" else 1
        return list(range(self._first, min(len(self._sizes), self._first + count)))

    def show_pages(self, sizes: list[QSizeF], keep_place: bool) -> None:
        """A new document; the place in it is kept where it can be."""
        self._sizes = sizes
        self._first = min(self._first, max(0, len(sizes) - 1)) if keep_place else 0
        self._lay_out()

    def set_mode(self, mode: str) -> None:
        """Another way of laying out."""
        self._mode = mode
        if mode == "双页":
            self._first -= self._first % 2
        self._lay_out()

    def turn(self, pages: int) -> None:
        """Forwards or back by so many desks."""
        step = 2 if self._mode == "双页" else 1
        first = self._first + pages * step
        if 0 <= first < len(self._sizes):
            self._first = first
            self._lay_out()
            self.verticalScrollBar().setValue(0 if pages > 0 else self.verticalScrollBar().maximum())

    def go_to(self, number: int) -> None:
        """Show a page; in 双页 the pair that it belongs to."""
        first = number - number % 2 if self._mode == "双页" else number
        if first != self._first and 0 <= first < len(self._sizes):
            self._first = first
            self._lay_out()
            self.verticalScrollBar().setValue(0)

    def zoom(self, steps: int) -> None:
        """To the next larger or smaller of the fixed sizes; `zoomed` names the mode."""
        now = self.percent
        larger, smaller = [z for z in ZOOMS if z > now], [z for z in ZOOMS if z < now]
        wanted = larger[:1] if steps > 0 else smaller[-1:]
        if wanted:
            self.set_mode(f"{wanted[0]}%")
            self.zoomed.emit(self._mode)

    def show_image(self, number: int, image: QImage) -> None:
        """A picture that was asked for."""
        shown = self.shown_pages()
        if number in shown:
            self._desk.images[shown.index(number)] = image
            self._desk.update()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event):
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_Left or (key == Qt.Key.Key_PageUp and bar.value() == bar.minimum()):
            self.turn(-1)
        elif key == Qt.Key.Key_Right or (key == Qt.Key.Key_PageDown and bar.value() == bar.maximum()):
            self.turn(1)
        elif key == Qt.Key.Key_Home:
            self.turn(-(self._first // (2 if self._mode == "双页" else 1)))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event):
        bar = self.verticalScrollBar()
        down = event.angleDelta().y() < 0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(-1 if down else 1)
            event.accept()
        elif down and bar.value() == bar.maximum():
            self.turn(1)
        elif event.angleDelta().y() > 0 and bar.value() == bar.minimum():
            self.turn(-1)
        else:
            super().wheelEvent(event)

    def _lay_out(self) -> None:
        shown = self.shown_pages()
        if not shown:
            return
        room = QSize(self.viewport().width() - 2 * MARGIN, self.viewport().height() - 2 * MARGIN)
        sizes = [self._sizes[number] for number in shown]
        across = len(sizes) if self._mode != "双页" else 2
        width = sum(size.width() for size in sizes) * (across / len(sizes))
        height = max(size.height() for size in sizes)
        scale = (room.width() - GAP * (across - 1)) / width
        if self._mode.endswith("%"):
            scale = int(self._mode.removesuffix("%")) / 100 * self.logicalDpiX() / POINTS
        elif self._mode != "适宽":
            scale = min(scale, room.height() / height)
        scale = max(scale, 0.05)
        rects, left = [], float(MARGIN)
        for size in sizes:
            rects.append(QRectF(left, MARGIN, size.width() * scale, size.height() * scale))
            left += size.width() * scale + GAP
        self._desk.rects = rects
        self._desk.images = [None] * len(shown)
        self._desk.resize(round(left - GAP + MARGIN), round(height * scale + 2 * MARGIN))
        self._desk.update()
        self.turned.emit(self._first)
        self.wanted.emit(shown, scale * POINTS * self.devicePixelRatioF())
