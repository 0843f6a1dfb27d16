"""New row ids; it refuses to know rows."""

import os
import time
from uuid import UUID


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then chance.

    Unique among all files, so rows can be merged or moved; and, unlike purely random ones, made in rising order, so
    that a save touches the end of each index and not a page anywhere. The order is a help, never a promise.
    """
    bits = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    bits = bits & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=(bits & ~(0x3 << 62) | 0x2 << 62) & (1 << 128) - 1))
