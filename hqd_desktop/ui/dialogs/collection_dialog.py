"""采集表…: hand out a form to every department, take them back, look at them cell by cell, write them.

Slow work runs on the file thread; what is written goes through the session like everything else.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.collection import DepartmentForm, form_file_name
from hqd_desktop.services.collection_return import Comparison
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.form_records import CollectionForm, FormRecord, ReturnedForm
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models import form_words
from hqd_desktop.ui.questions import Questions
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.tasks import Cancel
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, set_tone
from hqd_desktop.ui.widgets.form_list import FormList
from hqd_desktop.ui.widgets.return_preview import ReturnPreview

HINT = "Space 登记签字　Del 作废　也可以把交回的文件或文件夹拖到这里"
PREVIEW_HINT = "1 用本院的　2 用采集表的　F8 下一处冲突　空着的格不会自己清掉本院的数"


class CollectionDialog(QDialog):
    """Two faces: the list of departments, and the preview of what came back. Esc goes back, then closes."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._cancel: Cancel | None = None
        self._writing, self._written = False, 0
        self._questions = Questions(session.ask_forms, self._on_refused)
        self.setWindowTitle("采集表")
        self.setModal(True)
        self.setAcceptDrops(True)
        self.finished.connect(self.deleteLater)
        window = parent.window()
        self.resize(max(900, window.width() - 90), max(520, window.height() - 60))
        self.title = label("采集表", "title")
        self.note = label("", "secondary", "text2")
        self.list = FormList(theme)
        self.preview = ReturnPreview(theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.preview)
        self.told = label("", "secondary", "text2", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("进度")
        self.bar.hide()
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(10)
        head.addWidget(self.note)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.told)
        column.addWidget(self.bar)
        column.addLayout(self._make_foot())
        self._connect()
        self._show_list()
        self.refresh()

    # -- the list ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the departments' states anew."""
        self._questions.ask(lambda book: book.forms(), self._on_forms)

    def issue_to(self, folder: Path, only: DepartmentForm | None = None) -> None:
        """Write all forms (or one) into a folder, then note that they were handed out."""
        wanted = [only] if only is not None else list(self.list.forms.rows)
        forms = {form_file_name(one.form): one.form for one in wanted}
        if len(forms) < len(wanted):  # two departments that a file system cannot tell apart
            forms = {f"{n:02}_{form_file_name(one.form)}": one.form for n, one in enumerate(wanted, 1)}

        def job(tell, cancel) -> tuple[Path, list[CollectionForm]]:
            self._session.desk.workbooks().write_forms(folder, forms, tell)
            return folder, list(forms.values())

        self._run(job, self._on_forms_written, f"正在写 {len(forms)} 份采集表……")

    def take_in(self, paths: Sequence[Path]) -> None:
        """Read returned files, or all workbooks of a folder; nothing is written yet."""
        view = self._session.view
        if view is None or self._cancel is not None:
            return

        def job(tell, cancel) -> list[ReturnedForm]:
            workbooks, read = self._session.desk.workbooks(), []
            files = workbooks.find_forms(paths)
            for step, file in enumerate(files):
                tell(step, len(files), file.name)
                read.append(workbooks.read_form(file, view.packs.catalogue))
            return read

        self._run(job, self._on_read, "正在读……")

    def write(self) -> None:
        """Write every file that is ready, each as one step that can be undone."""
        ready = self.preview.ready()
        if not ready or self._writing or self.stack.currentWidget() is not self.preview:
            return
        first = ready[0]
        comparison, choices = self.preview.comparisons[first], dict(self.preview.choices[first])
        self._writing = True
        self._session.take_back(comparison, choices, self._on_written, self._on_not_written)

    # -- Qt ------------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc: stop what runs, else back to the list, else close."""
        if self._cancel is not None:
            self._cancel.request()
        elif self.stack.currentWidget() is self.preview:
            self._show_list("没有写入的采集表原样留着，随时可以再收。")
        else:
            self._questions.when_answered(super().reject)

    def dragEnterEvent(self, event):
        listed = self.stack.currentWidget() is self.list  # what is being decided must not be swept away
        if event.mimeData().hasUrls() and listed and self._cancel is None:
            event.acceptProposedAction()

    def dropEvent(self, event):
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_in(paths)

    # -- inside --------------------------------------------------------------------------------------------------

    def _make_foot(self) -> QHBoxLayout:
        theme = self._theme
        self.issue_all = Button("全部发出到文件夹…", theme, icon="export")
        self.issue_one = Button("发出这一份…", theme)
        self.withdraw = Button("作废 Del", theme)
        self.take = Button("收回采集表…  Ctrl+O", theme, "primary", icon="import")
        self.take_folder = Button("收回一个文件夹…", theme)
        self.leave = Button("关闭 Esc", theme)
        self.write_button = Button("写入  Ctrl+Enter", theme, "primary")
        self.stop = Button("停止 Esc", theme)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.issue_all, self.issue_one, self.withdraw):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.stop, self.leave, self.take_folder, self.take, self.write_button):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.issue_all.clicked.connect(lambda: self._ask_folder("全部发出到文件夹", self.issue_to))
        self.issue_one.clicked.connect(self._on_issue_one)
        self.withdraw.clicked.connect(self._on_withdraw)
        self.take.clicked.connect(self._ask_files)
        self.take_folder.clicked.connect(lambda: self._ask_folder("收回一个文件夹", lambda p: self.take_in([p])))
        self.leave.clicked.connect(self.reject)
        self.stop.clicked.connect(self.reject)
        self.write_button.clicked.connect(self.write)
        self.list.signed.connect(self._on_signed)
        self.list.withdrawn.connect(lambda _: self._on_withdraw())
        self.list.current_moved.connect(self._show_buttons)
        self.preview.changed.connect(self._show_buttons)
        for keys, act in (("Ctrl+O", self._ask_files), ("Ctrl+Return", self.write), ("Ctrl+Enter", self.write)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _run(self, job: Any, done: Any, words: str) -> None:
        self.bar.setRange(0, 0)
        self.bar.show()
        self._tell(words)
        self._cancel = self._session.tasks.run_in_files(
            job, done, self._on_job_refused, self._on_progress, self._on_job_cancelled
        )
        self._show_buttons()

    def _end_run(self) -> None:
        self._cancel = None
        self.bar.hide()
        self._show_buttons()

    def _show_list(self, words: str = HINT) -> None:
        self.stack.setCurrentWidget(self.list)
        self.title.setText("采集表")
        self.note.setText(form_words.totals(self.list.forms.rows))
        self._tell(words)
        self._show_buttons()
        self.list.setFocus()

    def _show_buttons(self) -> None:
        previewing, busy = self.stack.currentWidget() is self.preview, self._cancel is not None
        for button in (self.issue_all, self.issue_one, self.withdraw, self.take, self.take_folder):
            button.setVisible(not previewing and not busy)
        current = self.list.current
        self.issue_one.setEnabled(current is not None)
        self.withdraw.setEnabled(current is not None and form_words.is_out(current))
        issued = any(form.record is not None for form in self.list.forms.rows)
        self.issue_all.set_kind("" if issued else "primary")
        self.take.set_kind("primary" if issued else "")
        self.stop.setVisible(busy)
        self.leave.setVisible(not busy)
        self.leave.setText("取消 Esc" if previewing else "关闭 Esc")
        self.write_button.setVisible(previewing and not busy)
        if previewing:
            count = len(self.preview.ready())
            self.write_button.setText(f"写入 {count} 份  Ctrl+Enter" if count else "写入")
            self.write_button.setEnabled(bool(count))
            left = self.preview.open_conflicts()
            self.note.setText(
                f"{len(self.preview.comparisons)} 个文件，还没有写入" + (f"；{left} 处冲突待定" if left else "")
            )

    def _tell(self, words: str, tone: str = "text2") -> None:
        self.told.setText(words)
        set_tone(self.told, tone)

    def _ask_folder(self, title: str, then: Any) -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._ask(dialog, lambda names: then(Path(names[0])))

    def _ask_files(self) -> None:
        if self.stack.currentWidget() is self.list and self._cancel is None:
            dialog = QFileDialog(self, "收回采集表", "", "表格 (*.xlsx *.xlsm *.xls *.et *.ods)")
            dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self._ask(dialog, lambda names: self.take_in([Path(name) for name in names]))

    @staticmethod
    def _ask(dialog: QFileDialog, then: Any) -> None:
        dialog.filesSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_forms(self, forms: tuple[DepartmentForm, ...]) -> None:
        self.list.show_forms(forms)
        if self.stack.currentWidget() is self.list:
            self.note.setText(form_words.totals(forms))
        self._show_buttons()

    def _on_issue_one(self) -> None:
        current = self.list.current
        if current is not None:
            self._ask_folder(f"发出{current.department}的采集表", lambda folder: self.issue_to(folder, current))

    def _on_withdraw(self) -> None:
        current = self.list.current
        if current is not None and current.record is not None:
            record = current.record
            self._questions.ask(lambda book: book.withdraw(record), self._on_forms)
            self._tell(f"{current.department}的采集表已作废；交回来也不会写入。要恢复，重新发出这一份。")

    def _on_signed(self, record: FormRecord) -> None:
        self._questions.ask(lambda book: book.sign(record, not record.signed), self._on_forms)

    def _on_forms_written(self, outcome: tuple[Path, list[CollectionForm]]) -> None:
        folder, forms = outcome
        self._end_run()
        self._tell(f"已写出 {len(forms)} 份采集表，在“{folder}”。", "ok")
        self._questions.ask(lambda book: book.issue(forms), self._on_forms)

    def _on_read(self, read: list[ReturnedForm]) -> None:
        self._end_run()
        if not read:
            self._tell("没有找到表格文件（.xlsx）。没有写入任何数。请选交回的采集表，或装着它们的文件夹。", "warning")
            return
        self._written = 0
        self._questions.ask(lambda book: [book.compare(one) for one in read], self._on_compared)

    def _on_compared(self, comparisons: list[Comparison]) -> None:
        view = self._session.view
        if view is None:
            return
        self.stack.setCurrentWidget(self.preview)
        self.title.setText("收回采集表")
        self._tell(PREVIEW_HINT)
        self.preview.show_comparisons(comparisons, view.packs.catalogue, view.record.year)
        self._show_buttons()

    def _on_written(self, view: View) -> None:
        self._writing, self._written = False, self._written + 1
        done = self.preview.ready()[0]
        left = [one for number, one in enumerate(self.preview.comparisons) if number != done]
        self.preview.replace(left)
        if self.preview.ready():
            self.write()
            return
        told = f"已写入 {self._written} 份，每份可以一步撤销。"
        self._session.notify(told)
        if left:
            self._tell(f"{told}还有 {len(left)} 份没有写入。", "ok")
            self._compare_again()
        else:
            self._show_list(told)
        self.refresh()

    def _on_not_written(self, problems: Sequence[Problem]) -> None:
        self._writing = False
        self._on_refused(problems)
        self._compare_again()
        self.refresh()

    def _compare_again(self) -> None:
        again = [one.returned for one in self.preview.comparisons]
        self._questions.ask(lambda book: [book.compare(one) for one in again], self.preview.replace)

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        self._tell("\n".join(sentences(problems)), "error")

    def _on_progress(self, step: int, steps: int, words: str) -> None:
        self.bar.setRange(0, steps)
        self.bar.setValue(step)
        self._tell(f"{step + 1}/{steps}　{words}")

    def _on_job_refused(self, error: UserFacingError) -> None:
        self._end_run()
        self._on_refused(error.problems)

    def _on_job_cancelled(self) -> None:
        self._end_run()
        self._tell("已停止。没有发出采集表，也没有写入任何数。")
