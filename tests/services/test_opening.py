"""Which hospital a database opens at, and what is begun in one of its own."""

from pathlib import Path

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services import opening
from hqd_desktop.services.errors import UserFacingError
from tests.fakes.memory_desk import MemoryDesk
from tests.fakes.shipped_packs import shipped_samples

PLACE = Path("memory.hqd")


def test_an_empty_database_is_let_go_of() -> None:
    desk = MemoryDesk()
    with pytest.raises(UserFacingError) as error:
        opening.open_database(desk, PLACE)  # type: ignore[arg-type]
    assert [problem.code for problem in error.value.problems] == ["workspace_empty"]
    assert desk.store.closed


def test_it_opens_where_it_was_left() -> None:
    """Else, or where that one is of another database, at the first."""
    desk = MemoryDesk()
    opening.begin(desk, Hospital("甲", "三级", "综合"), "shaoyang-2022", 2025)  # type: ignore[arg-type]
    second = opening.begin(desk, Hospital("乙", "三级", "综合"), "shaoyang-2022", 2024).view.hospital  # type: ignore[arg-type]
    assert opening.open_database(desk, PLACE).view.hospital.name == "甲"  # type: ignore[arg-type]
    for kept, name in ((second.id, "乙"), ("gone", "甲")):
        desk.kept.set(opening.LAST_HOSPITAL, kept)
        assert opening.open_database(desk, PLACE, read_only=True).view.hospital.name == name  # type: ignore[arg-type]


def test_samples_are_a_group() -> None:
    view = opening.begin_samples(MemoryDesk(), shipped_samples()).view  # type: ignore[arg-type]
    assert (view.hospital.name, len(view.members), view.sample) == ("示例医院", 2, True)
