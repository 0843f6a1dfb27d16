"""What a colleague's file says of a hospital: read, or refused with its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.arrivals import Readers, read_arrival, read_arrivals, read_file
from hqd_desktop.services.errors import Cancelled, UserFacingError
from hqd_desktop.services.importing import UNNAMED
from hqd_desktop.services.packaging import make_package
from hqd_desktop.services.records import ImportedFigures, Packs
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_samples
from tests.services.package_making import PATH, Office, submission_of

FOUND = ImportedFigures({("total_income", Period(2024)): number(1)}, (), "甲", "三级", "综合", "77", year=2024)
FALLBACK = "dazu-2024"


@dataclass
class Shelf:
    """Files by name."""

    files: dict[str, ImportedFigures] = field(default_factory=dict)

    def read_figures(self, path: Path, catalogue: object) -> ImportedFigures:
        return self.files[path.name]


def readers(office: Office | None = None, **files: ImportedFigures) -> Readers:
    shelf = Shelf({f"{name}.xlsx": found for name, found in files.items()})
    return Readers(shelf, (office or Office()).packages, store_at, ".hqdz", (".hqd", ".hqdx"))  # type: ignore[arg-type]


STORES: dict[str, MemoryStore] = {}


@contextmanager
def store_at(path: Path) -> Iterator[MemoryStore]:
    """Databases by name."""
    yield STORES[path.name]


def codes(error: pytest.ExceptionInfo[UserFacingError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_workbook(packs: Packs) -> None:
    """By its own table where it names one."""
    arrival = read_arrival(Path("a.xlsx"), readers(a=FOUND), packs.catalogue, FALLBACK)
    assert (arrival.hospital, arrival.year) == (Hospital("甲", "三级", "综合", "77"), 2024)
    assert (arrival.scheme_id, arrival.origin, arrival.file) == (FALLBACK, "文件 a.xlsx", "a.xlsx")
    named = readers(a=replace(FOUND, scheme_id="shaoyang-2022"))
    assert read_arrival(Path("a.xlsx"), named, packs.catalogue, FALLBACK).scheme_id == "shaoyang-2022"


def test_a_workbook_that_says_too_little(packs: Packs) -> None:
    for found, code in (
        (replace(FOUND, name=""), "member_nameless"),
        (replace(FOUND, level=""), "assess_no_level"),
        (replace(FOUND, problems=(Problem("workbook_damaged"),)), "workbook_damaged"),
    ):
        with pytest.raises(UserFacingError) as error:
            read_arrival(Path("a.xlsx"), readers(a=found), packs.catalogue, FALLBACK)
        assert codes(error) == [code]


def test_several_files(packs: Packs) -> None:
    """Each problem names its file; the good ones come through; it can be stopped."""
    told: list[str] = []
    shelf = readers(a=FOUND, b=replace(FOUND, name=""))
    paths = [Path("a.xlsx"), Path("b.xlsx")]
    found, problems = read_arrivals(paths, shelf, packs.catalogue, FALLBACK, lambda *one: told.append(one[2]))
    assert [one.file for one in found] == ["a.xlsx"]
    assert [(problem.code, problem.where) for problem in problems] == [("member_nameless", "b.xlsx")]
    assert told == ["正在读 a.xlsx", "正在读 b.xlsx"]

    def stop(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_arrivals(paths, shelf, packs.catalogue, FALLBACK, stop)


def test_another_database(packs: Packs, workspace: Workspace, store: MemoryStore) -> None:
    """Every hospital and year of it, each figure once; earlier years that were not begun go with the first after."""
    sample = shipped_samples()[0]
    workspace.create_sample(sample)
    workspace.add_year(2026)
    workspace.enter("surplus", Period(2026), "5")
    STORES.update({"a.hqd": store, "b.hqdx": MemoryStore()})
    found, problems = read_arrivals(
        [Path("a.hqd"), Path("b.hqdx")], readers(), packs.catalogue, FALLBACK, lambda *_: None
    )
    assert [one.code for one in problems] == ["workspace_empty"]
    assert [(one.hospital.name, one.year) for one in found][-2:] == [(sample.hospital.name, 2025), ("示例医院", 2026)]
    assert found[-1].figures == {("surplus", Period(2026)): workspace.view.figures["surplus", Period(2026)]}
    assert sum(len(one.figures) for one in found) == len(sample.figures) + 1
    assert found[-2].explanations == sample.explanations
    assert found[-2].origin == "数据文件 a.hqd"


def test_years_that_were_never_begun_go_with_the_first_after(
    packs: Packs, workspace: Workspace, opened: View, store: MemoryStore
) -> None:
    workspace.enter("surplus", Period(2024), "4")
    workspace.enter("surplus", Period(2025), "5")
    workspace.clear([("surplus", Period(2025))])
    STORES["a.hqd"] = store
    (found,) = read_file(Path("a.hqd"), readers(), packs.catalogue, FALLBACK)
    assert [(key[1].year, one.value) for key, one in found.figures.items()] == [(2024, 4)]


def test_a_package(packs: Packs) -> None:
    """Its figures, hospital, table and year; the seal says which package it was."""
    office = Office()
    submission = submission_of(packs)
    make_package(PATH, submission, office.makers, lambda *_: None)
    arrival = read_arrival(PATH, readers(office), packs.catalogue, FALLBACK)
    assert (arrival.hospital.name, arrival.year, arrival.scheme_id) == ("测试医院", 2025, "shaoyang-2022")
    assert arrival.figures == submission.assessment.figures
    assert arrival.origin.startswith("上报包 包.hqdz（封条 ")


def test_a_package_that_was_altered_or_is_nobodys(packs: Packs, monkeypatch) -> None:
    office = Office()
    make_package(PATH, submission_of(packs), office.makers, lambda *_: None)
    nobody = submission_of(packs)
    nobody = replace(nobody, assessment=replace(nobody.assessment, hospital=Hospital(UNNAMED, "三级", "综合")))
    other = Office()
    make_package(PATH, nobody, other.makers, lambda *_: None)
    with pytest.raises(UserFacingError) as error:
        read_arrival(PATH, readers(other), packs.catalogue, FALLBACK)
    assert codes(error) == ["member_nameless"]
    monkeypatch.setattr("hqd_desktop.services.arrivals.scored_again", lambda raw: None)
    with pytest.raises(UserFacingError) as error:
        read_arrival(PATH, readers(office), packs.catalogue, FALLBACK)
    assert codes(error) == ["member_package_altered"]
    monkeypatch.undo()
    del office.members["result.json"]
    with pytest.raises(UserFacingError) as error:
        read_arrival(PATH, readers(office), packs.catalogue, FALLBACK)
    assert codes(error)[:2] == ["member_package_altered", "package_member_missing"]
