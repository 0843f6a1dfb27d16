"""The open hospital: every act is one transaction or none, can be taken back, and never touches a locked year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hqd_desktop.domain.checks import CheckKind, CheckState
from hqd_desktop.domain.figures import BLANK, Figure, FigureState, Restatement, not_applicable, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import StaleWrite, StoreError, UserFacingError
from hqd_desktop.services.records import ChangeNote, ImportedFigures, StoredMapping, YearState
from hqd_desktop.services.typing_in import TYPED
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import FixedPackSource, shipped_packs, shipped_samples
from tests.services.conftest import HOSPITAL, YEAR

NOW, LAST = Period(YEAR), Period(YEAR - 1)
Writes = Callable[[], list[str]]


def code_of(error: pytest.ExceptionInfo[UserFacingError]) -> str:
    (problem,) = error.value.problems
    return problem.code


def lock(store: MemoryStore, hospital_id: str, year: int, state: YearState = YearState.LOCKED) -> None:
    """Somebody locks a year."""
    record = next(r for r in store.years(hospital_id) if r.year == year)
    store.save_year(replace(record, state=state), store.changes[0])


def is_view(answer: object) -> View:
    assert isinstance(answer, View), answer
    return answer


def test_nothing_is_open_at_first(workspace: Workspace) -> None:
    """And says so."""
    with pytest.raises(UserFacingError) as error:
        _ = workspace.view
    assert code_of(error) == "workspace_not_open"
    assert workspace.hospitals() == ()


def test_creating(workspace: Workspace, opened: View, writes: Writes) -> None:
    """A hospital with its first year, empty, editable, everything missing."""
    assert opened is workspace.view
    assert writes() == ["新建医院", "新建年度"]
    assert (opened.hospital.name, opened.record.year, opened.years) == ("测试医院", YEAR, (YEAR,))
    assert opened.record.ruleset_id == "example-shaoyang-2022"
    assert (opened.editable, opened.sample, opened.saved_at, opened.last_scorecard) == (True, False, None, None)
    assert opened.assessment.scorecard.undetermined == 88
    assert opened.figures == {}
    assert [hospital.name for hospital in workspace.hospitals()] == ["测试医院"]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_hospital_needs_a_name(workspace: Workspace, store: MemoryStore, name: str) -> None:
    """Before anything is written."""
    with pytest.raises(UserFacingError) as error:
        workspace.create(Hospital(name, "三级", "综合"), "shaoyang-2022", YEAR)
    assert code_of(error) == "hospital_name_missing"
    assert store.changes == []


def test_an_unknown_table_writes_nothing(workspace: Workspace, store: MemoryStore) -> None:
    """Nor does a table without a rule set."""
    with pytest.raises(UserFacingError):
        workspace.create(HOSPITAL, "nowhere", YEAR)
    packs = shipped_packs()
    bare = FixedPackSource(replace(packs, ruleset=replace(packs.ruleset, pack="other")))
    other = Workspace(store, bare, workspace._actor, "hqd", date.today)
    with pytest.raises(UserFacingError) as error:
        other.create(HOSPITAL, "shaoyang-2022", YEAR)
    assert code_of(error) == "workspace_no_ruleset"
    assert store.changes == []
    assert store.hospitals() == ()


def test_entering_a_figure(workspace: Workspace, opened: View, store: MemoryStore, writes: Writes) -> None:
    """One transaction with who, where, what and whence; only what was touched is named."""
    view = is_view(workspace.enter("total_income", NOW, " 1.5万 "))
    assert view.touched == (("total_income", NOW),)
    assert view.figures["total_income", NOW] == number(15000, source=TYPED)
    assert store.figures(view.hospital.id)["total_income", NOW].version == 1
    assert store.changes[-1] == ChangeNote(workspace._actor, "录入", "", "手工录入")
    assert view.saved_at is not None
    assert view.undo_name == "录入"
    assert view.assessment.figures["total_income", NOW].value == 15000
    assert opened.figures == {}


def test_what_cannot_be_read_changes_nothing(workspace: Workspace, opened: View, writes: Writes) -> None:
    """The answer is the problem."""
    before = writes()
    problem = workspace.enter("total_income", NOW, "abc")
    assert isinstance(problem, Problem)
    assert problem.code == "number_unreadable"
    assert workspace.view is opened
    assert writes() == before


def test_the_same_again_is_no_write(workspace: Workspace, opened: View, writes: Writes) -> None:
    """Typing what is there, or emptying what is empty."""
    is_view(workspace.enter("total_income", NOW, "15000"))
    before = writes()
    assert is_view(workspace.enter("total_income", NOW, "15,000.00")).touched == ()
    assert workspace.clear([("surplus", NOW)]).touched == ()
    assert is_view(workspace.enter("surplus", NOW, " ")).touched == ()
    assert writes() == before
    assert workspace.view.undo_name == "录入"


def test_a_block_is_all_or_nothing(workspace: Workspace, opened: View, writes: Writes) -> None:
    """Every problem of it at once, and nothing written; or one transaction and one step back."""
    before = writes()
    problems = workspace.enter_many(
        [("total_income", NOW, "1"), ("surplus", NOW, "x"), ("physicians", NOW, "-1"), ("emr_level", NOW, "4")], "粘贴"
    )
    assert not isinstance(problems, View)
    assert [problem.code for problem in problems] == ["number_unreadable", "figure_too_small"]
    assert writes() == before
    assert workspace.view.figures == {}
    view = workspace.enter_many(
        [("total_income", NOW, "1"), ("surplus", NOW, "2"), ("total_income", LAST, "3")], "粘贴"
    )
    assert writes() == [*before, "粘贴"]
    assert is_view(view).touched == (("total_income", NOW), ("surplus", NOW), ("total_income", LAST))
    assert set(workspace.undo().figures.values()) == {BLANK}
    assert writes()[-1] == "撤销粘贴"


def test_a_block_that_says_one_cell_twice(workspace: Workspace, opened: View) -> None:
    """The last one stands; a store takes each row once."""
    view = is_view(workspace.enter_many([("surplus", NOW, "1"), ("surplus", NOW, "2")], "粘贴"))
    assert view.figures["surplus", NOW].value == 2
    assert view.touched == (("surplus", NOW),)


def test_not_applicable_with_its_reason(workspace: Workspace, opened: View) -> None:
    """Not without one."""
    problem = workspace.mark_not_applicable("insured_inpatients", NOW, " ")
    assert isinstance(problem, Problem)
    view = is_view(workspace.mark_not_applicable("insured_inpatients", NOW, "未开展"))
    assert view.figures["insured_inpatients", NOW] == not_applicable("未开展", TYPED)
    assert view.undo_name == "标不适用"


def test_notes(workspace: Workspace, opened: View) -> None:
    """Beside a figure, or beside nothing yet."""
    is_view(workspace.enter("surplus", NOW, "5"))
    view = workspace.write_note("surplus", NOW, " 审计调整 ")
    assert (view.figures["surplus", NOW].value, view.figures["surplus", NOW].note) == (5, "审计调整")
    view = workspace.write_note("physicians", NOW, "待报")
    assert view.figures["physicians", NOW] == Figure(note="待报")


def test_clearing(workspace: Workspace, opened: View) -> None:
    """Back to blank."""
    is_view(workspace.enter("surplus", NOW, "5"))
    view = workspace.clear([("surplus", NOW)])
    assert view.figures["surplus", NOW] == BLANK
    assert ("surplus", NOW) in view.touched


def test_back_and_forth_by_name(workspace: Workspace, opened: View, writes: Writes) -> None:
    """Undo writes what was before, with who and when; redo writes it again; a new write ends redo."""
    is_view(workspace.enter("surplus", NOW, "5"))
    is_view(workspace.enter("surplus", NOW, "6"))
    view = workspace.undo()
    assert (view.figures["surplus", NOW].value, view.undo_name, view.redo_name) == (5, "录入", "录入")
    assert view.touched == (("surplus", NOW),)
    view = workspace.undo()
    assert view.figures["surplus", NOW].state is FigureState.BLANK
    assert (view.undo_name, view.redo_name) == ("", "录入")
    before = writes()
    assert workspace.undo() is workspace.view
    assert writes() == before
    view = workspace.redo()
    assert view.figures["surplus", NOW].value == 5
    view = workspace.redo()
    assert view.figures["surplus", NOW].value == 6
    assert writes()[-4:] == ["撤销录入", "撤销录入", "重做录入", "重做录入"]
    assert workspace.redo() is workspace.view
    workspace.undo()
    is_view(workspace.enter("surplus", NOW, "7"))
    assert workspace.view.redo_name == ""


def imported(
    figures: dict[tuple[str, Period], Figure], *problems: Problem, name: str = "", year: int = 0
) -> ImportedFigures:
    return ImportedFigures(figures, problems, name=name, year=year)


FIGURES = {("surplus", NOW): number(5, source="导入"), ("physicians", LAST): number(9, source="导入")}


def test_taking_over_an_import(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """All of it as one step, with the file as its origin."""
    view = workspace.take_over(imported(FIGURES, name="测试医院", year=YEAR), "上年工作簿.xlsx")
    assert view.figures == FIGURES
    assert (store.changes[-1].action, store.changes[-1].origin) == ("导入", "上年工作簿.xlsx")
    assert view.undo_name == "导入"
    assert set(workspace.undo().figures.values()) == {BLANK}
    assert workspace.take_over(imported(FIGURES, year=YEAR - 1), "x").figures == FIGURES


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (imported({}, Problem("file_unknown_item", "B7")), "file_unknown_item"),
        (imported(FIGURES, name="别的医院"), "input_other_hospital"),
        (imported(FIGURES, year=YEAR + 1), "input_other_year"),
        (imported(FIGURES, year=YEAR - 2), "input_other_year"),
        (imported({}), "input_empty"),
    ],
)
def test_an_import_that_is_refused_whole(
    workspace: Workspace, opened: View, writes: Writes, given: ImportedFigures, code: str
) -> None:
    """Another hospital's, another year's, an empty one, or one with problems."""
    before = writes()
    with pytest.raises(UserFacingError) as error:
        workspace.take_over(given, "x")
    assert code_of(error) == code
    assert writes() == before
    assert workspace.view is opened


def test_explaining_a_warning(workspace: Workspace, opened: View, writes: Writes) -> None:
    """Kept with its check, and withdrawn with empty words."""
    is_view(workspace.enter_many([("surplus", NOW, "500"), ("surplus", LAST, "100")], "粘贴"))
    key = f"jump:surplus:{YEAR}"

    def state() -> CheckState:
        return next(check.state for check in workspace.view.assessment.checks if check.key == key)

    assert state() is CheckState.WARNING
    view = workspace.explain(key, " 处置了旧设备 ")
    assert (view.explanations, state()) == ({key: "处置了旧设备"}, CheckState.EXPLAINED)
    assert writes()[-1] == "写说明"
    assert workspace.explain(key, " ").explanations == {}
    assert state() is CheckState.WARNING


@pytest.mark.parametrize("locked_as", [YearState.LOCKED, YearState.SUBMITTED])
def test_nothing_of_a_locked_year_is_written(
    workspace: Workspace, opened: View, store: MemoryStore, writes: Writes, locked_as: YearState
) -> None:
    """By no act, and the sentence says which year."""
    is_view(workspace.enter("surplus", NOW, "5"))
    lock(store, opened.hospital.id, YEAR, locked_as)
    before, view = writes(), workspace.view
    acts: list[Callable[[], object]] = [
        lambda: workspace.enter("surplus", NOW, "6"),
        lambda: workspace.enter_many([("surplus", NOW, "6")], "粘贴"),
        lambda: workspace.mark_not_applicable("physicians", NOW, "无"),
        lambda: workspace.write_note("surplus", NOW, "x"),
        lambda: workspace.clear([("surplus", NOW)]),
        lambda: workspace.take_over(imported(FIGURES), "x"),
        lambda: workspace.explain("jump:surplus:2025", "说明说明说明"),
        workspace.undo,
    ]
    for act in acts:
        with pytest.raises(UserFacingError) as error:
            act()
        assert (code_of(error), error.value.problems[0].params["year"]) == ("year_locked", str(YEAR))
    assert writes() == before
    assert workspace.view is view
    reopened = workspace.open(opened.hospital.id)
    assert not reopened.editable
    assert reopened.figures["surplus", NOW].value == 5


def test_last_years_locked_figures_are_not_overwritten(
    workspace: Workspace, opened: View, store: MemoryStore, writes: Writes
) -> None:
    """From this year's page either: they stay as they were handed in, and nothing of the block is written."""
    workspace.add_year(YEAR - 1)
    is_view(workspace.enter("surplus", LAST, "5"))
    lock(store, opened.hospital.id, YEAR - 1)
    workspace.open(opened.hospital.id, YEAR)
    before = writes()
    with pytest.raises(UserFacingError) as error:
        workspace.enter_many([("surplus", NOW, "6"), ("surplus", LAST, "7")], "粘贴")
    assert (code_of(error), error.value.problems[0].params["year"]) == ("year_locked", str(YEAR - 1))
    assert writes() == before
    assert is_view(workspace.enter("surplus", NOW, "6")).figures["surplus", LAST].value == 5


