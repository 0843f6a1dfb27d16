"""自建指标表 in 设置: brought in, copied, handed to a colleague, withdrawn; it shows names and asks for the rest."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.own_pack import OwnPack
from hqd_desktop.domain.problems import Problem
from hqd_desktop.paths import PACK_SUFFIX
from hqd_desktop.services.pack_copying import example
from hqd_desktop.services.pack_table import PackTable
from hqd_desktop.services.records import StoredPack
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, label

_BOOK, _PACK = "工作簿 (*.xlsx)", f"自建指标表 (*{PACK_SUFFIX})"
_HINT = "别的市县的表：下载模板填好带入，或复制一张现有的表来改。公布的表不会被改动；自建的表随备份和交接一起走。"


class OwnPacks(QWidget):
    """`changed` says that there are other tables to choose from now."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._view: View | None = None
        self._packs: tuple[StoredPack, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("自建指标表", "heading", "text2"))
        column.addWidget(label(_HINT, "caption", "text2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        for words, act in (
            ("下载模板…", self._on_template), ("带入…", self._on_bring), ("复制现在这张来改…", self.copy_this),
        ):  # fmt: skip
            line.addWidget(self._button(words, act))
        line.addStretch(1)
        column.addLayout(line)
        self._own = QWidget()
        own = QHBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        self.picker = Picker(theme, "哪一张自建表")
        own.addWidget(self.picker, 1)
        for words, act in (
            ("改成新的一版…", self._on_edit), ("导出给同事…", self._on_hand_out), ("导出工作簿…", self._on_write),
            ("撤下", self._on_withdraw),
        ):  # fmt: skip
            own.addWidget(self._button(words, act))
        column.addWidget(self._own)

    def show_view(self, view: View) -> None:
        """List what the database has."""
        self._view = view
        self.reload()

    def reload(self) -> None:
        """Ask anew."""
        self._session.ask_books(lambda books: tuple(books.packs.all()), self._on_read, self._warn)

    def copy_this(self) -> None:
        """The year's table as a draft of one's own."""
        if self._view is not None:
            self._edit(self._view.record.scheme_id)

    def bring(self, path: Path) -> None:
        """A filled workbook or a colleague's file; refused whole, each problem with its cell."""
        workbooks = self._session.desk.workbooks()
        if path.suffix.lower() == PACK_SUFFIX:
            self._in_files(lambda: workbooks.read_pack_file(path), self._on_pack_file)
        else:
            self._in_files(lambda: workbooks.read_pack_table(path), self._on_pack_table)

    def hand_out(self, scheme_id: str, path: Path) -> None:
        """Write a table as one file."""
        self._session.ask_books(
            lambda books: books.packs.file_of(scheme_id),
            lambda data: self._in_files(
                lambda: self._session.desk.write_bytes(path, data), lambda _: self._say(f"已导出 {path.name}。")
            ),
            self._warn,
        )

    # -- inside --------------------------------------------------------------------------------------------------

    def _button(self, words: str, act: Callable[[], object]) -> Button:
        made = Button(words, self._theme, "small")
        made.clicked.connect(lambda: act())
        return made

    def _on_read(self, packs: tuple[StoredPack, ...]) -> None:
        self._packs = packs
        held = self.picker.currentData()
        self.picker.clear()
        for pack in packs:
            self.picker.addItem(f"{pack.name}　{pack.edition} 版", pack.scheme_id)
        self.picker.setCurrentIndex(max(0, self.picker.findData(held)))
        self._own.setVisible(bool(packs))

    def _on_template(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "下载模板", "自建评价指标表_模板.xlsx", _BOOK)
        if path:
            self._write(Path(path), example())

    def _on_bring(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "带入指标表", "", f"填好的模板或同事的文件 (*.xlsx *{PACK_SUFFIX})")
        if path:
            self.bring(Path(path))

    def _on_hand_out(self) -> None:
        name = f"{self.picker.currentText().replace('　', '_')}{PACK_SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(self, "导出给同事", name, _PACK)
        if path:
            self.hand_out(self.picker.currentData(), Path(path))

    def _on_write(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "导出工作簿", f"{self.picker.currentText()}.xlsx", _BOOK)
        scheme_id = self.picker.currentData()
        if path:
            self._session.ask_books(
                lambda books: books.packs.copy(scheme_id), lambda table: self._write(Path(path), table), self._warn
            )

    def _on_edit(self) -> None:
        self._edit(self.picker.currentData())

    def _edit(self, scheme_id: str) -> None:
        self._session.ask_books(lambda books: books.packs.copy(scheme_id), self._open_editor, self._warn)

    def _open_editor(self, table: PackTable) -> None:
        from hqd_desktop.ui.dialogs.pack_editor import PackEditor

        if self._view is not None:
            editor = PackEditor(self._session, self._theme, self._view, table, self.window())
            editor.accepted.connect(self._on_changed)
            editor.open()

    def _on_withdraw(self) -> None:
        scheme_id = self.picker.currentData()

        def done(_: None) -> None:
            self._say("已撤下。用过它的年度照样能看。")
            self._on_changed()

        self._session.ask_books(lambda books: books.packs.withdraw(scheme_id), done, self._warn)

    def _on_pack_file(self, read: Any) -> None:
        if isinstance(read, Problem):
            self._warn((read,))
        else:
            self._session.ask_books(lambda books: books.packs.take_in(read), self._on_kept, self._warn)

    def _on_pack_table(self, read: PackTable | tuple[Problem, ...]) -> None:
        if isinstance(read, PackTable):
            self._session.ask_books(
                lambda books: books.packs.keep(read), self._on_kept, lambda problems: self._on_faulty(read, problems)
            )
        else:
            self._warn(read)

    def _on_faulty(self, table: PackTable, problems: Sequence[Problem]) -> None:
        """All of them are seen where they stand, and can be put right there; that a name is taken no cell knows."""
        if problems[0].code == "own_pack_name_taken":
            self._warn(problems)
        else:
            self._session.notify(f"没有带入：有 {len(problems)} 处问题，都标在表里，改好可以保存。", "warning")
        self._open_editor(table)

    def _on_kept(self, pack: OwnPack) -> None:
        self._say(
            f"已带入“{pack.scheme.short}”：{len(pack.scheme.indicators)} 项指标，{len(pack.tasks.tasks)} 条任务。"
        )
        self._on_changed()

    def _on_changed(self) -> None:
        self.reload()
        self.changed.emit()

    def _write(self, path: Path, table: PackTable) -> None:
        workbooks = self._session.desk.workbooks()
        self._in_files(lambda: workbooks.write_pack_table(path, table), lambda _: self._say(f"已写好 {path.name}。"))

    def _in_files(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._session.tasks.run_in_files(lambda tell, cancel: job(), done, lambda error: self._warn(error.problems))

    def _say(self, words: str) -> None:
        self._session.notify(words)

    def _warn(self, problems: Sequence[Problem]) -> None:
        self._session.warn(tuple(problems))
