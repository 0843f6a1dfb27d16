"""Packages on the disk: deterministic, replaced only by a whole one, and bad input refused quickly by name."""

import io
import os
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hqd_desktop.files import package_opening, safe_write
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.files.packages import FilePackages
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.errors import Cancelled, FileRefused
from hqd_desktop.services.package_records import MANIFEST, Verdict
from hqd_desktop.services.packaging import Makers, make_package
from hqd_desktop.services.records import Submission
from hqd_desktop.services.verifying import verify_package
from tests.files.workbook_making import SOFFICE, edited, resaved_by_libreoffice


class PlainReports:
    """A report that costs nothing."""

    def render_pdf(self, submission: Submission) -> bytes:
        """No PDF."""
        return b"%PDF-1.7 " + submission.assessment.hospital.name.encode()


def nothing(*_: object) -> None:
    """Nobody listens."""


def makers(folder: FileEvidenceFolder | None = None) -> Makers:
    return Makers(FilePackages(), FileWorkbooks(), PlainReports(), folder)  # type: ignore[arg-type]


def look(path: Path) -> Verdict:
    return verify_package(FilePackages(), path, nothing)


def noticed(path: Path) -> bool:
    """Whether something is wrong with it: refused with a sentence of packages, or not the same."""
    try:
        return not look(path).same
    except FileRefused as refused:
        return all(problem.code.startswith("package_") for problem in refused.problems)


def found(path: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in look(path).findings]


