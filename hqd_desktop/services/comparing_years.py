"""The open year beside another one of the same database, each by its own table and rule set; it writes nothing."""

from collections.abc import Sequence

from hqd_desktop.domain.figures import Figures
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.comparing import Comparison, compare_in_order
from hqd_desktop.services.handed_in import packs_of
from hqd_desktop.services.handed_values import HandedIn
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import YearRecord
from hqd_desktop.services.view import View


def compare_years(
    view: View, year: int, records: Sequence[YearRecord], figures: Figures, source: PackSource, store: Store
) -> Comparison:
    """`records` and `figures` are all that the hospital has.

    A year that was never begun is taken by this one's table. Like the View, it keeps what was locked the year before.
    """
    known = {record.year: record for record in records}
    record = known.get(year, view.record)
    packs = packs_of(source, record.scheme_id, record.ruleset_id)
    other = assess(
        view.packs if view.packs == packs else packs,  # those at hand know their digests
        view.hospital,
        year,
        figures,
        locked=HandedIn(store).of(view.hospital.id, year - 1, records, figures),
        goals=store.goals.goals(view.hospital.id, packs.scheme.id),
    )
    return compare_in_order(other, view.assessment)
