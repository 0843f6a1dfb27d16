"""What could be read of a damaged database as a list of figures that the import takes; it reads no file itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from hqd_desktop.domain.figures import FigureState

HEADINGS = ("period", "item", "value", "unit", "note")


@dataclass(frozen=True, slots=True)
class SalvagedFigure:
    """A figure as it was found; `from_history` where its own row could not be read and 修改记录 told it."""

    hospital_id: str
    item: str
    period: str
    state: str
    value: str
    text: str
    note: str
    from_history: bool = False


def salvage_lists(found: Sequence[SalvagedFigure]) -> list[list[tuple[str, ...]]]:
    """The rows below HEADINGS for each hospital, the one with the most figures first; blank figures are left out."""
    lists: dict[str, list[tuple[str, ...]]] = {}
    for one in sorted(found, key=lambda one: (one.period, one.item)):
        given = {
            FigureState.NUMBER.value: one.value,
            FigureState.TEXT.value: one.text,
            FigureState.NOT_APPLICABLE.value: "不适用",
        }.get(one.state, "")
        if given:
            lists.setdefault(one.hospital_id, []).append((one.period, one.item, given, "", one.note))
    return sorted(lists.values(), key=len, reverse=True)