@pytest.fixture(scope="module")
def package(submission: Submission, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "a.hqdz"
    make_package(path, submission, makers(), nothing)
    return path


@pytest.fixture(scope="module")
def workbook(package: Path) -> str:
    with zipfile.ZipFile(package) as archive:
        return next(name for name in archive.namelist() if name.endswith(".xlsx"))


def rezipped(package: Path, target: Path, change: Callable[[str, bytes], bytes | None], how: int = 0) -> Path:
    """The package as a zip tool writes it again, with members changed or (None) left out."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w", how) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return target


def test_the_same_input_gives_the_same_bytes(submission: Submission, package: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.hqdz"
    verdict = make_package(again, submission, makers(), nothing)
    assert again.read_bytes() == package.read_bytes()
    assert verdict.same
    assert look(package) == verdict
    assert os.listdir(tmp_path) == ["b.hqdz"]


def test_a_pc_that_has_forgotten_the_date(submission: Submission, tmp_path: Path) -> None:
    assert make_package(tmp_path / "a.hqdz", replace(submission, prepared_on=date(1970, 1, 1)), makers(), nothing).same


def test_any_zip_tool_reads_it(package: Path, workbook: str) -> None:
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            workbook,
            workbook[:-4] + "pdf",
            "result.json",
            "data.json",
            "cells.json",
            MANIFEST,
        ]
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 15, 0, 0, 0)}
        assert archive.comment.startswith(b"hqdz1-sha256:")


def test_evidence_is_copied_from_its_folder(submission: Submission, tmp_path: Path) -> None:
    folder = FileEvidenceFolder(tmp_path / "x.hqd")
    source = tmp_path / "通报.pdf"
    source.write_bytes(b"%PDF proof" * 200_000)
    kept = folder.take_in(source, nothing)
    from hqd_desktop.domain.evidence import Evidence

    record = Evidence(kept.digest, kept.size, kept.name, "处方点评")
    path = tmp_path / "out.hqdz"
    assert make_package(path, replace(submission, evidence=(record,)), makers(folder), nothing).same
    with zipfile.ZipFile(path) as archive:
        assert archive.read("佐证/其他-1_通报.pdf") == source.read_bytes()
    before = path.read_bytes()
    place = tmp_path / "x.evidence" / kept.digest[:2] / kept.digest
    place.write_bytes(b"%PDF prooF" * 200_000)
    with pytest.raises(FileRefused, match="evidence_changed"):
        list(folder.pieces(kept.digest, kept.name))
    place.unlink()
    with pytest.raises(FileRefused, match="evidence_gone"):
        list(folder.pieces(kept.digest, kept.name))
    with pytest.raises(Exception, match="package_evidence_gone"):
        make_package(path, replace(submission, evidence=(record,)), makers(folder), nothing)
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_old_package(
    submission: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half way, at every hundred kilobytes; /dev/full is not needed."""
    path = tmp_path / "a.hqdz"
    path.write_bytes(b"old")
    real_open = Path.open

    class Full(io.FileIO):
        room = 0

        def write(self, data) -> int:  # type: ignore[no-untyped-def]
            if self.tell() + len(data) > Full.room:
                raise OSError(28, "No space left on device")
            return super().write(data)

    def opened(self: Path, mode: str = "r", *rest: object, **more: object):  # type: ignore[no-untyped-def]
        return Full(self, "x+") if mode == "x+b" else real_open(self, mode, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    for room in (0, 50_000, 200_000, 800_000):
        Full.room = room
        with pytest.raises(FileRefused, match="file_disk_full"):
            make_package(path, submission, makers(), nothing)
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["a.hqdz"]


def test_stopping_leaves_the_old_package(submission: Submission, tmp_path: Path) -> None:
    path = tmp_path / "a.hqdz"
    path.write_bytes(b"old")

    def stop(step: int, steps: int, words: str) -> None:
        if step >= steps - 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_package(path, submission, makers(), stop)
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"old", ["a.hqdz"])


def test_a_rename_that_fails_leaves_the_old_package(
    submission: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.hqdz"
    path.write_bytes(b"old")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(safe_write.Path, "replace", refuse)
    with pytest.raises(FileRefused):
        make_package(path, submission, makers(), nothing)
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"old", ["a.hqdz"])


# -- altered -----------------------------------------------------------------------------------------------------


def test_altered_cells_are_named(package: Path, workbook: str, tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> bytes:
        def edit(book) -> None:  # type: ignore[no-untyped-def]
            book["基础数据"]["C10"] = 1
            book["自评得分"]["H8"] = "=1+1"

        return edited(data, edit) if name == workbook else data

    told = found(rezipped(package, tmp_path / "b.hqdz", change))
    assert told[0] == ("package_member_altered", workbook)
    assert ("package_cell_value", "基础数据!C10") in told
    assert ("package_cell_formula", "自评得分!H8") in told
    assert {place.partition("!")[0] for code, place in told if code == "package_cell_formula"} == {"自评得分"}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_only_the_altered_cell_is_named(package: Path, workbook: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        book = edited(archive.read(workbook), lambda book: book["基础数据"].__setitem__("C10", 1))
    path = tmp_path / "book.xlsx"
    path.write_bytes(book)
    (tmp_path / "out").mkdir()
    saved = resaved_by_libreoffice(path, tmp_path / "out").read_bytes()
    told = found(rezipped(package, tmp_path / "b.hqdz", lambda name, data: saved if name == workbook else data))
    assert told[0] == ("package_member_altered", workbook)
    assert told[1] == ("package_cell_value", "基础数据!C10")
    assert [place for code, place in told if code == "package_cell_formula"] == []
    untouched = tmp_path / "untouched.xlsx"
    with zipfile.ZipFile(package) as archive:
        untouched.write_bytes(archive.read(workbook))
    saved = resaved_by_libreoffice(untouched, tmp_path / "out").read_bytes()
    told = found(rezipped(package, tmp_path / "c.hqdz", lambda name, data: saved if name == workbook else data))
    assert [code for code, _ in told] == ["package_member_altered", "package_cells_looks"]


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_packed_anew_with_the_same_members(package: Path, tmp_path: Path, how: int) -> None:
    verdict = look(rezipped(package, tmp_path / "b.hqdz", lambda name, data: data, how))
    assert [problem.code for problem in verdict.findings] == ["package_container"]
    assert verdict.seal == ""
    assert verdict.rescored


def test_an_empty_folder_is_no_member(package: Path, tmp_path: Path) -> None:
    path = rezipped(package, tmp_path / "b.hqdz", lambda name, data: data)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("佐证/", b"")
    assert [code for code, _ in found(path)] == ["package_container"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(at=st.floats(0, 1, exclude_max=True), by=st.integers(1, 255))
def test_any_altered_byte_of_the_file_is_found(package: Path, tmp_path: Path, at: float, by: int) -> None:
    """Members, lists, dates, the seal itself: refused, or not the same."""
    data = bytearray(package.read_bytes())
    data[int(at * len(data))] ^= by
    path = tmp_path / "b.hqdz"
    path.write_bytes(data)
    assert noticed(path)


def test_every_byte_of_the_last_entry_and_of_the_end_counts(package: Path, tmp_path: Path) -> None:
    """The end of the file, where no member's digest watches."""
    data = package.read_bytes()
    path = tmp_path / "b.hqdz"
    for at in range(data.rindex(b"PK\x01\x02"), len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert noticed(path), at


def test_bytes_before_and_behind(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.hqdz"
    for data in (b"#!/bin/sh\n" + package.read_bytes(), package.read_bytes() + b"\0"):
        path.write_bytes(data)
        assert [code for code, _ in found(path)] == ["package_container"]


# -- bad input ---------------------------------------------------------------------------------------------------


def refused(path: Path) -> str:
    begun = time.process_time()
    with pytest.raises(FileRefused) as caught:
        look(path)
    assert time.process_time() - begun < 2
    (problem,) = caught.value.problems
    return problem.code


def zip_of(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    info.create_system, info.external_attr = 3, mode << 16
    return info


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "a/../../b", "/etc/passwd", "C:\\a.txt", "a\\b", "C:a", "佐证//a", "./a", "a\nb", "..", "a/./b"],
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    assert refused(zip_of(tmp_path / "b.hqdz", (entry(name), b"x"), (MANIFEST, b"{}"))) == "package_unsafe_name"


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices(tmp_path: Path, mode: int) -> None:
    path = zip_of(tmp_path / "b.hqdz", (entry("a.pdf", mode | 0o777), b"/etc/passwd"), (MANIFEST, b"{}"))
    assert refused(path) == "package_link"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["a.pdf", "A.PDF", "manifest.JSON"])
def test_members_twice(tmp_path: Path, name: str) -> None:
    path = zip_of(tmp_path / "b.hqdz", ("a.pdf", b"x"), (MANIFEST, b"{}"), (name, b"y"))
    assert refused(path) == "package_twice"


def test_a_folder_with_content(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "b.hqdz", (entry("a/", stat.S_IFDIR), b"x"), (MANIFEST, b"{}"))
    assert refused(path) == "package_unsafe_name"


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = bytes(40 * 2**20)
    path = tmp_path / "b.hqdz"
    assert refused(zip_of(path, ("a", zeros), (MANIFEST, b"{}"), how=zipfile.ZIP_DEFLATED)) == "package_bomb"
    assert refused(zip_of(path, *((str(n), b"") for n in range(package_opening.MAX_ENTRIES + 1)))) == "package_bomb"
    many = ((f"{n:0200}", b"") for n in range(20_000))
    assert refused(zip_of(path, *many)) == "package_bomb"
    monkeypatch.setattr(package_opening, "MAX_UNPACKED", 1000)
    assert refused(zip_of(path, ("a", os.urandom(2000)), (MANIFEST, b"{}"), how=zipfile.ZIP_DEFLATED)) == "package_bomb"


def test_entries_that_share_their_bytes(tmp_path: Path) -> None:
    """A thousand names for the same megabyte."""
    path = zip_of(tmp_path / "b.hqdz", *((f"{n:03}", b"x" * 1000) for n in range(3)), (MANIFEST, b"{}"))
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02")
    size = struct.unpack_from("<L", data, at + 24)[0]
    path.write_bytes(data[: at + 20] + struct.pack("<LL", size * 900, size * 900) + data[at + 28 :])
    assert refused(path) == "package_bomb"


def test_the_list_of_a_large_archive_is_measured_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.hqdz"
    end64 = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**6, 10**6, 10**9, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 100, 1)
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(b"PK\x03\x04" + bytes(96) + end64 + locator + end)
    assert refused(path) == "package_bomb"


def test_other_compressions_and_passwords(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.hqdz"
    assert refused(zip_of(path, ("a", b"x" * 100), (MANIFEST, b"{}"), how=zipfile.ZIP_BZIP2)) == "package_repacked"
    data = bytearray(package.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "package_password"


@pytest.mark.parametrize("share", [0.0001, 0.3, 0.9, 0.9999])
def test_cut_off(package: Path, tmp_path: Path, share: float) -> None:
    data = package.read_bytes()
    path = tmp_path / "b.hqdz"
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path) == "package_damaged"


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7", b"PK", b"\0" * 100_000])
def test_other_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "b.hqdz"
    path.write_bytes(data)
    assert refused(path) == "package_not_ours"


def test_other_zips(package: Path, workbook: str, tmp_path: Path) -> None:
    path = tmp_path / "b.hqdz"
    with zipfile.ZipFile(package) as archive:
        path.write_bytes(archive.read(workbook))
    assert refused(path) == "package_not_ours"
    assert refused(rezipped(package, path, lambda n, d: None if n == MANIFEST else d)) == "package_manifest_missing"
    assert refused(rezipped(package, path, lambda n, d: b"{" if n == MANIFEST else d)) == "package_manifest_damaged"
    newer = rezipped(package, path, lambda n, d: d.replace(b'"format": 1', b'"format": 9') if n == MANIFEST else d)
    assert refused(newer) == "package_newer"


def test_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.hqdz") == "package_not_there"
    assert refused(tmp_path) == "file_is_folder"
    assert refused(tmp_path / "a\0b.hqdz") == "package_not_there"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.hqdz")
    assert refused(tmp_path / "b.hqdz") == "package_device"


def test_a_file_that_must_not_be_read(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refused(package) == "package_unreadable"
