"""Step 1 of reading a hospital's own table: the file, what is to be known of it, and which kept mapping fits it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from hqd_desktop.services.grid import Grid
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape, shape_icon
from hqd_desktop.ui.widgets.table_reader import Fit

_AT = Qt.ItemDataRole.UserRole + 1


class MappingFileStep(QWidget):
    """Signals: another file, stop reading, a mapping to read with, rename or withdraw, or a new one."""

    file_wanted = Signal()
    stop_wanted = Signal()
    chosen = Signal(object)
    rename_wanted = Signal(object)
    withdraw_wanted = Signal(object)
    fresh_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fits: Sequence[Fit] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        well, inside = panel("well", (14, 12, 14, 12), 8)
        row = QHBoxLayout()
        self.name = label("还没有选文件", "card", wrap=True)
        self.browse = Button("换一个文件…", theme)
        self.browse.clicked.connect(self.file_wanted)
        row.addWidget(self.name, 1)
        row.addWidget(self.browse)
        inside.addLayout(row)
        self.about = label("", "secondary", "text2", wrap=True)
        inside.addWidget(self.about)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("读取进度")
        self.stop = Button("停止读取", theme, "small")
        self.stop.clicked.connect(self.stop_wanted)
        self.reading = QWidget()
        busy = QHBoxLayout(self.reading)
        busy.setContentsMargins(0, 0, 0, 0)
        busy.addWidget(self.bar, 1)
        busy.addWidget(self.stop)
        inside.addWidget(self.reading)
        self.notes = QVBoxLayout()
        inside.addLayout(self.notes)
        column.addWidget(well)
        self.question = label("", "card", wrap=True)
        column.addWidget(self.question)
        self.list = QListWidget()
        self.list.setAccessibleName("保存过的对应关系")
        self.list.itemActivated.connect(self._on_activated)
        self.list.currentRowChanged.connect(self._on_row_changed)
        column.addWidget(self.list, 1)
        acts = QHBoxLayout()
        self.rename = Button("改名…", theme, "small")
        self.rename.clicked.connect(lambda: self._emit(self.rename_wanted))
        self.withdraw = Button("撤下", theme, "small")
        self.withdraw.clicked.connect(lambda: self._emit(self.withdraw_wanted))
        acts.addWidget(self.rename)
        acts.addWidget(self.withdraw)
        acts.addStretch(1)
        column.addLayout(acts)
        self.show_nothing("")
        self._on_row_changed(-1)

    @property
    def current(self) -> Fit | None:
        """The kept mapping that is chosen; None for a new one."""
        row = self.list.currentRow()
        at = self.list.item(row).data(_AT) if row >= 0 else -1
        return self._fits[at] if 0 <= at < len(self._fits) else None

    def show_reading(self, name: str) -> None:
        """A file is being read."""
        self.name.setText(name)
        self.show_nothing("正在读……")
        self.bar.setRange(0, 0)
        self.reading.show()

    def show_progress(self, step: int, steps: int, sheet: str) -> None:
        """How far the reading is; `steps` 0 tells of a long sheet only."""
        if steps:
            self.bar.setRange(0, steps)
            self.bar.setValue(step)
        self.about.setText(f"正在读“{sheet}”……")

    def show_nothing(self, words: str) -> None:
        """No file, and why."""
        self.reading.hide()
        self.about.setText(words)
        self.question.clear()
        self._fits = ()
        self.list.clear()
        self._clear_notes()

    def _clear_notes(self) -> None:
        while (item := self.notes.takeAt(0)) is not None:
            item.widget().deleteLater()

    def show_file(self, grid: Grid, fits: Sequence[Fit]) -> None:
        """A file that was read, and the kept mappings, the best first."""
        self.name.setText(grid.name)
        held = [sheet for sheet in grid.sheets if sheet.rows]
        names = "、".join(f"“{sheet.name}”{sheet.height} 行" for sheet in held[:6]) + ("……" if len(held) > 6 else "")
        self.about.setText(f"读到 {len(held)} 张有内容的表：{names}。还没有写入任何数。")
        self.reading.hide()
        self._clear_notes()
        for note in grid.notes:
            line = IconText(self._theme, Shape.WARNING, sentence(note).removeprefix(f"{note.where}："))
            self.notes.addWidget(line)
        self._fits = sorted(fits, key=lambda fit: (-fit.found, fit.stored.name))
        self.list.clear()
        for at, fit in enumerate(self._fits):
            self._add(_words(fit), Shape.OK if fit.whole else Shape.WARNING if fit.found else Shape.MISSING, at)
        self._add("新做一份：在表里指给程序看，哪一格是哪个数", None, -1)
        best = self._fits[0] if self._fits else None
        self.question.setText(_question(best))
        self.list.setCurrentRow(0 if best and best.found else self.list.count() - 1)
        self._on_row_changed(self.list.currentRow())

    def _add(self, words: str, shape: Shape | None, at: int) -> None:
        item = QListWidgetItem(words)
        item.setData(_AT, at)
        item.setSizeHint(QSize(0, self._theme.px(34)))
        if shape:
            item.setIcon(shape_icon(shape, self._theme.tokens, self._theme.px(14)))
        self.list.addItem(item)

    def _on_row_changed(self, _row: int) -> None:
        known = self.current is not None
        self.rename.setEnabled(known)
        self.withdraw.setEnabled(known)

    def _on_activated(self, _item: QListWidgetItem) -> None:
        if self.current is None:
            self.fresh_wanted.emit()
        else:
            self.chosen.emit(self.current)

    def _emit(self, signal) -> None:
        if self.current is not None:
            signal.emit(self.current.stored)


def _words(fit: Fit) -> str:
    if fit.fault:
        return f"{fit.stored.name}　{fit.fault}"
    rest = "" if fit.whole else f"，{fit.asked - fit.found} 项没找到"
    return f"{fit.stored.name}　{fit.asked} 项里找到 {fit.found} 项{rest}"


def _question(best: Fit | None) -> str:
    if best is None:
        return "还没有保存过对应关系。做一份，明年同样的表就能自动认出来。"
    if best.found:
        return f"像是“{best.stored.name}”。按哪一份对应关系读？"
    return "保存过的对应关系都对不上这份文件。"
