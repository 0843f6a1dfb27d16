"""A stored year is assessed in one way only, whoever asks."""

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.giving import assess_given, given_of
from hqd_desktop.services.handed_values import HandedIn
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR


def test_as_the_view_has_it(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    workspace.enter("surplus", Period(YEAR), "5")
    view = workspace.view
    given = given_of(store, HandedIn(store), view.record, view.figures)
    assert (given.figures, given.explanations, given.locked, given.restated) == (view.figures, {}, None, {})
    assert assess_given(view.packs, view.hospital, YEAR, given) == view.assessment
