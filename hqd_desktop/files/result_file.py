"""Keeps a result (result.json, a list) as a file, whole or not at all; it refuses to know what the result says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hqd_desktop.files.safe_write import write_bytes, write_text

__all__ = ["write_bytes", "write_json", "write_text"]


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write plain data as indented JSON, Chinese as it is, with a line end; FileRefused when it cannot be.

    Raises TypeError for what JSON does not know and ValueError for NaN: both are faults of the caller.
    """
    write_text(path, json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
