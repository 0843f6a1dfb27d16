"""What window and command line are handed at the start: everything they may ask for, made on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # the window is painted before any of these is imported
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from hqd_desktop.domain.problems import Problem
    from hqd_desktop.services.backups import BackupKeeper
    from hqd_desktop.services.drafts import Drafts
    from hqd_desktop.services.package_ports import Packages
    from hqd_desktop.services.ports import EvidenceFolder, PackSource, Reports, Store, Workbooks
    from hqd_desktop.services.shortfalls import Finder
    from hqd_desktop.services.workspace import Workspace


class Settings(Protocol):
    """The settings file in the data folder; a value that is written is on disk."""

    def get(self, key: str, default: Any = None) -> Any:
        """A value (text, number, flag, list) by dotted key."""

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""


class Desk(Protocol):
    """Made by bootstrap. Heavy rooms are imported when their method is first called, never before."""

    @property
    def data_dir(self) -> Path:
        """The user's data folder."""

    @property
    def version(self) -> str:
        """The program's version."""

    def database(self) -> Path:
        """The database opened last, or the default place for a new one."""

    def settings(self) -> Settings:
        """The settings."""

    def drafts(self) -> Drafts:
        """What was being written when an earlier run ended by force."""

    def source(self) -> PackSource:
        """Catalogue, tables, rule sets, samples."""

    def workbooks(self) -> Workbooks:
        """Files of figures, in and out."""

    def reports(self) -> Reports:
        """The report on paper."""

    def shortfalls(self) -> Finder:
        """What finds 分差; it remembers the last state, so that the report does not seek what the window knows."""

    def evidence_folder(self) -> EvidenceFolder:
        """The files of 佐证 of the database opened last; the same object as long as that is the same."""

    def packages(self) -> Packages:
        """Packages (上报包) on the disk."""

    def output_folder(self, target: Path) -> AbstractContextManager[Path]:
        """A staging folder whose files appear in `target` together, or not at all."""

    def write_bytes(self, path: Path, data: bytes) -> None:
        """A file, whole or not at all; errors.FileRefused when it cannot be written."""

    def write_json(self, path: Path, data: Mapping[str, Any]) -> None:
        """Write data as readable JSON, whole or not at all."""

    def open_workspace(
        self, path: Path, create: bool = False, read_only: bool = False, remember: bool = True
    ) -> Workspace:
        """Open (or create) a database; its path is remembered, unless told not to. Call it on the database thread.

        What lies where nothing can be written, or is asked for `read_only`, is opened for reading.
        """

    def visit(self, path: Path) -> AbstractContextManager[Store]:
        """Another database or a hand-over file, to be read only; nothing of it stays. StoreError, FileRefused."""

    def is_working_copy(self) -> bool:
        """Whether the database opened last lies on a share, and a local copy of it is worked on."""

    def new_database(self, sample: bool = False) -> Path:
        """A place for a new database that no file takes yet; a sample's is named apart from the user's."""

    def backups(self) -> BackupKeeper:
        """Backups of the database opened last, beside it and in the second folder."""

    def write_handover(self, path: Path, workspace: Workspace) -> Sequence[Problem]:
        """The whole database with its evidence in one file for another PC; evidence that could not go along."""

    def receive(self, path: Path) -> Path:
        """Check such a file and bring it in as a database of its own."""

    def salvage(self, path: Path, target: Path) -> Sequence[Path]:
        """Write what figures a damaged database still gives, a list for each hospital; where they lie, none if none.

        The damaged file is only read.
        """

    def copy_aside(self, path: Path, target: Path) -> None:
        """A database that does not open, byte for byte with its sidecars, in one archive for whoever can mend it."""

    def restore(self, backup: Path) -> Path:
        """Check a copy and bring it in as a database of its own; an existing one is never replaced."""
