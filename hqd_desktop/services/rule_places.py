"""Where in a rule table a fault of its rules stands, in the words of the table; it judges no rule."""

import re
from collections.abc import Iterable
from dataclasses import replace

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.pack_sheets import RULES, SHEETS
from hqd_desktop.services.rule_table import GRADES, HEADS, NUMBER, PART, STEPS, RuleTable

_RULE = re.compile(r"rule\[(?P<number>[^\]]*)\](?:\.part\[(?P<part>[^\]]*)\])?(?:\.(?P<field>\w+\[?))?")
_HEAD = re.compile(r"ruleset\.(?P<field>\w+)")


def placed(problems: Iterable[Problem], table: RuleTable, scheme: Scheme) -> tuple[Problem, ...]:
    """The problems of `ruleset_from` with the row and the heading of the cell that each is about."""
    return tuple(_placed(one, table, scheme) for one in problems)


def _placed(problem: Problem, table: RuleTable, scheme: Scheme) -> Problem:
    if found := _RULE.match(problem.where):
        field = found["field"] or ""
        # step[1] is one of a ladder, step alone the width of a threshold's.
        heading = STEPS if field == "step[" else SHEETS[RULES].get(field.rstrip("["), "")
        words = (_row(found["number"], found["part"] or "", table, scheme), heading)
        return replace(problem, where=" ".join(filter(None, words)))
    if found := _HEAD.match(problem.where):
        return replace(problem, where=HEADS.get(found["field"], problem.where))
    if problem.where.startswith("grade["):
        return replace(problem, where=GRADES)
    return problem


def _row(number: str, part: str, table: RuleTable, scheme: Scheme) -> str:
    """The place of the indicator's row, of the row of that part where it has several; its number where none is left."""
    names = [one.name for row in scheme if row.number == number for one in row.parts if one.key == part]
    rows = [at for at, row in enumerate(table.rows) if row.get(NUMBER, "").strip() == number]
    at = next((at for at in rows if table.rows[at].get(PART, "").strip() in names), rows[0] if rows else -1)
    if at < 0:
        return number
    place = table.places[at] if table.places else f"第 {at + 1} 行"
    return f"{place}（{names[0]}）" if names and not place.startswith("第") else place
