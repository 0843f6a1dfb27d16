"""A folder of results that appear together: written beside, then moved in; it refuses to know what the results are."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.owner_marks import owner_mark
from hqd_desktop.files.safe_write import refusal_for, sync_folder
from hqd_desktop.services.errors import FileRefused


@contextmanager
def output_folder(target: Path) -> Iterator[Path]:
    """A staging folder inside `target`; its files are moved into `target` when the block ends well, else removed.

    Raises FileRefused when the folder cannot be made, or when a file of the same name is open elsewhere or cannot be
    replaced: then all files that were there are as they were.
    """
    made = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".hqd-", dir=target))
    except OSError as error:
        raise _no_folder(target, error) from error
    try:
        yield staging
        _move_in(staging, target)
    except FileRefused as refused:  # the user knows nothing of a staging folder
        raise FileRefused(*(_at(target, staging, problem) for problem in refused.problems)) from refused
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if made:
            with contextlib.suppress(OSError):  # holds something
                target.rmdir()


def _at(target: Path, staging: Path, problem: Problem) -> Problem:
    params = {key: text.replace(str(staging), str(target)) for key, text in problem.params.items()}
    return replace(problem, where=problem.where.replace(str(staging), str(target)), params=params)


def _move_in(staging: Path, target: Path) -> None:
    try:
        written = sorted(path for path in staging.iterdir() if path.is_file())
    except OSError as error:
        raise refusal_for(error, target) from error
    for path in written:
        goal = target / path.name
        params = {"name": goal.name, "folder": str(target)}
        if goal.is_dir():
            raise FileRefused(Problem("file_is_folder", str(goal), params))
        if mark := owner_mark(goal):
            raise FileRefused(Problem("file_target_open", str(goal), {**params, "mark": mark.name}))
    aside = staging / "aside"
    done: list[Path] = []
    goal = target
    try:
        aside.mkdir()
        for path in written:
            goal = target / path.name
            if goal.exists():
                goal.replace(aside / path.name)
            done.append(goal)
            path.replace(goal)
    except OSError as error:
        for moved in reversed(done):
            _put_back(aside / moved.name, moved)
        raise refusal_for(error, goal) from error
    sync_folder(target)


def _put_back(old: Path, goal: Path) -> None:
    """Undo one move: the old file again, or nothing where there was none."""
    with contextlib.suppress(OSError):
        goal.unlink(missing_ok=True)
        if old.exists():
            old.replace(goal)


def _no_folder(target: Path, error: OSError) -> FileRefused:
    reason = error.strerror or type(error).__name__
    folder = {"folder": str(target), "name": target.name, "reason": reason}
    return FileRefused(Problem("file_folder_unwritable", str(target), folder))
