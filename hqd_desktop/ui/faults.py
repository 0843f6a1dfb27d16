"""Our own faults in words without a single figure: type and places of an error, never its message."""

import traceback
from pathlib import Path

from PySide6 import __version__ as qt_version


def describe_error(error: BaseException) -> str:
    """Type and places of an error, never its message: that could hold figures or names."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    chained = error.__cause__ or error.__context__
    tail = f" ← {describe_error(chained)}" if chained is not None else ""
    return f"{type(error).__name__} @ {' > '.join(places) or '?'}{tail}"


def report_text(error: BaseException, version: str) -> str:
    """What a user may send us."""
    import platform

    return "\n".join(
        (
            f"hqd_desktop {version}",
            f"Python {platform.python_version()} · Qt {qt_version} · {platform.platform()}",
            *describe_error(error).split(" > "),
        )
    )
