"""What a user changes about a report, as one step each that can be taken back; it writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hqd_desktop.services.report_records import Rectification, Wording, place_of_row
from hqd_desktop.services.undo import Pair, Rectified, Worded
from hqd_desktop.services.view import View


@dataclass(frozen=True, slots=True)
class ReportAct:
    """A named step: what shall stand at each place, and what stands there now."""

    name: str
    after: tuple[Pair, ...]
    before: tuple[Pair, ...]


def word(view: View, wording: Wording) -> ReportAct:
    """The year's own words for its report, and its choice of parts."""
    place = Worded(view.record.year)
    return ReportAct("修改报告", ((place, wording),), ((place, view.wording),))


def rectify(view: View, rows: Mapping[str, Rectification]) -> ReportAct:
    """The 整改 of some rows of the year's table, by number."""
    pack = view.packs.scheme.id
    places = {number: Rectified(view.record.year, place_of_row(pack, number)) for number in rows}
    after = tuple((place, rows[number]) for number, place in places.items())
    before = tuple((place, view.rectifications.get(number, Rectification())) for number, place in places.items())
    return ReportAct("填整改清单", after, before)


def carried_over(wording: Wording) -> Mapping[str, str]:
    """What a new year takes from the one before: all but the paragraphs; empty when there is nothing to take."""
    kept = replace(wording, paragraphs={})
    return {} if kept == Wording() else kept.texts()
