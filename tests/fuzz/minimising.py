"""Makes a file that shows a fault smaller as long as it still shows it."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

from tests.fuzz.mutations import Members, packed

SECONDS = 30.0


def minimised(data: bytes, still: Callable[[bytes], bool]) -> bytes:
    """The smaller file; `data` itself where packing it anew already hides the fault. Takes at most half a minute."""
    end = time.monotonic() + SECONDS
    members = _members(data)
    if members is None:
        return _cut(data, still, end)
    if not still(packed(members)):
        return data
    for name, _ in list(members):
        rest = [member for member in members if member[0] != name]
        if time.monotonic() < end and still(packed(rest)):
            members = rest
    for at, (name, content) in enumerate(members):

        def shows(part: bytes, at: int = at, name: str = name) -> bool:
            return still(packed([*members[:at], (name, part), *members[at + 1 :]]))

        members[at] = (name, _cut(content, shows, end))
    return packed(members)


def _members(data: bytes) -> Members | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except Exception:  # noqa: BLE001 - a zip that is spoilt itself
        return None


def _cut(data: bytes, still: Callable[[bytes], bool], end: float) -> bytes:
    """Without every piece that can be missed, from large to small ones."""
    size = len(data) // 2
    while size >= 16:
        at = 0
        while at < len(data):
            if time.monotonic() > end:
                return data
            shorter = data[:at] + data[at + size :]
            if still(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data
