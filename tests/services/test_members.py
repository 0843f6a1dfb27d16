"""Several hospitals in one database: added, switched between, gathered from files; nothing of one lands in another."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.arrivals import Arrival, Coming
from hqd_desktop.services.errors import BadPack, UserFacingError
from hqd_desktop.services.members import Aligned, MemberBook, refuse_namesakes, still_open
from hqd_desktop.services.records import EvidenceWrite, YearState
from hqd_desktop.services.rule_book import draft_of
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import FixedPackSource, shipped_packs
from tests.services.conftest import HOSPITAL, YEAR

NOW, LAST = Period(YEAR), Period(YEAR - 1)
OTHER = Hospital("县人民医院", "二级", "综合", "456")
TABLE = "shaoyang-2022"
GIVEN = Arrival(
    "县.xlsx", OTHER, TABLE, YEAR, {("surplus", NOW): number(3), ("surplus", LAST): number(1)}, "文件 县.xlsx"
)


@pytest.fixture
def book(workspace: Workspace, opened: View) -> MemberBook[View]:
    return workspace.books.members


def code_of(problems: tuple) -> str:
    (problem,) = problems
    return problem.code


def refused(act) -> str:
    with pytest.raises(UserFacingError) as error:
        act()
    return code_of(error.value.problems)


def test_a_further_hospital_is_added_and_opened(book: MemberBook[View], workspace: Workspace) -> None:
    """With a year of its own and nothing of the other's."""
    workspace.enter("surplus", NOW, "8")
    assert book.title == "测试医院"
    view = book.add(replace(OTHER, name=" 县人民医院 "), TABLE, YEAR + 1)
    assert (view.hospital.name, view.record.year, view.figures, view.undo_name) == ("县人民医院", YEAR + 1, {}, "")
    assert [one.name for one in view.members] == ["测试医院", "县人民医院"]
    assert view.saved_at is None
    assert book.title == "测试医院等2家"
    assert [[record.year for record in member.years] for member in book.all()] == [[YEAR], [YEAR + 1]]


def test_switching_keeps_undo_and_history_apart(book: MemberBook[View], workspace: Workspace, opened: View) -> None:
    """What is undone after a switch is nothing of the other hospital; coming back finds all figures."""
    workspace.enter("surplus", NOW, "8")
    book.add(OTHER, TABLE, YEAR)
    assert workspace.undo().figures == {}
    workspace.enter("surplus", NOW, "9")
    view = book.open(opened.hospital.id)
    assert view.figures["surplus", NOW].value == 8
    assert view.undo_name == ""
    assert workspace.undo() is view
    assert {entry.new for entry in workspace.history() if entry.field == "value"} == {"8"}


def test_switching_stays_in_the_year_where_there_is_one(book: MemberBook[View], workspace: Workspace) -> None:
    """Else it goes to the latest."""
    first = workspace.view.hospital.id
    second = book.add(OTHER, TABLE, YEAR).hospital.id
    workspace.add_year(YEAR + 1)
    assert book.open(first).record.year == YEAR
    assert book.open(second).record.year == YEAR


@pytest.mark.parametrize(
    ("hospital", "code"),
    [
        (Hospital("", "三级", "综合"), "hospital_name_missing"),
        (Hospital(" 测试 医院", "二级", "中医", "9"), "member_name_taken"),
        (Hospital("另一家", "二级", "中医", " 123"), "member_code_taken"),
    ],
)
def test_namesakes_are_refused(
    book: MemberBook[View], store: MemoryStore, workspace: Workspace, hospital: Hospital, code: str
) -> None:
    """Neither by adding nor by renaming; nothing is written."""
    before = len(store.changes)
    assert refused(lambda: book.add(hospital, TABLE, YEAR)) == code
    assert len(store.changes) == before
    book.add(OTHER, TABLE, YEAR)
    assert refused(lambda: workspace.change_hospital(hospital)) == code
    assert (
        refused(lambda: workspace.change_hospital(replace(OTHER, name="测试医院（新）", code="123")))
        == "member_code_taken"
    )
    assert workspace.change_hospital(replace(OTHER, name="县医院")).hospital.name == "县医院"


def test_brackets_and_width_make_no_other_hospital() -> None:
    one, other = Hospital("甲医院（东院）", "三级", "综合", id="1"), Hospital("甲医院(东院)", "三级", "综合", id="2")
    with pytest.raises(UserFacingError):
        refuse_namesakes(one, [other])
    refuse_namesakes(one, [replace(other, id="1")])


