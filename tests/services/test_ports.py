"""Whoever promises a port keeps it: every method is there, with the parameters that callers give."""

import inspect

import pytest

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.settings_file import SettingsFile
from hqd_desktop.services import desk, ports
from hqd_desktop.store.sql_store import SqlStore
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped_packs import FixedPackSource

PROMISES = [
    (ports.Store, SqlStore),
    (ports.Store, MemoryStore),
    (ports.EvidenceFolder, FileEvidenceFolder),
    (ports.EvidenceFolder, MemoryEvidenceFolder),
    (ports.PackSource, FilePackSource),
    (ports.PackSource, FixedPackSource),
    (desk.Settings, SettingsFile),
    (desk.Desk, OfficeDesk),
]


@pytest.mark.parametrize(("port", "keeper"), PROMISES, ids=lambda kind: kind.__name__)
def test_the_promise_is_kept(port: type, keeper: type) -> None:
    """By name and by parameter names."""
    promised = {name: member for name, member in vars(port).items() if not name.startswith("_")}
    assert promised
    for name, member in promised.items():
        if isinstance(member, property):
            assert hasattr(keeper, name) or name in keeper.__annotations__, name
            continue
        kept = inspect.getattr_static(keeper, name)
        wanted = list(inspect.signature(member).parameters)
        given = inspect.signature(getattr(keeper, name)).parameters
        required = [key for key, each in given.items() if each.default is each.empty]
        assert list(given)[: len(wanted)] == wanted, (name, kept)
        assert set(required) <= set(wanted), name
