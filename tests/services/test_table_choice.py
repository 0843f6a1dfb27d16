"""Choosing a region's table: figures serve all of them, switching loses nothing, a locked year keeps its own."""

from dataclasses import replace
from datetime import date

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.goal_acts import set_goals
from hqd_desktop.services.records import Actor, YearState
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.rule_book import draft_of
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_samples
from tests.fakes.shipped_regions import RegionSource


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def opened(store: MemoryStore, source: RegionSource) -> Workspace:
    workspace = Workspace(store, source, Actor("张三", "质控办电脑"), "程序", lambda: date(2026, 3, 1))
    workspace.create_sample(shipped_samples()[0])
    return workspace


@pytest.fixture
def workspace(store: MemoryStore) -> Workspace:
    return opened(store, RegionSource())


def answers(view: View) -> dict[str, str]:
    return {row.indicator.short: f"{row.parts[0].value} {row.points}" for row in view.assessment.scorecard if row.parts}


def test_all_tables_are_offered(workspace: Workspace) -> None:
    """With what of them speaks of this hospital and how many tasks they set."""
    offers = {offer.scheme.id: offer for offer in workspace.books.tables.offers()}
    assert len(offers) == 8
    assert [(offers[one].applying, offers[one].tasks) for one in ("shaoyang-2022", "dazu-2024")] == [(24, 33), (8, 64)]
    assert offers["jilin-2022"].rulesets[0].title == "自定赋分“示例赋分方案 1.0 版”"


def test_figures_of_one_table_serve_another(workspace: Workspace) -> None:
    """医护比 and 医疗服务收入占比 come out the same; what 吉林 asks besides is missing; nothing of Shaoyang's is."""
    before = workspace.view
    view = workspace.books.tables.choose("jilin-2022")
    assert view.record.scheme_id == "jilin-2022"
    assert view.packs.ruleset.id == "example-jilin-2022"
    old, new = answers(before), answers(view)
    assert new["医护比"].split()[0] == old["医护比"].split()[0]
    assert new["医疗服务收入占比"] == old["医疗服务收入占比"]
    names = {view.packs.catalogue[key].name for key, _ in view.assessment.missing}
    assert names == {"开展日间手术"}
    assert view.figures == before.figures


def test_switching_back_loses_nothing(workspace: Workspace) -> None:
    """Not a figure, not a point; what was typed for the other table stays."""
    before = workspace.view
    workspace.books.tables.choose("jilin-2022")
    workspace.enter("energy_expense", Period(before.record.year), "1200000")
    view = workspace.books.tables.choose("shaoyang-2022")
    assert answers(view) == answers(before)
    assert view.assessment.scorecard.total == before.assessment.scorecard.total
    assert workspace.view.figures["energy_expense", Period(before.record.year)].value == 1200000


def kept_rules(workspace: Workspace, edition: str) -> str:
    """An edition of the hospital's own for the table that is open, in use from now on."""
    view = workspace.view
    raw = draft_of(view.packs.ruleset, view.packs.scheme)
    raw["ruleset"] |= {"name": "市里的方案", "version": edition}
    return workspace.books.rules.keep(raw).record.ruleset_id


def test_switching_back_keeps_the_rule_set(workspace: Workspace) -> None:
    """Each table comes back with the rule set that the year was last scored with, not with its first or newest."""
    own, newer = kept_rules(workspace, "1"), kept_rules(workspace, "2")
    workspace.books.rules.use(own)
    workspace.books.tables.choose("jilin-2022")
    jilin = kept_rules(workspace, "1")
    assert workspace.books.tables.choose("shaoyang-2022").record.ruleset_id == own != newer
    assert workspace.books.tables.choose("jilin-2022").record.ruleset_id == jilin
    assert workspace.books.tables.choose("dazu-2024").record.ruleset_id == "example-dazu-2024"


def test_a_new_table_takes_the_rule_set_of_another_year(workspace: Workspace) -> None:
    """A year that never had the table takes the one of the latest year that has."""
    year = workspace.view.record.year
    own = kept_rules(workspace, "1")
    workspace.open(workspace.view.hospital.id, year - 1)
    workspace.books.tables.choose("jilin-2022")
    workspace.add_year(year + 1)
    view = workspace.books.tables.choose("shaoyang-2022")
    assert (view.record.year, view.record.ruleset_id) == (year + 1, own)


def test_the_same_choice_writes_nothing(workspace: Workspace, store: MemoryStore) -> None:
    written = len(store.changes)
    assert workspace.books.tables.choose("shaoyang-2022", "example-shaoyang-2022") is workspace.view
    assert len(store.changes) == written


def test_the_history_names_the_table(workspace: Workspace, store: MemoryStore) -> None:
    workspace.books.tables.choose("yuzhong-2022")
    assert (store.changes[-1].action, store.changes[-1].reason) == (
        "换评价指标表", "渝中 2022 实施方案，自定赋分“示例赋分方案 1.0 版”",
    )  # fmt: skip


def test_a_locked_year_keeps_its_table(workspace: Workspace, store: MemoryStore) -> None:
    record = workspace.view.record
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[-1])
    view = workspace.open(record.hospital_id, record.year)
    with pytest.raises(UserFacingError) as refused:
        workspace.books.tables.choose("jilin-2022")
    assert [problem.code for problem in refused.value.problems] == ["year_locked"]
    assert workspace.view == view


def test_a_table_without_a_rule_set_cannot_be_chosen(store: MemoryStore) -> None:
    workspace = opened(store, RegionSource(bare="henan-2022"))
    with pytest.raises(UserFacingError) as refused:
        workspace.books.tables.choose("henan-2022")
    assert [problem.code for problem in refused.value.problems] == ["workspace_no_ruleset"]


@pytest.mark.parametrize("pack", RegionSource().scheme_ids())
def test_every_table_can_be_worked_with(workspace: Workspace, pack: str) -> None:
    """Scored, checked, with its own list of what is missing; only Shaoyang asks for the lines of income by nature."""
    view = workspace.books.tables.choose(pack)
    assert view.packs.scheme.id == pack
    assert view.assessment.scorecard.full > 0
    assert all(row.indicator in view.packs.scheme.indicators for row in view.assessment.scorecard)
    if pack in ("henan-2022", "shanghai-2022", "yongchuan-2022", "dazu-2024"):
        assert not any("药品" in view.packs.catalogue[key].name for key, _ in view.assessment.missing)


def test_goals_belong_to_a_table_and_come_back_with_it(workspace: Workspace) -> None:
    act = set_goals(workspace.view, {("18", "value"): "8.2"})
    assert isinstance(act, ReportAct)
    kept = workspace.change_report(act).goals
    assert kept
    assert workspace.books.tables.choose("jilin-2022").goals == {}
    assert workspace.books.tables.choose("shaoyang-2022").goals == kept
