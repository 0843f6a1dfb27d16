"""Reads a TOML file into plain data, exact decimals included, or says where it breaks; it knows no field."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.input_bytes import read_bytes

LIMIT = 2 * 2**20
_PLACE = re.compile(r"^(?P<what>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def read_toml(path: Path) -> dict[str, Any] | Problem:
    """The tables of a file of at most 2 MB in UTF-8, with or without BOM; numbers with a point come as Decimal."""
    data = read_bytes(path, LIMIT)
    if isinstance(data, Problem):
        return data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem("file_not_utf8", path.name, {"name": path.name, "line": str(line)})
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        found = _PLACE.match(str(error))
        line_and_column = {key: (found[key] or "") if found else "" for key in ("line", "column")}
        what = found["what"] if found else type(error).__name__
        return Problem("file_bad_toml", path.name, {"name": path.name, "what": what, **line_and_column})
