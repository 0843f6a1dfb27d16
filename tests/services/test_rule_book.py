"""Rule sets of the hospital's own: tried, kept, compared; a year keeps the edition that it was scored with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.services.errors import BadPack, UserFacingError
from hqd_desktop.services.own_rules import SourceWithOwn
from hqd_desktop.services.records import Actor, ChangeNote, YearState
from hqd_desktop.services.rule_book import RuleBook, changes_between, draft_of, try_rules
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_packs, shipped_samples
from tests.fakes.shipped_regions import RegionSource

SCHEME = shipped_packs().scheme


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def workspace(store: MemoryStore) -> Workspace:
    made = Workspace(store, RegionSource(), Actor("张三", "质控办电脑"), "程序", lambda: date(2026, 3, 1))
    made.create_sample(shipped_samples()[0])
    return made


@pytest.fixture
def book(workspace: Workspace) -> RuleBook[View]:
    return workspace.books.rules


def draft(ruleset: RuleSet, name: str = "本院方案", version: str = "1.0") -> dict[str, Any]:
    raw = draft_of(ruleset, SCHEME)
    raw["ruleset"] |= {"name": name, "version": version, "approval": "某卫发〔2026〕1号"}
    return raw


def rule(raw: dict[str, Any], number: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in raw["rule"] if one["indicator"] == number)
    return found


def codes(refused: pytest.ExceptionInfo[UserFacingError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_draft_scores_as_what_it_was_copied_from(workspace: Workspace) -> None:
    view = workspace.view
    tried = try_rules(draft(view.packs.ruleset), view.assessment)
    assert tried.problems == ()
    assert tried.card is not None
    assert tried.card.total == view.assessment.scorecard.total


def test_trying_changes_nothing_that_is_kept(workspace: Workspace, store: MemoryStore) -> None:
    """The effect on this year's score is seen before anything is written; wrong rules say what is wrong."""
    view, written = workspace.view, len(store.changes)
    raw = draft(view.packs.ruleset)
    rule(raw, "19")["full"] = "10"
    tried = try_rules(raw, view.assessment)
    assert tried.card is not None
    assert tried.card.full == view.assessment.scorecard.full + 6
    rule(raw, "19")["full"] = "-1"
    wrong = try_rules(raw, view.assessment)
    assert (wrong.ruleset, wrong.card) == (None, None)
    assert "ruleset_negative" in [problem.code for problem in wrong.problems]
    assert len(store.changes) == written
    assert workspace.view is view


def test_keeping_an_edition(workspace: Workspace, book: RuleBook[View], store: MemoryStore) -> None:
    """The year is scored with it at once; it is listed after the shipped one; its 文号 stands in it."""
    raw = draft(workspace.view.packs.ruleset)
    rule(raw, "19")["full"] = "10"
    view = book.keep(raw)
    assert view.packs.ruleset.title == "自定赋分“本院方案 1.0 版”"
    assert view.packs.ruleset.approval == "某卫发〔2026〕1号"
    assert view.assessment.scorecard.result("19").full == 10
    assert [one.name for one in book.all()] == ["示例赋分方案", "本院方案"]
    assert [change.action for change in store.changes[-2:]] == ["保存赋分方案", "换评价指标表"]
    assert book.use("example-shaoyang-2022").assessment.scorecard.result("19").full == 4


def test_a_kept_edition_is_never_changed(workspace: Workspace, book: RuleBook[View], store: MemoryStore) -> None:
    """The same name and version is refused, also that of the shipped one; another version is another rule set."""
    shipped = workspace.view.packs.ruleset
    book.keep(draft(shipped))
    for taken in (draft(shipped), draft(shipped, shipped.name, shipped.version)):
        with pytest.raises(UserFacingError) as refused:
            book.keep(taken)
        assert codes(refused) == ["ruleset_name_taken"]
    book.keep(draft(shipped, version="2.0"))
    assert [one.version for one in book.all()] == ["1.0", "1.0", "2.0"]


