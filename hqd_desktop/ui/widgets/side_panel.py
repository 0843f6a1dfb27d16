"""The scrolling column at the right of a working page: sections under each other, filled anew for each selection."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, label, rule
from hqd_desktop.ui.widgets.status_shapes import Shape, ShapeLabel


class SidePanel(QScrollArea):
    """Subclasses fill `column` between `begin` and `finish`; figures on it can be gone to."""

    figure_chosen = Signal(object)
    indicator_chosen = Signal(str)
    check_chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.column = QVBoxLayout()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("area", "surface")
        self.viewport().setProperty("area", "surface")

    def begin(self) -> QVBoxLayout:
        """An empty column in place of what was shown; the scroll position starts anew."""
        body = QWidget()
        body.setProperty("area", "surface")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)
        self._body = body
        return self.column

    def finish(self) -> None:
        """Show what was filled in."""
        self.column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(self._body)
        if old is not None:
            old.deleteLater()
        self.verticalScrollBar().setValue(0)

    def text(self, text: str, kind: str = "body", tone: str = "", selectable: bool = False) -> QLabel:
        """A wrapped text."""
        made = label(text, kind, tone, wrap=True)
        if selectable:
            made.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.column.addWidget(made)
        return made

    def section(self, title: str, note: str = "") -> None:
        """A hair line, then the title of a section with a remark at its right end."""
        self.column.addWidget(rule())
        row = self.row()
        row.addWidget(label(title, "heading", "text2"))
        row.addStretch(1)
        if note:
            row.addWidget(label(note, "caption", "text2"))

    def row(self, column: QVBoxLayout | None = None, left: int = 0) -> QHBoxLayout:
        """A row of widgets at the end of a column (the panel's own by default), indented."""
        row = QHBoxLayout()
        row.setContentsMargins(self.theme.px(left), 0, 0, 0)
        row.setSpacing(8)
        (column or self.column).addLayout(row)
        return row

    def buttons(self, column: QVBoxLayout, *buttons: QPushButton, taken: int = 60) -> None:
        """Buttons beside each other, or under each other where they would push the panel wide; `taken` is margins."""
        room = max(self.viewport().width(), self.theme.px(300)) - self.theme.px(taken)
        together = sum(button.sizeHint().width() + 8 for button in buttons) <= room
        row = self.row(column)
        for button in buttons:
            if not together and row.count():
                row.addStretch(1)
                row = self.row(column)
            row.addWidget(button)
        row.addStretch(1)

    def shape(self, shape: Shape, size: int = 16) -> ShapeLabel:
        """A status shape."""
        return ShapeLabel(shape, self.theme, size)

    def name(self, text: str, kind: str = "body", tone: str = "") -> ElidedLabel:
        """A name that may be cut, with its tooltip."""
        made = ElidedLabel(text, kind, tone)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return made

    def link(self, text: str, spoken: str = "") -> Button:
        """A button that looks like a link."""
        made = Button(text, self.theme, "link")
        made.setAccessibleName(spoken or text)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made
