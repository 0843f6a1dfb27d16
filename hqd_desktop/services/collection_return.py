"""A returned form against what we have, cell by cell; it decides nothing that a person must decide and writes nothing.

Three figures meet in a cell: the one that stood here when the form was issued, ours as it is now, and theirs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, localcontext
from enum import StrEnum

from hqd_desktop.domain.checking import WRONG_UNIT_FACTOR
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState, figure_at
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.numerals import PRECISION, check_size
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import figure_text
from hqd_desktop.services.form_records import FormIdentity, FormRecord, FormState, ReturnedForm
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.typing_in import out_of_bounds

TEN_THOUSAND = Decimal(10000)


class CellState(StrEnum):
    """How a cell of the form stands to ours."""

    CONFLICT = "conflict"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"


class Choice(StrEnum):
    """What is to stand: ours, theirs, or theirs times or by ten thousand as suggested."""

    OURS = "ours"
    THEIRS = "theirs"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One cell: both figures, last year's, and where it stands in the file.

    `unit` is another unit in which it was given and from which it was converted; `suggestion` is what it would be
    if 元 and 万元 were mixed up. `who` and `at` (UTC) tell who wrote ours last.
    """

    key: FigureKey
    state: CellState
    ours: Figure
    theirs: Figure
    last: Figure
    where: str
    unit: str = ""
    suggestion: Decimal | None = None
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole file. With any of `problems` nothing of it may be written; `notices` are only said.

    `given` of `asked` required cells hold something; `unanswered` counts all cells that were left blank.
    """

    returned: ReturnedForm
    cells: tuple[ComparedCell, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()
    given: int = 0
    asked: int = 0
    unanswered: int = 0


Choices = Mapping[FigureKey, Choice]
_NONE_CHOSEN: Choices = {}


def undecided(comparison: Comparison, choices: Choices = _NONE_CHOSEN) -> tuple[ComparedCell, ...]:
    """The conflicts that nobody has decided yet."""
    return tuple(c for c in comparison.cells if c.state is CellState.CONFLICT and c.key not in choices)


def doubtful(comparison: Comparison, choices: Choices = _NONE_CHOSEN) -> tuple[ComparedCell, ...]:
    """What looks like 元 and 万元 mixed up, and nobody has said that it is not; it would be written as it is."""
    return tuple(
        cell
        for cell in comparison.cells
        if cell.suggestion is not None and cell.state is not CellState.CONFLICT and cell.key not in choices
    )


def to_write(comparison: Comparison, choices: Choices = _NONE_CHOSEN) -> dict[FigureKey, Figure]:
    """The figures that a return puts in the place of ours: what is new or changed, and conflicts decided for theirs."""
    taken = {}
    for cell in comparison.cells:
        choice = choices.get(cell.key, Choice.THEIRS)
        if cell.state is not CellState.SAME and choice is not Choice.OURS:
            suggested = choice is Choice.SUGGESTED and cell.suggestion is not None
            taken[cell.key] = replace(cell.theirs, value=cell.suggestion) if suggested else cell.theirs
    return taken


def compare(returned: ReturnedForm, assessment: Assessment, record: FormRecord | None) -> Comparison:
    """Every cell that the form asked for, and all that forbids to write any of it.

    `record` is what we know of the form, None when we never issued it (a database brought back from a copy).
    """
    identity = returned.identity
    if identity is None:
        return Comparison(returned, (), returned.problems)
    scheme = assessment.packs.scheme
    foreign = list(_foreign(identity, assessment.hospital, assessment.year, scheme.id, returned.name))
    if foreign:
        return Comparison(returned, (), tuple(foreign))
    problems, notices = list(returned.problems), []
    if record is None:
        notices.append(Problem("form_not_issued_here", returned.name, {"form": identity.form}))
    elif record.state is FormState.WITHDRAWN:
        params = {"form": identity.form, "department": identity.department}
        problems.append(Problem("form_withdrawn", returned.name, params))
    elif record.file_digest == returned.digest:
        notices.append(Problem("form_written_before", returned.name))
    cells = [cell for key in identity.cells if (cell := _cell(key.key, returned, identity, assessment)) is not None]
    problems += _not_asked(returned, identity, assessment)
    problems += _last_year(returned, assessment)
    required = [cell for cell in identity.cells if cell.required]
    return Comparison(
        returned,
        tuple(cells),
        tuple(problems),
        tuple(notices),
        given=sum(_given(returned, cell.key) for cell in required),
        asked=len(required),
        unanswered=sum(not _given(returned, cell.key) for cell in identity.cells),
    )


def _given(returned: ReturnedForm, key: FigureKey) -> bool:
    return figure_at(returned.figures, *key).state is not FigureState.BLANK


def _foreign(identity: FormIdentity, hospital: Hospital, year: int, scheme_id: str, name: str) -> Iterator[Problem]:
    """A form of another hospital, year or table; only the name of a hospital may have changed since."""
    if identity.hospital_id != hospital.id:
        code = "form_other_copy" if identity.hospital == hospital.name else "form_other_hospital"
        yield Problem(code, name, {"given": identity.hospital, "own": hospital.name})
    if identity.year != year:
        yield Problem("form_other_year", name, {"given": str(identity.year), "own": str(year)})
    if identity.scheme_id != scheme_id:
        yield Problem("form_other_pack", name, {"given": identity.scheme_id, "own": scheme_id})


def _cell(
    key: FigureKey, returned: ReturnedForm, identity: FormIdentity, assessment: Assessment
) -> ComparedCell | None:
    """The cell, or None where both sides say nothing, or theirs says nothing of what it never knew."""
    item = assessment.packs.catalogue.items.get(key[0])
    if item is None or key in returned.unreadable:
        return None
    base, ours = figure_at(identity.base, *key), figure_at(assessment.figures, *key)
    theirs = returned.figures.get(key, BLANK)
    if theirs == BLANK and (base.state is FigureState.BLANK or ours.state is FigureState.BLANK):
        return None
    last = figure_at(assessment.figures, key[0], key[1].last_year())
    state = _state(base, ours, theirs)
    suggestion = None if state is CellState.SAME else _suggestion(item, theirs, last)
    place, unit = returned.places.get(key, ""), returned.units.get(key, "")
    return ComparedCell(key, state, ours, theirs, last, place, unit, suggestion)


def _state(base: Figure, ours: Figure, theirs: Figure) -> CellState:
    """A figure that was emptied, or that ours is no longer what the form was issued with, is for a person to judge."""
    if same(ours, theirs):
        return CellState.SAME
    if theirs == BLANK or not same(base, ours):
        return CellState.CONFLICT
    return CellState.NEW if ours.state is FigureState.BLANK else CellState.CHANGED


def same(one: Figure, other: Figure) -> bool:
    """Whether a reader sees no difference: where a figure came from is not seen."""
    return replace(one, source="") == replace(other, source="")


def _suggestion(item: Item, theirs: Figure, last: Figure) -> Decimal | None:
    """Ten thousand times theirs, or a ten-thousandth, where that is about last year's figure."""
    if not theirs.value or not last.value or item.unit in ("", "%"):
        return None
    least, most = WRONG_UNIT_FACTOR
    with localcontext(PRECISION):
        small, large = sorted((abs(theirs.value), abs(last.value)))
        if not small * least <= large <= small * most:
            return None
        up = abs(theirs.value) < abs(last.value)
        wanted = check_size(theirs.value * TEN_THOUSAND if up else theirs.value / TEN_THOUSAND)
    return wanted if isinstance(wanted, Decimal) and out_of_bounds(item, wanted, "") is None else None


