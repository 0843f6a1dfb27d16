"""A PackSource that also knows the rule sets and tables which hospitals have made; it refuses to change any of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.own_pack import OWN, OwnPack, pack_from
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet, ruleset_from
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.tasks import TaskList
from hqd_desktop.services.errors import BadPack
from hqd_desktop.services.ledger_ports import RuleStore
from hqd_desktop.services.own_ports import PackStore
from hqd_desktop.services.ports import PackSource
from hqd_desktop.services.records import ChangeNote, Sample, StoredPack, StoredRuleSet


class SourceWithOwn:
    """`shipped` with the rule sets of `store`; those of the hospital that is open are listed after the shipped ones,
    then those of another member that it uses.

    `packs` are tables of the database's own, listed while they are in use. What is kept is never changed, so it is
    built once.
    """

    def __init__(self, shipped: PackSource, store: RuleStore, packs: PackStore) -> None:
        self._shipped = shipped
        self._store = store
        self._packs = packs
        self._own: dict[str, OwnPack] = {}
        self._hospital = ""
        self._used: tuple[str, ...] = ()
        self._built: dict[tuple[str, str], RuleSet] = {}

    def open(self, hospital_id: str, used: Sequence[str] = ()) -> None:
        """List the rule sets of this hospital from now on, and those that its years are scored with."""
        self._hospital, self._used = hospital_id, tuple(dict.fromkeys(used))

    def catalogue(self, scheme_id: str = "") -> Catalogue:
        """The data items; with those that a table of one's own brings, where one is named."""
        own = self._pack(scheme_id)
        return self._shipped.catalogue() if own is None else own.catalogue

    def checkbook(self) -> CheckBook:
        """The checks."""
        return self._shipped.checkbook()

    def scheme_ids(self) -> Sequence[str]:
        """The packs that there are: the shipped ones, then those of their own that are in use."""
        return (*self._shipped.scheme_ids(), *(one.scheme_id for one in self._packs.packs() if one.active))

    def scheme(self, scheme_id: str) -> Scheme:
        """A pack."""
        own = self._pack(scheme_id)
        return self._shipped.scheme(scheme_id) if own is None else own.scheme

    def tasks(self, scheme_id: str) -> TaskList:
        """The tasks of a pack."""
        own = self._pack(scheme_id)
        return self._shipped.tasks(scheme_id) if own is None else own.tasks

    def ruleset_ids(self, scheme_id: str) -> Sequence[str]:
        """Those that come with a pack, then the hospital's own, then those of another member that it uses."""
        pack = self._pack(scheme_id)
        with_it = self._shipped.ruleset_ids(scheme_id) if pack is None else (pack.ruleset.id,)
        own = [one.id for one in self._store.rule_sets(self._hospital) if one.scheme_id == scheme_id]
        known = (*with_it, *own)
        others = (self._store.rule_set(one) for one in self._used if one not in known)
        return (*known, *(one.id for one in others if one and one.active and one.scheme_id == scheme_id))

    def ruleset(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        """A rule set by id, whoever made it."""
        pack = self._pack(scheme.id)
        if pack is not None and ruleset_id == pack.ruleset.id:
            return pack.ruleset
        if ruleset_id in self._shipped.ruleset_ids(scheme.id):
            return self._shipped.ruleset(ruleset_id, scheme)
        known = self._built.get((ruleset_id, scheme.id))
        if known is None:
            stored = self._store.rule_set(ruleset_id)
            if stored is None:
                return self._unkept(ruleset_id, scheme)
            known = self._built[ruleset_id, scheme.id] = built_from(stored, scheme)
        return known

    def _unkept(self, ruleset_id: str, scheme: Scheme) -> RuleSet:
        """A file's, or a refusal that names all there are: the shipped source knows only its own."""
        try:
            return self._shipped.ruleset(ruleset_id, scheme)
        except BadPack as error:
            known = {"known": "、".join(self.ruleset_ids(scheme.id))}
            raise BadPack(*(replace(one, params={**one.params, **known}) for one in error.problems)) from error

    def samples(self) -> Sequence[Sample]:
        """The sample hospitals."""
        return self._shipped.samples()

    def _pack(self, scheme_id: str) -> OwnPack | None:
        """A table of somebody's own, withdrawn ones too; None for a shipped one."""
        if not scheme_id.startswith(f"{OWN}-"):
            return None
        known = self._own.get(scheme_id)
        if known is None:
            stored = next((one for one in self._packs.packs() if one.scheme_id == scheme_id), None)
            if stored is None:
                return None
            known = self._own[scheme_id] = pack_of(stored, self._shipped.catalogue())
        return known


class SourceWithPack(SourceWithOwn):
    """`shipped` with one more table that lies in no database: a colleague's file on the command line."""

    def __init__(self, shipped: PackSource, pack: OwnPack) -> None:
        super().__init__(shipped, _NoRules(), _OnePack(pack))
        self._own[pack.id] = pack


@dataclass(frozen=True, slots=True)
class _OnePack:
    pack: OwnPack

    def packs(self) -> Sequence[StoredPack]:
        scheme = self.pack.scheme
        return (StoredPack(self.pack.id, scheme.short, scheme.version, "", self.pack.digest),)

    def save_pack(self, hospital_id: str, pack: StoredPack, note: ChangeNote) -> StoredPack:
        raise NotImplementedError  # there is no database


class _NoRules:
    def rule_sets(self, hospital_id: str) -> Sequence[StoredRuleSet]:
        return ()

    def rule_set(self, ruleset_id: str) -> StoredRuleSet | None:
        return None

    def add_rule_set(self, hospital_id: str, ruleset: StoredRuleSet, note: ChangeNote) -> StoredRuleSet:
        raise NotImplementedError  # there is no database


def pack_of(stored: StoredPack, shipped: Catalogue) -> OwnPack:
    """The table of a record; BadPack when it does not fit the shipped items (any more) or was altered."""
    pack, problems = pack_from(json.loads(stored.body), shipped)
    if pack is None:
        raise BadPack(*(replace(one, where=f"{stored.name} {stored.edition}：{one.where}") for one in problems))
    if pack.id != stored.scheme_id:
        raise BadPack(Problem("own_pack_altered", f"{stored.name} {stored.edition}"))
    return pack


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
