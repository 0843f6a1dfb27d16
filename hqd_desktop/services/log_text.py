"""How a fault is written into the log: where it happened and its type, never its message, which may hold figures."""

import logging
import traceback
from types import TracebackType


class QuietFormatter(logging.Formatter):
    """Time, level, logger, event; of an exception only its type and the places it passed."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(  # noqa: N802 - overrides logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Type and places; neither the message nor the source lines."""
        kind, _, trace = ei
        places = [
            f"  {frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        return "\n".join([kind.__name__ if kind else "", *places])
