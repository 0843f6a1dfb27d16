"""Tells an end of memory from damage: libraries report it as if the file were at fault."""

import errno
import re

_OUT = re.compile(r"out of memory|no memory|memory allocation|Error -4 while", re.IGNORECASE)


def raise_for_memory(error: BaseException) -> None:
    """MemoryError when that is what stands behind an error, at whatever depth; else nothing."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, MemoryError) or getattr(seen, "errno", None) == errno.ENOMEM or _OUT.search(str(seen)):
            raise MemoryError from error
        seen = seen.__cause__ or seen.__context__
