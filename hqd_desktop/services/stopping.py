"""How a long job lets itself be stopped: it calls `check` between its steps, which raises errors.Cancelled."""

from collections.abc import Callable

Check = Callable[[], None]


def go_on() -> None:
    """The check of a job that nobody stops."""
