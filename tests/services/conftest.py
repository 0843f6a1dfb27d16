"""Fixtures of the services' tests: the shipped packs, and a workspace over a store in memory."""

from collections.abc import Callable
from datetime import date

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.records import Actor, Packs
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import shipped_packs, shipped_source

YEAR = 2025
HOSPITAL = Hospital("测试医院", "三级", "综合", "123")


@pytest.fixture(scope="session")
def packs() -> Packs:
    """All of it."""
    return shipped_packs()


@pytest.fixture
def store() -> MemoryStore:
    """Empty."""
    return MemoryStore()


@pytest.fixture
def workspace(store: MemoryStore) -> Workspace:
    """With nothing open."""
    return Workspace(store, shipped_source(), Actor("张三", "财务电脑"), "hqd 1.0", lambda: date(2026, 3, 1))


@pytest.fixture
def opened(workspace: Workspace) -> View:
    """A new hospital with 2025, opened in `workspace`."""
    return workspace.create(HOSPITAL, "shaoyang-2022", YEAR)


@pytest.fixture
def writes(store: MemoryStore) -> Callable[[], list[str]]:
    """What was done in each transaction so far."""
    return lambda: [note.action for note in store.changes]
