"""What every page of the window promises; a page gets the Session and the Theme, never the window."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Chip, label
from hqd_desktop.ui.widgets.status_shapes import Shape


class PageHeader(QWidget):
    """52 px: title, notes and chips from the left, secondary buttons and one primary from the right."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("area", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(8)
        self.title = label(title, "title")
        self._row.addWidget(self.title)
        self._row.addSpacing(6)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._row.addLayout(self._left)
        self._row.addStretch(1)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        self._row.addLayout(self._right)
        self._worded: list[tuple[Button, str]] = []  # they may lose their words, and keep their icons
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def add(self, widget: QWidget) -> None:
        """Another widget after title and chips."""
        self._left.addWidget(widget)

    def add_note(self, text: str = "") -> Any:
        """A line of words after the title; returns its label."""
        note = label(text, "secondary", "text2")
        self._left.addWidget(note)
        return note

    def add_chip(self, text: str, shape: Shape | None = None, checkable: bool = True) -> Chip:
        """A count that also filters."""
        chip = Chip(text, self._theme, shape, checkable)
        self._left.addWidget(chip)
        return chip

    def add_button(self, text: str, icon: str = "", primary: bool = False) -> Button:
        """A button at the right end; one of them may be primary."""
        button = Button(text, self._theme, "primary" if primary else "", icon)
        self._right.addWidget(button)
        if icon and not primary:
            self._worded.append((button, text))
        return button

    def fit(self, *spare: QWidget) -> None:
        """Where the text is large, secondary buttons keep their icons only, then `spare` ones go, the first first.

        A page calls it after it has decided what is visible, so that what came to be hidden here may come back.
        """
        needed = self._needed()
        for button, text in self._worded:
            short = needed > self.width()
            if short and not button.isHidden():
                needed -= button.fontMetrics().horizontalAdvance(text)
            _shorten(button, text, short)
        for widget in spare:
            if needed > self.width() and not widget.isHidden():
                needed -= widget.sizeHint().width() + self._left.spacing()
                widget.hide()

    def event(self, event):
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.fit()
        return super().event(event)

    def minimumSizeHint(self):
        return QSize(self._theme.px(200), self.height())  # else a page would grow instead of anything giving way

    def _needed(self) -> int:
        """The width of everything that is not hidden, with all its words."""
        margins, gap = self._row.contentsMargins(), self._left.spacing()
        items = [side.itemAt(place) for side in (self._left, self._right) for place in range(side.count())]
        parts = [self.title, *(item.widget() for item in items)]
        lost = [b.fontMetrics().horizontalAdvance(text) for b, text in self._worded if not (b.isHidden() or b.text())]
        widths = [part.sizeHint().width() + gap for part in parts if not part.isHidden()]
        return margins.left() + margins.right() + 6 + gap + sum(widths) + sum(lost)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.low(52))


def _shorten(button: Button, text: str, short: bool) -> None:
    if bool(button.text()) == short:
        button.setText("" if short else text)
        button.setToolTip(text if short else "")
        button.setAccessibleName(text if short else "")


class Page(QWidget):
    """Base of all pages: set `key` and `title`, fill `self.body`, override `show_view`.

    The window calls `accept_view` at every commit; `show_view` runs then if the page is visible, else when it next
    becomes so. The hooks below are the window's keys; a page overrides those that mean something on it.
    """

    key = ""
    title = ""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._waiting: View | None = None
        self._home: QWidget | None = None
        self.setAccessibleName(self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader(self.title, theme)
        column.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column.addLayout(self.body, 1)

    def setFocusProxy(self, widget):
        """Where the keyboard begins. Qt's own would make the page one control, of which Tab sees nothing else."""
        self._home = widget

    def setFocus(self, *reason):
        if self._home is not None:
            self._home.setFocus(*reason)
        else:
            super().setFocus(*reason)

    def show_view(self, view: View) -> None:
        """Draw a new state; `view.touched` are the figures that the last act wrote."""

    def go_to(self, **target: Any) -> None:
        """Show a place in the page (figure=…, number=…, key=…)."""

    def find(self) -> None:  # type: ignore[override]  # QWidget.find is a static search by window id
        """Ctrl+F."""

    def toggle_side(self) -> None:
        """F6: show or hide the side panel, or go into it."""

    def toggle_list(self) -> None:
        """Shift+F6: show or hide the list at the left, or go into it."""

    def go_next(self) -> None:
        """F8: the next 缺项, 失分 or check."""

    def go_next_error(self) -> None:
        """Shift+F8: the next error."""

    def begin_trial(self) -> None:
        """F9: 试算 of what is selected."""

    def explain_current(self) -> None:
        """F1: the definition of what is selected."""

    def reset_columns(self) -> None:
        """Give the columns of the page's table their usual widths again."""

    def print_out(self) -> bool:
        """Ctrl+P: True when the page prints something of its own; else the report is shown."""
        return False

    def commit_pending(self) -> bool:
        """Before another page, undo or closing: finish an open editor; False when what was typed cannot be taken."""
        return True

    def unsaved_count(self) -> int:
        """How many things that were typed are on the screen only."""
        return 0

    def unsaved_texts(self) -> dict[FigureKey, str]:
        """What was typed into them, as far as they are figures."""
        return {}

    def retry_unsaved(self) -> None:
        """Try once more to save what is on the screen only."""

    def save_layout(self) -> None:
        """Before closing: keep splitters and column widths in the settings."""

    def accept_view(self, view: View) -> None:
        """A new state has come; drawn now if visible."""
        if self.isVisible():
            self._waiting = None
            self.show_view(view)
        else:
            self._waiting = view

    def showEvent(self, event):
        super().showEvent(event)
        if self._waiting is not None:
            view, self._waiting = self._waiting, None
            self.show_view(view)
