"""A group out of files: one year, each hospital once."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.arrivals import Arrival
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.group_files import members_of_files
from hqd_desktop.services.records import Packs
from tests.fakes.shipped_packs import shipped_samples, shipped_source

FIRST, SECOND = (
    Arrival(f"{place}.xlsx", one.hospital, one.scheme_id, one.year, one.figures, "")
    for place, one in enumerate(shipped_samples())
)


def test_each_file_is_a_member(packs: Packs) -> None:
    """Of the year that the files are of; by one set of packs."""
    members, year = members_of_files([FIRST, SECOND], shipped_source())
    assert year == 2025
    assert members[0].assessment == assess(packs, FIRST.hospital, 2025, FIRST.figures)
    assert members[0].assessment is not None
    assert members[1].assessment is not None
    assert members[0].assessment.packs is members[1].assessment.packs
    assert members_of_files([FIRST], shipped_source(), 2025, "example-shaoyang-2022")[1] == 2025


def test_of_a_database_the_year_is_taken() -> None:
    """Its other years stand aside."""
    earlier = replace(FIRST, year=2024)
    assert [one.card and one.card.year for one in members_of_files([earlier, FIRST], shipped_source())[0]] == [2025]
    assert members_of_files([earlier, FIRST], shipped_source(), 2024)[1] == 2024


@pytest.mark.parametrize(
    ("arrivals", "year", "codes"),
    [
        ([FIRST, replace(SECOND, year=2024)], 0, ["group_other_year"]),
        ([FIRST], 2023, ["group_other_year"]),
        ([FIRST, replace(SECOND, hospital=Hospital("示例 医院", "二级", "综合"))], 0, ["member_twice_here"]),
        ([], 0, ["group_empty"]),
    ],
)
def test_what_is_refused(arrivals: list[Arrival], year: int, codes: list[str]) -> None:
    with pytest.raises(UserFacingError) as error:
        members_of_files(arrivals, shipped_source(), year)
    assert [problem.code for problem in error.value.problems] == codes
