"""A PackSource that also knows the rule sets which hospitals have made; it refuses to change any of them."""

import json
from collections.abc import Sequence

from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.tasks import TaskList
from hqd_desktop.services.errors import BadPack
from hqd_desktop.services.ledger_ports import RuleStore
from hqd_desktop.services.ports import PackSource
from hqd_desktop.services.records import Sample, StoredRuleSet


class SourceWithOwn:
    """`shipped` with the rule sets of `store`; those of the hospital that is open are listed after the shipped ones,
    then those of another member that it uses.

    One that is kept is never changed, so it is built once.
    """

    def __init__(self, shipped: PackSource, store: RuleStore) -> None:
        self._shipped = shipped
        self._store = store
        self._hospital = ""
        self._used: tuple[str, ...] = ()
        self._built: dict[tuple[str, str], RuleSet] = {}

    def open(self, hospital_id: str, used: Sequence[str] = ()) -> None:
        """List the rule sets of this hospital from now on, and those that its years are scored with."""
        self._hospital, self._used = hospital_id, tuple(dict.fromkeys(used))

    def catalogue(self) -> Catalogue:
        """The data items."""
        return self._shipped.catalogue()

    def checkbook(self) -> CheckBook:
        """The checks."""
        return self._shipped.checkbook()

    def scheme_ids(self) -> Sequence[str]:
        """The packs that there are."""
        return self._shipped.scheme_ids()

    def scheme(self, scheme_id: str) -> Scheme:
        """A pack."""
        return self._shipped.scheme(scheme_id)

    def tasks(self, scheme_id: str) -> TaskList:
        """The tasks of a pack."""
        return self._shipped.tasks(scheme_id)

    def ruleset_ids(self, scheme_id: str) -> Sequence[str]:
        """The shipped ones for a pack, then the hospital's own."""
        own = [one.id for one in self._store.rule_sets(self._hospital) if one.scheme_id == scheme_id]
        known = (*self._shipped.ruleset_ids(scheme_id), *own)
        others = (self._store.rule_set(one) for one in self._used if one not in known)
        return (*known, *(one.id for one in others if one and one.active and one.scheme_id == scheme_id))

    def ruleset(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        """A rule set by id, whoever made it."""
        if ruleset_id in self._shipped.ruleset_ids(scheme.id):
            return self._shipped.ruleset(ruleset_id, scheme)
        known = self._built.get((ruleset_id, scheme.id))
        if known is None:
            stored = self._store.rule_set(ruleset_id)
            if stored is None:
                return self._shipped.ruleset(ruleset_id, scheme)
            known = self._built[ruleset_id, scheme.id] = built_from(stored, scheme)
        return known

    def samples(self) -> Sequence[Sample]:
        """The sample hospitals."""
        return self._shipped.samples()


def built_from(stored: StoredRuleSet, scheme: Scheme) -> RuleSet:
    """The rules of a record; BadPack when they do not fit the table (any more)."""
    raw = json.loads(stored.body)
    raw["ruleset"]["id"] = stored.id
    ruleset, problems = ruleset_from(raw, scheme)
    if ruleset is None:
        raise BadPack(
            *(Problem(one.code, f"{stored.name} {stored.edition}：{one.where}", one.params) for one in problems)
        )
    return ruleset
