"""Row ids."""

from uuid import UUID

from hqd_desktop.store.ids import new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    read = UUID(new_id())
    assert (read.version, read.variant) == (7, "specified in RFC 4122")


def test_ids_differ_and_rise_with_time(monkeypatch) -> None:
    ids = []
    for millisecond in range(1, 200):
        monkeypatch.setattr("time.time_ns", lambda now=millisecond: (1_700_000_000_000 + now) * 1_000_000)
        ids += [new_id()]
    assert sorted(set(ids)) == ids
