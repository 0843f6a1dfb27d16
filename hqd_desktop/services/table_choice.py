"""Which region's table and rule set the open year is worked with; it refuses to touch a figure.

Figures belong to the hospital, not to a table: whatever table is chosen reads those that are there, and switching back
finds everything as it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Matter, may_write
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import ChangeNote, YearRecord
from hqd_desktop.services.rules_before import ruleset_before
from hqd_desktop.services.wording import STATE_TEXTS


class OpenYear(Protocol):
    """What is needed of a View."""

    @property
    def hospital(self) -> Hospital:
        """Whose year it is."""

    @property
    def record(self) -> YearRecord:
        """The year with its table and rule set."""


Y = TypeVar("Y", bound=OpenYear)


@dataclass(frozen=True, slots=True)
class TableOffer:
    """A table that can be chosen, with its rule sets, the default first; `applying` of its rows speak of us."""

    scheme: Scheme
    rulesets: tuple[RuleSet, ...]
    applying: int
    tasks: int


class TableChoice(Generic[Y]):
    """Made by Workspace.tables. Methods raise errors.UserFacingError, and then nothing was changed."""

    def __init__(
        self,
        store: Store,
        source: PackSource,
        view: Callable[[], Y],
        show: Callable[[Hospital, YearRecord], Y],
        note: Callable[..., ChangeNote],
    ) -> None:
        self._store = store
        self._source = source
        self._view = view
        self._show = show
        self._note = note

    def offers(self) -> Sequence[TableOffer]:
        """All tables that there are, the default first."""
        hospital = self._view().hospital
        return tuple(self._offer(scheme_id, hospital) for scheme_id in self._source.scheme_ids())

    def choose(self, scheme_id: str, ruleset_id: str = "") -> Y:
        """Work the year with another table, or another rule set of the same; without one named, with the one that the
        table was last scored with, else its first.

        Refused for a locked year: what was handed in stays scored as it was.
        """
        view = self._view()
        if not may_write(view.record.state, Matter.FIGURES):
            code = "year_locked" if view.record.locked else "year_under_review"
            params = {"year": str(view.record.year), "state": STATE_TEXTS[view.record.state]}
            raise UserFacingError(Problem(code, "", params))
        scheme = self._source.scheme(scheme_id)
        known = self._source.ruleset_ids(scheme_id)
        if not known:
            raise UserFacingError(Problem("workspace_no_ruleset", "", {"scheme": scheme.short}))
        wanted = ruleset_id or ruleset_before(self._store, view.record, scheme.id, known)
        ruleset = self._source.ruleset(wanted, scheme)
        if (view.record.scheme_id, view.record.ruleset_id) == (scheme.id, ruleset.id):
            return view
        chosen = replace(view.record, scheme_id=scheme.id, ruleset_id=ruleset.id)
        kept = self._store.save_year(chosen, self._note("换评价指标表", f"{scheme.short}，{ruleset.title}"))
        return self._show(view.hospital, kept)

    def _offer(self, scheme_id: str, hospital: Hospital) -> TableOffer:
        scheme = self._source.scheme(scheme_id)
        rulesets = tuple(self._source.ruleset(one, scheme) for one in self._source.ruleset_ids(scheme_id))
        return TableOffer(scheme, rulesets, len(scheme.applicable(hospital)), len(self._source.tasks(scheme_id).tasks))
