"""A white card with a title and a small note at the right; pages put their own into `column`."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from hqd_desktop.ui.widgets.controls import label


class Card(QFrame):
    """`note` stands at the right end of the title."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "card")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 14, 18, 14)
        self.column.setSpacing(6)
        head = QHBoxLayout()
        self.title = label(title, "card")
        self.note = label(note, "caption", "text2")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.note)
        self.column.addLayout(head)


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            empty_layout(item.layout())
            item.layout().deleteLater()
