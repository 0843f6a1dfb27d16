"""Input files for an assessment: several put together, and what the user says set over what a file says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.figures import Figure, FigureKey, Figures, figure_at
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import figure_text
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import ImportedFigures

UNNAMED = "未命名医院"


@dataclass(frozen=True, slots=True)
class Said:
    """What the user said beside the files; empty fields leave it to the files."""

    hospital: str = ""
    level: str = ""
    type: str = ""
    year: int = 0
    scheme_id: str = ""


def merge(inputs: Sequence[tuple[str, ImportedFigures]], catalogue: Catalogue | None = None) -> ImportedFigures:
    """All files as one. A figure in two files, or two hospitals, are problems; so is having no figure at all.

    Of several files each problem says which one it is in; items are named as the catalogue names them.
    """
    figures: dict[FigureKey, Figure] = {}
    seen: dict[FigureKey, str] = {}
    problems: list[Problem] = []
    head = ImportedFigures({}, ())
    for name, imported in inputs:
        problems += [of_file(problem, name) if len(inputs) > 1 else problem for problem in imported.problems]
        for key, figure in imported.figures.items():
            if key in seen:
                item = catalogue[key[0]].name if catalogue else key[0]
                given = {"first": seen[key], "item": item, "period": key[1].label}
                problems.append(Problem("input_twice", name, given))
            seen.setdefault(key, name)
            figures.setdefault(key, figure)
        if imported.name and head.name and imported.name != head.name:
            problems.append(Problem("input_other_hospital", name, {"given": imported.name, "own": head.name}))
        head = _filled(head, imported)
    if not figures and not problems:
        problems.append(Problem("input_empty", "、".join(name for name, _ in inputs)))
    return replace(head, figures=figures, problems=tuple(problems))


def of_file(problem: Problem, name: str) -> Problem:
    """With the file's name before its place, unless the place is a file already."""
    if name in problem.where:
        return problem
    return replace(problem, where=f"{name} {problem.where}".strip())


def _filled(head: ImportedFigures, more: ImportedFigures) -> ImportedFigures:
    """The head with every field that is still empty taken from `more`; of two years the later one."""
    return replace(
        head,
        name=head.name or more.name,
        level=head.level or more.level,
        type=head.type or more.type,
        code=head.code or more.code,
        scheme_id=head.scheme_id or more.scheme_id,
        year=max(head.year, more.year),
    )


def hospital_and_year(imported: ImportedFigures, said: Said) -> tuple[Hospital, int]:
    """Which hospital and year to assess: what the user said, else the file, else the latest year with figures.

    Raises UserFacingError when level or type is nowhere to be found, or the year has no figure.
    """
    level, type_ = said.level or imported.level, said.type or imported.type
    problems = [Problem(code) for code, known in (("assess_no_level", level), ("assess_no_type", type_)) if not known]
    year = said.year or imported.year or max((period.year for _, period in imported.figures), default=0)
    if not any(period.year == year for _, period in imported.figures):
        years = "、".join(str(given) for given in sorted({period.year for _, period in imported.figures}))
        problems.append(Problem("assess_no_figures", "", {"year": str(year), "years": years}))
    if problems:
        raise UserFacingError(*problems)
    name = _one_line(said.hospital) or _one_line(imported.name) or UNNAMED
    return Hospital(name, level, type_, imported.code), year


def _one_line(name: str) -> str:
    """A name without line ends, control characters and outer spaces."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


def check_belongs(imported: ImportedFigures, hospital: Hospital, year: int) -> None:
    """Refuse a workbook of another hospital or year before anything of it is written; last year's may be taken over."""
    problems = list(imported.problems)
    if imported.name and imported.name != hospital.name:
        problems.append(Problem("input_other_hospital", "", {"given": imported.name, "own": hospital.name}))
    if imported.year not in (0, year, year - 1):
        problems.append(Problem("input_other_year", "", {"given": str(imported.year), "own": str(year)}))
    if not imported.figures and not problems:
        problems.append(Problem("input_empty"))
    if problems:
        raise UserFacingError(*problems)


def refuse_restated(frozen: Figures, stored: Figures, catalogue: Catalogue) -> None:
    """Refuse figures of a locked year that differ from what was handed in, each with both values."""
    problems = []
    for (item, period), given in frozen.items():
        kept, entry = figure_at(stored, item, period), catalogue[item]
        if (kept.state, kept.value, kept.text) != (given.state, given.value, given.text):
            texts = {"given": figure_text(entry, given, unit=True), "locked": figure_text(entry, kept, unit=True)}
            problems.append(Problem("figure_not_as_locked", entry.name, {"period": period.label, **texts}))
    if problems:
        raise UserFacingError(*problems)
