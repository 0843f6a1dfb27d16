"""A submission with goals of every kind, and rules that score some of them."""

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.domain.goals import Goal
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.goal_acts import goal_rows
from hqd_desktop.services.records import Packs, Submission
from tests.fakes.shipped_packs import raw_pack

D = Decimal
BY_GOAL = ("18", "19", "29", "25", "13")


def with_goals(submission: Submission, packs: Packs, blank: str = "") -> Submission:
    """Both directions, a zero, a ratio, a checklist, a negative one; #25 is scored by a goal that is not set."""
    raw = raw_pack("ruleset")
    raw["rule"] = [one for one in raw["rule"] if one["indicator"] not in BY_GOAL]
    raw["rule"] += [{"indicator": number, "kind": "goal", "full": "4"} for number in BY_GOAL]
    ruleset, problems = ruleset_from(raw, packs.scheme)
    assert ruleset is not None, problems
    own, one = replace(packs, ruleset=ruleset), submission.assessment
    wanted = {"18": "8.2", "19": "0", "20": "-3", "21": "5", "29": "55.555556", "13": "16.3", "4": "3", "22": "5"}
    goals = {
        (one.year, *row.spot): Goal(D(wanted[row.spot[0]]), row.spot[0] not in ("18", "20", "21", "29"))
        for row in goal_rows(one.scorecard)
        if row.spot[0] in wanted
    }
    figures = dict(one.figures)
    if blank:
        figures[blank, Period(one.year)] = BLANK
    return replace(submission, assessment=assess(own, one.hospital, one.year, figures, goals=goals))