def test_a_table_without_rules_adds_nothing(book: MemberBook[View], store: MemoryStore, opened: View) -> None:
    packs = shipped_packs()
    bare = FixedPackSource(replace(packs, ruleset=replace(packs.ruleset, pack="other")))
    other = MemberBook(store, bare, lambda: opened, lambda *_: opened, lambda *_, **__: None)  # type: ignore[arg-type]
    assert refused(lambda: other.add(OTHER, TABLE, YEAR)) == "workspace_no_ruleset"
    assert len(store.hospitals()) == 1


def test_added_among_samples_it_is_one(workspace: Workspace) -> None:
    """So that nobody takes it for a real one later."""
    from tests.fakes.shipped_packs import shipped_samples

    workspace.create_sample(shipped_samples()[0])
    assert workspace.books.members.add(OTHER, TABLE, YEAR).sample is True


def test_a_hospital_that_cannot_be_opened_leaves_the_other_whole(
    book: MemberBook[View], workspace: Workspace, opened: View, monkeypatch
) -> None:
    """The next number goes where it was typed for, and can be undone."""
    second = book.add(OTHER, TABLE, YEAR)
    book.open(opened.hospital.id)
    workspace.enter("surplus", NOW, "8")
    monkeypatch.setattr(workspace._viewing, "_packs", lambda *_: (_ for _ in ()).throw(BadPack()))
    with pytest.raises(BadPack):
        book.open(second.hospital.id)
    monkeypatch.undo()
    view = workspace.enter("surplus", LAST, "7")
    assert isinstance(view, View)
    assert view.hospital.id == opened.hospital.id
    assert workspace._store.figures(second.hospital.id) == {}
    workspace.undo()
    assert workspace.undo().figures["surplus", NOW].value is None


def test_an_act_meant_for_another_hospital_is_refused(opened: View) -> None:
    still_open(opened.hospital, None)
    still_open(opened.hospital, replace(opened.hospital, name="改名"))
    assert refused(lambda: still_open(opened.hospital, replace(opened.hospital, id="x"))) == "member_left"


def test_a_file_becomes_a_member(
    book: MemberBook[View], workspace: Workspace, store: MemoryStore, opened: View
) -> None:
    """With its figures and where they came from; what is open stays open."""
    assert book.landing(GIVEN).coming is Coming.NEW
    done = book.bring_in(GIVEN)
    assert workspace.view.hospital == opened.hospital
    view = book.open(done.hospital_id)
    assert view.hospital.code == "456"
    assert view.figures["surplus", NOW].value == 3
    assert {entry.origin for entry in workspace.history()} == {"文件 县.xlsx"}


def test_a_member_is_never_overwritten(book: MemberBook[View]) -> None:
    """Its year with figures is refused; a file of another class, code or name too."""
    book.bring_in(GIVEN)
    again = book.landing(replace(GIVEN, figures={("surplus", NOW): number(99)}))
    assert (again.coming, again.problem and again.problem.code) == (Coming.REFUSED, "member_has_year")
    assert refused(lambda: book.bring_in(GIVEN)) == "member_has_year"
    for hospital, code in (
        (replace(OTHER, level="三级"), "member_other_class"),
        (replace(OTHER, code="789"), "member_name_taken"),
        (replace(OTHER, name="别的医院"), "member_code_taken"),
        (replace(OTHER, name=" "), "hospital_name_missing"),
    ):
        problem = book.landing(replace(GIVEN, hospital=hospital)).problem
        assert problem is not None
        assert (problem.code, problem.where) == (code, "县.xlsx")


def test_a_further_year_of_a_member(book: MemberBook[View]) -> None:
    """Last year's figures that differ stay as the member has them, and are told."""
    hospital_id = book.bring_in(GIVEN).hospital_id
    later = Period(YEAR + 1)
    figures = {("surplus", later): number(5), ("surplus", NOW): number(4), ("physicians", NOW): number(7)}
    done = book.bring_in(replace(GIVEN, year=YEAR + 1, hospital=replace(OTHER, code=""), figures=figures))
    assert (done.coming, done.other) == (Coming.NEW_YEAR, (("surplus", NOW),))
    view = book.open(hospital_id)
    assert view.years == (YEAR, YEAR + 1)
    assert [view.figures[key].value for key in figures] == [5, 3, 7]


def test_a_closed_year_of_a_member_is_not_written(book: MemberBook[View], store: MemoryStore) -> None:
    """Whether it is the year of the file or the one before."""
    hospital_id = book.bring_in(GIVEN).hospital_id
    record = store.years(hospital_id)[0]
    store.save_year(replace(record, state=YearState.CONFIRMED), store.changes[0])
    later = Period(YEAR + 1)
    figures = {("surplus", later): number(5), ("physicians", NOW): number(7)}
    done = book.bring_in(replace(GIVEN, year=YEAR + 1, figures=figures))
    assert done.other == (("physicians", NOW),)
    assert ("physicians", NOW) not in store.figures(hospital_id)
    empty = book.add(Hospital("空医院", "二级", "综合"), TABLE, YEAR)
    store.save_year(replace(empty.record, state=YearState.CONFIRMED), store.changes[0])
    landing = book.landing(replace(GIVEN, hospital=Hospital("空医院", "二级", "综合")))
    assert landing.coming is Coming.REFUSED


