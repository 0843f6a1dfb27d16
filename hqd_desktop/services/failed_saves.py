"""What is said of figures that could not be saved: what happened, what is safe, what to do; it saves nothing."""

from collections.abc import Sequence

from hqd_desktop.domain.problems import Problem

# Why the file could not be written, and the sentence of that for who has just typed.
_UNSAVED = {
    "store_disk_full": "unsaved_disk_full",
    "store_busy": "unsaved_busy",
    "store_read_only": "unsaved_read_only",
    "store_forbidden": "unsaved_read_only",
    "store_not_there": "unsaved_io",
    "store_io": "unsaved_io",
    "store_gone": "unsaved_gone",
    "store_replaced": "unsaved_replaced",
    "store_memory": "unsaved_memory",
    "store_damaged": "unsaved_damaged",
}


def failed_save(problems: Sequence[Problem], count: int, at: str) -> Problem | None:
    """The fault of the disk as one problem of `count` typed figures; `at` is when was saved last, or empty.

    None when it was no fault of the disk: then the problems say themselves what is to be mended, and trying the same
    again would not help.
    """
    found = next((problem for problem in problems if problem.code in _UNSAVED), None)
    if found is None:
        return None
    return Problem(_UNSAVED[found.code], "", {**found.params, "count": str(count), "at": at})