def test_a_year_locked_under_one_edition_keeps_its_score(
    workspace: Workspace, book: RuleBook[View], store: MemoryStore
) -> None:
    """To the digit, after another edition was kept and used in the next year, and after the program was restarted."""
    first = draft(workspace.view.packs.ruleset)
    rule(first, "13")["full"] = "7.25"
    total = book.keep(first).assessment.scorecard.total
    record = workspace.view.record
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[-1])
    locked = workspace.open(record.hospital_id, record.year)
    with pytest.raises(UserFacingError) as refused:
        book.keep(draft(workspace.view.packs.ruleset, version="1.5"))
    assert codes(refused) == ["year_locked"]
    workspace.add_year(record.year + 1)
    second = draft(workspace.view.packs.ruleset, version="2.0")
    rule(second, "13")["full"] = "1"
    assert workspace.books.rules.keep(second).packs.ruleset.version == "2.0"
    again = Workspace(store, RegionSource(), Actor("李四", "别的电脑"), "程序", lambda: date(2027, 3, 1))
    view = again.open(record.hospital_id, record.year)
    assert view.packs.ruleset.version == "1.0"
    assert view.assessment.scorecard.total == total
    assert view.assessment.scorecard == locked.assessment.scorecard


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"name": ""}, "raw_missing"),
        ({"version": "长" * 61}, "ruleset_name_too_long"),
        ({"name": "长" * 61}, "ruleset_name_too_long"),
    ],
)
def test_a_nameless_or_endless_one_is_refused(
    workspace: Workspace, book: RuleBook[View], head: dict[str, str], code: str
) -> None:
    raw = draft(workspace.view.packs.ruleset)
    raw["ruleset"] |= head
    with pytest.raises(UserFacingError) as refused:
        book.keep(raw)
    assert codes(refused) == [code]


def test_what_two_editions_say_differently(workspace: Workspace, book: RuleBook[View]) -> None:
    """Name, 文号, rounding, grades; then rule by rule as sentences, ★ and warnings too."""
    before = workspace.view.packs.ruleset
    raw = draft(before)
    raw["ruleset"] |= {"places": 3, "bonus_cap": "2"}
    raw["grade"] = [{"name": "优秀", "minimum": "90"}]
    rule(raw, "19")["core"] = True
    rule(raw, "15")["part"][0]["tolerance"] = "0.20"
    after = book.keep(raw).packs.ruleset
    changes = changes_between(before, after, SCHEME)
    assert [change.place for change in changes] == [
        "名称", "批准文号", "得分小数位", "加分上限", "等级", "15 中药饮片使用率", "19 收支平衡",
    ]  # fmt: skip
    assert changes[4].after == "优秀 ≥ 90"
    assert "0.2 个百分点" in changes[5].after
    assert changes[6].after == changes[6].before + "（★ 核心项）"
    assert changes_between(after, after, SCHEME) == ()


def test_a_warning_mark_is_said(workspace: Workspace) -> None:
    before = workspace.view.packs.ruleset
    raw = draft(before)
    rule(raw, "21")["warn_below"] = "-20"
    tried = try_rules(raw, workspace.view.assessment)
    assert tried.ruleset is not None
    (change,) = changes_between(
        replace(before, name="", version="", approval=""),
        replace(tried.ruleset, name="", version="", approval=""),
        SCHEME,
    )
    assert change.after.endswith("（低于 -20 须说明）")
    assert Decimal(-10) == before.entries["21"].warn_below


def test_an_unknown_or_unfitting_one(workspace: Workspace, book: RuleBook[View], store: MemoryStore) -> None:
    """A rule set of another table is refused with its name; one that nobody kept, as the shipped source does."""
    kept = book.keep(draft(workspace.view.packs.ruleset)).record.ruleset_id
    with pytest.raises(BadPack) as refused:
        workspace.books.tables.choose("henan-2022", kept)
    assert refused.value.problems[0].where.startswith("本院方案 1.0：")
    with pytest.raises(FileNotFoundError):  # the fake's way of refusing
        workspace.books.rules.use("nobody")


def test_all_else_is_as_shipped(store: MemoryStore) -> None:
    shipped = RegionSource()
    source = SourceWithOwn(shipped, store.rules, store.packs)
    assert source.catalogue() is shipped.catalogue()
    assert source.samples() is shipped.samples()
    assert list(source.scheme_ids()) == list(shipped.scheme_ids())
    assert source.tasks("dazu-2024") is shipped.tasks("dazu-2024")


@pytest.mark.parametrize("state", [YearState.CONFIRMED, YearState.REVIEWED])
def test_under_review_no_edition_is_left_behind(
    workspace: Workspace, book: RuleBook[View], store: MemoryStore, state: YearState
) -> None:
    """Refused as a whole: else the name would be taken when the year comes back to 填报."""
    record = workspace.view.record
    reviewed = store.save_year(replace(record, state=state), ChangeNote(Actor("甲", "PC"), "审核"))
    workspace.open(record.hospital_id, record.year)
    before, wanted = book.all(), draft(workspace.view.packs.ruleset)
    with pytest.raises(UserFacingError) as refused:
        book.keep(wanted)
    assert codes(refused) == ["year_under_review"]
    assert book.all() == before
    store.save_year(replace(reviewed, state=YearState.DRAFT), ChangeNote(Actor("甲", "PC"), "退回修改"))
    workspace.open(record.hospital_id, record.year)
    assert book.keep(wanted).packs.ruleset.name == "本院方案"
