"""What a stored year is assessed from, and its assessment: the one way for a View, a comparison and a group."""

from hqd_desktop.domain.figures import Figures
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.handed_values import HandedIn
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import Assessment, Packs, YearRecord
from hqd_desktop.services.snapshots import Given


def given_of(store: Store, handed_in: HandedIn, record: YearRecord, figures: Figures) -> Given:
    """All that is stored of the year of `record`; `figures` are all of the hospital's, as they stand."""
    hospital_id, year = record.hospital_id, record.year
    records = store.years(hospital_id)
    return Given(
        figures,
        store.explanations(hospital_id, year),
        handed_in.of(hospital_id, year - 1, records, figures),
        store.restatements(hospital_id, year),
        store.goals.goals(hospital_id, record.scheme_id),
    )


def assess_given(packs: Packs, hospital: Hospital, year: int, given: Given) -> Assessment:
    """Scored and checked; pure."""
    return assess(
        packs,
        hospital,
        year,
        given.figures,
        explanations=given.explanations,
        locked=given.locked,
        restated=given.restated,
        goals=given.goals,
    )
