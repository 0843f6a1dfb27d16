"""The rule set that a table was last scored with, so that coming back to a table loses no choice; it writes nothing."""

from collections.abc import Sequence

from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import HistoryQuery, YearRecord

_YEARS = "hospital_year"  # as history names the rows of years


def ruleset_before(store: Store, record: YearRecord, scheme_id: str, known: Sequence[str]) -> str:
    """Of the `known` rule sets of a table the one that the year had with it last, else the one of the latest other
    year that is worked with the table, else the first.
    """
    place = {"scheme_id": record.scheme_id, "ruleset_id": record.ruleset_id}
    # Backwards, field by field; between two fields of one change the pair is no real one, and then it is not `known`.
    for entry in store.all_history(record.hospital_id, HistoryQuery(tables=(_YEARS,), year=record.year)):
        if place["scheme_id"] == scheme_id and place["ruleset_id"] in known:
            break
        place[entry.field] = entry.old
    if place["scheme_id"] == scheme_id and place["ruleset_id"] in known:
        return place["ruleset_id"]
    others = (one.ruleset_id for one in reversed(store.years(record.hospital_id)) if one.scheme_id == scheme_id)
    return next((one for one in others if one in known), known[0])
