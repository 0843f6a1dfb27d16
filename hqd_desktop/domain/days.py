"""Reads a day as people write it; it refuses to guess an order of day and month."""

import re
import unicodedata
from datetime import date

from hqd_desktop.domain.problems import Problem

_SHAPES = (
    re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", re.ASCII),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
FIRST_YEAR, LAST_YEAR = 1949, 2199


def read_day(text: str) -> date | Problem | None:
    """2025-12-31, 2025.12.31, 2025/12/31, 2025年12月31日 or 20251231, full width too; None for nothing.

    A Problem for everything else, for a day that no calendar has, and outside 1949–2199.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("–", "-").replace("。", ".")
    if not plain:
        return None
    match = next(filter(None, (shape.fullmatch(plain) for shape in _SHAPES)), None)
    if match is not None and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass  # 31 June
    return Problem("day_unreadable", "", {"text": text.strip()[:40]})
