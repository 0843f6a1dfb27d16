"""Hands the evidence of a year out in folders numbered as the table, with 佐证目录 inside; it refuses to write itself.

Every file is compared with its digest before anything is written, and again while it is copied.
"""

from pathlib import Path

from hqd_desktop.domain.evidence import FileState
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue
from hqd_desktop.services.evidence_listing import export_name, places
from hqd_desktop.services.ports import EvidenceFolder, Tell, Workbooks

LIST_NAME = "佐证目录.xlsx"
_CODES = {FileState.GONE: "evidence_export_gone", FileState.CHANGED: "evidence_export_changed"}


def export_evidence(
    parent: Path, catalogue: EvidenceCatalogue, folder: EvidenceFolder, workbooks: Workbooks, tell: Tell
) -> Path:
    """The new folder in `parent`; nothing that is there is ever replaced.

    Raises UserFacingError when there is nothing to hand out or a file is not as it was registered (each is named), and
    lets errors.Cancelled through: then nothing was written.
    """
    files = places(catalogue)
    if not files:
        raise UserFacingError(Problem("evidence_export_nothing"))
    checking = "正在核对佐证文件"
    states = folder.check([file.digest for file in files.values()], lambda done, total: tell(done, 2 * total, checking))
    lost = [
        Problem(_CODES[state], "", {"number": one.number, "title": one.record.title, "name": one.record.name})
        for one in catalogue.own_files()
        if (state := states[one.record.digest]) in _CODES
    ]
    if lost:
        raise UserFacingError(*lost)
    listed = {LIST_NAME: workbooks.evidence_bytes(catalogue)}
    total = sum(file.size for file in files.values())

    def told(done: int, _: int) -> None:
        tell(total + done, 2 * total, "正在复制到文件夹")

    return folder.hand_out(parent, export_name(catalogue), files, listed, told)
