"""Which figures of 填报 are on the screen: group, period, what is left of them, folded headings; no Qt, no widgets."""

from collections.abc import Collection
from dataclasses import dataclass, field

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Item
from hqd_desktop.ui.models.entry_rows import ALL, EntryGroup, EntryPlan, EntryRow, Filter


@dataclass(slots=True)
class EntryPlace:
    """Every choice leads to a place that exists in the plan; optional figures are folded when first met."""

    group: str = ""
    quarter: int = 0
    keep: Filter = Filter.EVERYTHING
    folded: set[str] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)

    def begin(self, plan: EntryPlan, groups: tuple[EntryGroup, ...]) -> None:
        """The first group that lacks figures, at its first period."""
        self.group = next((g.name for g in groups[1:] if g.missing), groups[1].name if len(groups) > 1 else ALL)
        self.quarter = plan.periods(self.group)[0]

    def choose_group(self, plan: EntryPlan, name: str) -> None:
        """Another group, at a period that has something of what is kept."""
        self.group = name
        periods = self._periods_kept(plan) or plan.periods(name)
        if self.quarter not in periods and periods:
            self.quarter = periods[0]

    def choose_keep(self, plan: EntryPlan, keep: Filter) -> None:
        """Leave only what `keep` says; a group without any makes way for all groups."""
        self.keep = keep
        if keep is not Filter.EVERYTHING and not self._periods_kept(plan):
            self.group = ALL
        periods = self._periods_kept(plan)
        if periods and self.quarter not in periods:
            self.quarter = periods[0]

    def choose_item(self, plan: EntryPlan, item: Item | None) -> None:
        """The groups were arranged anew: the one of `item`, or the same one, or all."""
        if item is not None:
            self.group = plan.groups_of(item)[0]
        if self.group not in {group.name for group in plan.groups()}:
            self.group = ALL

    def uncover(self, plan: EntryPlan, item: Item, key: FigureKey) -> None:
        """Group, period and open heading of a figure, everything else of its group with it."""
        self.keep = Filter.EVERYTHING
        groups = plan.groups_of(item)
        if self.group not in (ALL, *groups):
            self.group = groups[0]
        self.quarter = key[1].quarter
        self._fold_unknown(plan)
        self.folded.discard(plan.section_of(key))

    def rows(self, plan: EntryPlan) -> tuple[EntryRow, ...]:
        """What stands in the grid here."""
        self._fold_unknown(plan)
        periods = plan.periods(self.group)
        if self.quarter not in periods:
            self.quarter = periods[0] if periods else 0
        return plan.rows(self.group, self.quarter, self.folded, self.keep)

    def toggle(self, section: str) -> None:
        """Fold a heading, or open it."""
        self.folded ^= {section}

    def _fold_unknown(self, plan: EntryPlan) -> None:
        fresh: Collection[str] = plan.sections(self.group) - self._known
        self._known |= set(fresh)
        self.folded |= set(fresh)

    def _periods_kept(self, plan: EntryPlan) -> tuple[int, ...]:
        return tuple(q for q in plan.periods(self.group) if plan.rows(self.group, q, (), self.keep))
