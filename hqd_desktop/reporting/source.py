"""A submission as the sections of the report ask it: names, figures, rows; it refuses to score or to lay out."""

from collections.abc import Iterable
from dataclasses import dataclass

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.figures import Figure, FigureKey, figure_at
from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scorecard import IndicatorResult, Reason, Scorecard, Status
from hqd_desktop.reporting.plan import Plan, make_plan
from hqd_desktop.services.records import Assessment, Submission
from hqd_desktop.services.report_material import income_structure
from hqd_desktop.services.report_records import PastYear, Wording
from hqd_desktop.services.shortfalls import Finder, Shortfalls, find_shortfalls
from hqd_desktop.services.stopping import Check, go_on
from hqd_desktop.services.wording import STATE_TEXTS

DAY = "{0.year} 年 {0.month} 月 {0.day} 日"


@dataclass(frozen=True, slots=True)
class Source:
    """One submission, with the questions that several sections have in common."""

    submission: Submission
    plan: Plan
    shortfalls: Shortfalls | None

    @property
    def wording(self) -> Wording:
        """The hospital's own words and choices."""
        return self.submission.wording

    @property
    def last_year(self) -> PastYear | None:
        """The year before, by the present table and rules."""
        return next((past for past in self.submission.past if past.year == self.card.year - 1), None)

    @property
    def assessment(self) -> Assessment:
        """The scored year."""
        return self.submission.assessment

    @property
    def card(self) -> Scorecard:
        """The result; the only place that points come from."""
        return self.assessment.scorecard

    @property
    def catalogue(self) -> Catalogue:
        """The data items."""
        return self.assessment.packs.catalogue

    @property
    def places(self) -> int:
        """Decimals of points."""
        return self.card.ruleset.places

    @property
    def with_points(self) -> bool:
        """Whether points may be printed at all."""
        return self.submission.with_points

    @property
    def state(self) -> str:
        """草稿, 已锁定 v1, 已上报 v1."""
        text = STATE_TEXTS[self.submission.state]
        return text if not self.submission.state.handed_in else f"{text} v{self.submission.number}"

    @property
    def digest(self) -> str:
        """The digest as printed on each page."""
        return short_digest(self.assessment.digest)

    @property
    def day(self) -> str:
        """The day of the report in words."""
        return DAY.format(self.submission.prepared_on)

    @property
    def numbered(self) -> tuple[IndicatorResult, ...]:
        """The numbered rows that apply to the hospital (八 is not one of them)."""
        return tuple(result for result in self.card if result.applicable and result.indicator.number.isdigit())

    @property
    def left_out(self) -> tuple[IndicatorResult, ...]:
        """The numbered rows that carry no marks because they, or last year, are 不适用."""
        return tuple(result for result in self.numbered if result.status is Status.NOT_APPLICABLE)

    @property
    def declared(self) -> tuple[IndicatorResult, ...]:
        """The rows of these that the hospital itself marked 不适用."""
        return tuple(result for result in self.left_out if result.reason is Reason.DECLARED)

    def item(self, key: str) -> Item:
        """A data item."""
        return self.catalogue[key]

    def figure(self, key: FigureKey) -> Figure:
        """What was given for it, BLANK when nothing was."""
        return figure_at(self.assessment.figures, *key)

    def name(self, key: FigureKey) -> str:
        """The name of a figure's item; with its period unless that is the year of the report."""
        item, period = self.item(key[0]), key[1]
        return item.name if period == Period(self.card.year) else f"{item.name}（{period.label}）"

    def names(self, keys: Iterable[FigureKey], limit: int = 4) -> str:
        """Several names in a row; more than `limit` end in 等 N 个."""
        names = [self.name(key) for key in keys]
        if len(names) <= limit:
            return "、".join(names)
        return f"{'、'.join(names[: limit - 1])}等 {len(names)} 个数"

    def department(self, item: Item) -> str:
        """Who gives the item: the hospital's own choice before the pack's."""
        return self.submission.departments.get(item.key, item.department)


def _has_trends(submission: Submission) -> bool:
    """Whether an earlier year has a value to be drawn, or the income of this one is known."""
    rows = [row for row in submission.assessment.scorecard if row.applicable and row.indicator.number.isdigit()]
    keys = {(row.indicator.number, part.part.key) for row in rows for part in row.parts if part.part.formula}
    known = any(not keys.isdisjoint(past.values) for past in submission.past)
    return known or bool(submission.past and income_structure(submission.assessment))


def reported_quarterly(result: IndicatorResult) -> bool:
    """Whether a row is asked for every quarter; the narrative of a bonus row has a part of its own."""
    return result.applicable and result.indicator.quarterly and not result.bonus


def source_of(submission: Submission, check: Check = go_on, find: Finder = find_shortfalls) -> Source:
    """The submission with its plan and what is at stake; `check` is called on the way and may raise Cancelled."""
    card = submission.assessment.scorecard
    empty = {"evidence"} if not submission.evidence else set()
    empty |= set() if card.has_bonus else {"innovation"}
    empty |= set() if any(map(reported_quarterly, card)) else {"quarters"}
    empty |= set() if _has_trends(submission) else {"trends"}
    empty |= set() if any(report.told for report in submission.ledger) else {"tasks"}
    empty |= set() if card.set_goals else {"goals"}
    plan = make_plan(submission.wording, submission.with_points, empty)
    wanted = "losses" in plan.headings
    found = find(submission.assessment, submission.departments, check) if wanted else None
    return Source(submission, plan, found)
