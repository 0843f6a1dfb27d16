"""A 上年调整数 as somebody declares it: read and judged, or refused with the reason; it writes nothing."""

from hqd_desktop.domain.checks import MIN_EXPLANATION
from hqd_desktop.domain.figures import Figure, FigureKey, Restatement
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.keeping import NEVER_DECLARED
from hqd_desktop.services.typing_in import read_typed
from hqd_desktop.services.view import View


def read_restated(view: View, key: FigureKey, locked: Figure, text: str, reason: str) -> Restatement | Problem:
    """What a figure of a locked last year should have been, and why; the locked value itself takes it back."""
    item, period = view.packs.catalogue[key[0]], key[1]
    if period.year != view.record.year - 1 or period.year not in view.locked_years or locked.value is None:
        return Problem("restatement_not_locked", item.name)
    figure = read_typed(item, text)
    if isinstance(figure, Problem):
        return figure
    if figure.value is None:
        return Problem("number_blank", item.name)
    reason = reason.strip() or (NEVER_DECLARED if figure.value == locked.value else "")
    if len(reason) < MIN_EXPLANATION and reason != NEVER_DECLARED:
        return Problem("restatement_reason", item.name, {"least": str(MIN_EXPLANATION)})
    return Restatement(figure.value, reason)
