"""Errors by whose fault they are: a user's (with sentences to show) or ours; nothing here is a bug report."""

from collections.abc import Sequence

from hqd_desktop.domain.problems import Problem


class UserFacingError(Exception):
    """Something the user can mend; carries the problems that say what, where and how."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("、".join(problem.code for problem in problems))
        self.problems: Sequence[Problem] = problems


class BadPack(UserFacingError):
    """A catalogue, table or rule set that is refused, with every fault by place."""


class FileRefused(UserFacingError):
    """A file that cannot be read or written; nothing was changed."""


class StoreError(UserFacingError):
    """The database cannot be opened or written; what was saved before is intact."""


class StaleWrite(StoreError):
    """Somebody changed the row meanwhile; nothing of this save was written."""


class Cancelled(Exception):
    """The user stopped a long job; nothing of it remains."""