def test_an_empty_year_that_was_begun_is_filled(book: MemberBook[View]) -> None:
    """As after a write that broke off between."""
    first = book.add(OTHER, TABLE, YEAR)
    done = book.bring_in(GIVEN)
    assert (done.coming, done.hospital_id) == (Coming.NEW_YEAR, first.hospital.id)
    assert book.open(first.hospital.id).figures["surplus", NOW].value == 3


def test_what_a_database_brings_besides(book: MemberBook[View]) -> None:
    """Its 说明; a sample among real ones, and a table that is not here, are refused beforehand."""
    done = book.bring_in(replace(GIVEN, explanations={"jump:surplus:2025": "医保结算延迟"}))
    assert book.open(done.hospital_id).explanations == {"jump:surplus:2025": "医保结算延迟"}
    sample = replace(GIVEN, hospital=Hospital("示例医院", "三级", "综合", sample=True))
    elsewhere = replace(GIVEN, hospital=Hospital("别处医院", "三级", "综合"), scheme_id="nowhere")
    for arrival, code in ((sample, "member_is_sample"), (elsewhere, "file_no_such_pack")):
        problem = book.landing(arrival).problem
        assert problem is not None
        assert (problem.code, problem.where) == (code, "县.xlsx")


def test_many_files_at_once(book: MemberBook[View]) -> None:
    """Of two of one hospital and year the second is refused, and the rest comes in."""
    twin = replace(GIVEN, file="县2.xlsx")
    later = replace(GIVEN, year=YEAR + 1, figures={("surplus", Period(YEAR + 1)): number(5)}, file="明年.xlsx")
    landings = book.landings([GIVEN, twin, later])
    assert [one.coming for one in landings] == [Coming.NEW, Coming.REFUSED, Coming.NEW]
    assert landings[1].problem is not None
    assert landings[1].problem.code == "member_twice_here"
    done = book.bring_in_all([GIVEN, twin, later])
    assert [one.coming for one in done] == [Coming.NEW, Coming.REFUSED, Coming.NEW_YEAR]
    assert len(book.all()) == 2


def test_one_rule_set_for_all(book: MemberBook[View], workspace: Workspace, store: MemoryStore, opened: View) -> None:
    """The one of the open hospital, made by itself; a member that may not be written stays, and is named."""
    draft = draft_of(opened.packs.ruleset, opened.packs.scheme)
    draft["ruleset"] |= {"name": "县局方案", "version": "1.0", "approval": "县卫健〔2026〕1号"}
    workspace.books.rules.keep(draft)
    view = workspace.view
    ids = [book.bring_in(replace(GIVEN, hospital=Hospital(name, "二级", "综合"))).hospital_id for name in ("甲", "乙")]
    locked = store.years(ids[1])[0]
    store.save_year(replace(locked, state=YearState.CONFIRMED), store.changes[0])
    done = book.align_rules(YEAR)
    assert done == Aligned(view.packs.ruleset.title, ("甲",), ("乙",))
    shown = book.open(ids[0])
    assert shown.packs.ruleset == view.packs.ruleset
    assert shown.packs.ruleset.id in workspace._source.ruleset_ids(TABLE)
    assert store.years(ids[1])[0].ruleset_id == locked.ruleset_id
    assert book.open(ids[1]).packs.ruleset.id not in (shown.packs.ruleset.id,)
    assert shown.packs.ruleset.id not in workspace._source.ruleset_ids(TABLE)
    book.open(opened.hospital.id)
    assert book.align_rules(YEAR).changed == ()
    assert refused(lambda: book.align_rules(1999)) == "workspace_no_year"


def test_evidence_of_all_goes_along(book: MemberBook[View], store: MemoryStore, opened: View) -> None:
    """A file that two have registered goes once."""
    second = book.add(OTHER, TABLE, YEAR).hospital.id
    one = Evidence("d1", "a.pdf", 3, "甲")
    for hospital_id, record in ((opened.hospital.id, one), (second, one), (second, replace(one, digest="d2"))):
        store.save_evidence(hospital_id, [EvidenceWrite(record)], store.changes[0])
    assert [record.digest for record in book.evidence()] == ["d1", "d2"]


def test_a_year_is_found_or_not(book: MemberBook[View]) -> None:
    member = book.all()[0]
    assert member.record(YEAR) == member.years[0]
    assert member.record(1999) is None
    assert member.hospital.name == HOSPITAL.name
