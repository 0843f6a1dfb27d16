"""Power cut between an evidence file and its row: at worst a file that no row names, never a row without its file."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from hqd_desktop.domain.evidence import Details, EvidenceBook, FileState, use_of_figure
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.records import Actor, ChangeNote
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore

NOTE = ChangeNote(Actor("甲", "PC-01"), "添加佐证")
USE = use_of_figure(("beds", Period(2024)))
posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and folders that can be synced are of POSIX")


class PowerCut(BaseException):
    """Nothing of ours catches it, so nothing of ours can tidy up after it."""


def register(store: SqlStore, hospital_id: str, folder: FileEvidenceFolder, path: Path) -> None:
    """As the program does it: the file, then the row."""
    kept = folder.take_in(path, lambda done, total: None)
    act = adding(folder, [Piece(kept, Details(path.stem))], USE)
    change = act(EvidenceBook(tuple(store.evidence(hospital_id))), date(2025, 1, 31))
    store.save_evidence(hospital_id, change.writes, NOTE)


def states(path: Path) -> dict[str, FileState]:
    """What each row's file is, asked by a program that knows nothing yet."""
    with open_store(path, create=False) as store:
        (hospital,) = store.hospitals()
        titles = {record.digest: record.title for record in store.evidence(hospital.id)}
        found = FileEvidenceFolder(path).check(list(titles), lambda done, total: None)
        assert store.check() == ()
    return {titles[digest]: state for digest, state in found.items()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "自评.hqd"
    with open_store(made, create=True) as store:
        store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)
    return made


def test_a_cut_at_any_step_leaves_no_row_without_its_file(path: Path, tmp_path: Path, monkeypatch) -> None:
    steps = ("fsync", "replace", "open", "mkdir")
    real = {name: getattr(os, name) for name in steps}
    document = tmp_path / "通报.pdf"
    document.write_bytes(b"%PDF" + bytes(3_000_000))
    left, cuts = 0, 0

    def step(name: str):
        def call(*args: object, **kwargs: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                raise PowerCut
            return real[name](*args, **kwargs)

        return call

    for at in count(1):
        with open_store(path, create=False) as store, monkeypatch.context() as patched:
            (hospital,) = store.hospitals()
            left = at
            for name in steps:
                patched.setattr(os, name, step(name))
            try:
                register(store, hospital.id, FileEvidenceFolder(path), document)
                break
            except PowerCut:
                cuts += 1
        assert states(path) == {}, f"a row after a cut at step {at}"
    assert states(path) == {"通报": FileState.GOOD}
    assert cuts >= 5
    assert len([file for file in path.with_suffix(".evidence").rglob("*") if file.is_file()]) == 1


@posix
def test_file_and_folders_are_on_the_disk_before_the_row(path: Path, tmp_path: Path, monkeypatch) -> None:
    done: list[str] = []
    sync, rename = os.fsync, os.replace
    document = tmp_path / "通报.pdf"
    document.write_bytes(b"%PDF")

    def fsync(handle: int) -> None:
        place = Path(os.readlink(f"/proc/self/fd/{handle}"))
        names = {tmp_path: "data folder", path.with_suffix(".evidence"): "evidence folder"}
        done.append(names.get(place, "file" if place.suffix == ".part" else "digest folder"))
        sync(handle)

    def replace(old: Path, new: Path) -> None:
        done.append("name")
        rename(old, new)

    with open_store(path, create=False) as store:
        (hospital,) = store.hospitals()
        save = store.save_evidence
        monkeypatch.setattr(store, "save_evidence", lambda *args: (done.append("row"), save(*args)))
        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(os, "replace", replace)
        register(store, hospital.id, FileEvidenceFolder(path), document)
    assert done == ["data folder", "file", "name", "digest folder", "evidence folder", "row"]


REGISTERER = """
import sys
from pathlib import Path
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.store.open import open_store
from tests.faults.test_evidence_power_cut import register
path = Path(sys.argv[1])
store, folder = open_store(path, create=False), FileEvidenceFolder(path)
hospital, number = store.hospitals()[0].id, int(sys.argv[2])
while True:
    number += 1
    document = path.parent / f"{number}.pdf"
    document.write_bytes(b"%PDF" + str(number).encode() * 100_000)
    register(store, hospital, folder, document)
    print(number, flush=True)
"""


@posix
def test_every_acknowledged_file_survives_a_kill(path: Path) -> None:
    last = 0
    for _ in range(5):
        command = [sys.executable, "-X", "utf8", "-c", REGISTERER, str(path), str(last)]
        root = Path(__file__).parents[2]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as registerer:
            registerer.stdout.readline()
            time.sleep(random.uniform(0.0, 0.1))
            registerer.kill()
            told = [int(line) for line in registerer.stdout.read().splitlines()]
        acknowledged = max([last + 1, *told])
        found = states(path)
        assert set(found.values()) == {FileState.GOOD}
        assert {str(number) for number in range(1, acknowledged + 1)} <= set(found)
        assert len(found) <= acknowledged + 1  # a kill may fall between the commit and its acknowledgement
        last = len(found)
