"""A folder of results that appears whole: written beside, then moved in; it refuses to know what the results are."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused


@contextmanager
def output_folder(target: Path) -> Iterator[Path]:
    """A staging folder inside `target`; its files are moved into `target` when the block ends well, else removed.

    Raises FileRefused when the folder cannot be made or a file of the same name cannot be replaced.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".hqd-", dir=target))
    except OSError as error:
        raise _refused(target, error) from error
    try:
        yield staging
        for written in sorted(staging.iterdir()):
            os.replace(written, target / written.name)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refused(target: Path, error: OSError) -> FileRefused:
    reason = error.strerror or type(error).__name__
    return FileRefused(Problem("file_folder_unwritable", str(target), {"reason": reason}))
