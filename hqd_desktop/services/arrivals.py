"""A hospital out of a file of its own (工作簿、上报包、另一个数据库), before it becomes a member; it writes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from hqd_desktop.domain.figures import FigureKey, Figures, FigureState
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.importing import UNNAMED, Said, hospital_and_year, of_file
from hqd_desktop.services.package_ports import Packages
from hqd_desktop.services.package_records import DATA
from hqd_desktop.services.ports import Store, Tell, Workbooks
from hqd_desktop.services.rescoring import scored_again
from hqd_desktop.services.verifying import JSON_LIMIT, verify_package


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one file says of one hospital and year; `origin` is what the history will name."""

    file: str
    hospital: Hospital
    scheme_id: str
    year: int
    figures: Figures
    origin: str
    explanations: Mapping[str, str] = field(default_factory=dict)


class Coming(StrEnum):
    """What becomes of a file, by the words that stand for it."""

    NEW = "新成员"
    NEW_YEAR = "已有成员的新年度"
    REFUSED = "不加入"


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a file goes, or why it goes nowhere; `other` are figures that stay as the member has them."""

    arrival: Arrival
    coming: Coming
    hospital_id: str = ""
    other: tuple[FigureKey, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """Who opens files."""

    workbooks: Workbooks
    packages: Packages
    visit: Callable[[Path], AbstractContextManager[Store]]
    package_suffix: str
    database_suffixes: tuple[str, ...]


def read_arrivals(
    paths: Sequence[Path], readers: Readers, catalogue: Catalogue, fallback: str, tell: Tell
) -> tuple[list[Arrival], list[Problem]]:
    """Every file that can be read, and everything that is wrong with the others; each problem names its file.

    `fallback` is the table where a file names none; `tell` may raise errors.Cancelled.
    """
    found: list[Arrival] = []
    problems: list[Problem] = []
    for step, path in enumerate(paths):
        tell(step, len(paths), f"正在读 {path.name}")
        try:
            found += read_file(path, readers, catalogue, fallback)
        except UserFacingError as error:
            problems += [of_file(problem, path.name) for problem in error.problems]
    return found, problems


def read_file(path: Path, readers: Readers, catalogue: Catalogue, fallback: str) -> Sequence[Arrival]:
    """One file; a database and a hand-over file give every hospital and year that they have."""
    if path.suffix.lower() not in readers.database_suffixes:
        return [read_arrival(path, readers, catalogue, fallback)]
    with readers.visit(path) as store:
        found = list(_of_database(path, store, catalogue))
    if not found:
        raise UserFacingError(Problem("workspace_empty"))
    return found


def read_arrival(path: Path, readers: Readers, catalogue: Catalogue, fallback: str) -> Arrival:
    """One file. A package is verified first: one that was altered is refused with everything that was."""
    if path.suffix.lower() == readers.package_suffix:
        return _of_package(path, readers.packages, catalogue)
    imported = readers.workbooks.read_figures(path, catalogue)
    if imported.problems:
        raise UserFacingError(*imported.problems)
    if not imported.name:
        raise UserFacingError(Problem("member_nameless"))
    hospital, year = hospital_and_year(imported, Said())
    return Arrival(path.name, hospital, imported.scheme_id or fallback, year, imported.figures, f"文件 {path.name}")


def _of_database(path: Path, store: Store, catalogue: Catalogue) -> Iterator[Arrival]:
    """A year with its figures and 说明, and with figures of earlier years that were never begun there."""
    for hospital in store.hospitals():
        records = store.years(hospital.id)
        years = {record.year for record in records}
        given = {
            key: one.figure
            for key, one in store.figures(hospital.id).items()
            if one.figure.state is not FigureState.BLANK and key[0] in catalogue.items
        }
        for record in records:
            own = {
                key: figure
                for key, figure in given.items()
                if key[1].year == record.year or (key[1].year < record.year and key[1].year not in years)
            }
            told = store.explanations(hospital.id, record.year)
            origin = f"数据文件 {path.name}"
            yield Arrival(path.name, hospital, record.scheme_id, record.year, own, origin, told)


def _of_package(path: Path, packages: Packages, catalogue: Catalogue) -> Arrival:
    verdict = verify_package(packages, path, lambda *_: None)
    if verdict.findings:
        raise UserFacingError(Problem("member_package_altered"), *verdict.findings)
    with packages.open(path) as package:
        again = scored_again(package.read(DATA, JSON_LIMIT))
    if again is None:
        raise UserFacingError(Problem("member_package_altered"))
    if again.hospital.name == UNNAMED:
        raise UserFacingError(Problem("member_nameless"))
    known = {key: figure for key, figure in again.figures.items() if key[0] in catalogue.items}
    origin = f"上报包 {path.name}（封条 {verdict.seal[:8]}）"
    return Arrival(path.name, again.hospital, again.packs.scheme.id, again.year, known, origin)
