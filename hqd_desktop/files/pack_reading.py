"""A pack file (.hqdp) into plain data, its digest checked; it believes nothing it is given and judges no rule."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hqd_desktop.domain.own_pack import pack_digest
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.services.pack_book import FILE_FORMAT, FILE_KIND

LIMIT = 4 * 2**20


def read_pack_file(path: Path) -> Mapping[str, Any] | Problem:
    """The plain data; a Problem for what is no pack file, is too large, or says other than its digest."""
    data = read_bytes(path, LIMIT)
    if isinstance(data, Problem):
        return data
    try:
        told = json.loads(data.decode("utf-8-sig"), parse_float=_no_fraction, parse_constant=_no_fraction)
        if told["kind"] != FILE_KIND or told["format"] != FILE_FORMAT:
            return Problem("own_pack_format", path.name, {"format": str(FILE_FORMAT)})
        pack = told["pack"]
        same = pack_digest(pack) == told["digest"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Problem("own_pack_file", path.name)
    return pack if same else Problem("own_pack_file_altered", path.name)


def _no_fraction(text: str) -> Any:
    """Numbers of a pack are texts or whole: a binary fraction is none of ours."""
    raise ValueError(text)
