"""The small controls that pages are made of; each takes its look from `kind`, `tone` and `area` of the style sheet."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.flow_row import FlowRow
from hqd_desktop.ui.widgets.status_shapes import TONES, WORDS, Shape, shape_icon

_NUMERAL = "0123456789.,%−"


def label(text: str = "", kind: str = "body", tone: str = "", wrap: bool = False) -> QLabel:
    """A text of the type scale (tokens.TYPE), in a tone (text2, text3, accent, error …)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a widget that is already shown."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_kind(widget: QWidget, kind: str) -> None:
    """Change the kind of a widget that is already shown."""
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class ElidedLabel(QLabel):
    """A name that is cut with … where it does not fit; the whole stands in its tooltip."""

    def __init__(self, text: str = "", kind: str = "body", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self):
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def minimumSizeHint(self):
        return QSize(self.fontMetrics().horizontalAdvance("汉…"), super().minimumSizeHint().height())

    def paintEvent(self, event):
        elided = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        shown = without_half_numbers(elided, self.text())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


def without_half_numbers(elided: str, text: str) -> str:
    """An elided text in which no number is cut through: 1,014… would be read as another number."""
    kept = elided.removesuffix("…")
    if elided != text and kept and kept[-1] in _NUMERAL and text[len(kept)] in _NUMERAL:
        return kept.rstrip(_NUMERAL) + "…"
    return elided


class Button(QPushButton):
    """A button with a word and perhaps an icon; `kind` is secondary (""), primary, small, link, flat or segment."""

    def __init__(self, text: str, theme: Theme, kind: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme, self._icon = theme, icon
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if icon:
            theme.changed.connect(self._on_theme_changed)
            self._on_theme_changed()

    def set_kind(self, kind: str) -> None:
        """Another look: the one next step may change."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
            if self._icon:
                self._on_theme_changed()

    def set_icon(self, icon: str) -> None:
        """Another icon, by meaning."""
        self._icon = icon
        self._on_theme_changed()

    def keyPressEvent(self, event):
        """Enter presses the button that has the keyboard; Qt alone knows the space bar only."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def _on_theme_changed(self) -> None:
        kind, tokens = self.property("kind"), self._theme.tokens
        colour = {"primary": tokens.on_accent, "link": tokens.accent}.get(kind, tokens.text)
        self.setIcon(icons.icon(self._icon, colour, disabled=tokens.text3))
        self.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))


class Chip(QPushButton):
    """A count with its shape; a click filters where `checkable`, else it goes to the place."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        shape: Shape | None = None,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._shape = theme, shape
        self.setProperty("kind", "chip")
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._on_theme_changed)
        self.set_shape(shape)

    def set_shape(self, shape: Shape | None, text: str | None = None) -> None:
        """Another shape (and text)."""
        self._shape = shape
        if text is not None:
            self.setText(text)
        tone = TONES[shape] if shape else ""
        set_tone(self, "" if tone == "text3" else tone)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        if self._shape:
            self.setIcon(shape_icon(self._shape, self._theme.tokens, self._theme.px(14)))
            self.setIconSize(QSize(self._theme.px(14), self._theme.px(14)))
            self.setAccessibleDescription(WORDS[self._shape])


class Picker(QComboBox):
    """A drop-down that the wheel never changes, with our own arrow."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nor does the wheel take the keyboard
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme.changed.connect(self._scale_icons)
        self._scale_icons()

    def _scale_icons(self) -> None:
        self.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))

    def wheelEvent(self, event):
        event.ignore()

    def paintEvent(self, event):
        super().paintEvent(event)
        side, gap = self._theme.px(14), self._theme.px(9)
        rect = QRectF(self.width() - side - gap, (self.height() - side) / 2, side, side)
        colour = self._theme.tokens.text2 if self.isEnabled() else self._theme.tokens.text3
        icons.paint_icon(QPainter(self), "down", rect, colour)


class Tick(QCheckBox):
    """A check box with our own tick."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme

    def paintEvent(self, event):
        super().paintEvent(event)
        if self.isChecked():
            side = self._theme.px(14)
            colour = self._theme.tokens.on_accent if self.isEnabled() else self._theme.tokens.text3
            rect = QRectF(self._theme.px(2), (self.height() - side) / 2, side, side)
            icons.paint_icon(QPainter(self), "tick", rect, colour)


class _SegmentButton(Button):
    """Wide enough for its tick and bold face, so that nothing moves when it is chosen."""

    def sizeHint(self):
        self.ensurePolished()
        bold = QFontMetrics(self._theme.font(14, True))
        height = super().sizeHint().height()
        return QSize(bold.horizontalAdvance(f"✓ {_plain(self)}") + self._theme.px(16), height)

    def minimumSizeHint(self):
        return self.sizeHint()


class Segments(QWidget):
    """A few answers of which one holds, as joined buttons (医院级别, 类别), in a second line where it is narrow."""

    def __init__(self, answers: tuple[str, ...], theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        row = FlowRow(self)
        for answer in answers:
            button = _SegmentButton(answer, theme, "segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}：{answer}")
            button.setProperty("last", answer == answers[-1])
            self.group.addButton(button)
            row.addWidget(button)
        self.group.buttonToggled.connect(self._on_button_toggled)

    @property
    def answer(self) -> str:
        """The one that holds."""
        return next((_plain(button) for button in self.group.buttons() if button.isChecked()), "")

    def set_answer(self, answer: str) -> None:
        """Choose one; an unknown one is ignored."""
        for button in self.group.buttons():
            if _plain(button) == answer:
                button.setChecked(True)

    def _on_button_toggled(self, button: QAbstractButton, checked: bool) -> None:
        button.setText(("✓ " if checked else "") + _plain(button))


def _plain(button: QAbstractButton) -> str:
    return button.text().removeprefix("✓ ")


def rule(vertical: bool = False) -> QFrame:
    """A hair line."""
    line = QFrame()
    line.setProperty("area", "line")
    (line.setFixedWidth if vertical else line.setFixedHeight)(1)
    return line


def panel(area: str, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> tuple[QFrame, QVBoxLayout]:
    """A frame of an area of the style sheet (card, banner, well, note, error …) with a column in it."""
    frame = QFrame()
    frame.setProperty("area", area)
    column = QVBoxLayout(frame)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    return frame, column


class Stepper(QSpinBox):
    """A whole number; arrows change it, the wheel does not."""

    def __init__(self, low: int, high: int, step: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nor does the wheel take the keyboard
        self.setAccessibleName(name)

    def wheelEvent(self, event):
        event.ignore()


class WheelGuard(QObject):
    """A filter for a foreign combo or spin box: the wheel scrolls the page and never changes a value."""

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
