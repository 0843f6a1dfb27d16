"""Finds the small files by which Excel, WPS and LibreOffice say that they have a workbook open; it opens nothing."""

from pathlib import Path


def owner_mark(path: Path) -> Path | None:
    """The mark beside `path`, or None when no program says that it has the file open."""
    name = path.name
    marks = [f"~${name}", f".~lock.{name}#", f".~{name}"]
    if len(name) > 10:  # WPS and Word put ~$ in the place of the first two letters of long names
        marks.append(f"~${name[2:]}")
    for mark in marks:
        beside = path.with_name(mark)
        try:
            if beside.is_file():
                return beside
        except OSError:  # a name too long for the disk cannot be there
            continue
    return None


def is_owner_mark(path: Path) -> bool:
    """Whether the file itself is such a mark, dragged in by mistake."""
    return path.name.startswith(("~$", ".~lock."))
