"""A quarter of the ledger as a sheet for 按季调度: counts, quarterly rows, tasks, what lags and what is due next.

It puts together what is written and computes nothing that enters a score; it refuses to know paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hqd_desktop.domain.figures import Figure, FigureKey, FigureState, figure_at
from hqd_desktop.domain.ledger import STATE_NAMES, LedgerBook, LedgerRow, TaskState
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.wording import BLANK_TEXT, figure_text

QUARTER_NAMES = ("一季度", "二季度", "三季度", "四季度")
UNREPORTED = "未报"
GOVERNMENT = "政府层面，不评价本院"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in the quarter, with all that was written; `reason` where it lags."""

    number: str
    text: str
    owner: str
    state: str
    figure: str
    progress: str
    reason: str
    next_step: str
    next_due: date | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """A milestone or 整改 that is to be done in the next quarter, or is overdue; next steps stand with their task."""

    due: date
    number: str
    text: str
    owner: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class QuarterlyLine:
    """A row of the table that is reported quarterly: a cell for each quarter, what of this one is open, progress."""

    number: str
    name: str
    owner: str
    cells: tuple[str, ...]
    open: str
    progress: str = ""


@dataclass(frozen=True)
class QuarterSheet:
    """All that the quarterly report prints."""

    hospital: str
    class_label: str
    year: int
    quarter: int
    day: date
    packs: tuple[str, ...]
    sample: bool
    counts: Mapping[str, int]
    quarterly: tuple[QuarterlyLine, ...]
    tasks: tuple[TaskLine, ...]
    due: tuple[DueLine, ...]

    @property
    def title(self) -> str:
        """2025 年三季度按季调度报告."""
        return f"{self.year} 年{QUARTER_NAMES[self.quarter - 1]}按季调度报告"

    @property
    def lagging(self) -> tuple[TaskLine, ...]:
        """The tasks that lag."""
        return tuple(line for line in self.tasks if line.state == STATE_NAMES[TaskState.BEHIND])

    @property
    def total(self) -> int:
        """The tasks that the hospital has a part in."""
        return len(self.tasks)


def quarter_sheet(
    assessment: Assessment,
    figures: Mapping[FigureKey, Figure],
    books: Sequence[LedgerBook],
    names: Sequence[str],
    quarter: int,
    day: date,
) -> QuarterSheet:
    """The sheet of a quarter (1–4) of the open year; `names` are those of the packs, in the order of `books`."""
    rows = [(book, row) for book in books for row in book.rows if row.task.of_hospital]
    several = len(books) > 1
    numbers = {
        (book.tasks.pack, row.task.key): f"{name.split()[0]}{row.task.number}" if several else row.task.number
        for name, book in zip(names, books, strict=True)
        for row in book.rows
    }
    states = [_state(row, quarter) for _, row in rows]
    told = [(numbers[book.tasks.pack, row.task.key], row) for book, row in rows]
    return QuarterSheet(
        hospital=assessment.hospital.name,
        class_label=assessment.hospital.class_label,
        year=assessment.year,
        quarter=quarter,
        day=day,
        packs=tuple(names),
        sample=assessment.hospital.sample,
        counts={name: states.count(name) for name in (*STATE_NAMES.values(), UNREPORTED)},
        quarterly=tuple(
            _quarterly(result, assessment, figures, quarter)
            for result in assessment.scorecard
            if result.indicator.quarterly
        ),
        tasks=tuple(_task(number, row, quarter) for number, row in told),
        due=tuple(sorted(_due(told, assessment.year, quarter), key=lambda line: (line.due, line.number))),
    )


def _state(row: LedgerRow, quarter: int) -> str:
    entry = row.quarters[quarter - 1]
    return STATE_NAMES[entry.state] if entry is not None and entry.state is not None else UNREPORTED


def _task(number: str, row: LedgerRow, quarter: int) -> TaskLine:
    entry = row.quarters[quarter - 1]
    if entry is None:
        return TaskLine(number, row.task.text, row.owner, UNREPORTED, "", "", "", "", None)
    figure = canonical_text(entry.number) if entry.number is not None else ""
    progress, reason, step = map(_plain, (entry.progress, entry.reason, entry.next_step))
    state = _state(row, quarter)
    return TaskLine(number, row.task.text, row.owner, state, figure, progress, reason, step, entry.next_due)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _due(told: Sequence[tuple[str, LedgerRow]], year: int, quarter: int) -> Iterator[DueLine]:
    ended, last = _end(year, quarter), _end(year + quarter // 4, quarter % 4 + 1)
    for number, row in told:
        entry = row.quarters[quarter - 1]
        done = entry is not None and entry.state is TaskState.DONE
        dated = [] if done else [(mark.due, mark.text) for mark in row.milestones if mark.done_on is None]
        dated += [(one.due, f"整改：{one.text}") for one in row.remedies if one.open and one.due is not None]
        yield from (DueLine(due, number, _plain(text), row.owner, due <= ended) for due, text in dated if due <= last)


def _end(year: int, quarter: int) -> date:
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)


# -- rows of the table --------------------------------------------------------------------------------------------


def _quarterly(
    result: IndicatorResult, assessment: Assessment, figures: Mapping[FigureKey, Figure], quarter: int
) -> QuarterlyLine:
    row, catalogue = result.indicator, assessment.packs.catalogue
    if not result.applicable:
        return QuarterlyLine(row.number, row.short, row.supplier, ("—",) * 4, GOVERNMENT)
    asked = [key for key in row.reported if catalogue[key].quarterly]
    cells = tuple(_cell(asked, figures, Period(assessment.year, number)) for number in (1, 2, 3, 4))
    period = Period(assessment.year, quarter)
    unmet = [
        catalogue[key].short or catalogue[key].name
        for key in asked
        if (figure := figure_at(figures, key, period)).state is FigureState.NUMBER and not figure.value
    ]
    told = [figure_text(catalogue[key], figure_at(figures, key, period)) for key in row.narrative]
    words = _plain("；".join(text for text in told if text not in ("", BLANK_TEXT)))
    return QuarterlyLine(row.number, row.short, row.supplier, cells, "、".join(unmet), words)


def _cell(asked: Sequence[str], figures: Mapping[FigureKey, Figure], period: Period) -> str:
    """3 / 4 条 of the conditions met; 已报 where words are asked for; 未报 as long as anything is blank."""
    given = [figure_at(figures, key, period) for key in asked]
    if not given or any(figure.state is FigureState.BLANK for figure in given):
        return UNREPORTED
    counted = [figure.value for figure in given if figure.state is FigureState.NUMBER]
    if counted:
        return f"{sum(map(bool, counted))} / {len(counted)} 条"
    return "已报" if any(figure.state is FigureState.TEXT for figure in given) else "不适用"
