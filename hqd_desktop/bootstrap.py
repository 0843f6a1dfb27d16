"""The composition root: the only room that knows all others; each is imported when it is first asked for."""

import getpass
import logging
import logging.handlers
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cached_property
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hqd_desktop import __version__, paths
from hqd_desktop.services.log_text import QuietFormatter

if TYPE_CHECKING:
    from hqd_desktop.domain.problems import Problem
    from hqd_desktop.files.pack_source import FilePackSource
    from hqd_desktop.files.settings_file import SettingsFile
    from hqd_desktop.services.backups import BackupKeeper
    from hqd_desktop.services.drafts import Drafts
    from hqd_desktop.services.package_ports import Packages
    from hqd_desktop.services.ports import EvidenceFolder, Reports, Store, Workbooks
    from hqd_desktop.services.records import Actor
    from hqd_desktop.services.shortfalls import Finder
    from hqd_desktop.services.workspace import Workspace
    from hqd_desktop.store.working_copy import WorkingCopy

LOG_SIZE, LOG_FILES = 500_000, 3
LAST_DATABASE = "database.last"
SECOND_BACKUP = "backup.second"
PIECE = 1 << 20
DATABASE_NAME = "自评数据"
SAMPLE_NAME = "示例数据"


def start(arguments: Sequence[str]) -> int:
    """Run the command line when a command is given, else the window."""
    from hqd_desktop.cli.arguments import parse

    parsed = parse(arguments)
    desk = OfficeDesk(paths.data_dir(parsed.data_dir))
    desk.start_log()
    if parsed.command:
        from hqd_desktop.cli.commands import run_command

        return run_command(parsed, desk)
    from hqd_desktop.ui.application import run as run_window

    return run_window(desk, list(arguments))


