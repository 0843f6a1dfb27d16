"""The quarterly rows with the states of their four quarters; words and shapes only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hqd_desktop.domain.figures import FigureKey, FigureState, figure_at
from hqd_desktop.domain.periods import quarters
from hqd_desktop.domain.scheme import Indicator
from hqd_desktop.services.evidence import unproved_indicators
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.widgets.status_shapes import Shape

QUARTER_WORDS = {Shape.OK: "已报", Shape.PARTIAL: "部分", Shape.MISSING: "未报"}


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One row: `quarters` holds a shape for each quarter, `first` the figure to jump to in each."""

    number: str
    name: str
    requirement: str
    supplier: str
    quarters: tuple[Shape, ...]
    given: tuple[str, ...]
    first: tuple[FigureKey, ...]
    condition_names: tuple[str, ...]


def quarter_rows(view: View) -> list[QuarterRow]:
    """The rows that apply and are reported quarterly."""
    return [
        _row(view, result.indicator)
        for result in view.assessment.scorecard
        if result.applicable and result.indicator.quarterly and _asked(view, result.indicator)
    ]


def hidden_rows(view: View) -> list[str]:
    """Quarterly rows that do not apply to this hospital."""
    return [r.indicator.label for r in view.assessment.scorecard if r.indicator.quarterly and not r.applicable]


def latest_quarter(rows: Sequence[QuarterRow]) -> int:
    """The last quarter (0–3) in which anything was given; the first when nothing was."""
    for quarter in (3, 2, 1, 0):
        if any(row.quarters[quarter] is not Shape.MISSING for row in rows):
            return quarter
    return 0


def _asked(view: View, indicator: Indicator) -> list[str]:
    return [key for key in indicator.reported if view.packs.catalogue[key].quarterly]


def _row(view: View, indicator: Indicator) -> QuarterRow:
    asked = _asked(view, indicator)
    shapes, given, first = [], [], []
    for period in quarters(view.record.year):
        states = [figure_at(view.figures, key, period).state for key in asked]
        done = sum(state is not FigureState.BLANK for state in states)
        shapes.append(Shape.OK if done == len(asked) else Shape.PARTIAL if done else Shape.MISSING)
        given.append(f"{done} / {len(asked)}")
        blank = next((k for k, s in zip(asked, states, strict=True) if s is FigureState.BLANK), asked[0])
        first.append((blank, period))
    catalogue = view.packs.catalogue
    return QuarterRow(
        indicator.number,
        indicator.short,
        indicator.requirement,
        indicator.supplier,
        tuple(shapes),
        tuple(given),
        tuple(first),
        tuple(catalogue[key].short or catalogue[key].name for key in asked),
    )


def proof_words(view: View, day: date) -> str:
    """How much evidence the year has, and which scored indicators still have none that is valid on a day."""
    held = len(view.evidence.of_year(view.record.year))
    open_rows = [result.indicator.number for result in unproved_indicators(view.assessment, view.evidence, day)]
    if not open_rows:
        return f"本年度已登记佐证 {held} 份，计分的指标都有有效的佐证。"
    return f"本年度已登记佐证 {held} 份。还有 {len(open_rows)} 项计分指标没有有效的佐证：{'、'.join(open_rows)}。"
