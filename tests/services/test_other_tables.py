"""Another region's table scored beside the year's own: as if it were the year's own, and nothing is lost either way."""

from datetime import date

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.goal_acts import set_goals
from hqd_desktop.services.other_tables import score_line
from hqd_desktop.services.records import Actor
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.rule_book import draft_of
from hqd_desktop.services.workspace import Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_samples
from tests.fakes.shipped_regions import RegionSource


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(MemoryStore(), RegionSource(), Actor("张三", "PC"), "程序", lambda: date(2026, 3, 1))
    made.create_sample(shipped_samples()[0])
    return made


def test_none_is_scored_before_one_is_followed(workspace: Workspace) -> None:
    assert workspace.books.others.scored() == ()
    workspace.books.ledger.follow("yuzhong-2022", True)
    (other,) = workspace.books.others.scored()
    assert other.packs.scheme.id == "yuzhong-2022"
    assert score_line(other) == "渝中 2022 实施方案 暂得分 55.38（缺 4 个数）"


def test_both_scores_are_the_same_whichever_is_the_years_own(workspace: Workspace) -> None:
    before = workspace.view
    workspace.books.ledger.follow("yuzhong-2022", True)
    (beside,) = workspace.books.others.scored()
    workspace.books.tables.choose("yuzhong-2022")
    assert workspace.view.assessment.scorecard == beside.scorecard
    assert workspace.books.others.scored() == ()  # the year's own is not told twice
    workspace.books.ledger.follow("shaoyang-2022", True)
    (other,) = workspace.books.others.scored()
    assert other.scorecard == before.assessment.scorecard
    back = workspace.books.tables.choose("shaoyang-2022")
    assert (back.assessment.scorecard, back.figures) == (before.assessment.scorecard, before.figures)
    assert back.assessment.digest == before.assessment.digest


def test_it_is_scored_by_the_hospitals_own_rule_set(workspace: Workspace) -> None:
    """The one that the table was last worked with; a table that was withdrawn is scored no more."""
    view = workspace.books.tables.choose("yuzhong-2022")
    raw = draft_of(view.packs.ruleset, view.packs.scheme)
    raw["ruleset"] |= {"name": "区里的方案", "version": "2"}
    own = workspace.books.rules.keep(raw).record.ruleset_id
    workspace.books.tables.choose("shaoyang-2022")
    workspace.books.ledger.follow("yuzhong-2022", True)
    copied = workspace.books.packs.keep(workspace.books.packs.copy("jilin-2022"))
    workspace.books.ledger.follow(copied.id, True)
    assert {one.packs.ruleset.id for one in workspace.books.others.scored()} == {own, copied.ruleset.id}
    workspace.books.packs.withdraw(copied.id)
    assert [one.packs.ruleset.id for one in workspace.books.others.scored()] == [own]


def test_a_figure_moves_both(workspace: Workspace) -> None:
    workspace.books.ledger.follow("yuzhong-2022", True)
    (before,) = workspace.books.others.scored()
    own = workspace.view.assessment.scorecard.result("29").points
    workspace.enter("registered_nurses", Period(2025), "9000")
    (after,) = workspace.books.others.scored()
    assert after.scorecard.result("6").points != before.scorecard.result("6").points
    assert workspace.view.assessment.scorecard.result("29").points != own


def test_each_table_has_its_own_goals(workspace: Workspace) -> None:
    workspace.books.ledger.follow("yuzhong-2022", True)
    act = set_goals(workspace.view, {("18", "value"): "8"})
    assert isinstance(act, ReportAct)
    workspace.change_report(act)
    (other,) = workspace.books.others.scored()
    assert not other.scorecard.goals
    assert score_line(workspace.view.assessment) == "邵阳 2022 评价指标（试行） 自评得分 80.51"
