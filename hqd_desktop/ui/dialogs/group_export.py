"""Where 院际对比 is written to and as what: asked for, then written on the file thread; it lays out nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.wording import group_name
from hqd_desktop.ui.session import Session

FOLDER = "export.folder"
KINDS = "Excel 工作簿 (*.xlsx);;PDF (*.pdf)"


def export_group(
    session: Session,
    window: QWidget,
    comparison: GroupComparison,
    written: Callable[[Path], None],
    refused: Callable[[UserFacingError], None],
) -> None:
    """Ask for the place; nothing happens when none is given."""
    settings, desk = session.desk.settings(), session.desk
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    first, count = comparison.members[0].hospital, len(comparison.members)
    name = group_name(first, count, comparison.year, f"{date.today():%Y%m%d}")
    start = Path(settings.get(FOLDER, "") or documents) / name
    place, _ = QFileDialog.getSaveFileName(window, "导出院际对比", str(start), KINDS)
    if not place:
        return
    path = Path(place)
    path = path if path.suffix.lower() in (".xlsx", ".pdf") else path.with_name(path.name + ".xlsx")
    settings.set(FOLDER, str(path.parent))

    def write(tell, cancel) -> Path:
        if path.suffix.lower() == ".pdf":
            desk.write_bytes(path, desk.reports().group_pdf(comparison, date.today()))
        else:
            desk.workbooks().write_group(path, comparison)
        return path

    session.tasks.run_in_files(write, written, refused)
