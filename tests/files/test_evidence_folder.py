"""The folder of 佐证: whole files under their digests, refusals that leave nothing behind, copies that were checked."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hqd_desktop.domain.evidence import FileState
from hqd_desktop.files import evidence_folder, evidence_source
from hqd_desktop.files.evidence_folder import LIMIT, FileEvidenceFolder
from hqd_desktop.services.errors import Cancelled, FileRefused

PDF = b"%PDF-1.7 " + b"x" * 5000
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes as POSIX has them")


def quiet(done: int, total: int) -> None:
    """Nobody listens."""


@pytest.fixture
def folder(tmp_path: Path) -> FileEvidenceFolder:
    (tmp_path / "数据").mkdir()
    return FileEvidenceFolder(tmp_path / "数据" / "自评 100%.hqd")


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str = "通报.pdf", data: bytes = PDF) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


@pytest.fixture
def refused(folder: FileEvidenceFolder, tmp_path: Path) -> Callable[[Path], str]:
    """The code of the one refusal; afterwards no file is in the folder."""

    def take(path: Path) -> str:
        with pytest.raises(FileRefused) as caught:
            folder.take_in(path, quiet)
        (problem,) = caught.value.problems
        assert problem.params["name"] == path.name
        assert stored(tmp_path) == []
        return problem.code

    return take


def stored(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "数据").rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_digest_and_the_same_one_once(folder, make, tmp_path) -> None:
    told: list[tuple[int, int]] = []
    first = folder.take_in(make("通报.pdf"), lambda *far: told.append(far))
    second = folder.take_in(make("副本 .pdf"), quiet)
    digest = hashlib.sha256(PDF).hexdigest()
    assert (first.digest, first.size, first.name, second.name) == (digest, len(PDF), "通报.pdf", "副本.pdf")
    assert stored(tmp_path) == [tmp_path / "数据" / "自评 100%.evidence" / digest[:2] / digest]
    assert stored(tmp_path)[0].read_bytes() == PDF
    assert told == [(len(PDF), len(PDF))]
    assert folder.holds(digest)
    assert not folder.holds("0" * 64)


PROGRAMS = (b"#!", b"MZ", b"\x7fELF", b"\xfe\xed", b"\xce\xfa", b"\xcf\xfa", b"\xca\xfe", b"\xd0\xcf")


@given(st.binary(min_size=1, max_size=4000).filter(lambda data: not data.startswith(PROGRAMS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_bytes_come_out_as_they_went_in(tmp_path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    folder = FileEvidenceFolder(tmp_path / "a.hqd")
    kept = folder.take_in(path, quiet)
    assert folder.lay_out(kept.digest, kept.name).read_bytes() == data


def test_a_big_file_is_told_in_pieces_and_can_be_cancelled(folder, make, tmp_path) -> None:
    path = make("大.pdf", b"%PDF" + bytes(3 * evidence_source.PIECE))
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        if len(told) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        folder.take_in(path, stop)
    assert told == [evidence_source.PIECE, 2 * evidence_source.PIECE]
    assert stored(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.pdf", b"", "evidence_empty"),
        ("点我.exe", PDF, "evidence_program"),
        ("点我.pdf.BAT", PDF, "evidence_program"),
        ("报表.xlsm", PDF, "evidence_macros"),
        ("没有后缀", PDF, "evidence_unknown_kind"),
        ("装作.pdf", b"MZ\x90\x00\x03" + bytes(100), "evidence_program"),
        ("装作.txt", b"#!/bin/sh\nrm", "evidence_program"),
        ("装作.jpg", b"\x7fELF" + bytes(100), "evidence_program"),
        (
            "旧报表.xls",
            evidence_source._OLE + bytes(evidence_source.PIECE - 16) + "_VBA_PROJECT".encode("utf-16-le"),
            "evidence_macros",
        ),
    ],
)
def test_what_is_refused(make, refused, name: str, data: bytes, code: str) -> None:
    assert refused(make(name, data)) == code


def test_a_text_may_begin_like_a_program_and_an_old_office_file_without_macros_is_taken(folder, make) -> None:
    folder.take_in(make("a.txt", b"MZ is a text"), quiet)
    folder.take_in(make("b.doc", evidence_source._OLE + bytes(1000)), quiet)
    folder.take_in(make("c.docx", b"PK no zip at all"), quiet)


@pytest.mark.parametrize(("entry", "taken"), [("xl/vbaProject.bin", False), ("xl/workbook.xml", True)])
def test_macros_inside_a_new_office_file(folder, tmp_path, refused, entry: str, taken: bool) -> None:
    path = tmp_path / "报表.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(entry, "x")
    if taken:
        assert folder.take_in(path, quiet).name == "报表.xlsx"
    else:
        assert refused(path) == "evidence_macros"


def test_the_size_limit_is_said_before_a_byte_is_copied(tmp_path, make) -> None:
    folder = FileEvidenceFolder(tmp_path / "数据.hqd", limit=100)
    (problem,) = folder.refusals([make("a.pdf", bytes(101)), make("b.pdf", bytes(100))])
    assert problem.code == "evidence_too_large"
    assert problem.params["limit"] == "1 KB"
    assert folder.size_limit == 100
    assert FileEvidenceFolder(tmp_path / "x.hqd").size_limit == LIMIT == 200_000_000


@posix
def test_two_gigabytes_are_refused_at_sight(tmp_path, refused, folder) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: takes no room
    assert refused(path) == "evidence_too_large"
    (problem,) = folder.refusals([path])
    assert (problem.params["size"], problem.params["limit"]) == ("2 GB", "200 MB")


@posix
def test_links_pipes_devices_and_folders(tmp_path, make, refused) -> None:
    make()
    (tmp_path / "链接.pdf").symlink_to(tmp_path / "通报.pdf")
    (tmp_path / "断.pdf").symlink_to(tmp_path / "没有.pdf")
    os.mkfifo(tmp_path / "管.pdf")
    (tmp_path / "夹.pdf").mkdir()
    assert refused(tmp_path / "链接.pdf") == "evidence_is_link"
    assert refused(tmp_path / "断.pdf") == "evidence_is_link"
    assert refused(tmp_path / "管.pdf") == "evidence_is_device"
    assert refused(tmp_path / "夹.pdf") == "evidence_is_folder"
    assert refused(tmp_path / "没有.pdf") == "evidence_not_there"
    assert refused(Path("/dev/null")) == "evidence_is_device"
    assert refused(tmp_path / "NUL\0.pdf") == "evidence_not_there"


@posix
@pytest.mark.parametrize("trick", ["link", "pipe"])
def test_a_link_or_pipe_put_there_after_the_look_is_not_followed(
    tmp_path, make, refused, monkeypatch, trick: str
) -> None:
    path, secret = make(), make("秘密.pdf")

    def swap(self: FileEvidenceFolder, path: Path, size: int) -> None:
        self._root.mkdir(exist_ok=True)
        path.unlink()
        path.symlink_to(secret) if trick == "link" else os.mkfifo(path)

    monkeypatch.setattr(FileEvidenceFolder, "_make_room", swap)
    assert refused(path) == {"link": "evidence_is_link", "pipe": "evidence_is_device"}[trick]


@pytest.mark.parametrize("change", [b"", b"%PDF" + b"y" * 9000])
def test_a_file_that_changes_while_it_is_copied(make, refused, monkeypatch, change: bytes) -> None:
    monkeypatch.setattr(
        FileEvidenceFolder, "_make_room", lambda self, path, size: make(data=change) and self._root.mkdir()
    )
    assert refused(make()) == "evidence_changing"


def test_a_file_that_vanishes_or_cannot_be_read(make, refused, monkeypatch) -> None:
    with monkeypatch.context() as vanishing:
        vanishing.setattr(
            FileEvidenceFolder, "_make_room", lambda self, path, size: (self._root.mkdir(), path.unlink())
        )
        assert refused(make()) == "evidence_not_there"

    def denied(*_: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(evidence_source.os, "open", denied)
    assert refused(make()) == "evidence_unreadable"


def test_a_full_disk_is_said_before_and_while_copying(make, refused, monkeypatch) -> None:
    with monkeypatch.context() as small:
        small.setattr(
            evidence_folder.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(0, 0, evidence_folder.SPARE)
        )
        assert refused(make()) == "evidence_disk_full"

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(evidence_folder.os, "fsync", full)
    assert refused(make()) == "file_disk_full"


@pytest.mark.parametrize("broken", ["replace", "mkdir"])
def test_a_folder_that_cannot_be_written(make, refused, monkeypatch, broken: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "read only")

    if broken == "replace":
        monkeypatch.setattr(evidence_folder.os, "replace", fail)
    path = make()
    if broken == "mkdir":
        monkeypatch.setattr(Path, "mkdir", fail)
    assert refused(path) == "file_folder_unwritable"


def test_what_a_power_cut_left_half_written_is_swept(folder, make, tmp_path) -> None:
    folder.take_in(make(), quiet)
    left = tmp_path / "数据" / "自评 100%.evidence" / "0123456789abcdef.part"
    left.write_bytes(b"half")
    folder.take_in(make("b.pdf", PDF + b"b"), quiet)
    assert not left.exists()
    assert len(stored(tmp_path)) == 2


def test_damaged_and_vanished_files_are_named_and_mended_by_adding_again(folder, make, tmp_path) -> None:
    one, two = folder.take_in(make(), quiet).digest, folder.take_in(make("b.pdf", PDF + b"b"), quiet).digest
    told: list[tuple[int, int]] = []
    assert folder.check([one, two], lambda *far: told.append(far)) == {one: FileState.GOOD, two: FileState.GOOD}
    assert told == [(0, 2), (1, 2)]
    place = next(path for path in stored(tmp_path) if path.name == one)
    place.write_bytes(PDF[:-1] + b"y")
    next(path for path in stored(tmp_path) if path.name == two).unlink()
    assert folder.check([one, two], quiet) == {one: FileState.CHANGED, two: FileState.GONE}
    for digest, code in ((one, "evidence_changed"), (two, "evidence_gone")):
        with pytest.raises(FileRefused) as caught:
            folder.lay_out(digest, "通报.pdf")
        assert caught.value.problems[0].code == code
    folder.take_in(make(), quiet)
    folder.take_in(make("b.pdf", PDF + b"b"), quiet)
    assert folder.check([one, two], quiet) == {one: FileState.GOOD, two: FileState.GOOD}


def test_a_file_is_not_read_again_until_it_changes(folder, make, tmp_path, monkeypatch) -> None:
    digest = folder.take_in(make(), quiet).digest
    folder.check([digest], quiet)
    with monkeypatch.context() as blind:
        blind.setattr(evidence_folder.hashlib, "file_digest", lambda *_: pytest.fail("read again"))
        assert folder.check([digest], quiet) == {digest: FileState.GOOD}
    os.utime(stored(tmp_path)[0], (1, 1))
    assert folder.check([digest], quiet) == {digest: FileState.GOOD}


def test_a_file_on_a_broken_sector_is_damaged_and_one_that_vanishes_is_gone(folder, make, monkeypatch) -> None:
    digest = folder.take_in(make(), quiet).digest

    def broken(error: type[OSError]) -> Callable[..., None]:
        def read(*_: object) -> None:
            raise error(errno.EIO, "broken")

        return read

    for error, state in ((OSError, FileState.CHANGED), (FileNotFoundError, FileState.GONE)):
        monkeypatch.setattr(evidence_folder.hashlib, "file_digest", broken(error))
        folder._seen.clear()
        assert folder.check([digest], quiet) == {digest: state}


def test_a_restored_database_proves_with_the_files_of_its_neighbour(folder, make, tmp_path) -> None:
    digest = folder.take_in(make(), quiet).digest
    restored = FileEvidenceFolder(tmp_path / "数据" / "自评数据2.hqd")
    assert restored.holds(digest)
    assert restored.check([digest], quiet) == {digest: FileState.GOOD}
    assert restored.lay_out(digest, "通报.pdf").read_bytes() == PDF
    assert not FileEvidenceFolder(tmp_path / "自评数据.hqd").holds(digest)


@posix
def test_the_copy_to_open_is_read_only_outside_the_folder_and_goes_with_the_program(folder, make, tmp_path) -> None:
    digest = folder.take_in(make(), quiet).digest
    copies = [folder.lay_out(digest, name) for name in ("../../通报.pdf", "con.pdf", "通报.pdf")]
    assert [copy.name for copy in copies] == ["通报.pdf", "_con.pdf", "通报.pdf"]
    assert len({copy.parent for copy in copies}) == 2, "the same name once more is the same copy"
    assert all(tmp_path / "数据" not in copy.parents for copy in copies)
    assert {copy.stat().st_mode & 0o777 for copy in copies} == {0o400}
    root = copies[0].parents[1]
    with pytest.raises(FileRefused) as caught:
        folder.lay_out(digest, "通报.exe")
    assert caught.value.problems[0].code == "evidence_program"
    assert root.exists()
    evidence_folder._remove_tree(root)
    assert not root.exists()


def test_a_temporary_folder_that_is_full(folder, make, monkeypatch) -> None:
    digest = folder.take_in(make(), quiet).digest

    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(evidence_folder.tempfile, "mkdtemp", full)
    with pytest.raises(FileRefused) as caught:
        folder.lay_out(digest, "通报.pdf")
    assert caught.value.problems[0].code == "file_disk_full"


def test_looking_twice_uses_the_same_copy_while_all_is_as_it_was(folder, make, tmp_path) -> None:
    kept = folder.take_in(make(), quiet)
    first = folder.lay_out(kept.digest, kept.name)
    assert folder.lay_out(kept.digest, kept.name) == first
    first.chmod(0o600)
    first.write_bytes(b"written over")
    second = folder.lay_out(kept.digest, kept.name)
    assert second != first
    assert second.read_bytes() == PDF
    (stored_file,) = stored(tmp_path)
    stored_file.write_bytes(PDF + b"!")
    with pytest.raises(FileRefused, match="evidence_changed"):
        folder.lay_out(kept.digest, kept.name)
