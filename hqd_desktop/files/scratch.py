"""A folder for what is only needed for a moment; it refuses to let the disk's own words through."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hqd_desktop.files.safe_write import refusal_for


@contextmanager
def scratch_folder(parent: Path, target: Path) -> Iterator[Path]:
    """A new folder in `parent`, which is made where it is missing; gone with all that is in it at the end.

    FileRefused, said of `target`, for what the disk does within the block.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=parent))
        try:
            yield folder
        finally:  # a TemporaryDirectory that may not be read tries to remove itself without end
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise refusal_for(error, target) from error
