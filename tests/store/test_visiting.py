"""Another database looked at: through a copy, migrated there when it is old, and itself only read."""

import hashlib
import shutil
from pathlib import Path

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor, ChangeNote
from hqd_desktop.store.open import open_store
from hqd_desktop.store.visiting import visited
from tests.fakes.memory_packages import MemoryPackages

OLD = Path(__file__).parent.parent / "databases"


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_open_database_is_seen_and_left_as_it_is(tmp_path: Path) -> None:
    """Also while somebody works on it; what is written in the copy stays there."""
    path, folder = tmp_path / "a.hqd", tmp_path / "look"
    folder.mkdir()
    note = ChangeNote(Actor("甲", "PC"), "新建医院")
    store = open_store(path, create=True)
    store.add_hospital(Hospital("甲医院", "三级", "综合"), note)
    with visited(path, MemoryPackages(), folder) as seen:
        assert [one.name for one in seen.hospitals()] == ["甲医院"]
        seen.add_hospital(Hospital("乙医院", "三级", "综合"), note)
    assert [one.name for one in store.hospitals()] == ["甲医院"]
    store.close()


def test_an_old_one_is_migrated_in_the_copy_only(tmp_path: Path) -> None:
    oldest = sorted(OLD.glob("*.hqd"))[0]
    path, folder = tmp_path / "old.hqd", tmp_path / "look"
    folder.mkdir()
    shutil.copy(oldest, path)
    before = digest_of(path)
    with visited(path, MemoryPackages(), folder) as seen:
        assert seen.hospitals()
    assert digest_of(path) == before


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.hqd"
    path.write_bytes(b"no database")
    with pytest.raises(StoreError), visited(path, MemoryPackages(), tmp_path):
        pass
