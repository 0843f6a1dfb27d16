"""What the keys in 修改记录 are called: checks, tasks, packs, rule sets, files, rows, parts; it words no sentence."""

from dataclasses import dataclass, field
from typing import Protocol

from hqd_desktop.domain.evidence import EvidenceBook, filed_row
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.report_records import ALL_PARTS

_PLACES = {
    "title": "封面标题", "subtitle": "封面副标题", "note": "封面说明", "header": "页眉", "order": "各部分次序",
    "hidden": "略去的部分", "large_table": "大表用 A3", "joined_proofs": "佐证接排",
}  # fmt: skip


class NamedYear(Protocol):
    """What is needed of a View."""

    @property
    def assessment(self) -> Assessment:
        """Its checks, and the table's rows."""

    @property
    def evidence(self) -> EvidenceBook:
        """The files."""


@dataclass(frozen=True, slots=True)
class HistoryNames:
    """services.history_text.Names over an open year. A key that is not known any more answers with nothing."""

    view: NamedYear
    source: PackSource
    store: Store
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def thing(self, table: str, key: str) -> str:
        """What was changed."""
        return self._once(f"thing {table}", key)

    def value(self, name: str, key: str) -> str:
        """A pack or a rule set that a field names."""
        return self._once(f"value {name}", key)

    def _once(self, kind: str, key: str) -> str:
        place = (kind, key)
        if place not in self._known:
            self._known[place] = self._find(kind, key)
        return self._known[place]

    def _find(self, kind: str, key: str) -> str:
        match kind.split():
            case ["thing", "explanation"]:
                return self._check(key)
            case ["thing", "evidence"]:
                return next((one.title for one in self.view.evidence.records if one.digest == key), "")
            case ["thing", "ledger_entry" | "ledger_milestone" | "remedy"]:
                return self._task(key)
            case ["thing", "evidence_use"]:
                return self._row(key) or self._indicator(key) or self._task(key)
            case ["thing", "rectification"]:
                pack, _, number = key.rpartition(":")
                return self._row_of(pack, number) if pack else self._indicator(number)
            case ["thing", "goal"]:
                return self._indicator(key.partition(" ")[0])
            case ["thing", "report_text"]:
                return _PLACES.get(key) or ALL_PARTS.get(key.removeprefix("paragraph."), "")
            case ["thing", "followed_pack"] | ["value", "scheme_id"]:
                return self._pack(key)
            case ["value", "ruleset_id"]:
                return self._rules(key)
            case _:
                return ""

    def _check(self, key: str) -> str:
        """The title of the check, also of another year's; else what it is about."""
        plain, checks = key.rpartition(":")[0] or key, self.view.assessment.checks
        titles = [check.title for check in checks if check.key == key or check.key.rpartition(":")[0] == plain]
        items = self.view.assessment.packs.catalogue.items
        about = [items[part].name for part in key.split(":") if part in items]
        return next(iter((*titles, *about)), "")

    def _task(self, key: str) -> str:
        pack, _, task = key.partition(":")
        if pack not in self.source.scheme_ids():
            return ""
        found = next((one for one in self.source.tasks(pack).tasks if one.key == task), None)
        return f"{found.number} {found.text}" if found is not None else ""

    def _indicator(self, number: str) -> str:
        rows = self.view.assessment.packs.scheme
        return next((f"第 {number} 项 {row.short}" for row in rows if row.number == number), "")

    def _row(self, key: str) -> str:
        """A row of a table that is named with it."""
        place = filed_row(key)
        return "" if place is None else self._row_of(*place)

    def _row_of(self, pack: str, number: str) -> str:
        if pack == self.view.assessment.packs.scheme.id:
            return self._indicator(number) or f"第 {number} 项"
        table = self._pack(pack)
        return f"{table or '另一指标表'} 第 {number} 项"

    def _pack(self, key: str) -> str:
        try:
            return self.source.scheme(key).short
        except UserFacingError:
            return ""

    def _rules(self, key: str) -> str:
        own = self.store.rules.rule_set(key)
        if own is not None:
            return f"{own.name} {own.edition} 版"
        try:
            return self.source.ruleset(key, self.view.assessment.packs.scheme).title
        except UserFacingError:
            return ""
