"""Writes a file whole or not at all: beside the target, fsynced, renamed; it refuses to know what is in it."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.owner_marks import owner_mark
from hqd_desktop.services.errors import FileRefused

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PLACELESS = {errno.ENOENT, errno.ENOTDIR}


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path`, as `written_beside` promises."""
    with written_beside(path) as beside:
        _write_through(beside, data)


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A new name beside `path`; what the block has written and synced there takes the place of `path` at its end.

    After a return it is on the disk; after FileRefused, or whatever else the block raised, what was there is unchanged.
    The folder must exist. A target that another program says it has open is refused, even where the system would
    let us replace it: that program would write its own copy back over ours. A link stays a link: what it leads to is
    written. A device (/dev/null) is refused: a rename would put a file in its place.
    """
    if path.is_symlink():
        path = path.resolve()
    if path.is_dir():
        raise _refusal("file_is_folder", path)
    if path.exists() and not path.is_file():
        raise _refusal("file_is_device", path)
    if mark := owner_mark(path):
        raise _refusal("file_target_open", path, mark=mark.name)
    beside = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        yield beside
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise refusal_for(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """As `write_bytes`, UTF-8 without BOM and with plain line ends."""
    write_bytes(path, text.encode())


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the rename itself last. The file is in its place already, so a folder that cannot be synced (Windows,
    some network shares) is no refusal.
    """
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refusal_for(error: OSError, path: Path) -> FileRefused:
    """What the system's error at writing `path` means for a user."""
    return _refusal(_code(error, path), path, reason=error.strerror or type(error).__name__)


def _code(error: OSError, path: Path) -> str:
    if error.errno in _FULL:
        return "file_disk_full"
    if error.errno in _PLACELESS:
        return "file_folder_missing"
    if isinstance(error, PermissionError):
        # Windows answers so when the target is open in WPS; a folder that takes no file at all is the other case.
        return "file_target_open" if path.exists() and os.access(path.parent, os.W_OK) else "file_folder_unwritable"
    if error.errno == errno.EROFS:
        return "file_folder_unwritable"
    if error.errno == errno.ENAMETOOLONG:
        return "file_name_too_long"
    return "file_not_written"


def _refusal(code: str, path: Path, **params: str) -> FileRefused:
    return FileRefused(Problem(code, str(path), {"name": path.name, "folder": str(path.parent), **params}))
