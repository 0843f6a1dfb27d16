"""Hands a checked, read-only copy of a registered file to the system's own viewer for its kind; it runs nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.ui.session import Session


def open_copy(session: Session, record: Evidence, refused: Callable[[], object]) -> None:
    """Check, copy and hand over; what went wrong is said above the page, and `refused` is called."""
    folder = session.desk.evidence_folder()

    def show(copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            session.notify(sentence(Problem("evidence_no_viewer", "", {"name": copy.name})), "error")

    def failed(error: UserFacingError) -> None:
        session.notify("\n".join(sentences(error.problems)), "error")
        refused()

    session.tasks.run_in_files(lambda tell, cancel: folder.lay_out(record.digest, record.name), show, failed)
