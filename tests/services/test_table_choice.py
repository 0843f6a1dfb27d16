"""Choosing a region's table: figures serve all of them, switching loses nothing, a locked year keeps its own."""

from dataclasses import replace
from datetime import date

import pytest

from hqd_desktop.domain.evidence import Details, EvidenceUse, UseKind, use_of_indicator
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.evidence_catalogue import catalogue_of
from hqd_desktop.services.evidence_listing import file_cells
from hqd_desktop.services.evidence_wording import use_text
from hqd_desktop.services.goal_acts import set_goals
from hqd_desktop.services.records import Actor, YearState
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.rule_book import draft_of
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_evidence import MemoryEvidenceFolder
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


def proofs(view: View, number: str) -> list[str]:
    return [one.title for one in view.evidence.indicator(view.packs.scheme.id, number, view.record.year)]


def told(view: View) -> dict[str, str]:
    """Every file with what it proves, as the list of all files says it."""
    return {
        one.title: "、".join(use_text(use, view.packs, view.record.year) for use in one.uses) for one in view.evidence
    }


def test_evidence_of_a_row_stays_with_its_table_and_is_back_with_it(workspace: Workspace) -> None:
    """Row 3 is another thing in each table; a file of the table that is not open is named, and nothing is lost."""
    folder, year = MemoryEvidenceFolder(), workspace.view.record.year

    def add(title: str, use: EvidenceUse) -> View:
        file = folder.keep(title.encode(), f"{title}.pdf")
        return workspace.change_evidence(adding(folder, [Piece(file, Details(title))], use))

    add("旧", EvidenceUse(UseKind.INDICATOR, "3", Period(year)))
    before = add("甲", use_of_indicator("shaoyang-2022", "3", year))
    row = before.packs.scheme.indicator("3").short
    assert proofs(before, "3") == ["旧", "甲"]
    assert told(before) == {"旧": f"指标 3 {row}", "甲": f"指标 3 {row}"}
    over = workspace.books.tables.choose("dazu-2024")
    assert proofs(over, "3") == ["旧"]
    assert told(over)["甲"] == "另一指标表“邵阳 2022 评价指标（试行）”的指标 3"
    over = add("乙", use_of_indicator("dazu-2024", "3", year))
    assert proofs(over, "3") == ["旧", "乙"]
    listed = catalogue_of(over.assessment, over.evidence.of_year(year), date(2026, 3, 1))
    assert {one.record.title: one.number for one in listed.own_files()} == {"旧": "3-1", "乙": "3-2", "甲": "其他-1"}
    (lost,) = (one for one in listed.own_files() if one.via)
    assert file_cells(lost, listed.day)[1] == "甲　（由“另一指标表‘邵阳 2022 评价指标（试行）’的指标 3”）"
    back = workspace.books.tables.choose("shaoyang-2022")
    assert proofs(back, "3") == proofs(before, "3")
    assert told(back) == {**told(before), "乙": "另一指标表“大足 2024 指标任务分解表”的指标 3"}
    assert proofs(workspace.books.tables.choose("dazu-2024"), "3") == ["旧", "乙"]


def test_a_table_that_is_gone_has_no_name_and_the_packs_at_hand_stay(store: MemoryStore) -> None:
    workspace = opened(store, KnowsNoHenan())
    folder, year = MemoryEvidenceFolder(), workspace.view.record.year
    piece = Piece(folder.keep(b"x", "甲.pdf"), Details("甲"))
    view = workspace.change_evidence(adding(folder, [piece], use_of_indicator("henan-2022", "1", year)))
    assert told(view) == {"甲": "另一指标表的指标 1"}
    assert view.packs.tables == {}
    view = workspace.change_evidence(adding(folder, [piece], use_of_indicator("dazu-2024", "1", year)))
    assert set(view.packs.tables) == {"dazu-2024"}
    assert workspace.enter("energy_expense", Period(year), "1200000").packs is view.packs, "they know their digests"


class KnowsNoHenan(RegionSource):
    """Without one of the tables."""

    def scheme(self, scheme_id: str) -> Scheme:
        """Refused, as for a table that was never brought in here."""
        if scheme_id == "henan-2022":
            raise UserFacingError(Problem("file_no_such_pack", "", {"given": scheme_id}))
        return super().scheme(scheme_id)
