"""What kind of place a file lies in: a network share, where a write-ahead log is not safe, or a disk of this PC."""

import os
import sys
from pathlib import Path

# Of /proc/mounts: file systems behind which another PC stands. 9p and the shared folders of virtual machines too.
_NETWORKED = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs",
              "fuse.davfs2", "fuse.gvfsd-fuse", "vboxsf", "prl_fs"}  # fmt: skip
_REMOTE_DRIVE = 4  # GetDriveTypeW


def on_network(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether the file lies on another PC; False where that cannot be told."""
    if sys.platform == "win32":
        return _is_remote(path)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        place = os.path.realpath(path.parent)
    except OSError:
        return False
    found, kind = "", ""
    for line in lines:
        _, point, sort, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(found):
            found, kind = point, sort
    return kind in _NETWORKED


def _is_remote(path: Path) -> bool:
    if path.drive.startswith("\\\\"):
        return True
    import ctypes

    windows = getattr(ctypes, "windll")  # noqa: B009 — there on Windows only
    return bool(windows.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE)
