"""The smaller cards of the overview: quarters, comparison with last year, recent changes."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from hqd_desktop.domain.ledger import SOON
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.services.wording import last_text, values_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages import overview_words as words
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card, empty_layout
from hqd_desktop.ui.widgets.controls import ElidedLabel, label
from hqd_desktop.ui.widgets.ledger_words import latest_quarter, quarter_rows
from hqd_desktop.ui.widgets.row_button import RowButton
from hqd_desktop.ui.widgets.status_shapes import TONES, WORDS, Shape, ShapeLabel

# Fields of a history entry that a person typed, with the word before them.
_TYPED = {"value": "", "text": "", "note": "备注 "}
_NOT_APPLICABLE = "not_applicable"


class QuarterCard(Card):
    """按季调度: which quarterly rows have reported the latest quarter."""

    ledger_asked = Signal()
    due_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("按季调度")
        self._theme = theme
        self._rows = QVBoxLayout()
        self._due = QVBoxLayout()
        for lines in (self._rows, self._due):
            lines.setSpacing(2)
            self.column.addLayout(lines)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        empty_layout(self._rows)
        rows = quarter_rows(view)
        quarter = latest_quarter(rows)
        self.note.setText(f"{view.record.year} 年{'一二三四'[quarter]}季度")
        for shapes, word in (((Shape.OK,), "已报"), ((Shape.PARTIAL,), "部分"), ((Shape.MISSING,), "未报")):
            found = [row for row in rows if row.quarters[quarter] in shapes]
            if found:
                line = RowButton(self._theme, f"{len(found)} 项{word}", line=False)
                line.row.setContentsMargins(0, 1, 0, 1)
                line.add(ShapeLabel(shapes[0], self._theme))
                line.add(ElidedLabel(f"{len(found)} 项{word}：{'、'.join(row.number for row in found)}"), 1)
                line.clicked.connect(self.ledger_asked)
                self._rows.addWidget(line)

    def show_ledger(self, ledger: LedgerView) -> None:
        """How many dates of the tasks are overdue or due within thirty days; nothing where none is."""
        empty_layout(self._due)
        told = due_words(ledger)
        if told is not None:
            shape, words = told
            line = RowButton(self._theme, words, line=False)
            line.row.setContentsMargins(0, 1, 0, 1)
            line.add(ShapeLabel(shape, self._theme))
            line.add(ElidedLabel(words), 1)
            line.clicked.connect(self.due_asked)
            self._due.addWidget(line)


def due_words(ledger: LedgerView) -> tuple[Shape, str] | None:
    """任务已过期 4 项，30 天内到期 2 项, with its shape; None where neither is."""
    late = sum(one.days < 0 for one in ledger.reminders)
    soon = len(ledger.reminders) - late
    parts = (f"已过期 {late} 项" if late else "", f"{SOON.days} 天内到期 {soon} 项" if soon else "")
    words = "，".join(filter(None, parts))
    return (Shape.WARNING if late else Shape.PARTIAL, f"任务{'' if late else ' '}{words}") if words else None


class CompareCard(Card):
    """与上年相比: how many rows moved which way, and the largest moves."""

    indicator_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("与上年相比")
        self._theme = theme
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        empty_layout(self._rows)
        tally, moved = words.comparison(view)
        self.note.setText(f"{sum(tally.values())} 项适用指标")
        line = QHBoxLayout()
        line.setSpacing(8)
        for shape, count in tally.items():
            line.addWidget(ShapeLabel(shape, self._theme))
            line.addWidget(label(str(count), "panel"))
            line.addWidget(label(WORDS[shape], "caption", "text2"))
            line.addSpacing(10)
        line.addStretch(1)
        self._rows.addLayout(line)
        worst_first = sorted(moved, key=lambda pair: pair[1] is Shape.BETTER)
        for result, shape in worst_first[:3]:
            number = result.indicator.number
            row = RowButton(self._theme, f"{number} {result.indicator.short} {WORDS[shape]}")
            row.add(label(number, "body", "text2"))
            row.add(ElidedLabel(result.indicator.short), 1)
            row.add(label(f"{last_text(result)} → {values_text(result)}", "secondary"))
            row.add(label(WORDS[shape], "secondary", TONES[shape]))
            row.clicked.connect(lambda _=False, number=number: self.indicator_asked.emit(number))
            self._rows.addWidget(row)


class RecentCard(Card):
    """最近改动."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("最近改动")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)

    def show_history(self, entries: Sequence[HistoryEntry], names: dict[str, str]) -> None:
        """Draw the latest few, newest first; what was typed, not what went with it."""
        empty_layout(self._grid)
        entries = [entry for entry in entries if entry.field in _TYPED or entry.new == _NOT_APPLICABLE]
        today = datetime.now().astimezone().date()
        for row, entry in enumerate(entries[:4]):
            at = entry.at.astimezone()
            when = f"{at:%H:%M}" if at.date() == today else f"{at.month}-{at.day}"
            change = f"{_TYPED.get(entry.field, '')}{entry.old or '空白'} → {entry.new or '空白'}"
            change = "标不适用" if entry.new == _NOT_APPLICABLE else change
            what = f"{names.get(entry.item, entry.item)}　{change}"
            self._grid.addWidget(label(when, "caption", "text2"), row, 0)
            self._grid.addWidget(ElidedLabel(what, "secondary"), row, 1)
        if not entries:
            self._grid.addWidget(label("还没有改动。", "secondary", "text2"), 0, 0, 1, 2)
