"""The list of the ledger: quarterly rows first, then tasks under their headings; words and shapes only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.domain.evidence import use_of_task
from hqd_desktop.domain.ledger import STATE_NAMES, LedgerBook, LedgerEntry, LedgerRow, Remedy, TaskState
from hqd_desktop.services.ledger import LedgerView
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.row_model import DETAIL_ROLE, RowModel
from hqd_desktop.ui.widgets.ledger_words import QUARTER_WORDS, QuarterRow
from hqd_desktop.ui.widgets.status_shapes import Shape

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
STATE_SHAPES = {
    TaskState.NOT_STARTED: Shape.WAITING,
    TaskState.UNDERWAY: Shape.PARTIAL,
    TaskState.DONE: Shape.OK,
    TaskState.BEHIND: Shape.WARNING,
}
UNREPORTED, NOT_YET = "未报", "未到期"


class Column(IntEnum):
    """From left to right."""

    TASK = 0
    OWNER = 1
    FIRST = 2
    LAST = 5
    PROOFS = 6


class Keep(StrEnum):
    """What is listed."""

    OWN = "按季调度与本院任务"
    QUARTERLY = "只看按季调度"
    TASKS = "只看本院任务"
    BEHIND = "滞后和未报"
    ALL = "全部任务，含政府部门的"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading, a quarterly row, or a task of a pack; `cells` are shape and word of each quarter."""

    title: str
    detail: str = ""
    owner: str = ""
    cells: tuple[tuple[Shape, str], ...] = ()
    proofs: int = 0
    quarter_row: QuarterRow | None = None
    task_row: LedgerRow | None = None
    pack: str = ""
    remedy: Remedy | None = None

    @property
    def heading(self) -> bool:
        """Whether it stands over others."""
        return not self.cells

    @property
    def identity(self) -> str:
        """The same line in another state of the ledger."""
        row = self.task_row
        if row is not None and self.remedy is not None:
            return f"整改:{self.pack}:{row.task.key}:{self.remedy.year}"
        return f"{self.pack}:{row.task.key}" if row else self.quarter_row.number if self.quarter_row else self.title


class LedgerModel(RowModel[Line]):
    """Read-only; the delegate takes shapes from the row."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(("任务", "牵头科室", *QUARTERS, "佐证"), {Column.PROOFS}, parent)

    def is_heading(self, row: Line) -> bool:
        return row.heading

    def answer(self, row: Line, column: int, role: int) -> Any:
        quarter = column - Column.FIRST
        in_quarter = Column.FIRST <= column <= Column.LAST and not row.heading
        if role == Qt.ItemDataRole.DisplayRole:
            if in_quarter:
                return row.cells[quarter][1]
            if column == Column.PROOFS:
                return "" if row.heading else f"{row.proofs} 件"
            return (row.title, row.owner)[column] if column <= Column.OWNER else ""
        if role == DETAIL_ROLE:
            return row.detail if column == Column.TASK else ""
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.TASK:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole and in_quarter:
            return f"{row.title}，{QUARTERS[quarter]}，{row.cells[quarter][1]}"
        return None


def lines_of(
    view: View,
    ledger: LedgerView | None,
    quarterly: Sequence[QuarterRow],
    keep: Keep,
    owner: str,
    names: dict[str, str],
) -> tuple[Line, ...]:
    """What the table lists; `names` gives the title of each pack, `owner` leaves one department only."""
    found: list[Line] = []
    if keep in (Keep.OWN, Keep.QUARTERLY, Keep.ALL):
        told = [_of_quarter_row(view, row) for row in quarterly]
        _add(
            found, Line("按季调度", f"{len(told)} 项，逐季报送，计入得分"), [r for r in told if owner in ("", r.owner)]
        )
    if keep is Keep.QUARTERLY or ledger is None:
        return tuple(found)
    carried = [line for book in ledger.books for line in _carried(book, ledger.today)]
    _add(
        found,
        Line("上年转来的整改", f"{len(carried)} 项，以前没有做到、今年接着办的"),
        [line for line in carried if owner in ("", line.owner)],
    )
    for book in ledger.books:
        for group in book.tasks.groups:
            rows = [row for row in book.rows if row.task.group == group.key and _kept(row, keep, book, ledger.today)]
            lines = [_of_task(view, book, row, ledger.today) for row in rows]
            pack = f"{names.get(book.tasks.pack, '')}　" if len(ledger.books) > 1 else ""
            heading = Line(f"{pack}{group.title}", f"{len(lines)} 条")
            _add(found, heading, [line for line in lines if owner in ("", line.owner)])
    return tuple(found)


def owners_of(ledger: LedgerView | None, quarterly: Sequence[QuarterRow]) -> tuple[str, ...]:
    """The departments that have anything in the ledger, each once, in the order of the list."""
    told = [row.supplier for row in quarterly]
    told += [row.owner for book in (ledger.books if ledger else ()) for row in book.rows if row.task.of_hospital]
    return tuple(dict.fromkeys(filter(None, told)))


def cell_of(entry: LedgerEntry | None, year: int, quarter: int, today: date) -> tuple[Shape, str]:
    """Shape and word of a task's quarter; one that is not over yet is no gap."""
    if entry is not None and entry.state is not None:
        return STATE_SHAPES[entry.state], STATE_NAMES[entry.state]
    end = date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)
    return (Shape.MISSING, UNREPORTED) if end < today else (Shape.WAITING, NOT_YET)


