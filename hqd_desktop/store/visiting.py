"""Another database, or the one in a hand-over file, looked at through a checked copy; the file itself is only read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hqd_desktop.paths import HANDOVER_SUFFIX
from hqd_desktop.services.handover import DATABASE, LIMIT, check_handover
from hqd_desktop.services.package_ports import Packages
from hqd_desktop.store.backup import copy_in
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore


@contextmanager
def visited(path: Path, packages: Packages, folder: Path) -> Iterator[SqlStore]:
    """A store over a copy in `folder`, which is the caller's to remove; an older one is migrated there.

    StoreError or FileRefused for every file that opening or receiving would refuse.
    """
    source, copy = path, folder / "visited.hqd"
    if path.suffix.lower() == HANDOVER_SUFFIX:
        source = folder / "sent.hqd"
        with packages.open(path) as package:
            check_handover(package, path.name, lambda done, total: None)
            source.write_bytes(package.read(DATABASE, LIMIT) or b"")
    copy_in(source, copy)
    store = open_store(copy, create=False)
    try:
        yield store
    finally:
        store.close()
