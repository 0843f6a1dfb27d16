"""Weighs the XML parts of an .xlsx before the library unfolds them: small bytes can be much work; it parses nothing."""

import re
from collections.abc import Set
from dataclasses import dataclass

_KINDS = re.compile(rb"<(?:\w+:)?Override\b[^>]*>")
_NAME = re.compile(rb"PartName\s*=\s*[\"']/?([^\"']*)[\"']")
_TYPE = re.compile(rb"ContentType\s*=\s*[\"']([^\"']*)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_OTHER = re.compile(
    r"xl/(?:workbook|styles)\.xml|xl/theme/.*|docProps/.*|\[Content_Types\]\.xml|.*\.rels", re.IGNORECASE
)
_STRINGS = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass(frozen=True, slots=True)
class Load:
    """How many tags a workbook may hold: in all, in its sheets, in one row, in the shared strings, in any other part.

    A tag of a sheet takes about a microsecond; one of a style or a name counts five times in the whole. All of a row is
    kept in memory at once.
    """

    whole: int
    sheets: int
    row: int
    strings: int
    other: int


OURS = Load(whole=700_000, sheets=600_000, row=20_000, strings=400_000, other=60_000)
FOREIGN = Load(whole=1_500_000, sheets=1_100_000, row=70_000, strings=600_000, other=60_000)


class XmlLoad:
    """The parts of one workbook so far. `kinds` are the parts that its list of contents calls by another name."""

    def __init__(self, load: Load, contents: bytes) -> None:
        self._load = load
        self._left, self._whole = load.sheets, load.whole
        self._kinds = dict(_told(contents))

    def is_too_much(self, entry: str, content: bytes) -> bool:
        """Whether this part, with the sheets before it, is more than may be read."""
        kind = self._kind(entry)
        tags = content.count(b"<") if kind else 0
        self._whole -= tags * (5 if kind == "other" else 1)
        if self._whole < 0:
            return True
        if kind == "sheet":
            self._left -= tags
            return self._left < 0 or (tags > self._load.row and _longest_row(content) > self._load.row)
        return tags > {"strings": self._load.strings, "other": self._load.other}.get(kind, tags)

    def _kind(self, entry: str) -> str:
        if told := self._kinds.get(entry, ""):
            return told
        rooms = {"sheet": _SHEET, "strings": _STRINGS, "other": _OTHER}
        return next((kind for kind, pattern in rooms.items() if pattern.fullmatch(entry)), "")


def is_wide(content: bytes) -> bool:
    """Whether a part is written in UTF-16, where none of our looks at the bytes would see anything."""
    return content[:2] in _WIDE


def _told(contents: bytes) -> Set[tuple[str, str]]:
    found = set()
    for override in _KINDS.findall(contents):
        name, kind = _NAME.search(override), _TYPE.search(override)
        if name is None or kind is None:
            continue
        ends = {
            b"worksheet+xml": "sheet",
            b"sharedStrings+xml": "strings",
            b"main+xml": "other",
            b"styles+xml": "other",
        }
        for end, said in ends.items():
            if kind[1].endswith(end):
                found.add((name[1].decode("utf-8", "replace"), said))
    return found


def _longest_row(content: bytes) -> int:
    begins = [found.start() for found in _ROW.finditer(content)]
    return max((content.count(b"<", at, to) for at, to in zip([0, *begins], [*begins, len(content)], strict=True)))
