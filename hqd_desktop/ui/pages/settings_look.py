"""设置 · 显示: light or dark, and the size of the text; both hold at once and are kept."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import MODE_KEY, MODES, TEXT_SIZE_KEY, TEXT_SIZES, Theme
from hqd_desktop.ui.widgets.card import Card
from hqd_desktop.ui.widgets.controls import Segments, label


class LookSection(QWidget):
    """Two rows of answers."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card("显示")
        self._mode = Segments(tuple(MODES.values()), theme, "颜色")
        self._size = Segments(tuple(f"{size}%" for size in TEXT_SIZES), theme, "字号")
        self._mode.group.buttonClicked.connect(self._on_mode_clicked)
        self._size.group.buttonClicked.connect(self._on_size_clicked)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate((("颜色", self._mode), ("字号", self._size))):
            grid.addWidget(label(name, "body", "text2"), row, 0)
            grid.addWidget(field, row, 1)
        card.column.addLayout(grid)
        card.column.addWidget(
            label("字号同时放大行高和图标。窗口低于 760 像素时，表格行自动收紧。", "caption", "text2", wrap=True)
        )
        column.addWidget(card)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_view(self, view: View) -> None:
        """Nothing here depends on the data."""

    def _on_mode_clicked(self) -> None:
        mode = next(key for key, name in MODES.items() if name == self._mode.answer)
        self._session.desk.settings().set(MODE_KEY, mode)
        self._theme.set_mode(mode)

    def _on_size_clicked(self) -> None:
        size = int(self._size.answer.removesuffix("%"))
        self._session.desk.settings().set(TEXT_SIZE_KEY, size)
        self._theme.set_scale(size / 100)

    def _on_theme_changed(self) -> None:
        """Also when Ctrl+K changed it."""
        self._mode.set_answer(MODES[self._theme.mode])
        self._size.set_answer(f"{round(self._theme.scale * 100)}%")
