"""What a user says about 本院目标: typed texts become one step that can be taken back; it writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.goals import Goal, goal_text, met_text, rate_text, ratio_text, read_goal, takes_goals
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Scorecard
from hqd_desktop.domain.scoring import score
from hqd_desktop.domain.texts import with_unit
from hqd_desktop.services.grid import CellKind, Sheet, address
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.undo import Aimed, Pair
from hqd_desktop.services.view import View

Spot = tuple[str, str]  # number of the row, key of the part
NUMBER, PART, GOAL = "序号", "值", "本院目标"


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One value that may have a goal."""

    result: IndicatorResult
    part: PartResult

    @property
    def spot(self) -> Spot:
        """Where its goal stands."""
        return self.result.indicator.number, self.part.part.key

    @property
    def name(self) -> str:
        """The row, and which of its values where it has several."""
        label = self.result.indicator.label
        return f"{label}：{self.part.part.name}" if len(self.result.parts) > 1 else label


def goal_rows(card: Scorecard) -> tuple[GoalRow, ...]:
    """Every value that the hospital may set a goal for, in the order of the table."""
    return tuple(GoalRow(row, part) for row in card if takes_goals(row.indicator, card.hospital) for part in row.parts)


def typed_text(goal: Goal | None, row: GoalRow) -> str:
    """A goal as it may be typed again, so that it is the same goal: 1:1.8, not the 55.56 % that are printed."""
    if goal is None:
        return ""
    part = row.part.part
    ratio = ratio_text(goal, part)
    if ratio and read_goal(ratio, row.result.indicator, part) == goal:
        return ratio
    number = canonical_text(goal.value)
    return f"{goal.sign} {with_unit(number, '条' if part.checklist else part.unit)}"


def read_goals(card: Scorecard, typed: Mapping[Spot, str]) -> dict[Spot, Goal | None] | tuple[Problem, ...]:
    """The goals that texts stand for, None where one is blank; or every fault in them."""
    problems: list[Problem] = []
    wanted: dict[Spot, Goal | None] = {}
    rows = {row.spot: row for row in goal_rows(card)}
    for spot, text in typed.items():
        row = rows.get(spot)
        if row is None:
            problems.append(Problem("goal_no_such_row", spot[0]))
            continue
        read = read_goal(text, row.result.indicator, row.part.part)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            wanted[spot] = read
    return tuple(problems) or wanted


def set_goals(view: View, typed: Mapping[Spot, str]) -> ReportAct | tuple[Problem, ...]:
    """The goals as typed, by place; a blank one is taken back. Every fault is named, and then there is no step."""
    wanted = read_goals(view.assessment.scorecard, typed)
    if isinstance(wanted, tuple):
        return wanted
    scheme, year = view.packs.scheme.id, view.record.year
    changed = {(year, *spot): goal for spot, goal in wanted.items() if view.goals.get((year, *spot)) != goal}
    after: tuple[Pair, ...] = tuple((Aimed(scheme, key), goal) for key, goal in changed.items())
    before: tuple[Pair, ...] = tuple((Aimed(scheme, key), view.goals.get(key)) for key in changed)
    return ReportAct("定本院目标", after, before)


def with_goals(assessment: Assessment, sheet: Sheet) -> Assessment | tuple[Problem, ...]:
    """An assessment anew with the goals of a table; no check looks at them. Or everything that is wrong with it."""
    texts = read_sheet(sheet, assessment.scorecard)
    wanted = texts if isinstance(texts, tuple) else read_goals(assessment.scorecard, texts)
    if isinstance(wanted, tuple):
        return wanted
    packs, year = assessment.packs, assessment.year
    goals = {(year, *spot): goal for spot, goal in wanted.items() if goal is not None}
    own = assessment.hospital
    card = score(packs.scheme, packs.ruleset, packs.catalogue, own, year, assessment.figures, goals)
    return replace(assessment, scorecard=card)


def goals_of_last_year(view: View) -> dict[Spot, str]:
    """Last year's goals for the same table, as texts to begin with."""
    rows = {row.spot: row for row in goal_rows(view.assessment.scorecard)}
    last = view.record.year - 1
    found = {spot: view.goals.get((last, *spot)) for spot in rows}
    return {spot: typed_text(goal, rows[spot]) for spot, goal in found.items() if goal is not None}


def summary_text(card: Scorecard) -> str:
    """12 个：已达到 9，未达到 2，暂不能算 1; nothing where no goal is set."""
    found = [one for _, _, one in card.set_goals]
    if not found:
        return ""
    words = [met_text(one) for one in found]
    counts = "，".join(f"{word} {words.count(word)}" for word in dict.fromkeys(sorted(words, key=_ORDER.index)))
    return f"{len(found)} 个：{counts}"


_ORDER = ("已达到", "未达到", "暂不能算")


def row_text(result: IndicatorResult) -> str:
    """完成率 of a row's values in one cell; blank where none has a goal."""
    if all(part.goal is None for part in result.parts):
        return ""
    return " ／ ".join("—" if part.goal is None else rate_text(part.goal) for part in result.parts)


def told_text(result: IndicatorResult) -> str:
    """本院目标 of a row's values in words, a line each; blank where none has a goal."""
    lines = (
        f"{part.part.name}：本院目标 {goal_text(part.goal.goal, part.part)}，完成率 {rate_text(part.goal)}，"
        f"{met_text(part.goal)}"
        for part in result.parts
        if part.goal is not None
    )
    return "\n".join(lines)


def read_sheet(sheet: Sheet, card: Scorecard) -> dict[Spot, str] | tuple[Problem, ...]:
    """The goals of a table with the columns 序号, 值 (where a row has several) and 本院目标, as texts by place.

    What a cell says as a goal is read by `set_goals`; here only rows that cannot be found are refused.
    """
    heads = {sheet.heading(0, column): column for column in range(sheet.width)}
    lacking = [name for name in (NUMBER, GOAL) if name not in heads]
    if lacking:
        return (Problem("goal_sheet", sheet.name, {"columns": "、".join(lacking)}),)
    rows = goal_rows(card)
    problems: list[Problem] = []
    found: dict[Spot, str] = {}
    for place in range(1, sheet.height):
        number, name = _text(sheet, place, heads[NUMBER]), _text(sheet, place, heads.get(PART, -1))
        text = _text(sheet, place, heads[GOAL])
        if not number or not text:
            continue
        own = [row for row in rows if row.result.indicator.number == number]
        fitting = own if len(own) == 1 else [row for row in own if name in (row.part.part.name, row.part.part.key)]
        if len(fitting) != 1 or fitting[0].spot in found:
            where = f"{sheet.name} {address(place, heads[NUMBER])}"
            problems.append(Problem("goal_row_unclear", where, {"given": f"{number} {name}".strip()}))
            continue
        found[fitting[0].spot] = text
    return tuple(problems) or found


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.at(row, column)
    return "" if cell.kind is CellKind.BLANK else cell.text.strip()


def told_problems(problems: Sequence[Problem], rows: Sequence[GoalRow]) -> dict[Spot, Problem]:
    """Which value each problem of `set_goals` is about."""
    places = {f"{row.result.indicator.number} {row.part.part.name}": row.spot for row in rows}
    return {places[one.where]: one for one in problems if one.where in places}
