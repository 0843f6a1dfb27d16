"""An end of memory is not taken for damage."""

from __future__ import annotations

import errno
import zlib

import pytest

from hqd_desktop.files.memory import raise_for_memory


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        zlib.error("Error -4 while decompressing data"),
        ValueError("out of memory: line 1, column 0"),
    ],
)
def test_it_is_found_behind_other_errors(error: BaseException) -> None:
    outer = ValueError("damaged")
    outer.__cause__ = error
    for shown in (error, outer):
        with pytest.raises(MemoryError):
            raise_for_memory(shown)


@pytest.mark.parametrize("error", [zlib.error("Error -3 while decompressing data"), OSError(errno.EIO, "I/O error")])
def test_damage_stays_damage(error: BaseException) -> None:
    raise_for_memory(error)
