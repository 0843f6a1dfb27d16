"""docs/formats.md says what is: its example digests as it says, and it names every table and column."""

import re
from pathlib import Path

from hqd_desktop import paths
from hqd_desktop.domain.canonical import canonical_json, digest, snapshot
from hqd_desktop.domain.figures import not_applicable, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.store.schema import APPLICATION_ID, SCHEMA
from hqd_desktop.store.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_example_digests_as_the_page_says() -> None:
    year = Period(2024)
    figures = {("income", year): number("118426600.00"), ("beds", year): not_applicable("无住院")}
    data = snapshot(Hospital("示例医院", "三级", "综合"), 2024, figures, {})
    assert f"{canonical_json(data)}\n{digest(data)}\n" in PAGE


def test_every_table_and_column_is_on_the_page() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    for table in metadata.sorted_tables:
        assert {table.name, *(column.name for column in table.c)} <= named, table.name


def test_marks_and_suffixes_are_on_the_page() -> None:
    assert f"`0x{APPLICATION_ID:08x}`" in PAGE
    assert f"now **{SCHEMA}**" in PAGE
    for suffix in (
        paths.DATABASE_SUFFIX,
        paths.EVIDENCE_SUFFIX,
        paths.HANDOVER_SUFFIX,
        paths.PACKAGE_SUFFIX,
        paths.PACK_SUFFIX,
    ):
        assert f"`{suffix}`" in PAGE
