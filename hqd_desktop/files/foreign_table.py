"""Reads a table of the hospital's own, whatever program wrote it, into a Grid; the content decides, not the name."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.compound_file import MAGIC
from hqd_desktop.files.foreign_markup import read_markup
from hqd_desktop.files.foreign_ods import read_ods
from hqd_desktop.files.foreign_reading import ForeignRefused, Reading, Tell
from hqd_desktop.files.foreign_text import read_text
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.files.workbook_opening import EMPTY_ZIP, LIMIT, ZIP
from hqd_desktop.services.grid import Grid, Sheet

Reader = Callable[[bytes, Reading], tuple[tuple[Sheet, ...], tuple[Problem, ...]]]
_UTF8_BOM = b"\xef\xbb\xbf"
_BEFORE_OLE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<head", b"<style", b"<!--", b"<workbook")
_NO_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")


def read_foreign_table(path: Path, tell: Tell) -> Grid | Problem:
    """The sheets of an .xls, .xlsx, .xlsm, .ods, .csv or .txt of at most 50 MB, or why it is not read.

    `tell(step, steps, sheet)` hears of the progress and may raise errors.Cancelled.
    """
    data = read_bytes(path, LIMIT)
    if isinstance(data, Problem):
        return data
    reading = Reading(path.name, tell)
    try:
        sheets, notes = _reader(data, reading)(data, reading)
    except ForeignRefused as refused:
        return refused.problem
    grid = Grid(path.name, hashlib.sha256(data).hexdigest(), sheets, notes)
    return Problem("foreign_blank", path.name, {"name": path.name}) if grid.empty else grid


def _reader(data: bytes, reading: Reading) -> Reader:
    if data.startswith(MAGIC):
        from hqd_desktop.files.foreign_xls import read_xls

        return read_xls
    if data.startswith((ZIP, EMPTY_ZIP)):
        if _is_open_document(data):
            return read_ods
        from hqd_desktop.files.foreign_xlsx import read_xlsx

        return read_xlsx
    if data.startswith(_BEFORE_OLE):
        reading.refuse("foreign_too_old")
    head = data[:2048].removeprefix(_UTF8_BOM).lstrip().lower()
    if head.startswith(b"mime-version"):
        reading.refuse("foreign_web_archive")
    if data.startswith(_NO_TABLE):
        reading.refuse("foreign_not_table")
    if head.startswith(_MARKUP):
        return read_markup
    return read_text


def _is_open_document(data: bytes) -> bool:
    """By what is in it: not every program puts the kind first and uncompressed, as it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return False
    return "content.xml" in names and "xl/workbook.xml" not in names
