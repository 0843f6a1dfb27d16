"""Plain SQLite connections with the settings that everything here relies on; it refuses to know tables."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from hqd_desktop.store.media import on_network

BUSY_SECONDS = 5


def sidecar(path: Path, suffix: str) -> Path:
    """The file that stands beside a database: its write-ahead log `-wal`, `-shm`, or `-journal`."""
    return path.with_name(path.name + suffix)


def sqlite_uri(path: Path, mode: str) -> str:
    """The address for SQLite: `mode` is ro, rw (must be there) or rwc (made if missing).

    Reading in a folder that cannot be written takes a file that nobody has open as unchangeable, for SQLite could not
    make the sidecars there that it wants even for reading. Drives and shares of Windows keep their number of slashes.
    """
    place = path.absolute().as_posix()
    address = "file://" + ("" if place.startswith("/") else "/") + quote(place) + "?mode=" + mode
    return address + ("&immutable=1" if mode == "ro" and _is_still(path) else "")


def _is_still(path: Path) -> bool:
    left = any(sidecar(path, suffix).exists() for suffix in ("-wal", "-journal"))
    return not left and not os.access(path.parent, os.W_OK)


def connect(path: Path, mode: str = "rw", foreign_keys: bool = True) -> sqlite3.Connection:
    """A connection that begins no transaction by itself (BEGIN is ours) and survives a power cut.

    One fsync a commit: write-ahead log with synchronous FULL; on a share, or where the file system refuses that log,
    an ordinary journal with EXTRA. Any thread may use it, one at a time. sqlite3.Error when the file is no good.
    """
    connection = sqlite3.connect(
        sqlite_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    try:
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA trusted_schema = OFF")
        if mode == "ro":
            connection.execute("PRAGMA query_only = ON")
        else:
            wanted = "DELETE" if on_network(path) else "WAL"  # the log needs memory that two PCs cannot share
            (journal,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
            connection.execute(f"PRAGMA synchronous = {'FULL' if journal == 'wal' else 'EXTRA'}")
    except BaseException:
        connection.close()
        raise
    return connection
