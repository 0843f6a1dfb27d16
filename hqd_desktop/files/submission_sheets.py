"""What all sheets of the submission workbook share: the submission, names and places of words; no layout of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.proof import Proof, proof_of
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard
from hqd_desktop.files.workbook_layout import SCORES, VALUES_ONLY
from hqd_desktop.files.workbook_style import Page, PageMarks, Styles
from hqd_desktop.services.records import Assessment, Submission
from hqd_desktop.services.wording import hospital_text

# Unprotected columns and rows may still be made wider; nothing else of a handed-in sheet may be changed.
PROTECTED = {"format_columns": True, "format_rows": True, "autofilter": True}


@dataclass(frozen=True, slots=True)
class Writing:
    """A workbook under construction."""

    book: Any
    styles: Styles
    submission: Submission
    marks: PageMarks

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

    @property
    def point_items(self) -> frozenset[str]:
        """The items that are points themselves (the rating of a bonus row); left out where points are."""
        parts = [part.part for result in self.card if result.bonus for part in result.parts]
        return frozenset(key for part in parts if part.formula for key, _ in part.formula.items())

    def page(self, name: str, widths: Sequence[float]) -> Page:
        """A new sheet."""
        return Page(self.book.add_worksheet(name), self.styles, widths)

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
