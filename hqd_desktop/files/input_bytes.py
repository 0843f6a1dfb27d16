"""Reads a user's file into memory within a limit and says in a Problem why it cannot; it refuses to know formats."""

import errno
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.owner_marks import is_owner_mark, owner_mark


def read_bytes(path: Path, limit: int) -> bytes | Problem:
    """The whole file, at most `limit` bytes; a Problem when it is not there, not readable, too large or empty."""
    params = {"name": path.name, "folder": str(path.parent)}
    if is_owner_mark(path):
        return Problem("file_owner_mark", str(path), params)
    try:
        if path.is_dir():
            return Problem("file_is_folder", str(path), params)
        if mark := owner_mark(path):
            return Problem("file_open_elsewhere", str(path), {**params, "mark": mark.name})
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return Problem(_code(error), str(path), {**params, "reason": getattr(error, "strerror", None) or str(error)})
    if len(data) > limit:
        return Problem("file_too_large", str(path), {**params, "limit": f"{limit // 2**20} MB"})
    if not data.strip(b"\xef\xbb\xbf\r\n\t "):
        return Problem("file_empty", str(path), params)
    return data


def _code(error: Exception) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return "file_not_there"
    if isinstance(error, PermissionError):
        return "file_not_permitted"
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return "file_not_there"
    return "file_unreadable"
