"""Adding 佐证 from the choice of files to the commit: looked at, described, copied with progress, then registered."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from hqd_desktop.domain.evidence import Details, EvidenceUse, size_text
from hqd_desktop.domain.evidence_names import safe_name
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.evidence_form import EvidenceForm
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

USUAL = ("pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "jpg", "jpeg", "png", "tif", "zip")
KINDS = f"文档和图片 ({' '.join(f'*.{suffix}' for suffix in USUAL)});;所有文件 (*)"


class AddEvidence(QObject):
    """All files or none. It lives until the files are registered, refused, or left alone: `ended`."""

    ended = Signal()

    def __init__(
        self, session: Session, theme: Theme, window: QWidget, use: EvidenceUse, what: str, owner: str
    ) -> None:
        super().__init__(window)
        self._session, self._theme, self._window = session, theme, window
        self._use, self._what, self._owner = use, what, owner
        self._folder = session.desk.evidence_folder()
        self._pictures: QTemporaryDir | None = None
        self._progress: QProgressDialog | None = None

    def choose(self) -> None:
        """Ask for the files."""
        title = f"添加佐证（每个文件最多 {size_text(self._folder.size_limit)}）"
        dialog = QFileDialog(self._window, title, "", KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.rejected.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_image(self, image: QImage) -> None:
        """A picture of the clipboard, saved as PNG."""
        self._pictures = QTemporaryDir()
        path = Path(self._pictures.path()) / f"截图 {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}.png"

        def save(tell, cancel) -> None:
            if not QImageWriter(str(path), QByteArray(b"png")).write(image):
                raise UserFacingError(Problem("evidence_clipboard"))

        self._session.tasks.run_in_files(save, lambda _: self.take([path]), self._on_refused)

    def take(self, paths: Sequence[Path]) -> None:
        """Look at the files; if all can be taken, ask what they are. Nothing is copied yet."""

        def look(tell, cancel) -> list[int]:
            if refused := self._folder.refusals(paths):
                raise UserFacingError(*refused)
            from hqd_desktop.reporting.pages import count_pages

            return [count_pages(path) for path in paths]

        self._session.tasks.run_in_files(look, lambda pages: self._ask(paths, pages), self._on_refused)

    def _ask(self, paths: Sequence[Path], pages: Sequence[int]) -> None:
        details = [
            Details(Path(safe_name(path.name)).stem, pages=count, owner=self._owner)
            for path, count in zip(paths, pages, strict=True)
        ]
        form = EvidenceForm(self._theme, f"添加“{self._what}”的佐证", [path.name for path in paths], details, "添加",
                            self._window.window())  # fmt: skip
        form.given.connect(lambda told: self._copy(paths, told))
        form.rejected.connect(self._end)
        form.open()

    def _copy(self, paths: Sequence[Path], details: Sequence[Details]) -> None:
        self._progress = QProgressDialog("正在复制…", "停止", 0, 100 * len(paths), self._window.window())
        self._progress.setWindowTitle("添加佐证")
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.setAutoClose(False)
        self._progress.setAutoReset(False)
        self._progress.setMinimumDuration(400)

        def copy(tell, cancel) -> list[Piece]:
            pieces = []
            for number, (path, said) in enumerate(zip(paths, details, strict=True)):

                def told(done: int, total: int, number: int = number, path: Path = path) -> None:
                    tell(100 * number + 100 * done // max(1, total), 100 * len(paths), f"正在复制 {path.name}…")

                pieces.append(Piece(self._folder.take_in(path, told), said))
            return pieces

        names = [path.name for path in paths]
        job = self._session.tasks.run_in_files(
            copy,
            lambda pieces: self._register(pieces, names),
            self._on_refused,
            self._on_progress,
            self._on_cancelled,
        )
        self._progress.canceled.connect(job.request)

    def _register(self, pieces: Sequence[Piece], names: Sequence[str]) -> None:
        self._end_progress()
        self._session.change_evidence(
            adding(self._folder, pieces, self._use),
            lambda view: self._on_registered(view, pieces, names),
            self._on_problems,
            self._folder,
        )

    def _on_progress(self, step: int, steps: int, words: str) -> None:
        if self._progress is not None:
            self._progress.setMaximum(steps)
            self._progress.setValue(step)
            self._progress.setLabelText(words)

    def _on_registered(self, view: View, pieces: Sequence[Piece], names: Sequence[str]) -> None:
        told = []
        for piece, name in zip(pieces, names, strict=True):
            record = view.evidence.with_digest(piece.file.digest)
            if record is None:
                continue
            if piece.file.name != unicodedata.normalize("NFC", name):
                told.append(f"为了在各种系统上都能用，“{name}”存为“{piece.file.name}”。")
            if len(record.uses) > 1:
                told.append(f"“{piece.file.name}”早已登记为“{record.title}”，没有再存一份，已关联到这里。")
            elif record.title != piece.details.title:
                told.append(f"这里已有同名的材料，“{piece.file.name}”登记为“{record.title}”。")
        self._session.notify("\n".join([f"已添加 {len(pieces)} 份佐证。", *told]))
        self._end()

    def _on_refused(self, error: UserFacingError) -> None:
        self._on_problems(error.problems)

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        self._end_progress()
        said = sentences(problems)
        more = f"\n还有 {len(said) - 3} 处。" if len(said) > 3 else ""
        self._session.notify("\n".join(said[:3]) + more, "error")
        self._end()

    def _on_cancelled(self) -> None:
        self._end_progress()
        self._session.notify("已停止，没有登记任何文件。", "warning")
        self._end()

    def _end(self) -> None:
        self.ended.emit()
        self.deleteLater()

    def _end_progress(self) -> None:
        if self._progress is not None:
            self._progress.canceled.disconnect()
            self._progress.close()
            self._progress.deleteLater()
            self._progress = None