def detail_of(row: LedgerRow) -> str:
    """Section and date under a task's name."""
    deadline = row.task.deadline
    due = f"期限 {deadline.isoformat()}" if deadline else "长期"
    open_remedies = sum(one.open for one in row.remedies)
    return "　·　".join(filter(None, (row.task.section, due, f"整改 {open_remedies} 项" if open_remedies else "")))


def _add(found: list[Line], heading: Line, lines: Sequence[Line]) -> None:
    if lines:
        found += [heading, *lines]


def _kept(row: LedgerRow, keep: Keep, book: LedgerBook, today: date) -> bool:
    if keep is Keep.ALL:
        return True
    if keep is not Keep.BEHIND:
        return row.task.of_hospital
    words = [word for _, word in _cells(row, book.year, today)]
    return row.task.of_hospital and (row.state is TaskState.BEHIND or UNREPORTED in words)


def _carried(book: LedgerBook, today: date) -> Iterator[Line]:
    """What earlier years left unmet and this year's ledger opens with; it stands in the quarter that it is due in."""
    for row in book.rows:
        for one in row.remedies:
            if one.year < book.year:
                due = f"期限 {one.due.isoformat()}" if one.due else ""
                state = f"{one.closed_on.isoformat()} 办结" if one.closed_on else ""
                detail = "　·　".join(filter(None, (f"{one.year} 年没有做到", due, state)))
                title = f"{row.task.number}　{one.text}"
                yield Line(title, detail, one.owner, _remedy_cells(one, book.year, today), task_row=row,
                           pack=book.tasks.pack, remedy=one)  # fmt: skip


def _remedy_cells(one: Remedy, year: int, today: date) -> tuple[tuple[Shape, str], ...]:
    late = one.due is not None and one.due < today
    told = (Shape.OK, "办结") if not one.open else (Shape.WARNING, "过期") if late else (Shape.WAITING, "到期")
    day = one.closed_on or one.due
    quarter = 0 if day is None or day.year < year else (day.month - 1) // 3 if day.year == year else 3
    return tuple(told if place == quarter else (Shape.WAITING, "") for place in range(4))


def _cells(row: LedgerRow, year: int, today: date) -> Iterator[tuple[Shape, str]]:
    return (cell_of(entry, year, number, today) for number, entry in enumerate(row.quarters, 1))


def _of_task(view: View, book: LedgerBook, row: LedgerRow, today: date) -> Line:
    proofs = len(view.evidence.of(use_of_task(book.tasks.pack, row.task.key, book.year)))
    cells = tuple(_cells(row, book.year, today))
    if not row.task.of_hospital:
        cells = tuple((shape, "政府" if word in (UNREPORTED, NOT_YET) else word) for shape, word in cells)
        cells = tuple((Shape.NOT_APPLICABLE if word == "政府" else shape, word) for shape, word in cells)
    return Line(
        f"{row.task.number}　{row.task.text}",
        detail_of(row),
        row.owner or "、".join(row.task.responsible[:1]),
        cells,
        proofs,
        task_row=row,
        pack=book.tasks.pack,
    )


def _of_quarter_row(view: View, row: QuarterRow) -> Line:
    cells = tuple((shape, QUARTER_WORDS[shape]) for shape in row.quarters)
    detail = "　·　".join(filter(None, (row.requirement, f"每季度报 {len(row.condition_names)} 项")))
    proofs = len(view.evidence.indicator(view.packs.scheme.id, row.number, view.record.year))
    return Line(f"{row.number}　{row.name}", detail, row.supplier, cells, proofs, quarter_row=row)
