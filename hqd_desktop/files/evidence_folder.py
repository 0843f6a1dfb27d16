"""The files of 佐证 in a folder beside the database, each under its digest; it refuses to know what they prove.

A file is read once, written beside, synced, and then given its name: whatever has a name here is whole. Nothing is
taken out. A file that is not in this database's own folder is looked for in those of its neighbours, for a database
that was renamed or restored beside the old one proves with the same files.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hqd_desktop.domain.evidence import FileState, size_text
from hqd_desktop.domain.evidence_names import refusal_of, safe_name
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files import evidence_source as source
from hqd_desktop.files.evidence_export import write_tree
from hqd_desktop.files.safe_write import refusal_for, sync_folder
from hqd_desktop.paths import EVIDENCE_SUFFIX
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.ports import Told
from hqd_desktop.services.records import KeptFile

LIMIT = 200_000_000
SPARE = 20_000_000  # what stays free on the disk for the database
_PART = ".part"
COPIES = "佐证.hqd"  # beside backups: the folder of evidence takes its name


class FileEvidenceFolder:
    """services.ports.EvidenceFolder for the database at `database`; the folder is made with its first file."""

    def __init__(self, database: Path, limit: int = LIMIT) -> None:
        self._root = database.with_suffix(EVIDENCE_SUFFIX)
        self._limit = limit
        self._seen: dict[str, tuple[str, int, int, FileState]] = {}
        self._opened: Path | None = None
        self._laid_out: dict[tuple[str, str], Path] = {}

    @property
    def size_limit(self) -> int:
        """The most bytes that one file may have."""
        return self._limit

    def refusals(self, paths: Sequence[Path]) -> Sequence[Problem]:
        """Why files cannot be taken in, as far as can be seen without reading them."""
        return [found for path in paths if (found := source.refusal_at_sight(path, self._limit)) is not None]

    def take_in(self, path: Path, told: Told) -> KeptFile:
        """Copy a file in; after the return its bytes and its name are on the disk. The same bytes are kept once."""
        if refused := self.refusals([path]):
            raise FileRefused(*refused)
        size = path.stat().st_size
        self._make_room(path, size)
        part = self._root / f"{secrets.token_hex(8)}{_PART}"
        try:
            digest = self._copy(path, part, size, told)
            if source.has_macros_inside(part, path.name):
                raise FileRefused(source.problem("evidence_macros", path))
            self._give_name(part, digest, path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return KeptFile(digest, size, safe_name(path.name))

    def holds(self, digest: str) -> bool:
        """Whether there is a file of this digest; its bytes are not read."""
        return self._find(digest) is not None

    def check(self, digests: Sequence[str], told: Told) -> Mapping[str, FileState]:
        """Read the files and compare them with their digests; one unchanged since the last look is not read again."""
        places = {digest: self._find(digest) for digest in digests}
        states: dict[str, FileState] = {}
        for done, (digest, place) in enumerate(places.items()):
            told(done, len(places))
            states[digest] = self._state(digest, place)
        return states

    def lay_out(self, digest: str, name: str) -> Path:
        """A read-only copy under a safe name in a temporary folder, after its digest was checked.

        One that was laid out before is checked anew and used again, so that looking twice costs no room.
        FileRefused when it is gone, is not what was registered, or has a name that would run.
        """
        shown = safe_name(name)
        params = {"name": shown}
        if code := refusal_of(shown):
            raise FileRefused(Problem(code, "", params))
        place = self._find(digest)
        if place is None:
            raise FileRefused(Problem("evidence_gone", "", params))
        try:
            before = self._laid_out.get((digest, shown))
            if before is not None and self._state(digest, place) is FileState.GOOD and _is_still(before, digest):
                return before
            folder = Path(tempfile.mkdtemp(dir=self._temporary()))
            copy = folder / shown
            if _copied_digest(place, copy) != digest:
                copy.unlink()
                self._seen.pop(digest, None)
                raise FileRefused(Problem("evidence_changed", "", params))
            copy.chmod(stat.S_IRUSR)
            self._laid_out[digest, shown] = copy
        except OSError as error:
            raise refusal_for(error, self._root / shown) from error
        return copy

    def pieces(self, digest: str, name: str) -> Iterator[bytes]:
        """The bytes of a file in order; FileRefused when it is gone, or at the end when it is not what it was."""
        params = {"name": safe_name(name)}
        place = self._find(digest)
        if place is None:
            raise FileRefused(Problem("evidence_gone", "", params))
        found = hashlib.sha256()
        try:
            with place.open("rb") as file:
                while piece := file.read(source.PIECE):
                    found.update(piece)
                    yield piece
        except OSError as error:  # a sector that cannot be read is damage
            raise FileRefused(Problem("evidence_changed", "", params)) from error
        if found.hexdigest() != digest:
            self._seen.pop(digest, None)
            raise FileRefused(Problem("evidence_changed", "", params))

    def hand_out(
        self, parent: Path, name: str, files: Mapping[str, KeptFile], extra: Mapping[str, bytes], told: Told
    ) -> Path:
        """A new folder of copies; FileRefused when one is not what it was or the disk refuses: nothing is left then."""
        return write_tree(parent, name, files, extra, lambda file: self.pieces(file.digest, file.name), told)

    def copy_to(self, folder: Path, digests: Sequence[str]) -> Sequence[str]:
        """Copy what `folder` has not yet into `佐证.evidence` there; the digests that have no good file here."""
        return self.copy_beside(folder / COPIES, digests)

    def copy_beside(self, database: Path, digests: Sequence[str]) -> Sequence[str]:
        """The same, into the folder of another database."""
        target = FileEvidenceFolder(database, self._limit)
        lost = []
        for digest in digests:
            place = self._find(digest)
            if self._state(digest, place) is not FileState.GOOD:
                lost.append(digest)
            elif place is not None and target._state(digest, target._place(digest)) is not FileState.GOOD:
                target.take_over(place, digest)
        return lost

    def take_over(self, place: Path, digest: str) -> None:
        """Copy a file that was registered before, as it is; FileRefused when it has other bytes by now."""
        size = place.stat().st_size
        self._make_room(place, size)
        part = self._root / f"{secrets.token_hex(8)}{_PART}"
        try:
            if _copied_digest(place, part) != digest:
                raise FileRefused(Problem("evidence_changed", "", {"name": place.name[:12]}))
            with part.open("r+b") as file:
                os.fsync(file.fileno())
            self._give_name(part, digest, place)
        except OSError as error:
            raise refusal_for(error, self._root / place.name) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    # -- taking in -----------------------------------------------------------------------------------------------

    def _make_room(self, path: Path, size: int) -> None:
        try:
            made = not self._root.exists()
            self._root.mkdir(exist_ok=True)
            if made:
                sync_folder(self._root.parent)
            for left in self._root.glob(f"*{_PART}"):  # of a power cut: files come in one at a time
                left.unlink(missing_ok=True)
            free = shutil.disk_usage(self._root).free
        except OSError as error:
            raise refusal_for(error, self._root / path.name) from error
        if free < size + SPARE:
            params = {"free": size_text(free), "size": size_text(size)}
            raise FileRefused(source.problem("evidence_disk_full", path, **params))

    def _copy(self, path: Path, part: Path, size: int, told: Told) -> str:
        """Copy and digest at once, and wait for the disk; the file must keep the size that it had."""
        digest, done, suspicion = hashlib.sha256(), 0, source.Suspicion()
        try:
            with part.open("xb") as writing:
                for piece in source.pieces(path):
                    suspicion.see(piece)
                    done += len(piece)
                    if suspicion.code or done > size:
                        raise FileRefused(source.problem(suspicion.code or "evidence_changing", path))
                    digest.update(piece)
                    writing.write(piece)
                    told(done, size)
                writing.flush()
                os.fsync(writing.fileno())
        except OSError as error:  # of writing: what reading does is refused already
            raise refusal_for(error, self._root / path.name) from error
        if done != size:
            raise FileRefused(source.problem("evidence_changing", path))
        return digest.hexdigest()

    def _give_name(self, part: Path, digest: str, path: Path) -> None:
        """Under its digest, unless a good one is there; a damaged one is replaced: this is how it is mended."""
        place = self._place(digest)
        try:
            if self._state(digest, place if place.is_file() else None) is not FileState.GOOD:
                made = not place.parent.exists()
                place.parent.mkdir(exist_ok=True)
                os.replace(part, place)
                sync_folder(place.parent)
                if made:
                    sync_folder(self._root)
                self._seen.pop(digest, None)
        except OSError as error:
            raise refusal_for(error, self._root / path.name) from error

    # -- finding -------------------------------------------------------------------------------------------------

    def _place(self, digest: str) -> Path:
        return self._root / digest[:2] / digest

    def _find(self, digest: str) -> Path | None:
        own = self._place(digest)
        if own.is_file():
            return own
        beside = sorted(self._root.parent.glob(f"*{EVIDENCE_SUFFIX}"))
        return next((place for folder in beside if (place := folder / digest[:2] / digest).is_file()), None)

    def _state(self, digest: str, place: Path | None) -> FileState:
        if place is None:
            return FileState.GONE
        try:
            stamp = place.stat()
            known = self._seen.get(digest)
            signature = (str(place), stamp.st_size, stamp.st_mtime_ns)
            if known is None or known[:3] != signature:
                with place.open("rb") as file:
                    same = hashlib.file_digest(file, "sha256").hexdigest() == digest
                state = FileState.GOOD if same else FileState.CHANGED
                known = self._seen[digest] = (*signature, state)
        except FileNotFoundError:
            return FileState.GONE
        except OSError:  # a sector that cannot be read is damage
            return FileState.CHANGED
        return known[3]

    def _temporary(self) -> Path:
        """One folder for all copies of this run; it goes when the program ends."""
        if self._opened is None:
            self._opened = Path(tempfile.mkdtemp(prefix="hqd-佐证-"))
            weakref.finalize(self, _remove_tree, self._opened)
        return self._opened


def _copied_digest(place: Path, copy: Path) -> str:
    digest = hashlib.sha256()
    with place.open("rb") as reading, copy.open("xb") as writing:
        while piece := reading.read(source.PIECE):
            digest.update(piece)
            writing.write(piece)
    return digest.hexdigest()


def _is_still(copy: Path, digest: str) -> bool:
    with contextlib.suppress(OSError), copy.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest
    return False


def _remove_tree(folder: Path) -> None:
    for copy in folder.rglob("*.*"):
        with contextlib.suppress(OSError):
            copy.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows removes no read-only file
    shutil.rmtree(folder, ignore_errors=True)
