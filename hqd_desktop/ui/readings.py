"""The pinyin that Ctrl+K searches by, read when it is first opened (docs/decisions/003-pinyin.md)."""

from functools import lru_cache

from hqd_desktop import paths
from hqd_desktop.services.finding import Finder, readings_from


@lru_cache(maxsize=1)
def finder() -> Finder:
    """Names prepared once stay so; without the file, characters and numbers are still found."""
    try:
        table = (paths.resources() / "pinyin" / "readings.txt").read_text(encoding="utf-8")
    except OSError:
        table = ""
    return Finder(readings_from(table))
