"""What all sheets of the submission workbook share: the submission, names and places of words; no layout of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.proof import Proof, proof_of
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard
from hqd_desktop.domain.values import Values
from hqd_desktop.files.live_cells import LiveCell, LiveCells
from hqd_desktop.files.workbook_layout import SCORES, VALUES_ONLY
from hqd_desktop.files.workbook_style import Page, PageMarks, Styles, cell_name
from hqd_desktop.services.records import Assessment, Submission
from hqd_desktop.services.wording import hospital_text

# Unprotected columns and rows may still be made wider; nothing else of a handed-in sheet may be changed.
PROTECTED = {"format_columns": True, "format_rows": True, "autofilter": True}

# Numbers of rows are texts, and neighbours differ on purpose: Excel need not mark each with a green corner.
QUIET = ("number_stored_as_text", "formula_differs", "formula_range")


@dataclass(slots=True)
class Places:
    """Where rows have come to stand, for the sheets that are written later and point at them (rows from 0).

    `values` are rows of 指标计算 by indicator and part, `goals` those of 本院目标; `points` the first and last row of
    an indicator in 计分过程,
    `groups` those of a 一级指标. `computed` is 指标计算 while it is not yet finished,
    `alive` every cell (sheet, row, column) that holds a formula, `resolved` the items' values once they are worked out.
    """

    values: dict[tuple[str, str], int] = field(default_factory=dict)
    points: dict[str, tuple[int, int]] = field(default_factory=dict)
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)
    goals: dict[tuple[str, str], int] = field(default_factory=dict)
    computed: Page | None = None
    alive: set[tuple[str, int, int]] = field(default_factory=set)
    resolved: dict[bool, Values] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writing:
    """A workbook under construction."""

    book: Any
    styles: Styles
    submission: Submission
    marks: PageMarks
    cells: LiveCells
    places: Places = field(default_factory=Places)

    @property
    def assessment(self) -> Assessment:
        """The scored year."""
        return self.submission.assessment

    @property
    def card(self) -> Scorecard:
        """Its scorecard."""
        return self.submission.assessment.scorecard

    @property
    def catalogue(self) -> Catalogue:
        """The data items."""
        return self.submission.assessment.packs.catalogue

    @property
    def scores_sheet(self) -> str:
        """自评得分, or its name when the points are left out."""
        return SCORES if self.submission.with_points else VALUES_ONLY

    def page(self, name: str, widths: Sequence[float]) -> Page:
        """A new sheet."""
        return Page(self.book.add_worksheet(self.cells.prefix + name), self.styles, widths)

    def live(
        self, page: Page, column: int, formula: str, result: Decimal | str, style: Any, label: str, exact: bool = True
    ) -> None:
        """A formula in the page's current row, noted for 自检; not `exact` where binary fractions may differ."""
        page.formula(page.row, column, formula, result, style)
        sheet = page.sheet.get_name()
        self.places.alive.add((sheet, page.row, column))
        self.cells.computed.append(LiveCell(sheet, page.row, column, label, result, exact))

    def is_live(self, sheet: str, row: int, column: int) -> bool:
        """Whether a cell holds a formula."""
        return (self.cells.prefix + sheet, row, column) in self.places.alive

    def other(self, sheet: str, row: int, column: int) -> str:
        """A cell of another sheet in a formula."""
        return f"'{self.cells.prefix}{sheet}'!{cell_name(row, column)}"

    def values(self, zero: bool = False) -> Values:
        """The items' values, as the score or (`zero`) as the sum checks read them."""
        if zero not in self.places.resolved:
            assessment = self.assessment
            self.places.resolved[zero] = Values(self.catalogue, assessment.figures, assessment.year, zero)
        return self.places.resolved[zero]

    def subtitle(self) -> str:
        """The line under each title: hospital, year, and the marks that must be on every sheet."""
        submission = self.submission
        marks = f"　【{self.marks.marks}】" if self.marks.marks else ""
        warning = "　示例数据，数字全部虚构" if submission.sample else ""
        return f"{hospital_text(self.assessment.hospital)}　{self.assessment.year} 年度{marks}{warning}"

    def finish(self, page: Page, columns: int, *, landscape: bool = True, signed: bool = True) -> None:
        """Print set-up and protection; `columns` are printed, further ones are not."""
        page.sheet.print_area(0, 0, max(page.row - 1, 0), columns - 1)
        page.sheet.protect("", PROTECTED)
        page.sheet.ignore_errors(dict.fromkeys(QUIET, f"A1:{cell_name(max(page.row, 1) + 2000, 30)}"))
        page.print_setup(self.marks, landscape=landscape, signed=signed)

    def proof(self, result: IndicatorResult) -> Proof:
        """The proof of a row."""
        assessment = self.assessment
        return proof_of(result, self.card, self.catalogue, assessment.figures, self.submission.departments)

    def department(self, item: str) -> str:
        """Who owns an item in this hospital."""
        return self.submission.departments.get(item, self.catalogue[item].department)

    def key_text(self, key: FigureKey) -> str:
        """门诊人次数（2024 年）."""
        return f"{self.catalogue[key[0]].name}（{key[1].label}）"


def point_items(card: Scorecard) -> frozenset[str]:
    """The items that are points themselves (the rating of a bonus row); left out where points are."""
    parts = [part.part for result in card if result.bonus for part in result.parts]
    return frozenset(key for part in parts if part.formula for key, _ in part.formula.items())
