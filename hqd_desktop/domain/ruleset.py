"""A scoring scheme of our own (赋分方案, 自定赋分): which rule gives how many points, never the official text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hqd_desktop.domain import rules, rules_compared
from hqd_desktop.domain.hospital import LEVELS
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader
from hqd_desktop.domain.rule_base import ZERO, Rule
from hqd_desktop.domain.scheme import Indicator, Scheme

LABEL = "自定赋分"


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """The rule of one indicator: full marks and one rule for each of its values.

    `bonus` points are added outside the full marks. A `core` item (★) that misses full marks sets the grade to the
    lowest. `warn_below` asks for an explanation when a value is lower.
    """

    indicator: str
    full: Decimal
    parts: Mapping[str, Rule]
    bonus: bool = False
    core: bool = False
    warn_below: Decimal | None = None

    @property
    def monitored(self) -> bool:
        """Whether this gives no points at all."""
        return all(isinstance(rule, rules.Monitor) for rule in self.parts.values())


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A named, versioned set of rules for one pack; `places` is how indicator points are rounded (half up)."""

    id: str
    name: str
    version: str
    pack: str
    approval: str
    note: str
    places: int
    bonus_cap: Decimal
    entries: Mapping[str, RuleEntry]
    grades: tuple[tuple[str, Decimal], ...]
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def title(self) -> str:
        """自定赋分“名称 版本” — the text that stands wherever points appear."""
        return f"{LABEL}“{self.name} {self.version} 版”"

    def entry(self, indicator: Indicator) -> RuleEntry:
        """The entry of an indicator; without one it is monitored."""
        found = self.entries.get(indicator.number)
        if found is not None:
            return found
        return RuleEntry(indicator.number, ZERO, {part.key: rules.Monitor() for part in indicator.parts})


def ruleset_from(raw: Mapping[str, Any], scheme: Scheme) -> tuple[RuleSet | None, list[Problem]]:
    """Build a rule set for a pack, or name everything that is wrong with it."""
    problems: list[Problem] = []
    top = RawReader(raw, "", problems)
    head = top.child("ruleset")
    entries: dict[str, RuleEntry] = {}
    for reader in top.children("rule", "indicator"):
        entry = _entry(reader, scheme)
        if entry is not None and entries.setdefault(entry.indicator, entry) is not entry:
            reader.report("ruleset_twice", "indicator")
    grades = tuple(map(_grade, top.children("grade", "name")))
    ruleset = RuleSet(
        id=head.text("id"),
        name=head.text("name"),
        version=head.text("version"),
        pack=head.choice("pack", (scheme.id,)),
        approval=head.text("approval", ""),
        note=head.text("note", ""),
        places=head.whole("places", 2, high=4),
        bonus_cap=head.decimal("bonus_cap", ZERO),
        entries=entries,
        grades=tuple(sorted(grades, key=lambda grade: -grade[1])),
        raw=raw,
    )
    head.choice("label", (LABEL,))
    head.done()
    top.done()
    for number, entry in entries.items():
        if decimal_places(entry.full) > ruleset.places:
            problems.append(Problem("ruleset_too_fine", f"rule[{number}].full", {"places": str(ruleset.places)}))
    return (None, problems) if problems else (ruleset, [])


def _grade(reader: RawReader) -> tuple[str, Decimal]:
    grade = (reader.text("name"), reader.decimal("minimum"))
    reader.done()
    return grade


def _entry(reader: RawReader, scheme: Scheme) -> RuleEntry | None:
    """The entry, or None where nothing more can be said because its indicator is not known."""
    faults = len(reader.problems)
    number = reader.choice("indicator", [indicator.number for indicator in scheme])
    if len(reader.problems) > faults:
        return None
    indicator = scheme.indicator(number)
    halves = list(reader.children("part", "part"))
    core, warn_below = reader.flag("core"), reader.optional_decimal("warn_below")
    keys = [part.key for part in indicator.parts]
    bonus = reader.has("kind") and reader.text("kind") == "bonus"
    full = reader.decimal("full", ZERO)
    if halves:
        parts = {half.choice("part", keys): _rule(half) for half in halves}
    else:
        parts = {keys[0]: _rule(reader)} if keys else {}
    if set(parts) != set(keys) or len(halves) > len(parts):
        reader.report("ruleset_parts_missing", "part", wanted="、".join(keys))
    elif sum((rule.full for rule in parts.values()), ZERO) != full:
        reader.report("ruleset_parts_sum", "full")
    reader.done()
    return RuleEntry(indicator.number, full, parts, bonus, core, warn_below)


def _rule(reader: RawReader) -> Rule:
    kind = reader.choice("kind", tuple(_KINDS))
    rule = _KINDS[kind](reader)
    reader.text("part", "")
    if rule.full < 0:
        reader.report("ruleset_negative", "full")
    if reader.place.rpartition(".")[2].startswith(("part[", "option[")):
        reader.done()
    return rule


