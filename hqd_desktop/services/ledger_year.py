"""The ledger of a whole year as a table to be handed on: four quarters, the yearly text, dates and 整改; texts only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hqd_desktop.domain.ledger import STATE_NAMES, LedgerBook, LedgerEntry, LedgerRow, MilestoneMark, Remedy
from hqd_desktop.domain.numerals import canonical_text

UNREPORTED = "未报"
HEADINGS = ("序号", "任务", "牵头科室", "期限", "一季度", "二季度", "三季度", "四季度", "全年", "整改")
REMEDY_HEADINGS = ("年度", "序号", "任务", "改什么", "责任科室", "期限", "办结日期", "结果")


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The tasks under a heading of a text; a row for each, with a cell under each of HEADINGS."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class YearLedger:
    """What the workbook of a year prints: groups of all texts, and 整改 under REMEDY_HEADINGS."""

    hospital: str
    year: int
    day: date
    groups: tuple[YearGroup, ...]
    remedies: tuple[tuple[str, ...], ...]


def year_ledger(hospital: str, books: Sequence[LedgerBook], names: Sequence[str], day: date) -> YearLedger:
    """The tasks that a hospital has a part in, of all `books`; `names` are those of their packs."""
    groups: list[YearGroup] = []
    remedies: list[tuple[str, ...]] = []
    for book, name in zip(books, names, strict=True):
        for group in book.tasks.groups:
            rows = [row for row in book.rows if row.task.group == group.key and row.task.of_hospital]
            title = f"{name}　{group.title}" if len(books) > 1 else group.title
            groups += [YearGroup(title, tuple(map(_cells, rows)))] if rows else []
        remedies += [_remedy(row, one) for row in book.rows for one in row.remedies]
    return YearLedger(hospital, books[0].year, day, tuple(groups), tuple(remedies))


def _cells(row: LedgerRow) -> tuple[str, ...]:
    dates = "\n".join(map(_date, row.milestones)) or "长期"
    mended = "\n".join(_short(one) for one in row.remedies)
    quarters = (_quarter(entry) for entry in row.quarters)
    return (row.task.number, row.task.text, row.owner, dates, *quarters, row.year_text, mended)


def _quarter(entry: LedgerEntry | None) -> str:
    """State, figure, progress, reason and next step, each in its line."""
    if entry is None or entry.state is None:
        return UNREPORTED
    due = f"（{entry.next_due.isoformat()} 前）" if entry.next_due else ""
    lines = (
        STATE_NAMES[entry.state],
        f"数：{canonical_text(entry.number)}" if entry.number is not None else "",
        entry.progress,
        f"原因：{entry.reason}" if entry.reason else "",
        f"下一步：{entry.next_step}{due}" if entry.next_step else "",
    )
    return "\n".join(filter(None, lines))


def _date(mark: MilestoneMark) -> str:
    done = f"（{mark.done_on.isoformat()} 完成）" if mark.done_on else ""
    return f"{mark.due.isoformat()} {mark.text}{done}"


def _short(one: Remedy) -> str:
    return f"{one.year} 年：{one.text}（{'未完' if one.open else '已办结'}）"


def _remedy(row: LedgerRow, one: Remedy) -> tuple[str, ...]:
    due, closed = (day.isoformat() if day else "" for day in (one.due, one.closed_on))
    return (str(one.year), row.task.number, row.task.text, one.text, one.owner, due, closed, one.outcome)