def test_a_year_locked_meanwhile_cannot_be_undone(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Nor redone."""
    is_view(workspace.enter("surplus", NOW, "5"))
    workspace.undo()
    lock(store, opened.hospital.id, YEAR)
    with pytest.raises(UserFacingError) as error:
        workspace.redo()
    assert code_of(error) == "year_locked"
    assert workspace.view.redo_name == "录入"


def locked_last_year(workspace: Workspace, store: MemoryStore, hospital_id: str) -> View:
    """Last year handed in with a surplus of 5, this year open."""
    workspace.add_year(YEAR - 1)
    is_view(workspace.enter("surplus", LAST, "5"))
    lock(store, hospital_id, YEAR - 1)
    return workspace.open(hospital_id, YEAR)


def guard(view: View) -> list[tuple[CheckState, object, object, str]]:
    """The restatement checks as they stand."""
    found = [check for check in view.assessment.checks if check.kind is CheckKind.RESTATED]
    return [(check.state, check.left, check.right, check.explanation) for check in found]


def test_restating_a_locked_last_year(workspace: Workspace, opened: View, store: MemoryStore, writes: Writes) -> None:
    """上年调整数: a row of its own with its reason; figure and score stay, both are told, undo takes it back."""
    view = locked_last_year(workspace, store, opened.hospital.id)
    assert (view.locked_years, guard(view)) == ({YEAR - 1}, [])
    view = is_view(workspace.restate("surplus", LAST, "1.2万", "决算审计调整"))
    assert view.figures["surplus", LAST].value == 5
    assert view.restatements == {("surplus", LAST): Restatement(Decimal(12000), "决算审计调整")}
    assert guard(view) == [(CheckState.EXPLAINED, 12000, 5, "决算审计调整")]
    assert (store.changes[-1].action, store.changes[-1].reason) == ("登记上年调整数", "决算审计调整")
    assert view.touched == (("surplus", LAST),)
    assert guard(workspace.undo()) == []
    assert guard(workspace.redo()) == [(CheckState.EXPLAINED, 12000, 5, "决算审计调整")]
    assert guard(is_view(workspace.restate("surplus", LAST, "5", ""))) == []


@pytest.mark.parametrize(
    ("item", "period", "text", "reason", "code"),
    [
        ("surplus", LAST, "7", "审计", "restatement_reason"),
        ("surplus", LAST, "7", "   ", "restatement_reason"),
        ("surplus", LAST, "x7", "决算审计调整", "number_unreadable"),
        ("surplus", LAST, " ", "决算审计调整", "number_blank"),
        ("surplus", NOW, "7", "决算审计调整", "restatement_not_locked"),
        ("physicians", LAST, "7", "决算审计调整", "restatement_not_locked"),
    ],
)
def test_a_restatement_that_is_refused(
    workspace: Workspace, opened: View, store: MemoryStore, writes: Writes,
    item: str, period: Period, text: str, reason: str, code: str,
) -> None:  # fmt: skip
    """Nothing is written."""
    locked_last_year(workspace, store, opened.hospital.id)
    before = writes()
    problem = workspace.restate(item, period, text, reason)
    assert isinstance(problem, Problem)
    assert (problem.code, writes()) == (code, before)


def test_an_import_that_restates_a_locked_year(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Refused whole with both values; the very values that were handed in are passed over."""
    locked_last_year(workspace, store, opened.hospital.id)
    with pytest.raises(UserFacingError) as error:
        workspace.take_over(imported({("surplus", NOW): number(1), ("surplus", LAST): number(7)}), "采集表.xlsx")
    (problem,) = error.value.problems
    assert (problem.code, problem.where) == ("figure_not_as_locked", workspace.view.packs.catalogue["surplus"].name)
    assert (problem.params["given"], problem.params["locked"]) == ("7.00 元", "5.00 元")
    view = workspace.take_over(imported({("surplus", NOW): number(1), ("surplus", LAST): number(5, "抄")}), "采集表")
    assert (view.figures["surplus", NOW].value, view.figures["surplus", LAST].note) == (1, "")


def test_following_up(workspace: Workspace, opened: View, store: MemoryStore, writes: Writes) -> None:
    """What is still to be asked stays with the figure until it is done; the score does not move."""
    view = workspace.follow_up("surplus", NOW, " 问财务科：含不含分院 ")
    assert (view.follow_ups, view.touched) == ({("surplus", NOW): "问财务科：含不含分院"}, (("surplus", NOW),))
    assert view.assessment.digest == opened.assessment.digest
    assert workspace.follow_up("surplus", NOW, "").follow_ups == {}
    assert writes()[-2:] == ["记跟进", "跟进办结"]
    assert workspace.undo().follow_ups == {("surplus", NOW): "问财务科：含不含分院"}
    assert workspace.undo().follow_ups == {}
    assert [entry.table for entry in workspace.history("surplus", NOW)] == ["follow_up"] * 4
    count = len(writes())
    assert workspace.follow_up("surplus", NOW, " ").touched == ()
    assert len(writes()) == count


def test_a_said_reason_can_be_taken_back(workspace: Workspace, opened: View) -> None:
    """说明 is a step like any other, and the View tells which check it was."""
    view = workspace.explain("jump:surplus:2025", "处置了旧设备")
    assert (view.undo_name, view.touched_check, view.touched) == ("写说明", "jump:surplus:2025", ())
    assert workspace.undo().explanations == {}
    assert workspace.redo().explanations == {"jump:surplus:2025": "处置了旧设备"}


def test_undo_reaches_over_years(workspace: Workspace, opened: View) -> None:
    """Till the program closes: the year of the step is open afterwards."""
    is_view(workspace.enter("surplus", NOW, "5"))
    view = workspace.add_year(YEAR + 1)
    assert view.undo_name == "录入"
    view = workspace.undo()
    assert (view.record.year, view.touched, view.figures["surplus", NOW]) == (YEAR, (("surplus", NOW),), BLANK)
    workspace.add_year(YEAR + 1)
    view = workspace.redo()
    assert (view.record.year, view.figures["surplus", NOW].value) == (YEAR, 5)


def test_the_score_before_the_last_figures(workspace: Workspace, opened: View) -> None:
    """Stays at hand until other figures are written or another year is opened."""
    assert opened.before is None
    view = is_view(workspace.enter("surplus", NOW, "5"))
    assert view.before is opened.assessment.scorecard
    later = workspace.follow_up("surplus", NOW, "问")
    assert later.before is view.before
    assert is_view(workspace.enter("surplus", NOW, "6")).before is later.assessment.scorecard
    assert workspace.add_year(YEAR + 1).before is None


def test_undo_ends_with_the_hospital(workspace: Workspace, opened: View) -> None:
    """What was done to one is not taken back in another."""
    is_view(workspace.enter("surplus", NOW, "5"))
    assert workspace.create(Hospital("另一家", "二级", "综合"), "shaoyang-2022", YEAR).undo_name == ""


def test_a_stale_write_surfaces(workspace: Workspace, opened: View, store: MemoryStore, writes: Writes) -> None:
    """Somebody was faster: nothing of the save is written, the page stays, and opening again shows the new figure."""
    is_view(workspace.enter("surplus", NOW, "5"))
    view, before = workspace.view, writes()
    store.meddle(opened.hospital.id, "surplus", NOW, number(9))
    with pytest.raises(StaleWrite) as error:
        workspace.enter_many([("physicians", NOW, "1"), ("surplus", NOW, "6")], "粘贴")
    assert [problem.where for problem in error.value.problems] == ["surplus"]
    with pytest.raises(StaleWrite):
        workspace.undo()
    assert workspace.view is view
    assert (view.undo_name, view.redo_name) == ("录入", "")
    assert writes() == before
    assert ("physicians", NOW) not in store.figures(opened.hospital.id)
    assert workspace.open(opened.hospital.id).figures["surplus", NOW].value == 9


@pytest.mark.parametrize("act", ["enter", "undo", "redo", "explain", "year", "hospital"])
def test_a_disk_fault_leaves_the_page_as_it_was(
    workspace: Workspace, opened: View, store: MemoryStore, act: str
) -> None:
    """And the same act works when the disk does."""
    is_view(workspace.enter("surplus", NOW, "5"))
    is_view(workspace.enter("surplus", NOW, "6"))
    workspace.undo()
    acts: dict[str, Callable[[], object]] = {
        "enter": lambda: workspace.enter("surplus", NOW, "7"),
        "undo": workspace.undo,
        "redo": workspace.redo,
        "explain": lambda: workspace.explain("x", "说明说明说明"),
        "year": lambda: workspace.add_year(YEAR + 1),
        "hospital": lambda: workspace.change_hospital(replace(HOSPITAL, name="新名")),
    }
    view = workspace.view
    store.fail_next = "store_disk_full"
    with pytest.raises(StoreError) as error:
        acts[act]()
    assert code_of(error) == "store_disk_full"
    assert workspace.view is view
    acts[act]()
    assert workspace.view is not view


def test_adding_and_opening_years(workspace: Workspace, opened: View, writes: Writes) -> None:
    """The same table and rules; last year's figures are read, not asked again; undo goes on."""
    is_view(workspace.enter("total_income", NOW, "5"))
    view = workspace.add_year(YEAR + 1)
    assert (view.record.year, view.years, view.undo_name) == (YEAR + 1, (YEAR, YEAR + 1), "录入")
    assert view.record.scheme_id == opened.record.scheme_id
    assert view.last_scorecard is not None
    assert view.last_scorecard.year == YEAR
    assert ("total_income", NOW) not in view.last_scorecard.missing
    assert ("medical_income", NOW) in view.last_scorecard.missing
    before = writes()
    assert workspace.add_year(YEAR).record.year == YEAR
    assert writes() == before
    assert workspace.open(opened.hospital.id).record.year == YEAR + 1
    assert workspace.open(opened.hospital.id, YEAR).record.year == YEAR


def test_last_year_is_kept_while_only_this_year_is_written(workspace: Workspace, opened: View) -> None:
    """And scored anew when one of its figures was."""
    workspace.add_year(YEAR - 1)
    workspace.open(opened.hospital.id, YEAR)
    first = is_view(workspace.enter("surplus", NOW, "5")).last_scorecard
    second = is_view(workspace.enter("surplus", NOW, "6")).last_scorecard
    assert second is first
    third = is_view(workspace.enter("total_income", LAST, "7")).last_scorecard
    assert second is not None
    assert third is not None
    assert ("total_income", LAST) in second.missing
    assert ("total_income", LAST) not in third.missing
    assert workspace.explain("x", "说明说明说明").last_scorecard is not None


@pytest.mark.parametrize("year", [None, 1999])
def test_a_year_that_is_not_there(workspace: Workspace, opened: View, year: int | None) -> None:
    """Or a hospital that is not: the page stays."""
    with pytest.raises(UserFacingError) as error:
        workspace.open("nobody", year)
    assert code_of(error) == "workspace_no_year"
    assert error.value.problems[0].params == {"year": str(year or "")}
    with pytest.raises(UserFacingError) as error:
        workspace.open(opened.hospital.id, 1999)
    assert error.value.problems[0].params == {"year": "1999"}
    assert workspace.view is opened


def test_changing_the_hospital(workspace: Workspace, opened: View, writes: Writes) -> None:
    """Name, level, type: the rows that apply change with it."""
    view = workspace.change_hospital(Hospital("新医院", "二级", "综合", "9"))
    assert (view.hospital.name, view.hospital.id) == ("新医院", opened.hospital.id)
    assert view.assessment.scorecard.full == 64
    assert writes()[-1] == "修改医院信息"
    with pytest.raises(UserFacingError) as error:
        workspace.change_hospital(Hospital(" ", "二级", "综合"))
    assert code_of(error) == "hospital_name_missing"
    assert workspace.view is view


def test_history(workspace: Workspace, opened: View) -> None:
    """Of a figure or of all, newest first, as many as asked for."""
    is_view(workspace.enter("surplus", NOW, "5"))
    is_view(workspace.enter("surplus", NOW, "6"))
    is_view(workspace.enter("surplus", LAST, "1"))
    values = [(e.period, e.old, e.new) for e in workspace.history("surplus") if e.field == "value"]
    assert values == [(LAST.key, "", "1"), (NOW.key, "5", "6"), (NOW.key, "", "5")]
    assert {e.period for e in workspace.history("surplus", NOW)} == {NOW.key}
    assert len(workspace.history(limit=2)) == 2
    entry = workspace.history("surplus", LAST)[0]
    assert (entry.who, entry.pc, entry.action, entry.origin) == ("张三", "财务电脑", "录入", "手工录入")


def test_samples(workspace: Workspace, store: MemoryStore) -> None:
    """All years, figures and explanations; marked 示例; nothing missing, and editable like any other."""
    for sample in shipped_samples():
        view = workspace.create_sample(sample)
        assert view.sample
        assert view.years == (2023, 2024, 2025)
        assert view.record.year == sample.year
        assert view.figures == sample.figures
        assert view.explanations == sample.explanations
        assert view.assessment.missing == ()
        assert view.last_scorecard is not None
        assert isinstance(workspace.enter("surplus", NOW, "1"), View)
    origins = {note.origin for note in store.changes if note.action == "载入示例数据"}
    assert origins == {"示例数据"}


def test_what_goes_to_paper(workspace: Workspace, opened: View) -> None:
    """The assessment with all that is printed beside it."""
    submission = workspace.submission()
    assert submission.assessment is opened.assessment
    assert (submission.prepared_on, submission.state, submission.number) == (date(2026, 3, 1), YearState.DRAFT, 1)
    assert (submission.with_points, submission.sample, submission.program) == (True, False, "hqd 1.0")
    assert workspace.submission(with_points=False).with_points is False


def test_what_is_only_read_cannot_be_edited(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """The view says so, so that no page offers it."""
    store.read_only = True
    view = workspace.open(opened.hospital.id)
    assert (view.read_only, view.editable, view.remarks_editable) == (True, False, False)


def test_departments_of_the_hospital(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Go with the view."""
    store.save_department(opened.hospital.id, "physicians", "医师办", store.changes[0])
    assert workspace.open(opened.hospital.id).departments == {"physicians": "医师办"}


def test_a_copy_is_the_store_s(workspace: Workspace, opened: View, tmp_path: Path) -> None:
    """Where it was asked for."""
    workspace.backup_to(tmp_path / "copy.hqd")
    assert (tmp_path / "copy.hqd").exists()


def test_closing(workspace: Workspace, store: MemoryStore) -> None:
    """Lets go of the database."""
    workspace.close()
    assert store.closed


def test_packs_are_kept_while_they_are_the_same(workspace: Workspace, opened: View) -> None:
    """Their digests are computed once."""
    view = is_view(workspace.enter("surplus", NOW, "5"))
    assert view.packs is opened.packs


def test_how_own_tables_are_read_is_kept_without_touching_figures(
    workspace: Workspace, opened: View, writes: Writes
) -> None:
    """Saved, renamed and withdrawn; no step of 撤销."""
    kept = workspace.save_mapping(StoredMapping(" 年报 ", "{}"))
    assert (kept.name, workspace.mappings()) == ("年报", [kept])
    renamed = workspace.save_mapping(replace(kept, name="财务年报"))
    assert workspace.save_mapping(replace(renamed, active=False)).version == 3
    assert workspace.mappings() == []
    assert writes()[-3:] == ["保存对应关系", "保存对应关系", "撤下对应关系"]
    assert workspace.view.undo_name == ""
    with pytest.raises(UserFacingError) as error:
        workspace.save_mapping(StoredMapping("  ", "{}"))
    assert code_of(error) == "mapping_name_missing"
