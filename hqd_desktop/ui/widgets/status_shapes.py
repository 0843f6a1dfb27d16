"""The shapes that carry meaning (错误, 缺 …), as our own paths: they survive where private fonts are blocked.

Each has a word: a shape never stands for itself only.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.tokens import Tokens
from hqd_desktop.ui.widgets import shape_paths

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
    UNSAVED = "unsaved"
    SAVING = "saving"
    LOCKED = "locked"
    FOLLOWED = "followed"
    NOTED = "noted"


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
    Shape.UNSAVED: "未存上",
    Shape.SAVING: "正在保存",
    Shape.LOCKED: "已锁定",
    Shape.FOLLOWED: "跟进",
    Shape.NOTED: "有备注",
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
    Shape.UNSAVED: "error",
    Shape.SAVING: "text3",
    Shape.LOCKED: "text3",
    Shape.FOLLOWED: "accent",
    Shape.NOTED: "text3",
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


def paint_shape(painter: QPainter, shape: Shape, rect: QRectF, tokens: Tokens, tone: str = "") -> None:
    """Paint the shape centred in `rect` (a square of 16 px is its natural size), in its own colour or another tone."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / 16, side / 16)
    colour = QColor(getattr(tokens, tone)) if tone else colour_of(shape, tokens)
    _PAINTERS[shape](painter, colour, QColor(tokens.surface))
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


_PAINTERS = {
    Shape.ERROR: shape_paths.paint_error,
    Shape.WARNING: shape_paths.paint_warning,
    Shape.EXPLAINED: shape_paths.paint_explained,
    Shape.PARTIAL: shape_paths.paint_partial,
    Shape.OK: shape_paths.paint_ok,
    Shape.MISSING: shape_paths.paint_missing,
    Shape.NOT_APPLICABLE: shape_paths.paint_not_applicable,
    Shape.MONITOR: shape_paths.paint_monitor,
    Shape.BETTER: shape_paths.paint_better,
    Shape.WORSE: shape_paths.paint_worse,
    Shape.SAME: shape_paths.paint_same,
    Shape.WAITING: shape_paths.paint_waiting,
    Shape.UNSAVED: shape_paths.paint_unsaved,
    Shape.SAVING: shape_paths.paint_saving,
    Shape.LOCKED: shape_paths.paint_locked,
    Shape.FOLLOWED: shape_paths.paint_followed,
    Shape.NOTED: shape_paths.paint_noted,
}
