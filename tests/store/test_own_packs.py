"""Tables of one's own in a database: kept once, withdrawn, brought back, seen by every hospital of the database."""

from dataclasses import replace

from hqd_desktop.services.records import Actor, ChangeNote, StoredPack

NOTE = ChangeNote(Actor("甲", "PC"), "带入指标表")
ONE = StoredPack("own-1", "甲市表", "1.0", '{"a":1}', "d")


def test_kept_withdrawn_and_brought_back(store, hospital) -> None:
    kept = store.packs.save_pack(hospital.id, ONE, NOTE)
    assert store.packs.packs() == [kept]
    assert replace(kept, id="", version=0) == ONE
    gone = store.packs.save_pack(hospital.id, replace(ONE, active=False), NOTE)
    assert (gone.id, gone.version, gone.active) == (kept.id, 2, False)
    assert store.packs.packs() == [gone]
    assert store.packs.save_pack(hospital.id, ONE, NOTE).active


def test_two_hospitals_may_keep_the_same_one(store, hospital) -> None:
    other = store.add_hospital(replace(hospital, id="", name="乙医院"), NOTE)
    store.packs.save_pack(hospital.id, replace(ONE, active=False), NOTE)
    store.packs.save_pack(other.id, ONE, NOTE)
    assert [(pack.scheme_id, pack.active) for pack in store.packs.packs()] == [("own-1", True)]
