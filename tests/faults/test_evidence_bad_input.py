"""Files that nobody should hand in as evidence: named and refused with nothing changed, or made safe to the end."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from hqd_desktop.domain.evidence import Details, Evidence, EvidenceBook, use_of_indicator
from hqd_desktop.domain.evidence_names import safe_name
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.services.errors import FileRefused, UserFacingError
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.evidence_catalogue import Chapter, EvidenceCatalogue, Numbered
from hqd_desktop.services.evidence_listing import export_name, places
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Actor, ChangeNote
from hqd_desktop.store.open import open_store

NOTE = ChangeNote(Actor("甲", "PC-01"), "添加佐证")
USE = use_of_indicator("shaoyang-2022", "18", 2024)
DAY = date(2025, 1, 31)
RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links as POSIX has them")


class Office:
    """A database with its folder, and what a user does with them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "自评.hqd"
        with open_store(self.path, create=True) as store:
            store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)

    def add(self, *paths: Path) -> None:
        """As the window does: look, copy, register, all or none."""
        folder = FileEvidenceFolder(self.path)
        if refused := folder.refusals(paths):
            raise UserFacingError(*refused)
        kept = [folder.take_in(path, lambda done, total: None) for path in paths]
        pieces = [Piece(file, Details(Path(file.name).stem)) for file in kept]
        with open_store(self.path, create=False) as store:
            (hospital,) = store.hospitals()
            change = adding(folder, pieces, USE)(EvidenceBook(tuple(store.evidence(hospital.id))), DAY)
            store.save_evidence(hospital.id, change.writes, NOTE)

    def records(self) -> list[Evidence]:
        """What is registered."""
        with open_store(self.path, create=False) as store:
            (hospital,) = store.hospitals()
            return list(store.evidence(hospital.id))

    def all(self) -> tuple[list[Evidence], list[str]]:
        """What is registered, and every file beside the database."""
        beside = self.path.with_suffix(".evidence")
        return self.records(), sorted(str(place.relative_to(beside)) for place in beside.rglob("*") if place.is_file())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / "数据").mkdir()
    return Office(tmp_path / "数据")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "收件").mkdir()
    return tmp_path / "收件"


def write(path: Path, data: bytes = b"%PDF-1.7 x") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def two_gigabytes(inbox: Path) -> Path:
    path = inbox / "录像.mp4"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    return path


def link(inbox: Path) -> Path:
    (inbox / "链接.pdf").symlink_to(write(inbox / "通报.pdf"))
    return inbox / "链接.pdf"


def broken_link(inbox: Path) -> Path:
    (inbox / "断.pdf").symlink_to(inbox / "没有")
    return inbox / "断.pdf"


def way_up(inbox: Path) -> Path:
    return inbox / ".."


def program(inbox: Path) -> Path:
    return write(inbox / "通报.pdf.exe")


def nothing(inbox: Path) -> Path:
    return write(inbox / "空.pdf", b"")


def reserved(inbox: Path) -> Path:
    return write(inbox / "aux.pdf")


def two_points(inbox: Path) -> Path:
    return write(inbox / "..通报.pdf")


BAD = (
    (two_gigabytes, "evidence_too_large"), (link, "evidence_is_link"), (broken_link, "evidence_is_link"),
    (way_up, "evidence_is_folder"), (program, "evidence_program"), (nothing, "evidence_empty"),
    (reserved, "evidence_name_reserved"), (two_points, "evidence_name_with_way"),
)  # fmt: skip


@posix
def test_what_is_refused_is_named_and_changes_nothing(office: Office, inbox: Path) -> None:
    office.add(write(inbox / "好的.pdf", b"%PDF good"))
    before, good = office.all(), write(inbox / "也好.pdf", b"%PDF too")
    for make, code in BAD:
        bad = make(inbox)
        with pytest.raises(UserFacingError) as caught:
            office.add(good, bad)
        (problem,) = caught.value.problems
        assert problem.code == code
        assert bad.name in sentence(problem)
        assert "没有添加" in sentence(problem)
        with pytest.raises(FileRefused):
            FileEvidenceFolder(office.path).take_in(bad, lambda done, total: None)
    assert office.all() == before


NAMES = (
    "末尾的点.pdf.", "末尾的空格.pdf ", "冒号:星*问?.pdf", "换\n行.pdf", "倒\u202e过来fdp.pdf", "长" * 80 + ".pdf",
)  # fmt: skip


@posix
def test_names_that_another_system_cannot_have_are_made_safe_to_the_end(
    office: Office, inbox: Path, tmp_path: Path
) -> None:
    office.add(*(write(inbox / name, f"%PDF {place}".encode()) for place, name in enumerate(NAMES)))
    folder, records = FileEvidenceFolder(office.path), office.records()
    assert {record.name for record in records} == {safe_name(name) for name in NAMES}
    for record in records:
        assert record.name.endswith(".pdf")
        assert folder.lay_out(record.digest, record.name).name == record.name
    files = tuple(Numbered(f"18-{n}", f"18-{n}", record) for n, record in enumerate(records, 1))
    catalogue = EvidenceCatalogue("示例/医院", 2024, DAY, (Chapter("18", "平均住院日/CON", True, files),))
    target = folder.hand_out(tmp_path, export_name(catalogue), places(catalogue), {}, lambda done, total: None)
    copies = [place for place in target.rglob("*") if place.is_file()]
    assert sorted(place.read_bytes() for place in copies) == sorted(f"%PDF {n}".encode() for n in range(len(NAMES)))
    for part in {part for copied in copies for part in copied.relative_to(tmp_path).parts}:
        assert part.rstrip(" .") == part
        assert part.split(".")[0].strip().lower() not in RESERVED
        assert not set('<>:"|?*\\\n\u202e') & set(part)
        assert len(part.encode()) <= 200


@posix
def test_a_name_that_no_system_can_have_is_refused_by_the_system(office: Office, inbox: Path) -> None:
    for path in (inbox / ("长" * 200 + ".pdf"), inbox / "零\0.pdf"):
        with pytest.raises(UserFacingError) as caught:
            office.add(path)
        assert [problem.code for problem in caught.value.problems] == ["evidence_not_there"]
    assert office.all() == ([], [])


def test_the_same_name_twice_and_the_same_file_twice_are_refused(office: Office, inbox: Path) -> None:
    office.add(write(inbox / "一" / "通报.pdf", b"%PDF one"))
    before = office.all()
    with pytest.raises(UserFacingError) as caught:
        office.add(write(inbox / "一" / "别的.pdf", b"%PDF 1"), write(inbox / "二" / "通报.PDF", b"%PDF two"))
    assert [problem.code for problem in caught.value.problems] == ["evidence_same_name"]
    assert "没有添加" in sentence(caught.value.problems[0])
    with pytest.raises(UserFacingError) as caught:
        office.add(write(inbox / "三" / "通报.pdf", b"%PDF one"))
    assert [problem.code for problem in caught.value.problems] == ["evidence_here_already"]
    with pytest.raises(UserFacingError) as caught:
        office.add(write(inbox / "四" / "甲.pdf", b"%PDF new"), write(inbox / "四" / "乙.pdf", b"%PDF new"))
    assert [problem.code for problem in caught.value.problems] == ["evidence_twice"]
    assert office.all()[0] == before[0]
    assert set(before[1]) <= set(office.all()[1]), "bytes that no record names do no harm"
    assert os.path.exists(inbox / "三" / "通报.pdf"), "what was handed in stays where it was"
