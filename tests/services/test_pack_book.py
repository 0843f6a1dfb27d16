"""Tables of one's own in a database: kept once, chosen for a year, handed over to the same hash, withdrawn."""

import json
from dataclasses import replace
from datetime import date

import pytest

from hqd_desktop.domain.own_pack import OwnPack
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import BadPack, UserFacingError
from hqd_desktop.services.pack_sheets import HEAD, INDICATORS, RULES, Spot
from hqd_desktop.services.pack_table import with_cell
from hqd_desktop.services.records import Actor
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_samples
from tests.fakes.shipped_regions import RegionSource
from tests.services.pack_making import whole


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def begun(store: MemoryStore) -> Workspace:
    workspace = Workspace(store, RegionSource(), Actor("张三", "质控办电脑"), "程序", lambda: date(2026, 3, 1))
    workspace.create_sample(shipped_samples()[0])
    return workspace


@pytest.fixture
def workspace(store: MemoryStore) -> Workspace:
    return begun(store)


@pytest.fixture
def kept(workspace: Workspace) -> OwnPack:
    return workspace.books.packs.keep(whole())


def test_kept_once_and_offered_after_the_shipped(workspace: Workspace, store: MemoryStore, kept: OwnPack) -> None:
    count = len(store.changes)
    assert workspace.books.packs.keep(whole()).id == kept.id
    assert len(store.changes) == count
    assert [one.name for one in workspace.books.packs.all()] == ["示例市指标表"]
    assert workspace.books.tables.offers()[-1].scheme.id == kept.id


def test_a_year_works_with_it_and_nothing_is_lost_on_the_way_back(workspace: Workspace, kept: OwnPack) -> None:
    before = workspace.view
    view = workspace.books.tables.choose(kept.id)
    assert view.packs.scheme.short == "示例市指标表"
    assert view.packs.ruleset.id == f"{kept.id}-rules"
    assert view.assessment.scorecard.result("1").parts[0].value is not None  # a figure entered for the first table
    item = view.packs.catalogue.find("夜间门诊人次数")
    assert item is not None
    assert any(key == item.key for key, _ in view.assessment.missing)
    entered = workspace.enter(item.key, Period(2025), "12000")
    assert isinstance(entered, View)
    assert entered.assessment.scorecard.result("2").parts[0].value is not None
    back = workspace.books.tables.choose(before.record.scheme_id)
    assert back.assessment.scorecard.total == before.assessment.scorecard.total
    assert back.assessment.digest == before.assessment.digest
    assert back.figures[item.key, Period(2025)].value == 12000
    assert workspace.books.tables.choose(kept.id).assessment.digest == entered.assessment.digest
    assert workspace.books.ledger.followed() == ()


def test_a_file_for_a_colleague_has_the_same_hash_there(workspace: Workspace, kept: OwnPack) -> None:
    data = json.loads(workspace.books.packs.file_of(kept.id))
    assert (data["kind"], data["digest"]) == ("hqd-pack", kept.digest)
    there = begun(MemoryStore())
    taken = there.books.packs.take_in(data["pack"])
    assert (taken.id, taken.digest) == (kept.id, kept.digest)
    assert there.books.packs.file_of(kept.id) == workspace.books.packs.file_of(kept.id)


def test_wrong_sheets_are_refused_with_their_cells_and_nothing_changes(
    workspace: Workspace, store: MemoryStore
) -> None:
    count = len(store.changes)
    wrong = with_cell(with_cell(whole(), Spot(RULES, 0, "满分"), "-4"), Spot(HEAD, 0, "内容"), "")
    with pytest.raises(UserFacingError) as refused:
        workspace.books.packs.keep(wrong)
    assert [problem.where for problem in refused.value.problems] == ["指标表 B4（内容）"]
    with pytest.raises(UserFacingError) as refused:
        workspace.books.packs.take_in({"format": 9})
    assert [problem.code for problem in refused.value.problems] == ["own_pack_format"]
    assert (len(store.changes), workspace.books.packs.all()) == (count, ())


def test_copied_and_changed_it_is_another_one(workspace: Workspace, kept: OwnPack) -> None:
    table = workspace.books.packs.copy(kept.id)
    newer = workspace.books.packs.keep(with_cell(table, Spot(HEAD, 5, "内容"), "2.0"))
    assert newer.id != kept.id
    assert [one.edition for one in workspace.books.packs.all()] == ["1.0", "2.0"]


def test_no_two_tables_are_called_the_same(workspace: Workspace, store: MemoryStore, kept: OwnPack) -> None:
    """A copy of the published text is called so; another table of the same name and edition is refused at its cell."""
    copy = workspace.books.packs.copy("shaoyang-2022")
    assert (copy.head("名称"), copy.head("简称")) == (
        workspace.view.packs.scheme.name, "邵阳 2022 评价指标（试行）（自建）",
    )  # fmt: skip
    count = len(store.changes)
    for table in (
        with_cell(copy, Spot(HEAD, 1, "内容"), "邵阳 2022 评价指标（试行）"),
        with_cell(workspace.books.packs.copy(kept.id), Spot(INDICATORS, 0, "指标要求"), "不再升高"),
    ):
        with pytest.raises(UserFacingError) as refused:
            workspace.books.packs.keep(table)
        (problem,) = refused.value.problems
        assert (problem.code, problem.where) == ("own_pack_name_taken", "指标表 B9（内容）")
    assert len(store.changes) == count
    assert workspace.books.packs.keep(workspace.books.packs.copy(kept.id)) == kept
    assert workspace.books.packs.keep(copy).scheme.short.endswith("（自建）")


def test_withdrawn_it_is_no_more_offered_but_its_years_open(workspace: Workspace, kept: OwnPack) -> None:
    workspace.books.tables.choose(kept.id)
    with pytest.raises(UserFacingError) as refused:
        workspace.books.packs.withdraw(kept.id)
    assert [problem.code for problem in refused.value.problems] == ["own_pack_in_use"]
    workspace.add_year(2026)
    workspace.books.tables.choose("shaoyang-2022")
    workspace.books.packs.withdraw(kept.id)
    assert kept.id not in [offer.scheme.id for offer in workspace.books.tables.offers()]
    assert workspace.open(workspace.view.hospital.id, 2025).packs.scheme.id == kept.id
    assert workspace.books.packs.keep(whole()).id == kept.id
    assert len(workspace.books.packs.all()) == 1


def test_one_that_is_not_there(workspace: Workspace) -> None:
    with pytest.raises(UserFacingError) as refused:
        workspace.books.packs.file_of("own-000000000000")
    assert refused.value.problems == (Problem("own_pack_none", "", {"given": "own-000000000000"}),)
    with pytest.raises(FileNotFoundError):  # as for any id that this source does not know
        workspace.books.tables.choose("own-000000000000")


def test_one_that_was_altered_outside_is_never_used(workspace: Workspace, store: MemoryStore, kept: OwnPack) -> None:
    (stored,) = store.packs.packs()
    note = store.changes[0]
    store.packs.save_pack("x", replace(stored, body=stored.body.replace("示例市指标表", "改过的表")), note)
    with pytest.raises(BadPack) as refused:
        workspace.books.packs.file_of(kept.id)
    assert [problem.code for problem in refused.value.problems] == ["own_pack_altered"]
    store.packs.save_pack("x", replace(stored, body=stored.body.replace('"H"', '"X"')), note)
    with pytest.raises(BadPack) as refused:
        workspace.books.packs.file_of(kept.id)
    assert refused.value.problems[0].where.startswith("示例市指标表 1.0：scheme.indicator[1]")
