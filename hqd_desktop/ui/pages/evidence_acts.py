"""What the section 佐证 of a side panel asks for: add, open, correct, withdraw, and a look at the files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from hqd_desktop.domain.evidence import Evidence, FileState
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.evidence import REASON_LEAST, correcting, withdrawing
from hqd_desktop.services.messages import sentence
from hqd_desktop.ui.dialogs.add_evidence import AddEvidence
from hqd_desktop.ui.dialogs.evidence_form import EvidenceForm
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.evidence_entries import Entry
from hqd_desktop.ui.opened_copies import open_copy
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.widgets.evidence_section import EvidenceSection
from hqd_desktop.ui.widgets.side_panel import SidePanel


class EvidenceActs(QObject):
    """One per panel. A copy is opened by the system's own program for its kind, never run."""

    def __init__(self, session: Session, panel: SidePanel, section: EvidenceSection) -> None:
        super().__init__(panel)
        self._session, self._panel, self._section = session, panel, section
        self._folder = session.desk.evidence_folder()
        self._states: dict[str, FileState] = {}
        section.size_limit = self._folder.size_limit
        section.choice_wanted.connect(self._on_choice_wanted)
        section.files_given.connect(self._on_files_given)
        section.picture_given.connect(self._on_picture_given)
        section.nothing_pasted.connect(
            lambda: session.notify(sentence(Problem("evidence_clipboard")), "warning"),
        )
        section.preview_wanted.connect(self._on_preview_wanted)
        section.open_wanted.connect(lambda entry: self._open(entry.record))
        section.correct_wanted.connect(self._on_correct_wanted)
        section.withdraw_wanted.connect(self._on_withdraw_wanted)
        section.shown.connect(self._look)

    def _look(self) -> None:
        """Compare the shown files with their digests, off the GUI thread; one that was looked at costs little."""
        folder = self._session.desk.evidence_folder()
        if folder is not self._folder:  # another database: what was known of its files is of another folder
            self._folder, self._states = folder, {}
            self._section.show_states({})
        digests = [entry.record.digest for entry in self._section.entries]
        if not digests:
            return

        def told(states: Mapping[str, FileState]) -> None:
            if folder is self._folder:
                self._states.update(states)
                self._section.show_states(self._states)

        self._session.tasks.run_in_files(
            lambda tell, cancel: folder.check(digests, lambda done, total: cancel.check()), told
        )

    def _adding(self) -> AddEvidence | None:
        section = self._section
        if section.use is None or not section.editable:
            return None
        theme = self._panel.theme
        adding = AddEvidence(self._session, theme, self._panel, section.use, section.what, section.owner)
        adding.ended.connect(self._look)  # a file that was damaged or gone is mended by adding it once more
        return adding

    def _on_choice_wanted(self) -> None:
        if (adding := self._adding()) is not None:
            adding.choose()

    def _on_files_given(self, paths: Sequence[Path]) -> None:
        if (adding := self._adding()) is not None:
            adding.take(paths)

    def _on_picture_given(self, image: QImage) -> None:
        if (adding := self._adding()) is not None:
            adding.take_image(image)

    def _on_preview_wanted(self, entry: Entry) -> None:
        from hqd_desktop.ui.dialogs.evidence_preview import EvidencePreview

        records = [held.record for held in self._section.entries]
        current = records.index(entry.record)
        EvidencePreview(
            self._session, self._panel.theme, records, current, self._open, self._panel.window()
        ).open()  # fmt: skip

    def _open(self, record: Evidence) -> None:
        open_copy(self._session, record, self._look)

    def _on_correct_wanted(self, entry: Entry) -> None:
        if not self._section.editable:
            return
        session, record = self._session, entry.record
        form = EvidenceForm(
            self._panel.theme, "修改佐证", (record.name,), (record.details,), "保存", self._panel.window()
        )
        form.given.connect(lambda told: session.change_evidence(correcting(record.id, told[0])))
        form.open()

    def _on_withdraw_wanted(self, entry: Entry) -> None:
        if not self._section.editable:
            return
        session, title = self._session, entry.record.title
        prompt = (
            f"“{title}”不再作为“{entry.via or self._section.what}”的佐证。"
            "登记记录和文件都保留，以后可以重新添加。请写理由："
        )
        dialog = WordsDialog(self._panel.theme, "撤回佐证", prompt, "撤回", minimum=REASON_LEAST, lines=2,
                             parent=self._panel.window())  # fmt: skip
        dialog.given.connect(
            lambda reason: session.change_evidence(
                withdrawing(entry.record.id, entry.use, reason), lambda _: session.notify(f"已撤回“{title}”。")
            )
        )
        dialog.open()
