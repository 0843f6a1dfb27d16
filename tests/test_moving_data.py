"""Backups and the hand-over file on a real disk, from one desk to another: figures, evidence and history come along."""

from __future__ import annotations

from pathlib import Path

import pytest

from hqd_desktop.bootstrap import SECOND_BACKUP, OfficeDesk
from hqd_desktop.domain.evidence import Details, FileState, use_of_figure
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services import guarding
from hqd_desktop.services.arrivals import Coming, Readers, read_arrivals
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.errors import FileRefused, StoreError
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.goal_acts import set_goals
from hqd_desktop.services.pack_copying import example
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.workspace import View, Workspace

HOSPITAL = Hospital("县人民医院", "二级", "综合")
KEY = ("total_income", Period(2025))


@pytest.fixture
def desk(tmp_path: Path) -> OfficeDesk:
    """On an empty data folder."""
    return OfficeDesk(tmp_path / "data")


@pytest.fixture
def workspace(desk: OfficeDesk, tmp_path: Path):
    """A hospital with one figure and a file that proves it."""
    opened = desk.open_workspace(desk.new_database(), create=True)
    opened.create(HOSPITAL, "shaoyang-2022", 2025)
    opened.enter(*KEY, "123.45")
    document = tmp_path / "年报.pdf"
    document.write_bytes(b"%PDF-1.4 annual report")
    kept = desk.evidence_folder().take_in(document, lambda done, total: None)
    opened.change_evidence(adding(desk.evidence_folder(), [Piece(kept, Details("年报"))], use_of_figure(KEY)))
    yield opened
    opened.close()


def look(desk: OfficeDesk, path: Path) -> tuple[str, FileState, bool]:
    """The figure, the state of the file, and whether nothing was altered."""
    opened = desk.open_workspace(path)
    try:
        view: View = opened.open(opened.hospitals()[0].id)
        (record,) = view.evidence.records
        state = desk.evidence_folder().check([record.digest], lambda done, total: None)[record.digest]
        return str(view.figures[KEY].value), state, not opened.books.past.examine(whole=True)
    finally:
        opened.close()


def test_a_stick_brings_everything_to_another_pc(desk: OfficeDesk, workspace: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    desk.settings().set(SECOND_BACKUP, str(stick))
    assert desk.backups().make(workspace, Reason.HAND).told == ()
    (backup,) = stick.glob("*.hqd")
    other = OfficeDesk(tmp_path / "other")
    assert look(other, other.restore(backup)) == ("123.45", FileState.GOOD, True)


def test_one_file_brings_everything_to_another_pc(desk: OfficeDesk, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "交接.hqdx"
    assert desk.write_handover(path, workspace) == ()
    other = OfficeDesk(tmp_path / "other")
    assert look(other, other.receive(path)) == ("123.45", FileState.GOOD, True)
    assert [left.name for left in (tmp_path / "other").iterdir() if left.name.startswith("tmp")] == []
    data = bytearray(path.read_bytes())
    data[data.index(b"annual report")] ^= 1
    path.write_bytes(bytes(data))
    third = OfficeDesk(tmp_path / "third")
    with pytest.raises(FileRefused):
        third.receive(path)
    assert list((tmp_path / "third").glob("*.hqd")) == []


def test_a_group_goes_along_whole_and_is_gathered_from_such_files(
    desk: OfficeDesk, workspace: Workspace, tmp_path: Path
) -> None:
    """Evidence of the member that is not open too; the backup lists both; another PC gathers both out of the file."""
    workspace.books.members.add(Hospital("县中医院", "二级", "中医"), "shaoyang-2022", 2025)
    workspace.enter(*KEY, "7")
    path = tmp_path / "交接.hqdx"
    assert desk.write_handover(path, workspace) == ()
    assert desk.backups().make(workspace, Reason.DAY).entry.hospitals == ("县人民医院", "县中医院")
    other = OfficeDesk(tmp_path / "other")
    assert look(other, other.receive(path)) == ("123.45", FileState.GOOD, True)
    bureau = OfficeDesk(tmp_path / "bureau")
    gathered = bureau.open_workspace(bureau.new_database(), create=True)
    gathered.create(Hospital("县卫健局直属医院", "二级", "综合"), "shaoyang-2022", 2025)
    readers = Readers(bureau.workbooks(), bureau.packages(), bureau.visit, ".hqdz", (".hqd", ".hqdx"))
    book = gathered.books.members
    for file, coming in ((path, Coming.NEW), (desk.database(), Coming.REFUSED)):
        arrivals, problems = read_arrivals([file], readers, bureau.source().catalogue(), "x", lambda *_: None)
        assert problems == []
        assert {one.coming for one in book.landings(arrivals)} == {coming}
        book.bring_in_all(arrivals)
    values = [str(book.open(one.hospital.id).figures[KEY].value) for one in book.all()[1:]]
    assert values == ["123.45", "7"]
    gathered.close()
    left = list((tmp_path / "bureau").iterdir())
    assert [one.name for one in left if one.suffix == ".hqd"] == ["自评数据.hqd"]  # the copies are gone
    assert not [one.name for one in left if one.name.startswith("tmp")]


def test_a_restore_keeps_the_present_and_ten_in_a_row_keep_every_good_backup(
    desk: OfficeDesk, workspace: Workspace
) -> None:
    first = desk.backups().make(workspace, Reason.DAY).entry
    original = desk.database()
    workspace.enter(*KEY, "999")
    (difference,) = [one for one in desk.backups().differences(workspace, first) if one.field == "value"]
    assert (difference.old, difference.new) == ("999", "123.45")
    opened = workspace
    for _ in range(10):
        place = guarding.restore(desk, opened, first.path)
        opened.close()
        opened = desk.open_workspace(place)
        opened.open(opened.hospitals()[0].id)
    entries = desk.backups().entries()
    assert [entry.reason for entry in entries if entry.wrong is None].count(Reason.RESTORE) == 10
    assert first.path in {entry.path for entry in entries}
    opened.close()
    assert look(desk, original)[0] == "999"
    assert look(desk, place)[0] == "123.45"


def test_an_altered_backup_is_not_restored(desk: OfficeDesk, workspace: Workspace) -> None:
    entry = desk.backups().make(workspace, Reason.DAY).entry
    data = bytearray(entry.path.read_bytes())
    data[data.index(b"123.45")] ^= 1
    entry.path.write_bytes(bytes(data))
    with pytest.raises(StoreError) as raised:
        guarding.restore(desk, workspace, entry.path)
    assert raised.value.problems[0].code == "backup_altered"
    assert len(list(desk.data_dir.glob("*.hqd"))) == 1


def test_goals_and_a_table_of_ones_own_come_along(desk: OfficeDesk, workspace: Workspace, tmp_path: Path) -> None:
    """The year works with that table, so nothing would open without it."""
    pack = workspace.books.packs.keep(example())
    workspace.books.tables.choose(pack.id)
    act = set_goals(workspace.view, {("1", "value"): "8.5"})
    assert isinstance(act, ReportAct)
    goals = workspace.change_report(act).goals
    assert goals
    desk.write_handover(tmp_path / "交接.hqdx", workspace)
    there = OfficeDesk(tmp_path / "there")
    opened = there.open_workspace(there.receive(tmp_path / "交接.hqdx"))
    try:
        view = opened.open(opened.hospitals()[0].id)
        assert (view.packs.scheme.id, view.goals) == (pack.id, goals)
        assert view.assessment.digest == workspace.view.assessment.digest
        assert opened.books.packs.file_of(pack.id) == workspace.books.packs.file_of(pack.id)
    finally:
        opened.close()