def _not_asked(returned: ReturnedForm, identity: FormIdentity, assessment: Assessment) -> Iterator[Problem]:
    """Rows that were added: a figure that the form never asked for, last year's beside one that it did aside."""
    asked = {cell.item for cell in identity.cells}
    cells, catalogue = {cell.key for cell in identity.cells}, assessment.packs.catalogue
    last = Period(assessment.year).last_year()
    for item, period in returned.figures:
        if (item, period) not in cells and not (period == last and item in asked):
            params = {"item": catalogue[item].name, "department": identity.department}
            yield Problem("form_not_asked", returned.places.get((item, period), returned.name), params)


def _last_year(returned: ReturnedForm, assessment: Assessment) -> Iterator[Problem]:
    """Last year's figure as the form has it must be ours: scoring keeps ours, and both are named."""
    last = Period(assessment.year).last_year()
    for (key, period), theirs in returned.figures.items():
        item, ours = assessment.packs.catalogue[key], figure_at(assessment.figures, key, period)
        if period != last or FigureState.BLANK in (ours.state, theirs.state):
            continue
        if (ours.state, ours.value, ours.text) != (theirs.state, theirs.value, theirs.text):
            params = {"item": item.name, "period": period.label, "own": figure_text(item, ours, True)}
            params["given"] = figure_text(item, theirs, True)
            yield Problem("form_last_year_differs", returned.places.get((key, period), returned.name), params)
