"""The ledger of a quarter as a table for departments, and back; texts only, it refuses to know sheets.

Each row carries how often its entry had been written when the form went out: what was changed here since then is
named and nothing of the form is taken, as with the collection forms of figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hqd_desktop.domain.days import read_day
from hqd_desktop.domain.evidence_names import safe_name
from hqd_desktop.domain.ledger import STATE_NAMES, LedgerBook, LedgerEntry, LedgerRow, faults_of
from hqd_desktop.domain.numerals import canonical_text, read_number
from hqd_desktop.domain.periods import Period, parse_period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.services.ledger_sheet import (
    COLUMNS,
    DUE,
    FILLED,
    NEXT,
    NEXT_DUE,
    NUMBER,
    OWNER,
    PACK,
    PROGRESS,
    REASON,
    SECTION,
    SEEN,
    STATE,
    TASK,
    TEXT,
    UNITS,
    VALUE,
    LedgerForm,
)


def form_of(ledger: LedgerView, hospital: str, quarter: int, owner: str = "") -> LedgerForm:
    """The tasks that a hospital has a part in, of one department or all, with what was written about a quarter."""
    rows = [
        _row(book, place, quarter)
        for book in ledger.books
        for place, row in enumerate(book.rows)
        if row.task.of_hospital and owner in ("", row.owner)
    ]
    return LedgerForm(hospital, Period(ledger.books[0].year, quarter).key, tuple(rows))


def forms_of(ledger: LedgerView, hospital: str, quarter: int) -> Mapping[str, LedgerForm]:
    """A form for each department that follows anything, by the name of its file."""
    owners = dict.fromkeys(row.owner for book in ledger.books for row in book.rows if row.task.of_hospital)
    return {form_name(ledger, quarter, owner): form_of(ledger, hospital, quarter, owner) for owner in owners if owner}


def form_name(ledger: LedgerView, quarter: int, owner: str = "") -> str:
    """工作台账_2025年1季度_医务科.xlsx."""
    return safe_name(f"工作台账_{ledger.books[0].year}年{quarter}季度{f'_{owner}' if owner else ''}.xlsx")


def _row(book: LedgerBook, place: int, quarter: int) -> Mapping[str, str]:
    row = book.rows[place]
    task, entry = row.task, row.quarters[quarter - 1]
    told = {
        NUMBER: task.number,
        TEXT: task.text,
        SECTION: task.section,
        UNITS: "、".join(task.responsible + task.cooperating),
        OWNER: row.owner,
        DUE: "；".join(mark.due.isoformat() for mark in row.milestones) or "长期",
        PACK: book.tasks.pack,
        TASK: task.key,
        SEEN: "0",
    }
    if entry is not None:
        told |= {
            STATE: STATE_NAMES[entry.state] if entry.state else "",
            PROGRESS: entry.progress,
            REASON: entry.reason,
            VALUE: "" if entry.number is None else canonical_text(entry.number),
            NEXT: entry.next_step,
            NEXT_DUE: entry.next_due.isoformat() if entry.next_due else "",
            SEEN: str(entry.version),
        }
    return {heading: told.get(heading, "") for heading in COLUMNS}


def entries_of(
    form: LedgerForm, ledger: LedgerView, hospital: str
) -> tuple[tuple[LedgerEntry, ...], tuple[Problem, ...]]:
    """What a returned form would write: rows that say something new; or everything that is wrong with it.

    A row without anything filled in says nothing. One that says what stands here already writes nothing.
    """
    period = parse_period(form.period)
    if form.hospital not in ("", hospital):
        return (), (Problem("ledger_form_other_hospital", "", {"given": form.hospital, "own": hospital}),)
    if period is None or not period.quarter or period.year != ledger.books[0].year:
        return (), (Problem("ledger_form_period", "", {"given": form.period, "own": str(ledger.books[0].year)}),)
    entries: list[LedgerEntry] = []
    problems: list[Problem] = []
    for row, place in zip(form.rows, _places(form), strict=True):
        if not any(row.get(heading, "").strip() for heading in FILLED):
            continue
        read = _entry(row, period, ledger)
        found = [read] if isinstance(read, Problem) else list(faults_of(read))
        problems += [replace(one, where=" ".join(filter(None, (place, one.where)))) for one in found]
        if isinstance(read, LedgerEntry) and not found and _says_more(read, ledger):
            entries.append(read)
    return (() if problems else tuple(entries)), tuple(problems)


def _places(form: LedgerForm) -> Sequence[str]:
    return form.places or tuple(f"第 {place} 行" for place, _ in enumerate(form.rows, 1))


def _entry(row: Mapping[str, str], period: Period, ledger: LedgerView) -> LedgerEntry | Problem:
    held = _held(row.get(PACK, ""), row.get(TASK, ""), period, ledger)
    if held is None:
        return Problem("ledger_no_such_task", "", {"task": row.get(NUMBER, "") or row.get(TASK, "")})
    words = {name: state for state, name in STATE_NAMES.items()}
    given = row.get(STATE, "").strip()
    if given and given not in words:
        return Problem("rules_word", STATE, {"given": given, "allowed": "、".join(words)})
    number = read_number(row.get(VALUE, "")) if row.get(VALUE, "").strip() else None
    if isinstance(number, Problem):
        return replace(number, where=VALUE)
    due = read_day(row.get(NEXT_DUE, ""))
    if isinstance(due, Problem):
        return replace(due, where=NEXT_DUE)
    entry = replace(
        held,
        state=words.get(given),
        progress=row.get(PROGRESS, "").strip(),
        reason=row.get(REASON, "").strip(),
        number=number,
        next_step=row.get(NEXT, "").strip(),
        next_due=due if isinstance(due, date) else None,
    )
    if row.get(SEEN, "").strip() != str(held.version) and entry != held:
        return Problem("ledger_form_changed")
    return entry


def _held(pack: str, task: str, period: Period, ledger: LedgerView) -> LedgerEntry | None:
    """The entry as it stands here, an empty one where nothing was written; None for a task that is not followed."""
    for row in _rows(ledger, pack):
        if row.task.key == task:
            return row.quarters[period.quarter - 1] or LedgerEntry(pack, task, period)
    return None


def _rows(ledger: LedgerView, pack: str) -> Iterator[LedgerRow]:
    return (row for book in ledger.books if book.tasks.pack == pack for row in book.rows)


def _says_more(entry: LedgerEntry, ledger: LedgerView) -> bool:
    return entry != _held(entry.pack, entry.task, entry.period, ledger)
