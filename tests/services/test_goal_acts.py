"""本院目标 as acts: typed, kept as one step, taken back, carried on paper, read from a table."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.goals import Goal
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.services import wording
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.goal_acts import (
    goal_rows,
    goals_of_last_year,
    read_sheet,
    row_text,
    set_goals,
    summary_text,
    told_problems,
    told_text,
    typed_text,
    with_goals,
)
from hqd_desktop.services.grid import EMPTY, CellKind, GridCell, Sheet, made_sheet
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Packs, Submission, YearState
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.report_material import past_years
from hqd_desktop.services.rescoring import row_differences, scored_again, snapshot_data
from hqd_desktop.services.result import result_data
from hqd_desktop.services.rule_book import try_rules
from hqd_desktop.services.snapshots import Given, body_of, submission_from
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.complete_hospital import complete_figures, hospital_of
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import raw_pack
from tests.services.conftest import YEAR
from tests.services.package_making import Office

D = Decimal
STAY = ("18", "value")
KEY = (YEAR, *STAY)


@pytest.fixture
def stay(opened: View) -> tuple[str, str]:
    """The place of #18's goal."""
    return next(row.spot for row in goal_rows(opened.assessment.scorecard) if row.spot[0] == "18")


def act_of(view: View, typed: dict[tuple[str, str], str]) -> ReportAct:
    act = set_goals(view, typed)
    assert isinstance(act, ReportAct), act
    return act


def sheet_of(*rows: tuple[str, ...]) -> Sheet:
    cells = [[GridCell(CellKind.TEXT, text) if text else EMPTY for text in row] for row in rows]
    return made_sheet("目标", cells)


def test_set_changed_taken_back_and_done_again(workspace: Workspace, opened: View, stay, writes) -> None:
    view = workspace.change_report(act_of(opened, {stay: "8.2"}))
    key = (YEAR, *stay)
    assert view.goals == {key: Goal(D("8.2"), False)}
    assert view.assessment.scorecard.goals == view.goals
    assert view.assessment.digest != opened.assessment.digest
    assert view.undo_name == "定本院目标"
    assert not act_of(view, {stay: "≤8.20"}).after  # the same goal in other letters
    assert workspace.undo().goals == {}
    assert workspace.redo().goals == view.goals
    assert workspace.change_report(act_of(view, {stay: " "})).goals == {}
    assert writes()[2:] == ["定本院目标", "撤销定本院目标", "重做定本院目标", "定本院目标"]


def test_nothing_is_set_when_anything_is_wrong(opened: View, stay, workspace: Workspace, writes) -> None:
    before = writes()
    found = set_goals(opened, {stay: "8", ("13", "value"): "多些", ("1", "value"): "3", ("99", "x"): "1"})
    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == ["number_unreadable", "goal_no_such_row", "goal_no_such_row"]
    assert list(told_problems(found, goal_rows(opened.assessment.scorecard))) == [("13", "value")]
    assert writes() == before


def test_a_locked_year_keeps_its_goals(workspace: Workspace, opened: View, stay, store: MemoryStore) -> None:
    view = workspace.change_report(act_of(opened, {stay: "8.2"}))
    record = next(iter(store.years(opened.hospital.id)))
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[0])
    view = workspace.open(opened.hospital.id, YEAR)
    with pytest.raises(UserFacingError) as refused:
        workspace.change_report(act_of(view, {stay: "7"}))
    assert [problem.code for problem in refused.value.problems] == ["year_locked"]
    assert workspace.view.goals == {(YEAR, *stay): Goal(D("8.2"), False)}


def test_a_new_year_begins_without_and_may_take_last_years(workspace: Workspace, opened: View, stay) -> None:
    workspace.change_report(act_of(opened, {stay: "8.2"}))
    view = workspace.add_year(YEAR + 1)
    assert view.assessment.scorecard.goals == {}
    assert goals_of_last_year(view) == {stay: "≤ 8.2 日"}
    assert view.last_scorecard is not None
    assert len(view.last_scorecard.goals) == 1
    compared = workspace.compared_with(YEAR)
    assert len(compared.earlier.scorecard.goals) == 1


