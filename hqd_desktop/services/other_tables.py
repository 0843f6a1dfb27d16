"""The year by every other region's table that is followed, scored beside its own; it changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from hqd_desktop.domain.figures import Figures, Restatements
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.handed_in import packs_of
from hqd_desktop.services.handed_values import HandedIn
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import Assessment, YearRecord
from hqd_desktop.services.rules_before import ruleset_before
from hqd_desktop.services.wording import total_label, total_text


class GivenYear(Protocol):
    """What is needed of a View."""

    @property
    def hospital(self) -> Hospital:
        """Whose year it is."""

    @property
    def record(self) -> YearRecord:
        """The year with its own table."""

    @property
    def figures(self) -> Figures:
        """All figures of the hospital."""

    @property
    def explanations(self) -> Mapping[str, str]:
        """说明 of the year."""

    @property
    def restatements(self) -> Restatements:
        """上年调整数 of the year."""


@dataclass(frozen=True, slots=True)
class OtherTables:
    """Made by Books.others; figures entered once serve all tables, and each table has goals of its own."""

    store: Store
    source: PackSource
    view: Callable[[], GivenYear]

    def scored(self) -> tuple[Assessment, ...]:
        """One for each followed table, by the rule set it was last scored with, from the same figures as the year's
        own.
        """
        view = self.view()
        hospital, year = view.hospital, view.record.year
        records = self.store.years(hospital.id)
        known = set(self.source.scheme_ids()) - {view.record.scheme_id}  # as the ledger: none that was withdrawn
        locked = HandedIn(self.store).of(hospital.id, year - 1, records, view.figures)
        return tuple(
            assess(
                packs,
                hospital,
                year,
                view.figures,
                explanations=view.explanations,
                locked=locked,
                restated=view.restatements,
                goals=self.store.goals.goals(hospital.id, packs.scheme.id),
            )
            for scheme_id in self.store.ledger.followed(hospital.id, year)
            if scheme_id in known
            for packs in (packs_of(self.source, scheme_id, self._ruleset(scheme_id)),)
        )

    def _ruleset(self, scheme_id: str) -> str:
        return ruleset_before(self.store, self.view().record, scheme_id, self.source.ruleset_ids(scheme_id))


def score_line(assessment: Assessment) -> str:
    """大足 2024 指标任务分解表 自评得分 66.67（缺 3 个数）."""
    card = assessment.scorecard
    missing = f"（缺 {len(assessment.missing)} 个数）" if assessment.missing else ""
    return f"{card.scheme.short} {total_label(card)} {total_text(card)}{missing}"