def _full(reader: RawReader) -> Decimal:
    return reader.decimal("full", ZERO)


def _threshold(reader: RawReader) -> Rule:
    otherwise = reader.choice("otherwise", ("zero", "proportion", "steps", "linear"), "zero")
    limit = reader.decimal("limit")
    rule = rules.Threshold(
        _full(reader),
        _side(reader),
        limit,
        otherwise,
        reader.decimal("step", Decimal(1)) if otherwise == "steps" else Decimal(1),
        reader.decimal("per_step") if otherwise == "steps" else ZERO,
        reader.decimal("zero_at") if otherwise == "linear" else ZERO,
    )
    if rule.step <= 0:
        reader.report("ruleset_not_positive", "step")
    if rule.per_step < 0:
        reader.report("ruleset_negative", "per_step")
    if otherwise == "proportion" and limit < 0:
        reader.report("ruleset_negative", "limit")
    if otherwise == "linear" and (rule.zero_at >= limit if rule.at_least else rule.zero_at <= limit):
        reader.report("ruleset_wrong_side", "zero_at")
    return rule


def _side(reader: RawReader) -> bool:
    return reader.choice("direction", ("at_least", "at_most")) == "at_least"


def _range(reader: RawReader) -> Rule:
    rule = rules.Range(_full(reader), reader.optional_decimal("low"), reader.optional_decimal("high"))
    if (rule.low is None and rule.high is None) or (
        rule.low is not None and rule.high is not None and rule.low > rule.high
    ):
        reader.report("ruleset_wrong_side", "low")
    return rule


def _bands(reader: RawReader) -> Rule:
    bands = tuple(map(_band, reader.children("band")))
    return _within(reader, rules.Bands(_full(reader), bands), [points for _, points in bands], "band")


def _band(reader: RawReader) -> tuple[Decimal, Decimal]:
    band = (reader.decimal("minimum"), reader.decimal("points"))
    reader.done()
    return band


def _ladder(reader: RawReader) -> Rule:
    full = _full(reader)
    steps = tuple(_step(step, full) for step in reader.children("step"))
    return _within(reader, rules.Ladder(full, steps), [points for *_, points in steps], "step")


def _step(reader: RawReader, full: Decimal) -> tuple[tuple[str, ...], Decimal, Decimal]:
    levels, minimum = reader.texts("levels", LEVELS), reader.decimal("minimum")
    step = (levels, minimum, full * reader.decimal("share", Decimal(1)))
    reader.done()
    return step


def _within(reader: RawReader, rule: Rule, points: list[Decimal], field_name: str) -> Rule:
    if not points or max(points) > rule.full or min(points) < 0:
        reader.report("ruleset_points_outside", field_name)
    return rule


def _trend(reader: RawReader) -> Rule:
    upward = reader.choice("direction", ("up", "down")) == "up"
    tolerance, level = reader.decimal("tolerance"), reader.optional_decimal("level")
    if tolerance < 0:
        reader.report("ruleset_negative", "tolerance")
    return rules_compared.Trend(_full(reader), upward, tolerance, reader.flag("relative"), level)


def _efficacy(reader: RawReader) -> Rule:
    rule = rules_compared.Efficacy(_full(reader), reader.decimal("unacceptable"), reader.decimal("satisfactory"))
    if rule.unacceptable == rule.satisfactory:
        reader.report("ruleset_wrong_side", "satisfactory")
    return rule


def _completion(reader: RawReader) -> Rule:
    rule = rules_compared.Completion(_full(reader), reader.decimal("target"))
    if rule.target <= 0:
        reader.report("ruleset_not_positive", "target")
    return rule


def _relative(reader: RawReader) -> Rule:
    name, reference = reader.text("reference_name", "参照值"), reader.decimal("reference")
    if reference < 0:
        reader.report("ruleset_negative", "reference")
    return rules_compared.Relative(_full(reader), _side(reader), reference, name)


def _options(reader: RawReader) -> tuple[Rule, ...]:
    options = tuple(map(_rule, reader.children("option")))
    if not options:
        reader.report("raw_missing", "option")
    return options


_KINDS: Mapping[str, Callable[[RawReader], Rule]] = {
    "monitor": lambda reader: rules.Monitor(),
    "threshold": _threshold,
    "range": _range,
    "bands": _bands,
    "ladder": _ladder,
    "trend": _trend,
    "checklist": lambda reader: rules.Checklist(_full(reader)),
    "rated": lambda reader: rules.Rated(_full(reader)),
    "bonus": lambda reader: rules.Rated(_full(reader)),
    "efficacy": _efficacy,
    "completion": _completion,
    "relative": _relative,
    "goal": lambda reader: rules_compared.AgainstGoal(_full(reader)),
    "best_of": lambda reader: rules_compared.BestOf(_full(reader), _options(reader)),
    "sum": lambda reader: rules_compared.SumOf(_full(reader), _options(reader)),
}
