"""What must hold of the office after one of its jobs was cut off or refused; told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.evidence import FileState
from hqd_desktop.domain.review import YearState
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.packages import FilePackages
from hqd_desktop.paths import resources
from hqd_desktop.services.handover import check_handover
from hqd_desktop.services.workspace import Workspace
from tests.faults.office_jobs import BLOCK, GIVEN, OLD, PROVED, RETURNED, YEAR, opened

Said = Sequence[Sequence[str]]
PACKS = FilePackSource(resources())  # read once: what is asked here are the hospital's files


class Looker(OfficeDesk):
    """A desk that is started after a fault, to see what is left."""

    def source(self) -> FilePackSource:
        """The same for all."""
        return PACKS

    _source = property(source)  # type: ignore[assignment]


def office_wrongs(folder: Path, said: Said, touched: Callable[[str], bool]) -> list[str]:
    """Nothing when every acknowledged thing is there and every file that was touched opens, whole."""
    words = {one[0]: list(one[1:]) for one in said}
    checks = {
        "院/填报.hqd*": _under_way,
        "院/审核.hqd*": _locked,
        "院/backups/*": _copies,
        "U盘/**/*": _copies,
        "院/自评数据*": _copies,
        "交接.hqdx": _handed_over,
        "新机/*": _received,
    }
    wanted = dict.fromkeys(check for names, check in checks.items() if touched(names))
    return [wrong for check in wanted for wrong in check(folder, words)]


def _look(desk: OfficeDesk, path: Path) -> Iterator[tuple[Workspace, list[str]]]:
    workspace = desk.open_workspace(path)
    try:
        workspace.open(workspace.hospitals()[0].id)
        found = [f"{path.name}: {problem.code}" for problem in workspace.books.past.examine(whole=True)]
        digests = [record.digest for record in workspace.view.evidence.records]
        states = desk.evidence_folder().check(digests, lambda *_: None)
        found += [f"{path.name}: evidence is {state}" for state in states.values() if state is not FileState.GOOD]
        if not digests:
            found.append(f"{path.name}: evidence is not registered")
        yield workspace, found
    finally:
        workspace.close()


def _under_way(folder: Path, words: dict[str, list[str]]) -> list[str]:
    """Of the workbook all or nothing; of the form, too."""
    wrong: list[str] = []
    for workspace, found in _look(Looker(folder / "院"), folder / "院" / "填报.hqd"):
        wrong += found
        view = workspace.view
        lacking = sum(1 for key, one in view.figures.items() if key[1] == YEAR and one.value is None and not one.note)
        kept = view.figures[RETURNED].value
        imported = [entry for entry in workspace.history(limit=10_000) if entry.origin == "导入.xlsx"]
        if imported and len({entry.item for entry in imported}) < BLOCK:
            wrong.append(f"{len(imported)} of the workbook's figures, {lacking} lacking")
        if "imported" in words and not imported:
            wrong.append("an acknowledged import is gone")
        if "taken back" in words and kept != GIVEN:
            wrong.append(f"the form was acknowledged, the figure is {kept}")
        if view.figures[PROVED].value is None or not view.figures[PROVED].value > Decimal(0):
            wrong.append("a figure that was there is gone")
    return wrong


def _locked(folder: Path, words: dict[str, list[str]]) -> list[str]:
    """A locked year has its version, which opens; a version has its locked year."""
    wrong: list[str] = []
    for workspace, found in _look(Looker(folder / "院"), folder / "院" / "审核.hqd"):
        wrong += found
        state, kept = workspace.view.record.state, workspace.review().submissions()
        if (state is YearState.LOCKED) != bool(kept) or ("locked" in words and not kept):
            wrong.append(f"{state} with {len(kept)} versions")
        if kept:
            version = workspace.review().opened(YEAR.year, 1)
            if version.assessment.digest != workspace.view.assessment.digest:
                wrong.append("the version that was kept is other than what was locked")
    return wrong


def _copies(folder: Path, words: dict[str, list[str]]) -> list[str]:
    """Backups that can be chosen are whole; what was acknowledged is among them."""
    desk = Looker(folder / "院")
    workspace = opened(desk, folder)
    try:
        entries = desk.backups().entries()
    finally:
        workspace.close()
    wrong = [f"{one.path.name}: {one.wrong.code}" for one in entries if one.wrong is not None]
    names = [one.path.name for one in entries if one.wrong is None]
    if "kept" in words and words["kept"][0] not in names:
        wrong.append("an acknowledged backup is gone")
    if "put back" in words and not (folder / "院" / words["put back"][0]).exists():
        wrong.append("what was restored is gone")
    for path in (folder / "院").glob("自评数据*.hqd"):
        for _, found in _look(Looker(folder / "院"), path):
            wrong += found
    return wrong


def _handed_over(folder: Path, words: dict[str, list[str]]) -> list[str]:
    """What goes to another PC is whole, or the old file."""
    path = folder / "交接.hqdx"
    if path.read_bytes() == OLD:
        return ["an acknowledged hand-over is the old file"] if "handed over" in words else []
    with FilePackages().open(path) as package:
        check_handover(package, path.name, lambda *_: None)
    return []


def _received(folder: Path, words: dict[str, list[str]]) -> list[str]:
    """What came in is whole, with its evidence, or not there."""
    wrong: list[str] = []
    other = folder / "新机"
    for came in other.glob("*.hqd"):
        for _, found in _look(Looker(other), came):
            wrong += found
    if "received" in words and not (other / words["received"][0]).exists():
        wrong.append("what came in is gone")
    return wrong