class OfficeDesk:
    """services.desk.Desk on the real store, files and reports."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._evidence: tuple[Path, EvidenceFolder] | None = None
        self._live: Path | None = None  # the working copy of a database on a share

    @property
    def data_dir(self) -> Path:
        """The user's data folder."""
        return self._data_dir

    @property
    def version(self) -> str:
        """The program's version."""
        return __version__

    def start_log(self) -> None:
        """A rotating log in the data folder: events and error types, never figures, names or passwords."""
        logger = logging.getLogger("hqd")
        for earlier in list(logger.handlers):
            logger.removeHandler(earlier)
            earlier.close()
        logger.addHandler(self._log_handler())
        logger.propagate = False
        logger.setLevel(logging.INFO)
        logger.info("started %s", __version__)

    def _log_handler(self) -> logging.Handler:
        folder = self._data_dir / "logs"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = logging.handlers.RotatingFileHandler(
                folder / "hqd.log", maxBytes=LOG_SIZE, backupCount=LOG_FILES, encoding="utf-8"
            )
        except OSError:
            return logging.NullHandler()  # no log is better than no program
        handler.setFormatter(QuietFormatter())
        return handler

    def settings(self) -> "SettingsFile":
        """The settings file."""
        return self._settings

    def drafts(self) -> "Drafts":
        """Beside the settings."""
        from hqd_desktop.files.draft_file import DraftFile

        return DraftFile(self._data_dir)

    def source(self) -> "FilePackSource":
        """The published data that ship with the program."""
        return self._source

    def workbooks(self) -> "Workbooks":
        """Reading and writing of workbooks."""
        from hqd_desktop.files.workbooks import FileWorkbooks

        return FileWorkbooks()

    def reports(self) -> "Reports":
        """The report; the same object each time, as it knows the PC's fonts by then."""
        return self._reports

    def shortfalls(self) -> "Finder":
        """One for window and report."""
        return self._shortfalls

    def database(self) -> Path:
        """The database opened last, or the default place."""
        last = self._settings.get(LAST_DATABASE, "")
        return Path(last) if last else self._data_dir / f"{DATABASE_NAME}{paths.DATABASE_SUFFIX}"

    def new_database(self, sample: bool = False) -> Path:
        """A name in the data folder that no database takes yet."""
        name = SAMPLE_NAME if sample else DATABASE_NAME
        places = (self._data_dir / f"{name}{mark}{paths.DATABASE_SUFFIX}" for mark in chain([""], count(2)))
        return next(place for place in places if not place.exists())

    def evidence_folder(self) -> "EvidenceFolder":
        """The files of 佐证 of the database opened last."""
        from hqd_desktop.files.evidence_folder import FileEvidenceFolder

        database = self.database()
        if self._evidence is None or self._evidence[0] != database:
            self._evidence = (database, FileEvidenceFolder(database))
        return self._evidence[1]

    def packages(self) -> "Packages":
        """Packages (上报包) on the disk."""
        from hqd_desktop.files.packages import FilePackages

        return FilePackages()

    def output_folder(self, target: Path) -> AbstractContextManager[Path]:
        """A staging folder whose files appear together."""
        from hqd_desktop.files.output_folder import output_folder

        return output_folder(target)

    def write_bytes(self, path: Path, data: bytes) -> None:
        """A file, whole or not at all."""
        from hqd_desktop.files.safe_write import write_bytes

        write_bytes(path, data)

    def write_json(self, path: Path, data: Mapping[str, Any]) -> None:
        """Write data as readable JSON."""
        from hqd_desktop.files.result_file import write_json

        write_json(path, data)

    def open_workspace(
        self, path: Path, create: bool = False, read_only: bool = False, remember: bool = True
    ) -> "Workspace":
        """Open or create a database and remember it as the last one."""
        from hqd_desktop.services.errors import StoreError
        from hqd_desktop.services.records import Actor
        from hqd_desktop.services.workspace import Workspace
        from hqd_desktop.store.open import open_store

        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        actor = Actor(self._settings.get("user.name", "") or _user(), platform.node() or "本机")
        working = None
        try:
            working = None if create or read_only else self._working_copy(path, actor)
            place = working.path if working is not None else path
            store = open_store(place, create=create, read_only=read_only, actor=actor, working=working)
        except StoreError as error:  # a disc or a locked folder: it can be read and printed all the same
            if working is not None:
                working.leave(done=not working.resumed)
            if create or [problem.code for problem in error.problems] != ["store_read_only"]:
                raise
            store = open_store(path, create=False, read_only=True)
            working = None
        self._live = working.path if working is not None else None
        if remember:
            self._remember(path)
        return Workspace(store, self._source, actor, f"{paths.APP} {__version__}", date.today)

    def _working_copy(self, path: Path, actor: "Actor") -> "WorkingCopy | None":
        """The local copy of a database on a share, taken now or left by an earlier run; None for any other."""
        from hqd_desktop.store.lock import utc_now
        from hqd_desktop.store.media import on_network
        from hqd_desktop.store.working_copy import FOLDER, WorkingCopy

        copy = WorkingCopy(path, self._data_dir / FOLDER, actor, utc_now)
        if not (copy.is_left or on_network(path)):
            return None
        copy.take()
        return copy

    def is_working_copy(self) -> bool:
        """Whether the database opened last is on a share."""
        return self._live is not None

    def _remember(self, path: Path) -> None:
        from hqd_desktop.services.errors import FileRefused

        try:
            self._settings.set(LAST_DATABASE, str(path))
        except FileRefused as error:  # on a full disk figures can still be read and printed
            codes = "、".join(problem.code for problem in error.problems)
            logging.getLogger("hqd").warning("which database was opened is not remembered: %s", codes)

    def salvage(self, path: Path, target: Path) -> "Sequence[Path]":
        """Lists of figures that the import takes."""
        from hqd_desktop.services.salvage_text import HEADINGS, salvage_lists
        from hqd_desktop.store.salvage import salvage

        lists = salvage_lists(salvage(path))
        places = [target, *(target.with_stem(f"{target.stem}-{number}") for number in range(2, len(lists) + 1))]
        for place, rows in zip(places, lists, strict=False):
            self.workbooks().write_history(place, HEADINGS, rows)
        return places[: len(lists)]

    def copy_aside(self, path: Path, target: Path) -> None:
        """In one archive."""
        from hqd_desktop.files.aside_copy import write_aside_copy

        write_aside_copy(path, target)

    @contextmanager
    def visit(self, path: Path) -> "Iterator[Store]":
        """Through a copy in a folder that is gone afterwards."""
        from hqd_desktop.files.scratch import scratch_folder
        from hqd_desktop.store.visiting import visited

        with scratch_folder(self._data_dir, path) as folder, visited(path, self.packages(), folder) as store:
            yield store

    def restore(self, backup: Path) -> Path:
        """Bring a checked copy into the data folder under a free name, the files of 佐证 before their rows."""
        from hqd_desktop.files.evidence_folder import FileEvidenceFolder
        from hqd_desktop.store.backup import copy_in
        from hqd_desktop.store.backup_folder import evidence_digests, refuse_altered
        from hqd_desktop.store.faults import guarded

        refuse_altered(backup)
        target = self.new_database()
        with guarded(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        digests = [digest for digest in evidence_digests(backup) if not FileEvidenceFolder(target).holds(digest)]
        FileEvidenceFolder(backup).copy_beside(target, digests)
        copy_in(backup, target)
        return target

    def backups(self) -> "BackupKeeper":
        """Beside the database opened last, and in the folder that the settings name."""
        from hqd_desktop.services.backups import BackupKeeper
        from hqd_desktop.store.backup import BACKUPS
        from hqd_desktop.store.backup_folder import SqlBackupFolder
        from hqd_desktop.store.lock import utc_now

        database = self._live or self.database()

        def far() -> "SqlBackupFolder | None":
            folder = self._settings.get(SECOND_BACKUP, "")
            return SqlBackupFolder(database, Path(folder), utc_now) if folder else None

        near = SqlBackupFolder(database, database.parent / BACKUPS, utc_now)
        return BackupKeeper(near, far, self.evidence_folder(), f"{paths.APP} {__version__}", date.today)

    def write_handover(self, path: Path, workspace: "Workspace") -> "Sequence[Problem]":
        """One file for another PC, made from a checked copy."""
        from hqd_desktop.files.scratch import scratch_folder
        from hqd_desktop.services.handover import write_handover

        head = {"program": f"{paths.APP} {__version__}", "hospital": workspace.books.members.title}
        with scratch_folder(self._data_dir, path) as folder:
            copy = folder / f"copy{paths.DATABASE_SUFFIX}"
            workspace.backup_to(copy)
            with copy.open("rb") as file:
                return write_handover(
                    self.packages(), path, iter(lambda: file.read(PIECE), b""), copy.stat().st_size,
                    self.evidence_folder(), workspace.books.members.evidence(), head, date.today(),
                )  # fmt: skip

    def receive(self, path: Path) -> Path:
        """Checked byte by byte; then the files of 佐证, then the database, opened and checked once more."""
        from hqd_desktop.files.evidence_folder import FileEvidenceFolder
        from hqd_desktop.files.scratch import scratch_folder
        from hqd_desktop.services.handover import DATABASE, FOLDER, LIMIT, check_handover
        from hqd_desktop.store.backup import copy_in

        target = self.new_database()
        with self.packages().open(path) as package, scratch_folder(self._data_dir, target) as folder:
            found = check_handover(package, path.name, lambda done, total: None)
            copy = folder / f"copy{paths.DATABASE_SUFFIX}"
            copy.write_bytes(package.read(DATABASE, LIMIT) or b"")
            own = FileEvidenceFolder(target)
            for digest in found.evidence:
                part = folder / digest
                part.write_bytes(package.read(f"{FOLDER}/{digest}", LIMIT) or b"")
                own.take_over(part, digest)
                part.unlink()
            copy_in(copy, target)
        return target

    @cached_property
    def _reports(self) -> "Reports":
        # matplotlib would otherwise look through all fonts of the PC at its first chart, each time anew
        os.environ.setdefault("MPLCONFIGDIR", str(self._data_dir / "cache" / "matplotlib"))
        from hqd_desktop.files.safe_write import write_bytes
        from hqd_desktop.reporting.writer import TypstReports

        return TypstReports(write_bytes, find=self._shortfalls)

    @cached_property
    def _shortfalls(self) -> "Finder":
        from hqd_desktop.services.shortfalls import LastShortfalls

        return LastShortfalls()

    @cached_property
    def _settings(self) -> "SettingsFile":
        from hqd_desktop.files.settings_file import SettingsFile

        return SettingsFile(self._data_dir)

    @cached_property
    def _source(self) -> "FilePackSource":
        from hqd_desktop.files.pack_source import FilePackSource

        return FilePackSource(paths.resources())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "录入员"
