"""What the list of 佐证 beside a figure or an indicator holds; no Qt, no files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hqd_desktop.domain.evidence import Evidence, EvidenceUse, use_of_figure, use_of_indicator
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.evidence import figures_of
from hqd_desktop.services.evidence_wording import use_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.figure_facts import used_in


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the list: the use that brings it here, and through what, when it does not prove this very thing."""

    record: Evidence
    use: EvidenceUse
    via: str = ""


def entries_of_figure(view: View, key: FigureKey) -> tuple[Entry, ...]:
    """What proves the figure, then what proves the indicators that it feeds."""
    pack, year = view.packs.scheme.id, view.record.year
    others = (use_of_indicator(pack, result.indicator.number, year) for result in used_in(view, key))
    return _entries(view, use_of_figure(key), others)


def entries_of_indicator(view: View, result: IndicatorResult) -> tuple[Entry, ...]:
    """What proves the indicator, then what proves its figures."""
    own = use_of_indicator(view.packs.scheme.id, result.indicator.number, view.record.year)
    return _entries(view, own, map(use_of_figure, figures_of(result)))


def entries_of_task(view: View, use: EvidenceUse) -> tuple[Entry, ...]:
    """What proves a task."""
    return _entries(view, use, ())


def _entries(view: View, own: EvidenceUse, others: Iterable[EvidenceUse]) -> tuple[Entry, ...]:
    """Each file once, at its nearest use."""

    def all_entries() -> Iterator[Entry]:
        yield from (Entry(record, own) for record in view.evidence.of(own))
        for use in others:
            via = use_text(use, view.packs, view.record.year)
            yield from (Entry(record, use, via) for record in view.evidence.of(use))

    nearest: dict[str, Entry] = {}
    for entry in all_entries():
        nearest.setdefault(entry.record.id, entry)
    return tuple(nearest.values())
