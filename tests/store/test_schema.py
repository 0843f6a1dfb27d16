"""The number of the schema."""

from hqd_desktop.paths import migrations
from hqd_desktop.store.schema import APPLICATION_ID, SCHEMA, current_schema


def test_the_number_is_that_of_the_newest_migration() -> None:
    names = sorted(path.name for path in (migrations() / "versions").glob("[0-9]*.py"))
    assert [int(name[:4]) for name in names] == list(range(1, SCHEMA + 1))
    assert current_schema().number == SCHEMA
    assert current_schema().revision == names[-1][:4]


def test_our_mark_reads_hqd1_in_a_hex_dump_and_fits_a_signed_number() -> None:
    assert APPLICATION_ID.to_bytes(4) == b"HQD1"
    assert APPLICATION_ID < 2**31


def test_a_migration_imports_nothing_from_the_package() -> None:
    for script in (migrations() / "versions").glob("*.py"):
        assert "hqd_desktop" not in script.read_text(encoding="utf-8"), script.name
