"""The section 佐证 of a side panel: list, buttons, drops and Ctrl+V; it says what is wanted and does none of it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut

from hqd_desktop.domain.evidence import EvidenceUse, FileState, size_text, use_of_figure, use_of_indicator
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.evidence_entries import Entry, entries_of_figure, entries_of_indicator, entries_of_task
from hqd_desktop.ui.widgets.controls import Button
from hqd_desktop.ui.widgets.evidence_list import EvidenceList
from hqd_desktop.ui.widgets.side_panel import SidePanel


class EvidenceSection(QObject):
    """One per panel. What is shown is built anew with the panel; the current file and the keyboard stay in the list.

    `files_given` carries paths, `picture_given` a QImage, the `…_wanted` of a file its Entry; `shown` says that
    `entries` are drawn and that `show_states` is to be told how their files are.
    """

    choice_wanted = Signal()
    files_given = Signal(object)
    picture_given = Signal(object)
    nothing_pasted = Signal()
    preview_wanted = Signal(object)
    open_wanted = Signal(object)
    correct_wanted = Signal(object)
    withdraw_wanted = Signal(object)
    shown = Signal()

    def __init__(self, panel: SidePanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._states: dict[str, FileState] = {}
        self.size_limit = 0
        self.use: EvidenceUse | None = None
        self.what, self.owner = "", ""
        self.entries: tuple[Entry, ...] = ()
        self.editable = False
        self.list: EvidenceList | None = None
        panel.viewport().setAcceptDrops(True)
        panel.viewport().installEventFilter(self)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), panel)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._on_pasted)

    def clear(self) -> None:
        """Nothing is shown that could be proved."""
        self.use, self.list, self.entries, self.editable = None, None, (), False

    def show_figure(self, view: View, key: FigureKey) -> None:
        """The section for a figure, at the end of the panel's column."""
        item = view.packs.catalogue[key[0]]
        owner = view.departments.get(item.key, item.department)
        self._show(view, use_of_figure(key), item.name, owner, entries_of_figure(view, key))

    def show_indicator(self, view: View, result: IndicatorResult) -> None:
        """The section for an indicator, at the end of the panel's column."""
        use = use_of_indicator(view.packs.scheme.id, result.indicator.number, view.record.year)
        self._show(view, use, result.indicator.label, "", entries_of_indicator(view, result))

    def show_task(self, view: View, use: EvidenceUse, what: str, owner: str) -> None:
        """The section for a task of the ledger, at the end of the panel's column."""
        self._show(view, use, what, owner, entries_of_task(view, use))

    def show_states(self, states: Mapping[str, FileState]) -> None:
        """How the files are, by digest; nothing else is known any more."""
        self._states = dict(states)
        if self.list is not None and self.entries:
            held = self.list.current.record.id if self.list.current is not None else ""
            self.list.show_entries(self.entries, self._states, date.today(), held)

    # -- building ------------------------------------------------------------------------------------------------

    def _show(self, view: View, use: EvidenceUse, what: str, owner: str, entries: tuple[Entry, ...]) -> None:
        before = self.list
        current = before.current.record.id if before is not None and before.current is not None else ""
        focused = before is not None and before.window().focusWidget() is before
        self.use, self.what, self.owner, self.entries, self.editable = use, what, owner, entries, view.remarks_editable
        self._panel.section("佐证", f"{len(entries)} 份" if entries else "还没有")
        self.list = EvidenceList(self._panel.theme)
        self.list.show_entries(entries, self._states, date.today(), current)
        if not entries:
            self.list.hide()
        for wanted, answer in (
            (self.list.preview_wanted, self.preview_wanted),
            (self.list.open_wanted, self.open_wanted),
            (self.list.correct_wanted, self.correct_wanted),
            (self.list.withdraw_wanted, self.withdraw_wanted),
        ):
            wanted.connect(answer)
        self._panel.column.addWidget(self.list)
        self._add_buttons(bool(entries))
        if self.editable:
            limit = f"每个最多 {size_text(self.size_limit)}；程序和带宏的不收。"
            self._panel.text(f"也可以把文件拖到这里，或按 Ctrl+V 贴文件、截图。{limit}", "caption", "text2")
        if focused and entries:
            QTimer.singleShot(0, self._give_focus)  # the panel shows what was built only after this
        self.shown.emit()

    def _give_focus(self) -> None:
        if self.list is not None:
            self.list.setFocus()

    def _add_buttons(self, some: bool) -> None:
        acts: list[Button] = []
        if some:
            acts += [self._button("预览", self.preview_wanted), self._button("打开", self.open_wanted)]
        if some and self.editable:
            acts += [self._button("修改…", self.correct_wanted), self._button("撤回…", self.withdraw_wanted)]
        if acts:
            self._panel.buttons(self._panel.column, *acts)
        if self.editable:
            add = self._button("添加…", None, "add")
            add.clicked.connect(lambda: self.choice_wanted.emit())
            self._panel.buttons(self._panel.column, add)

    def _button(self, words: str, wanted, icon: str = "") -> Button:
        made = Button(words, self._panel.theme, "small", icon)
        made.setAccessibleName(f"{words.rstrip('…')}佐证")
        if wanted is not None:
            made.clicked.connect(lambda: self._ask(wanted))
        return made

    def _ask(self, wanted) -> None:
        if self.list is not None and self.list.current is not None:
            wanted.emit(self.list.current)

    # -- drops and pastes ----------------------------------------------------------------------------------------

    def eventFilter(self, watched, event):
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        data = event.mimeData()
        if not self.editable or not (_paths(data) or data.hasImage()):
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)  # whatever is dropped here stays where it was as well
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._give(data)
        return True

    def _on_pasted(self) -> None:
        if self.editable and not self._give(QGuiApplication.clipboard().mimeData()):
            self.nothing_pasted.emit()

    def _give(self, data: QMimeData) -> bool:
        """Hand on the files, or else the picture; False when there is neither."""
        if paths := _paths(data):
            self.files_given.emit(paths)
            return True
        image = QImage(data.imageData()) if data.hasImage() else QImage()
        if image.isNull():
            return False
        self.picture_given.emit(image)
        return True


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
