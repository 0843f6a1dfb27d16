"""A damaged file, byte for byte and with what lies beside it, in one archive for whoever can mend it."""

import os
import zipfile
from pathlib import Path

from hqd_desktop.files.safe_write import written_beside

PARTS = ("", "-wal", "-journal")


def write_aside_copy(path: Path, target: Path) -> None:
    """Write the archive; FileRefused when it cannot be, and then nothing stands at `target`. `path` is only read."""
    with written_beside(target) as beside:
        with zipfile.ZipFile(beside, "x", zipfile.ZIP_DEFLATED) as archive:
            for suffix in PARTS:
                part = path.with_name(path.name + suffix)
                if part.is_file():
                    archive.write(part, part.name)
        with beside.open("r+b") as file:
            os.fsync(file.fileno())
