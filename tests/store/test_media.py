"""A share is known by the file system that it is mounted as."""

from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
from hqd_desktop.store import connection, sql_store
from hqd_desktop.store.media import on_network
from hqd_desktop.store.open import open_store

NOTE = ChangeNote(Actor("甲", "PC"), "填数")


@pytest.mark.parametrize(
    ("sort", "remote"), [("cifs", True), ("nfs4", True), ("fuse.sshfs", True), ("ext4", False), ("tmpfs", False)]
)
def test_by_the_mount_that_is_nearest(tmp_path: Path, sort: str, remote: bool) -> None:
    place = tmp_path / "共享 盘"
    place.mkdir()
    mounts = tmp_path / "mounts"
    escaped = str(place).replace(" ", "\\040")
    mounts.write_text(f"none / nfs rw 0 0\nserver {escaped} {sort} rw 0 0\nnone /elsewhere cifs rw 0 0\n", "utf-8")
    assert on_network(place / "a.hqd", mounts) == remote
    assert on_network(tmp_path / "b.hqd", mounts)
    assert not on_network(tmp_path / "b.hqd", tmp_path / "no such file")


def test_on_a_share_the_journal_is_the_safe_one_and_it_is_told(path: Path, monkeypatch) -> None:
    with open_store(path, create=True) as store:
        assert store.examine(False) == ()
    monkeypatch.setattr(connection, "on_network", lambda path: True)
    monkeypatch.setattr(sql_store, "on_network", lambda path: True)
    with open_store(path, create=False) as store:
        driver = store._connection.connection.driver_connection
        assert driver.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert driver.execute("PRAGMA synchronous").fetchone() == (3,)
        hospital = store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)
        store.save_figures(hospital.id, [FigureWrite("a", Period(2024), number(1), 0)], NOTE)
        (told,) = store.examine(False)
        assert told.code == "store_on_share"
        assert store.examine(True) == ()
        assert not path.with_name(path.name + "-wal").exists()
