"""What can be cut off of the jobs that go through the whole desk, as the window does them; `jobs` runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl

from hqd_desktop.bootstrap import SECOND_BACKUP, OfficeDesk
from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.evidence import Details, use_of_figure
from hqd_desktop.domain.figures import FigureKey, FigureState
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step
from hqd_desktop.services import guarding
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.collection import form_file_name
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.workspace import Workspace
from tests.files.workbook_making import cell_of

YEAR = Period(2025)
PROVED = ("total_income", YEAR)
RETURNED = ("donation_income", YEAR)
GIVEN = 640001  # of RETURNED on the form that comes back
BLOCK = 60  # figures of the workbook that the database lacks: more than a small import
OLD = "原来的文件".encode() * 500
Say = Callable[..., None]


def prepare_office(folder: Path) -> None:
    """A data folder with a year under way and one ready to be locked, and what comes in from others."""
    desk = OfficeDesk(folder / "院")
    with_stick(desk, folder)
    workspace = desk.open_workspace(folder / "院" / "审核.hqd", create=True)
    view = workspace.create_sample(desk.source().samples()[0])
    for check in view.assessment.checks:
        if check.state is CheckState.WARNING:
            view = workspace.explain(check.key, "已核对，情况属实")
    document = folder / "年报.pdf"
    document.write_bytes(b"%PDF" + bytes(30_000))
    taken = desk.evidence_folder().take_in(document, lambda *_: None)
    workspace.change_evidence(adding(desk.evidence_folder(), [Piece(taken, Details("年报"))], use_of_figure(PROVED)))
    desk.write_handover(folder / "来自.hqdx", workspace)
    desk.workbooks().write_submission(folder / "导入.xlsx", workspace.submission())
    workspace.backup_to(folder / "院" / "填报.hqd")
    book = workspace.books.confirmations
    book.confirm([one.department for one in book.standings()], "各科室")
    workspace.review().take(Step.REVIEW, "王主任")
    workspace.close()
    _under_way(desk, folder)
    (folder / "交接.hqdx").write_bytes(OLD)


def with_stick(desk: OfficeDesk, folder: Path) -> None:
    """A second folder for backups."""
    (folder / "U盘").mkdir()
    desk.settings().set(SECOND_BACKUP, str(folder / "U盘"))


def _under_way(desk: OfficeDesk, folder: Path) -> None:
    workspace = opened(desk, folder, "填报.hqd")
    workspace.clear(lacked(workspace))
    form = next(one.form for one in workspace.collection().forms() if one.form.identity.department == "财务科")
    desk.workbooks().write_forms(folder / "收表", {form_file_name(form): form}, lambda *_: None)
    workspace.collection().issue([form])
    (path,) = (folder / "收表").iterdir()
    book = openpyxl.load_workbook(path)
    cell_of(book, "采集表", RETURNED[0], "本年（").value = GIVEN
    book.save(path)
    workspace.close()


def lacked(workspace: Workspace) -> list[FigureKey]:
    """The figures that are taken out, and come in with the workbook; none that the form asks for."""
    view = workspace.view
    numbers = [key for key, one in view.figures.items() if key[1] == YEAR and one.state is FigureState.NUMBER]
    return sorted(key for key in numbers if key not in (PROVED, RETURNED))[-BLOCK:]


def opened(desk: OfficeDesk, folder: Path, name: str = "填报.hqd") -> Workspace:
    """A database of the hospital, at its last year."""
    workspace = desk.open_workspace(folder / "院" / name)
    workspace.open(workspace.hospitals()[0].id)
    return workspace


class Closing:
    """The desk of a trial with a database open; closed whatever happens, as the program does it."""

    def __init__(self, folder: Path, name: str = "填报.hqd") -> None:
        self.desk = OfficeDesk(folder / "院")
        self.workspace = opened(self.desk, folder, name)

    def __enter__(self) -> tuple[OfficeDesk, Workspace]:
        return self.desk, self.workspace

    def __exit__(self, *_: object) -> None:
        self.workspace.close()


def lock(folder: Path, say: Say) -> None:
    """锁定: the state, and the whole year as one text to be kept for ever."""
    with Closing(folder, "审核.hqd") as (_, workspace):
        found = workspace.review().take(Step.LOCK, "李院长")
        if isinstance(found, Problem):
            raise UserFacingError(found)
        say("locked")


def import_book(folder: Path, say: Say) -> None:
    """A workbook of many figures: a backup first, then all of them as one step."""
    with Closing(folder) as (desk, workspace):
        figures = desk.workbooks().read_figures(folder / "导入.xlsx", workspace.view.packs.catalogue)
        guarding.take_over(desk, workspace, figures, "导入.xlsx")
        say("imported")


def take_back(folder: Path, say: Say) -> None:
    """A collection form that has come back."""
    with Closing(folder) as (desk, workspace):
        (path,) = (folder / "收表").iterdir()
        form = desk.workbooks().read_form(path, workspace.view.packs.catalogue)
        workspace.collection().take_back(workspace.collection().compare(form), {})
        say("taken back")


def hand_over(folder: Path, say: Say) -> None:
    """The file for another PC, over one that was there."""
    with Closing(folder) as (desk, workspace):
        desk.write_handover(folder / "交接.hqdx", workspace)
        say("handed over")


def receive(folder: Path, say: Say) -> None:
    """Such a file on another PC."""
    place = OfficeDesk(folder / "新机").receive(folder / "来自.hqdx")
    say("received", place.name)


def daily(folder: Path, say: Say) -> None:
    """The backup of the day with its note, and the one on the stick with the files of 佐证."""
    with Closing(folder) as (desk, workspace):
        done = desk.backups().make(workspace, Reason.DAY)
        say("kept", done.entry.path.name, str(len(done.told)))


def put_back(folder: Path, say: Say) -> None:
    """A backup restored with the present state kept first."""
    with Closing(folder) as (desk, workspace):
        place = guarding.restore(desk, workspace, folder / "院" / "审核.hqd")
        say("put back", place.name)


OFFICE_JOBS: dict[str, Callable[[Path, Say], None]] = {
    job.__name__: job for job in (lock, import_book, take_back, hand_over, receive, daily, put_back)
}
