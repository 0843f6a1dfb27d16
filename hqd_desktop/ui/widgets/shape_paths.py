"""How each status shape is drawn, in a square of 16; it refuses to know what they mean."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


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


def paint_error(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Filled octagon with a cross."""
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


def paint_warning(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Filled triangle with a mark."""
    _triangle(painter, colour, ground, filled=True)


def paint_explained(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Hollow triangle."""
    _triangle(painter, colour, ground, filled=False)


def paint_partial(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Half-filled ring."""
    _ring(painter, colour, width=1.5)
    half = QPainterPath(QPointF(8, 1.75))
    half.arcTo(QRectF(1.75, 1.75, 12.5, 12.5), 90, 180)
    half.closeSubpath()
    painter.fillPath(half, colour)


def paint_ok(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Ring with a tick."""
    _ring(painter, colour)
    _lines(painter, colour, 1.5, (5.1, 8.2), (7.2, 10.2), (10.9, 6.1))


def paint_missing(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Dashed ring."""
    _ring(painter, colour, dashed=True)


def paint_not_applicable(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Struck ring."""
    _ring(painter, colour)
    _lines(painter, colour, 1.4, (12.3, 3.7), (3.7, 12.3))


def paint_monitor(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Eye."""
    pen = QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    eye = QPainterPath(QPointF(1.0, 8.0))
    eye.quadTo(QPointF(8.0, -0.2), QPointF(15.0, 8.0))
    eye.quadTo(QPointF(8.0, 16.2), QPointF(1.0, 8.0))
    painter.drawPath(eye)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 8), 1.8, 1.8)


def paint_better(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Upwards."""
    painter.fillPath(_polygon((8, 2.8), (14, 13), (2, 13)), colour)


def paint_worse(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Downwards."""
    painter.fillPath(_polygon((8, 13.2), (14, 3), (2, 3)), colour)


def paint_same(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Two lines."""
    _lines(painter, colour, 1.6, (2.8, 6), (13.2, 6))
    _lines(painter, colour, 1.6, (2.8, 10), (13.2, 10))


def paint_unsaved(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Filled square with a bar across: what is on the screen is not on the disk."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(1.5, 1.5, 13, 13), 2, 2)
    _lines(painter, ground, 1.7, (8, 4.4), (8, 8.8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(QPointF(8, 11.6), 1.05, 1.05)


def paint_saving(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Three quarters of a ring, with an arrow head: under way."""
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(2.2, 2.2, 11.6, 11.6), 60 * 16, 270 * 16)
    painter.fillPath(_polygon((9.2, 0.8), (14.2, 3.4), (9.8, 6.6)), colour)


def paint_locked(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Padlock."""
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(4.6, 1.6, 6.8, 9.4), 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(2.8, 6.8, 10.4, 7.6), 1.4, 1.4)


def paint_followed(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Flag."""
    _lines(painter, colour, 1.5, (3.6, 1.8), (3.6, 14.4))
    painter.fillPath(_polygon((3.6, 2.2), (13.6, 5.4), (3.6, 8.8)), colour)


def paint_noted(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """The folded corner of a cell with a note."""
    painter.fillPath(_polygon((5.0, 3.0), (13.0, 3.0), (13.0, 11.0)), colour)


def paint_waiting(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """Empty ring."""
    _ring(painter, colour)
