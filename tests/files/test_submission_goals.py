"""The sheet 本院目标: there only with goals, live, and what a rule of goals earns is its 完成率."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hqd_desktop.domain.figures import BLANK
from hqd_desktop.domain.goals import Goal
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.files.submission_goals import HEADINGS
from hqd_desktop.files.submission_workbook import submission_bytes
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.goal_acts import goal_rows
from hqd_desktop.services.records import Packs, Submission
from tests.fakes.shipped_packs import raw_pack
from tests.files.live_judging import judged
from tests.files.workbook_making import SOFFICE

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


def test_there_is_no_such_sheet_without_goals(submission: Submission) -> None:
    assert "本院目标" not in load_workbook(BytesIO(submission_bytes(submission)), read_only=True).sheetnames


def test_each_goal_has_a_row_with_its_formulas(submission: Submission, packs: Packs) -> None:
    wanted = with_goals(submission, packs)
    data = submission_bytes(wanted)
    sheets = [load_workbook(BytesIO(data), data_only=plain)["本院目标"] for plain in (True, False)]
    found, formulas = ([[cell.value for cell in row][: len(HEADINGS)] for row in sheet.iter_rows()] for sheet in sheets)
    start = next(place for place, row in enumerate(found) if tuple(row) == HEADINGS)
    rows = {row[1]: row for row in found[start + 1 :] if row[0]}
    assert len(rows) == len(wanted.assessment.scorecard.set_goals) + 1  # and the note below
    assert rows["平均住院日"][2:4] == ["≤ 8.2 日", 8.2]
    assert rows["平均住院日"][6:] == [98.77, "未达到"]
    live = next(row for row in formulas if row[1] == "平均住院日")
    assert all(str(live[column]).startswith("=") for column in (4, 5, 6, 7))
    assert not str(live[3]).startswith("=")


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_comes_to_the_same(submission: Submission, packs: Packs, tmp_path: Path) -> None:
    both = [with_goals(submission, packs), with_goals(submission, packs, blank="discharges")]
    compared, wrong = judged([both], tmp_path)
    assert not wrong
    assert compared > 1000