def test_typed_again_it_is_the_same_goal(opened: View) -> None:
    card = opened.assessment.scorecard
    rows = {row.spot[0]: row for row in goal_rows(card)}
    for number_, text in (("29", "1:1.8"), ("29", "≤ 47.5%"), ("18", "≤ 8.2 日"), ("4", "≥ 3 条")):
        goal = act_of(opened, {rows[number_].spot: text}).after[0][1]
        assert isinstance(goal, Goal)
        assert typed_text(goal, rows[number_]) == text
    assert typed_text(None, rows["4"]) == ""
    assert rows["21"].name.startswith("21 次均费用增幅：")


def packs_by_goal(packs: Packs) -> Packs:
    """#18 scored by 完成率."""
    raw = raw_pack("ruleset")
    raw["rule"] = [one for one in raw["rule"] if one["indicator"] != "18"]
    raw["rule"].append({"indicator": "18", "kind": "goal", "full": "4"})
    ruleset, problems = ruleset_from(raw, packs.scheme)
    assert ruleset is not None, problems
    return replace(packs, ruleset=ruleset)


def test_words(packs: Packs) -> None:
    figures = complete_figures()
    rows = goal_rows(assess(packs, hospital_of(), YEAR, figures).scorecard)
    spots = {row.spot[0]: row.spot for row in rows}
    goals = {
        (YEAR, *spots["18"]): Goal(D(1), False),
        (YEAR, *spots["13"]): Goal(D("0.01"), True),
        (YEAR, *spots["21"]): Goal(D(5), False),
    }
    found = assess(packs, hospital_of(), YEAR, figures, goals=goals).scorecard
    assert summary_text(found) == "3 个：已达到 2，未达到 1"
    assert row_text(found.result("18")) == "0.00%"
    assert row_text(found.result("21")).endswith("／ —") or row_text(found.result("21")).startswith("— ／")
    assert row_text(found.result("22")) == ""
    assert "本院目标 ≤ 1 日，完成率 0.00%，未达到" in told_text(found.result("18"))
    assert told_text(found.result("22")) == ""
    empty = assess(packs, hospital_of(), YEAR, {}, goals=goals).scorecard
    assert summary_text(empty) == "3 个：暂不能算 3"
    assert summary_text(assess(packs, hospital_of(), YEAR, figures).scorecard) == ""


def test_a_rule_of_goals_without_a_goal_says_so(packs: Packs) -> None:
    found = assess(packs_by_goal(packs), hospital_of(), YEAR, complete_figures())
    assert wording.status_text(found.scorecard.result("18")) == "本院目标未定"


def test_result_json_tells_it_only_where_it_is_set(packs: Packs) -> None:
    goals = {KEY: Goal(D(9), False)}
    told = result_data(assess(packs, hospital_of(), YEAR, complete_figures(), goals=goals), "x")
    values = {row["number"]: row["values"] for row in told["indicators"]}
    assert values["18"][0]["goal"] == "9"
    assert values["18"][0]["goal_side"] == "at_most"
    assert values["18"][0]["completion"].startswith("1")
    assert values["18"][0]["goal_met"] is True
    assert "goal" not in values["20"][0]


def test_a_snapshot_scores_with_its_goals_again(packs: Packs) -> None:
    own = packs_by_goal(packs)
    found = assess(own, hospital_of(), YEAR, complete_figures(), goals={KEY: Goal(D(6), False)})
    raw = json.dumps(snapshot_data(found)).encode()
    again = scored_again(raw)
    assert again is not None
    assert (again.scorecard.total, again.digest) == (found.scorecard.total, found.digest)
    data = json.loads(raw)
    data["goals"][0][3] = "5"
    other = scored_again(json.dumps(data).encode())
    assert other is not None
    assert other.digest != found.digest
    differences = list(row_differences(result_data(found, ""), result_data(other, "")))
    assert {one.place.rpartition(" ")[2] for one in differences} == {"得分", "本院目标", "完成率"}
    data["goals"][0][3] = "五"
    assert scored_again(json.dumps(data).encode()) is None


def test_a_package_with_goals_is_the_same_and_an_altered_goal_is_named(packs: Packs) -> None:
    office = Office()
    one = assess(packs_by_goal(packs), hospital_of(), YEAR, complete_figures(), goals={KEY: Goal(D(6), False)})
    assert office.make(Submission(one, {}, date(2026, 3, 1), program="hqd 1.0")).same

    def lower(data) -> None:
        data["goals"][0][3] = "5"

    office.change_json("data.json", lower, listed=True)
    found = office.look()
    assert not found.same
    assert any("本院目标" in text or "得分" in text for text in map(sentence, found.findings))


