"""The shapes that carry meaning (错误, 缺 …), as our own paths: they survive where private fonts are blocked.

Each has a word: a shape never stands for itself only.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.tokens import Tokens

if TYPE_CHECKING:  # this module is painted with before the domain is imported
    from hqd_desktop.domain.checks import CheckState
    from hqd_desktop.domain.scorecard import IndicatorResult


class Shape(StrEnum):
    """What is drawn."""

    ERROR = "error"
    WARNING = "warning"
    EXPLAINED = "explained"
    PARTIAL = "partial"
    OK = "ok"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    MONITOR = "monitor"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    WAITING = "waiting"


WORDS = {
    Shape.ERROR: "错误",
    Shape.WARNING: "待说明",
    Shape.EXPLAINED: "已说明",
    Shape.PARTIAL: "部分",
    Shape.OK: "完成",
    Shape.MISSING: "缺",
    Shape.NOT_APPLICABLE: "不适用",
    Shape.MONITOR: "监测",
    Shape.BETTER: "变好",
    Shape.WORSE: "变差",
    Shape.SAME: "持平",
    Shape.WAITING: "未开始",
}

# The token that a shape is drawn in; words beside it take the same.
TONES = {
    Shape.ERROR: "error",
    Shape.WARNING: "warning",
    Shape.EXPLAINED: "warning",
    Shape.PARTIAL: "warning",
    Shape.OK: "ok",
    Shape.MISSING: "missing",
    Shape.NOT_APPLICABLE: "text3",
    Shape.MONITOR: "text3",
    Shape.BETTER: "ok",
    Shape.WORSE: "error",
    Shape.SAME: "text3",
    Shape.WAITING: "text3",
}

# By the values of domain.checks.CheckState.
_OF_CHECK = {
    "error": Shape.ERROR,
    "warning": Shape.WARNING,
    "explained": Shape.EXPLAINED,
    "pending": Shape.MISSING,
    "passed": Shape.OK,
}


def shape_of_check(state: "CheckState") -> Shape:
    """The shape of a check's state."""
    return _OF_CHECK[state]


def shape_of_result(result: "IndicatorResult") -> Shape:
    """The shape of an indicator's state."""
    if result.status == "missing":
        return Shape.MISSING
    if result.status == "not_computable":
        return Shape.WARNING
    if not result.applicable or result.status in ("region", "not_applicable"):
        return Shape.NOT_APPLICABLE
    if result.status == "monitor" or (not result.full and not result.bonus):
        return Shape.MONITOR
    if result.bonus or result.points == result.full:
        return Shape.OK
    return Shape.WORSE if not result.points else Shape.PARTIAL


def colour_of(shape: Shape, tokens: Tokens) -> QColor:
    """The colour of a shape and of the words beside it."""
    return QColor(getattr(tokens, TONES[shape]))


def paint_shape(painter: QPainter, shape: Shape, rect: QRectF, tokens: Tokens) -> None:
    """Paint the shape centred in `rect` (a square of 16 px is its natural size)."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / 16, side / 16)
    _PAINTERS[shape](painter, colour_of(shape, tokens), QColor(tokens.surface))
    painter.restore()


def shape_pixmap(shape: Shape, tokens: Tokens, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The shape as a pixmap of `size` logical px."""
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_shape(painter, shape, QRectF(0, 0, size, size), tokens)
    painter.end()
    return pixmap


def shape_icon(shape: Shape, tokens: Tokens, size: int = 16) -> QIcon:
    """The shape as an icon, sharp up to twice its size."""
    made = QIcon(shape_pixmap(shape, tokens, size))
    made.addPixmap(shape_pixmap(shape, tokens, size, 2.0))
    return made


class ShapeLabel(QWidget):
    """One shape standing in a layout; its word is read out by a screen reader."""

    def __init__(self, shape: Shape, theme: Theme, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size, self._shape = theme, size, shape
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)
        self.set_shape(shape)

    def set_shape(self, shape: Shape) -> None:
        """Draw another shape."""
        self._shape = shape
        self.setAccessibleName(WORDS[shape])
        self.update()

    def sizeHint(self):
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event):
        painter = QPainter(self)
        paint_shape(painter, self._shape, QRectF(self.rect()), self._theme.tokens)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def _ring(painter: QPainter, colour: QColor, dashed: bool = False, width: float = 1.4) -> None:
    pen = QPen(colour, width)
    if dashed:
        pen.setWidthF(1.6)
        pen.setDashPattern([1.55, 1.55])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(1.75, 1.75, 12.5, 12.5))


def _lines(painter: QPainter, colour: QColor, width: float, *points: tuple[float, float]) -> None:
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    painter.drawPath(path)


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


def _error(painter: QPainter, colour: QColor, ground: QColor) -> None:
    near, far = 5.0, 11.0
    octagon = _polygon((near, 0.9), (far, 0.9), (15.1, near), (15.1, far), (far, 15.1), (near, 15.1), (0.9, far),
                       (0.9, near))  # fmt: skip
    painter.fillPath(octagon, colour)
    _lines(painter, ground, 1.7, (5.4, 5.4), (10.6, 10.6))
    _lines(painter, ground, 1.7, (10.6, 5.4), (5.4, 10.6))


def _triangle(painter: QPainter, colour: QColor, ground: QColor, filled: bool) -> None:
    pen = QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(_polygon((8, 1.9), (14.9, 14.0), (1.1, 14.0)))
    mark = ground if filled else colour
    _lines(painter, mark, 1.5, (8, 6.2), (8, 9.6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    painter.drawEllipse(QPointF(8, 11.9), 0.95, 0.95)


def _warning(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _triangle(painter, colour, ground, filled=True)


def _explained(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _triangle(painter, colour, ground, filled=False)


def _partial(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour, width=1.5)
    half = QPainterPath(QPointF(8, 1.75))
    half.arcTo(QRectF(1.75, 1.75, 12.5, 12.5), 90, 180)
    half.closeSubpath()
    painter.fillPath(half, colour)


def _ok(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour)
    _lines(painter, colour, 1.5, (5.1, 8.2), (7.2, 10.2), (10.9, 6.1))


def _missing(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour, dashed=True)


def _not_applicable(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour)
    _lines(painter, colour, 1.4, (12.3, 3.7), (3.7, 12.3))


def _monitor(painter: QPainter, colour: QColor, ground: QColor) -> None:
    pen = QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    eye = QPainterPath(QPointF(1.0, 8.0))
    eye.quadTo(QPointF(8.0, -0.2), QPointF(15.0, 8.0))
    eye.quadTo(QPointF(8.0, 16.2), QPointF(1.0, 8.0))
    painter.drawPath(eye)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 8), 1.8, 1.8)


def _better(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.fillPath(_polygon((8, 2.8), (14, 13), (2, 13)), colour)


def _worse(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.fillPath(_polygon((8, 13.2), (14, 3), (2, 3)), colour)


def _same(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _lines(painter, colour, 1.6, (2.8, 6), (13.2, 6))
    _lines(painter, colour, 1.6, (2.8, 10), (13.2, 10))


def _waiting(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour)


_PAINTERS = {
    Shape.ERROR: _error,
    Shape.WARNING: _warning,
    Shape.EXPLAINED: _explained,
    Shape.PARTIAL: _partial,
    Shape.OK: _ok,
    Shape.MISSING: _missing,
    Shape.NOT_APPLICABLE: _not_applicable,
    Shape.MONITOR: _monitor,
    Shape.BETTER: _better,
    Shape.WORSE: _worse,
    Shape.SAME: _same,
    Shape.WAITING: _waiting,
}
