"""Submissions that are files: whose table and rules, and that nothing wrong goes through."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.handed_in import assess_files
from hqd_desktop.services.importing import Said
from hqd_desktop.services.ports import Workbooks
from hqd_desktop.services.records import ImportedFigures
from tests.fakes.shipped_packs import shipped_source

PATH = Path("a.xlsx")
FOUND = ImportedFigures({("total_income", Period(2024)): number(1)}, (), "甲", "三级", "综合", year=2024)
SHAOYANG, RULES = "shaoyang-2022", "shaoyang-2022-example"


@dataclass
class OneFile:
    """Reads always the same."""

    found: ImportedFigures

    def read_figures(self, path: Path, catalogue: object) -> ImportedFigures:
        return self.found


def read(found: ImportedFigures, said: Said = Said(), **more: object):  # noqa: B008
    workbooks = cast("Workbooks", OneFile(found))
    return assess_files([PATH], workbooks, shipped_source(), said, fallback=SHAOYANG, **more)  # type: ignore[arg-type]


def test_a_file_is_assessed_by_the_table_that_is_at_hand() -> None:
    assessment, year = read(FOUND)
    assert (assessment.hospital.name, assessment.year, year) == ("甲", 2024, 2024)
    assert assessment.packs.scheme.id == SHAOYANG


def test_the_rule_set_goes_with_its_table() -> None:
    source = shipped_source()
    given = source.ruleset_ids(SHAOYANG)[-1]
    assert read(FOUND, rulesets=((SHAOYANG, given),))[0].packs.ruleset.id == given
    assert read(FOUND, rulesets=(("elsewhere", "unknown"),))[0].packs.scheme.id == SHAOYANG
    with pytest.raises(UserFacingError):
        read(FOUND, rulesets=(("", "unknown"),))


def test_a_file_that_names_no_hospital_is_of_the_own_one() -> None:
    own = Hospital("乙", "二级", "中医", "9")
    assert read(replace(FOUND, name="", level="", type=""), own=own)[0].hospital == own
    assert read(FOUND, own=own)[0].hospital == Hospital("甲", "三级", "综合", "9")


def test_what_is_wrong_with_a_file_is_told() -> None:
    with pytest.raises(UserFacingError) as refused:
        read(ImportedFigures({}, (Problem("workbook_damaged", "a.xlsx"),)))
    assert [problem.code for problem in refused.value.problems] == ["workbook_damaged"]
    with pytest.raises(UserFacingError):
        read(FOUND, Said(year=2019))