def test_a_submission_keeps_goals_of_all_its_years(packs: Packs) -> None:
    own, figures = packs_by_goal(packs), complete_figures()
    goals = {KEY: Goal(D(6), False), (YEAR - 1, *STAY): Goal(D(7), False)}
    one = assess(own, hospital_of(), YEAR, figures, goals=goals)
    past = past_years(own, hospital_of(), YEAR, figures, goals)
    assert past[-1].goals[STAY].goal == Goal(D(7), False)
    given = Given(figures, {}, None, {}, goals)
    body = body_of(Submission(one, {}, date(2026, 1, 9), YearState.LOCKED, past=past), given)
    again = submission_from(body)
    assert again.assessment.digest == one.digest
    assert again.assessment.scorecard.goals == {KEY: goals[KEY]}
    assert again.past == past
    data = json.loads(body)
    del data["goals"]  # as a program before goals wrote it: then there is another result, and it is refused
    with pytest.raises(UserFacingError):
        submission_from(json.dumps(data))


def test_an_old_submission_without_goals_opens(packs: Packs) -> None:
    figures = complete_figures()
    one = assess(packs, hospital_of(), YEAR, figures)
    past = past_years(packs, hospital_of(), YEAR, figures)
    data = json.loads(body_of(Submission(one, {}, date(2026, 1, 9), past=past), Given(figures, {}, None, {})))
    del data["goals"]
    for year in data["report"]["past"]:
        del year["goals"]
    assert submission_from(json.dumps(data)).past == past


def test_rules_are_tried_with_the_goals(packs: Packs) -> None:
    own = packs_by_goal(packs)
    found = assess(packs, hospital_of(), YEAR, complete_figures(), goals={KEY: Goal(D(6), False)})
    tried = try_rules(own.ruleset.raw, found)
    assert tried.card is not None
    assert tried.card.result("18").reason == ""


def test_goals_from_a_table(packs: Packs) -> None:
    found = assess(packs, hospital_of(), YEAR, complete_figures())
    names = [row.part.part.name for row in goal_rows(found.scorecard) if row.spot[0] == "21"]
    sheet = sheet_of(
        ("序号", "值", "本院目标"), ("18", "", "8.2"), ("21", names[1], "5%"), ("", "", ""), ("20", "", "")
    )
    again = with_goals(found, sheet)
    assert not isinstance(again, tuple)
    assert [became.goal.value for _, _, became in again.scorecard.set_goals] == [D("8.2"), D(5)]
    assert again.digest != found.digest
    assert again.checks == found.checks


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ([("指标", "目标")], "goal_sheet", "目标"),
        ([("序号", "本院目标"), ("99", "3")], "goal_row_unclear", "目标 A2"),
        ([("序号", "本院目标"), ("21", "3")], "goal_row_unclear", "目标 A2"),
        ([("序号", "本院目标"), ("18", "8"), ("18", "9")], "goal_row_unclear", "目标 A3"),
        ([("序号", "本院目标"), ("1", "8")], "goal_row_unclear", "目标 A2"),
    ],
)
def test_a_table_that_cannot_be_read(packs: Packs, rows, code: str, where: str) -> None:
    found = read_sheet(sheet_of(*rows), assess(packs, hospital_of(), YEAR, {}).scorecard)
    assert isinstance(found, tuple)
    assert [(problem.code, problem.where) for problem in found] == [(code, where)]


def test_a_table_with_a_goal_that_is_none(packs: Packs) -> None:
    found = with_goals(assess(packs, hospital_of(), YEAR, {}), sheet_of(("序号", "本院目标"), ("18", "短些")))
    assert isinstance(found, tuple)
    assert isinstance(found[0], Problem)
    assert found[0].code == "number_unreadable"


def test_a_figure_moves_the_rate(workspace: Workspace, opened: View, stay) -> None:
    workspace.change_report(act_of(opened, {stay: "8"}))
    workspace.enter("discharges", Period(YEAR), "100")
    keys = {used.key[0] for used in workspace.view.assessment.scorecard.result("18").parts[0].used}
    (days,) = keys - {"discharges"}
    view = workspace.enter(days, Period(YEAR), "1000")
    assert isinstance(view, View)
    assert view.assessment.scorecard.set_goals[0][2].rate == D(75)
    assert number(1000) == view.figures[days, Period(YEAR)] or view.figures[days, Period(YEAR)].value == 1000
