"""What the ledger's panel asks for: entries, dates and 整改 are given to the ledger of the year, words asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hqd_desktop.domain.days import read_day
from hqd_desktop.domain.evidence_names import safe_folder
from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ledger import Ledger, LedgerView
from hqd_desktop.services.ledger_form import entries_of, form_name, form_of, forms_of
from hqd_desktop.services.ledger_sheet import LedgerForm
from hqd_desktop.services.ledger_year import year_ledger
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.remedy_dialog import RemedyDialog
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

FILES = "工作簿 (*.xlsx)"
FAULTS_SHOWN = 5
Act = Callable[[Ledger[View]], LedgerView]


class LedgerActs(QObject):
    """Every act answers with `changed` (a LedgerView) or `refused` (a sentence); then nothing was written."""

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme, self._parent = session, theme, parent

    def read(self) -> None:
        """The ledger as it stands."""
        self.do(lambda ledger: ledger.read())

    def do(self, act: Act, said: str = "") -> None:
        """One act on the database thread."""

        def done(ledger: LedgerView) -> None:
            self.changed.emit(ledger)
            if said:
                self._session.notify(said)

        def failed(problems: Sequence[Problem]) -> None:
            self.refused.emit("\n".join(sentences(problems)))

        self._session.ask_books(lambda books: act(books.ledger), done, failed)

    def write(self, entry: LedgerEntry) -> None:
        """A quarter, or the year."""
        self.do(
            lambda ledger: ledger.write(entry),
            f"{entry.period.label}进展已保存。" if entry.period.quarter else "已保存。",
        )

    def ask_owner(self, entry: LedgerEntry) -> None:
        """Which department follows the task here."""
        self._ask(
            "改牵头科室", "这条任务在本院由哪个科室牵头？留空就用程序建议的科室。", "保存", entry.owner,
            lambda text: self.write(replace(entry, owner=text)), lines=1,
        )  # fmt: skip

    def ask_year_text(self, entry: LedgerEntry) -> None:
        """The yearly text in the hospital's own words."""
        self._ask(
            "改全年文字", "写全年做到了什么。留空就由各季度的进展汇总。", "保存", entry.progress,
            lambda text: self.write(replace(entry, progress=text)), lines=5,
        )  # fmt: skip

    def ask_milestone(self, pack: str, task: str) -> None:
        """A date of the hospital's own: the day first, then what is done by then."""

        def given(text: str) -> None:
            day, _, words = text.strip().partition(" ")
            due = read_day(day)
            if due is None or isinstance(due, Problem):
                problem = due if isinstance(due, Problem) else Problem("day_unreadable", "", {"text": day})
                self.refused.emit("\n".join(sentences([problem])))
                return
            self.do(lambda ledger: ledger.mark(MilestoneMark(pack, task, due, words, own=True)), "期限已加上。")

        self._ask(
            "加一个期限", "先写日期，空一格再写到时做到什么，例如：2026-06-30 完成竞聘上岗", "加上", "", given, lines=2
        )

    def mark(self, mark: MilestoneMark, act: str) -> None:
        """done, undo or away."""
        changed = {"undo": replace(mark, done_on=None), "away": replace(mark, active=False)}.get(act)
        self.do(lambda ledger: ledger.mark(changed or replace(mark, done_on=ledger.today)))

    def close_remedy(self, remedy: Remedy) -> None:
        """办结, with what came of it."""
        self._ask(
            "办结整改", f"“{remedy.text}”办结了。写一句结果：", "办结", "",
            lambda text: self.do(lambda ledger: ledger.close(remedy, text), "整改已办结。"), lines=2, minimum=2,
        )  # fmt: skip

    def ask_remedies(self) -> None:
        """What the year left unmet, to be given owner and day; said when there is nothing."""

        def shown(proposals: Sequence[Remedy]) -> None:
            if not proposals:
                self._session.notify("本年度没有滞后的任务，也没有过期未完成的期限，不用转整改。")
                return
            dialog = RemedyDialog(self._theme, proposals, self._parent.window())
            dialog.given.connect(lambda remedies: self._keep(remedies, dialog))
            dialog.open()

        self._session.ask_books(lambda books: books.ledger.proposals(), shown, self._session.refused.emit)

    def _keep(self, remedies: tuple[Remedy, ...], dialog: RemedyDialog) -> None:
        def done(ledger: LedgerView) -> None:
            dialog.accept()
            self.changed.emit(ledger)
            self._session.notify(f"已记下整改 {len(remedies)} 项，下一年的台账里接着办。")

        def failed(problems: Sequence[Problem]) -> None:
            dialog.refuse("\n".join(sentences(problems)))

        self._session.ask_books(lambda books: books.ledger.mend(remedies), done, failed)

    def hand_out(self, ledger: LedgerView, hospital: str, quarter: int, owner: str) -> None:
        """The ledger of a quarter as a workbook, of one department or all; where to is asked for."""
        path, _ = QFileDialog.getSaveFileName(self._parent, "导出台账表", form_name(ledger, quarter, owner), FILES)
        if path:
            self.write_to(Path(path), form_of(ledger, hospital, quarter, owner))

    def hand_out_each(self, ledger: LedgerView, hospital: str, quarter: int) -> None:
        """A form for each department; into which folder is asked for."""
        place = QFileDialog.getExistingDirectory(self._parent, "各科室的台账表导出到哪个文件夹")
        if place:
            forms, workbooks = forms_of(ledger, hospital, quarter), self._session.desk.workbooks()
            self._in_files(
                lambda: workbooks.write_ledgers(Path(place), forms),
                lambda _: self._session.notify(
                    f"已导出 {len(forms)} 个科室的台账表到 {place}。填好后点“收回…”，可以一次选几份。"
                ),
            )

    def hand_out_year(self, ledger: LedgerView, hospital: str) -> None:
        """The whole year, to be read and filed; where to is asked for."""
        name = f"{safe_folder(hospital)}_{ledger.books[0].year}年度工作台账.xlsx"
        place, _ = QFileDialog.getSaveFileName(self._parent, "导出全年台账", name, FILES)
        if place:
            desk, path = self._session.desk, Path(place)
            names = [desk.source().scheme(book.tasks.pack).short for book in ledger.books]
            told = year_ledger(hospital, ledger.books, names, ledger.today)
            workbooks = desk.workbooks()
            self._in_files(
                lambda: workbooks.write_year_ledger(path, told),
                lambda _: self._session.notify(f"已导出 {path}。"),
            )

    def write_to(self, path: Path, form: LedgerForm) -> None:
        """Write a form."""
        workbooks = self._session.desk.workbooks()
        self._in_files(
            lambda: workbooks.write_ledger(path, form),
            lambda _: self._session.notify(f"已导出 {path.name}，{len(form.rows)} 条。填好后点“收回…”。"),
        )

    def take_back(self, ledger: LedgerView, hospital: str) -> None:
        """Filled workbooks; which ones is asked for."""
        paths, _ = QFileDialog.getOpenFileNames(self._parent, "收回台账表（可以选几份）", "", FILES)
        if paths:
            self.read_from([Path(path) for path in paths], ledger, hospital)

    def read_from(self, paths: Sequence[Path], ledger: LedgerView, hospital: str) -> None:
        """Read, judge, and write all that is new as one transaction, or say everything that is wrong."""
        workbooks = self._session.desk.workbooks()
        origin = "、".join(path.name for path in paths)

        def done(forms: Sequence[LedgerForm | tuple[Problem, ...]]) -> None:
            entries: list[LedgerEntry] = []
            problems: list[Problem] = []
            for path, form in zip(paths, forms, strict=True):
                found, faults = entries_of(form, ledger, hospital) if isinstance(form, LedgerForm) else ((), form)
                entries += found
                several = len(paths) > 1
                problems += [
                    replace(one, where=f"{path.name} {one.where}".strip()) if several else one for one in faults
                ]
            if problems or not entries:
                said = sentences((problems or [Problem("ledger_form_nothing", origin)])[:FAULTS_SHOWN])
                more = f"\n还有 {len(problems) - FAULTS_SHOWN} 处。" if len(problems) > FAULTS_SHOWN else ""
                self._session.notify("\n".join(said) + more, "error")
                return
            self.do(lambda book: book.take_back(entries, origin), f"已收回 {origin}，写入 {len(entries)} 条。")

        self._in_files(lambda: [workbooks.read_ledger(path) for path in paths], done)

    def _in_files(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def failed(error: UserFacingError) -> None:
            self._session.notify("\n".join(sentences(error.problems)), "error")

        self._session.tasks.run_in_files(lambda tell, cancel: job(), done, failed)

    def _ask(
        self, title: str, prompt: str, verb: str, text: str, given: Callable[[str], None], lines: int, minimum: int = 0
    ) -> None:
        dialog = WordsDialog(self._theme, title, prompt, verb, text, minimum, lines, parent=self._parent.window())
        dialog.given.connect(given)
        dialog.open()
