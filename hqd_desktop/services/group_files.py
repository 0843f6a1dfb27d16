"""A group that exists as files only: each file a member, assessed as the command line does; it keeps nothing."""

from collections.abc import Sequence

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.arrivals import Arrival
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.group_records import MemberYear
from hqd_desktop.services.handed_in import packs_of
from hqd_desktop.services.members import same_name
from hqd_desktop.services.ports import PackSource
from hqd_desktop.services.records import Packs


def members_of_files(
    arrivals: Sequence[Arrival], source: PackSource, year: int = 0, ruleset_id: str = ""
) -> tuple[tuple[MemberYear, ...], int]:
    """The members and their year: the one that was asked for, else the latest that a file is of.

    Refused when two files are of one hospital, or one has nothing of that year (a database may have others beside it).
    `ruleset_id` goes before a table's first.
    """
    wanted = year or max((arrival.year for arrival in arrivals), default=0)
    problems: list[Problem] = []
    of_year = [arrival for arrival in arrivals if arrival.year == wanted]
    known_files = {arrival.file for arrival in of_year}
    for arrival in arrivals:
        if arrival.file not in known_files:
            given = {"given": str(arrival.year), "own": str(wanted)}
            problems.append(Problem("group_other_year", arrival.file, given))
    for place, arrival in enumerate(of_year):
        twin = next((one for one in of_year[:place] if same_name(one.hospital.name, arrival.hospital.name)), None)
        if twin is not None:
            problems.append(Problem("member_twice_here", arrival.file, {"first": twin.file}))
    if problems or not arrivals:
        raise UserFacingError(*(problems or [Problem("group_empty")]))
    known: dict[str, Packs] = {}
    members = []
    for arrival in of_year:
        if arrival.scheme_id not in known:
            known[arrival.scheme_id] = packs_of(source, arrival.scheme_id, ruleset_id)
        made = assess(known[arrival.scheme_id], arrival.hospital, wanted, arrival.figures)
        members.append(MemberYear(arrival.hospital, None, made))
    return tuple(members), wanted
