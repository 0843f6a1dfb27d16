"""Rule sets of the hospital's own: tried on the year, kept as editions, compared; a kept one is never changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

from hqd_desktop.domain.canonical import canonical_json
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Matter
from hqd_desktop.domain.ruleset import RuleEntry, RuleSet, ruleset_from
from hqd_desktop.domain.ruleset_raw import raw_of, rules_digest
from hqd_desktop.domain.scheme import Indicator, Scheme, Scope
from hqd_desktop.domain.scorecard import Scorecard
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.allowing import refuse_unwritable
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import Assessment, ChangeNote, StoredRuleSet, YearRecord
from hqd_desktop.services.table_choice import OpenYear, TableChoice

NEW_ID = "own"  # until it is kept
NAME_LIMIT = 60


class ScoredYear(OpenYear, Protocol):
    """What is needed of a View."""

    @property
    def assessment(self) -> Assessment:
        """The year as it is scored now."""


Y = TypeVar("Y", bound=ScoredYear)


@dataclass(frozen=True, slots=True)
class Trial:
    """What rules would make of the year: the score, or everything that is wrong with them."""

    ruleset: RuleSet | None
    card: Scorecard | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One thing that two rule sets say differently, in words."""

    place: str
    before: str
    after: str


def draft_of(ruleset: RuleSet, scheme: Scheme) -> dict[str, Any]:
    """A rule set as plain data to be edited; it is nobody's yet."""
    raw = raw_of(ruleset, scheme)
    raw["ruleset"]["id"] = NEW_ID
    return raw


def try_rules(raw: Mapping[str, Any], assessment: Assessment) -> Trial:
    """Score the year of an assessment with other rules; nothing is kept."""
    packs = assessment.packs
    ruleset, problems = ruleset_from(raw, packs.scheme)
    if ruleset is None:
        return Trial(None, None, tuple(problems))
    own, goals = assessment.hospital, assessment.scorecard.goals
    card = score(packs.scheme, ruleset, packs.catalogue, own, assessment.year, assessment.figures, goals)
    return Trial(ruleset, card)


def rule_text(entry: RuleEntry, indicator: Indicator) -> str:
    """An indicator's rules as sentences, its halves by name, and whether it is ★ or 加分."""
    names = {part.key: part for part in indicator.parts}
    told = [
        (f"{names[key].name}：" if len(entry.parts) > 1 else "") + rule.sentence(names[key].unit)
        for key, rule in entry.parts.items()
    ]
    marks = ["★ 核心项"] if entry.core else []
    if entry.warn_below is not None:
        marks.append(f"低于 {entry.warn_below} 须说明")
    return "".join((*told, *(f"（{mark}）" for mark in marks)))


def changes_between(before: RuleSet, after: RuleSet, scheme: Scheme) -> tuple[RuleChange, ...]:
    """What the second says otherwise: name, 文号, rounding, 加分 and grades, then rule by rule in the table's order."""
    heads = (
        ("名称", before.name, after.name),
        ("版本", before.version, after.version),
        ("批准文号", before.approval, after.approval),
        ("得分小数位", str(before.places), str(after.places)),
        ("加分上限", f"{before.bonus_cap:f}", f"{after.bonus_cap:f}"),
        ("等级", _grades(before.grades), _grades(after.grades)),
    )
    found = [RuleChange(*head) for head in heads if head[1] != head[2]]
    for row in scheme:
        if row.scope is Scope.HOSPITAL:
            old, new = before.entry(row), after.entry(row)
            if old != new:
                found.append(RuleChange(row.label, rule_text(old, row), rule_text(new, row)))
    return tuple(found)


def _grades(grades: Sequence[tuple[str, Decimal]]) -> str:
    return "、".join(f"{name} ≥ {minimum:f}" for name, minimum in grades) or "不分等级"


class RuleBook(Generic[Y]):
    """Made by Books.rules. Methods raise errors.UserFacingError, and then nothing was changed."""

    def __init__(
        self,
        store: Store,
        source: PackSource,
        view: Callable[[], Y],
        tables: TableChoice[Y],
        note: Callable[..., ChangeNote],
    ) -> None:
        self._whole, self._store = store, store.rules
        self._source = source
        self._view = view
        self._tables = tables
        self._note = note

    def all(self) -> tuple[RuleSet, ...]:
        """The rule sets for the year's table: the shipped ones, then the hospital's own."""
        scheme = self._view().assessment.packs.scheme
        return tuple(self._source.ruleset(one, scheme) for one in self._source.ruleset_ids(scheme.id))

    def keep(self, raw: Mapping[str, Any]) -> Y:
        """Keep rules as an edition of their own, and score the year with it; every year before keeps its own.

        Refused when they are wrong, when name or version are missing or taken, and for a year past 填报.
        """
        view = self._view()
        record: YearRecord = view.record
        # Before anything is kept: choosing it would be refused, and the rules would stay behind under their name.
        refuse_unwritable(self._whole, view.hospital.id, {record.year}, Matter.FIGURES)
        scheme = view.assessment.packs.scheme
        ruleset, problems = ruleset_from(raw, scheme)
        if ruleset is None:
            raise UserFacingError(*problems)
        name, edition = ruleset.name.strip(), ruleset.version.strip()
        if len(name) > NAME_LIMIT or len(edition) > NAME_LIMIT:
            raise UserFacingError(Problem("ruleset_name_too_long", "", {"limit": str(NAME_LIMIT)}))
        if any((one.name, one.version) == (name, edition) for one in self.all()):
            raise UserFacingError(Problem("ruleset_name_taken", "", {"name": name, "edition": edition}))
        kept = replace(ruleset, id=NEW_ID, name=name, version=edition)
        stored = StoredRuleSet(
            name,
            edition,
            scheme.id,
            ruleset.approval.strip(),
            canonical_json(raw_of(kept, scheme)),
            rules_digest(kept, scheme),
        )
        added = self._store.add_rule_set(view.hospital.id, stored, self._note("保存赋分方案", kept.title))
        return self._tables.choose(scheme.id, added.id)

    def use(self, ruleset_id: str) -> Y:
        """Score the year with another of the table's rule sets."""
        return self._tables.choose(self._view().record.scheme_id, ruleset_id)
