"""The backups that nobody asks for: the day's, before a large import, before a restore, at closing."""

import logging
from pathlib import Path

from hqd_desktop.services.backup_records import BackupDone, Reason
from hqd_desktop.services.backups import worth_keeping
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.services.view import View
from hqd_desktop.services.workspace import Workspace

_log = logging.getLogger("hqd.backup")


def daily(desk: Desk, workspace: Workspace) -> BackupDone | None:
    """The day's backup; None when there is one."""
    keeper = desk.backups()
    return keeper.make(workspace, Reason.DAY) if keeper.due() else None


def take_over(desk: Desk, workspace: Workspace, imported: ImportedFigures, origin: str) -> View:
    """Write an import; a large one is only written once the state before it is backed up."""
    keep_before(desk, workspace, len(imported.figures))
    return workspace.take_over(imported, origin)


def keep_before(desk: Desk, workspace: Workspace, figures: int) -> None:
    """Back up before so many figures are written, where they are many."""
    if worth_keeping(figures):
        desk.backups().make(workspace, Reason.IMPORT)


def restore(desk: Desk, workspace: Workspace | None, backup: Path) -> Path:
    """Keep the present state first, where one is open, then bring the backup in; where it lies now."""
    if workspace is not None:
        desk.backups().make(workspace, Reason.RESTORE)
    return desk.restore(backup)


def part(desk: Desk, workspace: Workspace) -> None:
    """Back up what was changed since the last backup, then let go of the database, whatever becomes of that."""
    try:
        keeper = desk.backups()
        if keeper.changed_since_last(workspace):
            keeper.make(workspace, Reason.CLOSING)
    except UserFacingError as error:  # nobody is there to be told; the next start makes the day's backup
        _log.warning("no backup at closing: %s", "、".join(problem.code for problem in error.problems))
    finally:
        let_go(workspace)


def let_go(workspace: Workspace) -> None:
    """Close; what cannot be given back to a share now is told by the next opening, and nothing of it is lost."""
    try:
        workspace.close()
    except UserFacingError as error:
        _log.warning("not closed as it should be: %s", "、".join(problem.code for problem in error.problems))
