"""The count chips in the header of 填报: how much is given, missing, wrong, followed up; a click filters."""

from PySide6.QtCore import QObject, Signal

from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.cell_states import CellBook
from hqd_desktop.ui.models.entry_rows import Filter, fits
from hqd_desktop.ui.pages.page import PageHeader
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.status_shapes import Shape

_CHIPS = (
    (Filter.FILLED, "已填", Shape.OK),
    (Filter.NOT_APPLICABLE, "不适用", Shape.NOT_APPLICABLE),
    (Filter.UNSAVED, "未存上", Shape.UNSAVED),
    (Filter.MISSING, "缺", Shape.MISSING),
    (Filter.ERROR, "错误", Shape.ERROR),
    (Filter.WARNING, "待说明", Shape.WARNING),
    (Filter.FOLLOWED, "跟进", Shape.FOLLOWED),
)
_NEVER_HIDDEN = (Filter.UNSAVED, Filter.MISSING, Filter.ERROR, Filter.WARNING)
_SPARE = (Filter.FILLED, Filter.NOT_APPLICABLE, Filter.FOLLOWED, Filter.WARNING, Filter.ERROR)
_NARROW = 1000


class EntryCounts(QObject):
    """`keep_chosen` carries what a chip counts, or EVERYTHING when it was let go of."""

    keep_chosen = Signal(object)

    def __init__(self, header: PageHeader, theme: Theme) -> None:
        super().__init__(header)
        self._theme, self._header = theme, header
        self._all = header.add_note()
        self.chips = {keep: header.add_chip(words, shape) for keep, words, shape in _CHIPS}
        for keep, chip in self.chips.items():
            chip.clicked.connect(lambda on, keep=keep: self.keep_chosen.emit(keep if on else Filter.EVERYTHING))

    def mark(self, keep: Filter) -> None:
        """The chip of what is left in the grid is pressed."""
        for own, chip in self.chips.items():
            chip.setChecked(own is keep)

    def show_counts(self, view: View, book: CellBook, keep: Filter, width: int) -> None:
        """New counts; in a narrow page only what is missing or wrong is counted."""
        wide = width >= self._theme.px(_NARROW)
        self._all.setText(f"{len(book.required)} 项")
        self._all.setVisible(wide)
        this_year = {key for key in view.figures if key[1].year == view.record.year}
        keys = book.required | set(book.checks) | this_year | set(book.follow_ups) | book.unsaved
        for own, words, _ in _CHIPS:
            count = sum(1 for key in keys if fits(book, key, own))
            self.chips[own].setText(f"{words} {count}")
            wanted = bool(count) or own in (keep, Filter.MISSING, Filter.FILLED)
            self.chips[own].setVisible(wanted and (own in _NEVER_HIDDEN or wide))
        self._header.fit(self._all, *(self.chips[keep] for keep in _SPARE))
