"""The option --pack: the id of a table, or a colleague's pack file (.hqdp); it refuses to keep any."""

from pathlib import Path

from hqd_desktop.domain.own_pack import pack_from
from hqd_desktop.domain.problems import Problem
from hqd_desktop.paths import PACK_SUFFIX
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.importing import of_file
from hqd_desktop.services.own_rules import SourceWithPack
from hqd_desktop.services.pack_judging import in_words
from hqd_desktop.services.ports import PackSource


def source_and_pack(asked: str, desk: Desk) -> tuple[PackSource, str]:
    """Where tables come from, and the id of the one that was asked for; a file's own one is among them."""
    if not asked.lower().endswith(PACK_SUFFIX):
        return desk.source(), asked
    path = Path(asked)
    read = desk.workbooks().read_pack_file(path)
    if isinstance(read, Problem):
        raise UserFacingError(read)
    pack, problems = pack_from(read, desk.source().catalogue())
    if pack is None:
        raise UserFacingError(*(of_file(in_words(problem), path.name) for problem in problems))
    return SourceWithPack(desk.source(), pack), pack.id
