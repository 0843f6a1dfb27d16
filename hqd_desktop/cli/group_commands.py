"""The command that compares the members of a group, out of files or a database; the same numbers as the window."""

import argparse
import sys
from datetime import date

from hqd_desktop.domain.problems import Problem
from hqd_desktop.paths import DATABASE_SUFFIX, HANDOVER_SUFFIX, PACKAGE_SUFFIX
from hqd_desktop.services.arrivals import Readers, read_arrivals
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.group_files import members_of_files
from hqd_desktop.services.group_records import GroupComparison
from hqd_desktop.services.group_rows import Face, columns_of, plain_text, rows_of
from hqd_desktop.services.group_year import assess_members, compare_members
from hqd_desktop.services.share_text import share_lines

DATABASES = (DATABASE_SUFFIX, HANDOVER_SUFFIX)


def group(parsed: argparse.Namespace, desk: Desk, default_pack: str) -> None:
    """Print totals and 占比, and write the workbook where one is asked for."""
    suffix = parsed.output.suffix.lower() if parsed.output is not None else ""
    if suffix not in ("", ".xlsx", ".pdf"):
        raise UserFacingError(
            Problem("command_wrong", "", {"reason": f"-o 要写成 .xlsx 或 .pdf 文件，不能是 {parsed.output}"})
        )
    if bool(parsed.input) is (parsed.database is not None):
        raise UserFacingError(Problem("command_wrong", "", {"reason": "给几个 INPUT，或给 --database，二者取一"}))
    comparison = _of_files(parsed, desk, default_pack) if parsed.input else _of_database(parsed, desk)
    columns = columns_of(comparison, Face.POINTS)
    groups = [column for column in columns if not column.number]
    print(plain_text(comparison, groups, rows_of(comparison, groups)), end="")
    for share in comparison.shares:
        print()
        print("\n".join(share_lines(share)))
    if suffix == ".pdf":
        desk.write_bytes(parsed.output, desk.reports().group_pdf(comparison, date.today()))
    elif suffix:
        desk.workbooks().write_group(parsed.output, comparison)
    if suffix:
        print(f"\n已写到 {parsed.output}")


def _of_files(parsed: argparse.Namespace, desk: Desk, default_pack: str) -> GroupComparison:
    source = desk.source()
    readers = Readers(desk.workbooks(), desk.packages(), desk.visit, PACKAGE_SUFFIX, DATABASES)
    fallback = parsed.pack or default_pack
    arrivals, problems = read_arrivals(parsed.input, readers, source.catalogue(), fallback, lambda *_: None)
    if problems:
        raise UserFacingError(*problems)
    members, year = members_of_files(arrivals, source, parsed.year, parsed.ruleset)
    return compare_members(members, year, source.scheme(fallback), parsed.pack)


def _of_database(parsed: argparse.Namespace, desk: Desk) -> GroupComparison:
    """Read only, and the window opens at its own database afterwards as before."""
    workspace = desk.open_workspace(parsed.database, read_only=True, remember=False)
    try:
        hospitals = workspace.hospitals()
        if not hospitals:
            raise UserFacingError(Problem("workspace_empty", str(parsed.database)))
        view = workspace.open(hospitals[0].id)
        book = workspace.books.members
        year = parsed.year or max(record.year for member in book.all() for record in member.years)
        members = assess_members(book.gather(year), year, _tell)
        return compare_members(members, year, view.packs.scheme, parsed.pack)
    finally:
        workspace.close()


def _tell(step: int, steps: int, words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words}（{step + 1}/{steps}）", end="" if step + 1 < steps else "\n", file=sys.stderr)
