"""A database opened or begun, up to the first year that is shown; it refuses to know threads and windows."""

from collections.abc import Sequence
from pathlib import Path

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.records import Sample
from hqd_desktop.services.workspace import Workspace

LAST_HOSPITAL = "hospital.last"


def open_database(desk: Desk, path: Path, read_only: bool = False) -> Workspace:
    """An existing database at the hospital that was open last, else its first, at its latest year."""
    workspace = desk.open_workspace(path, read_only=read_only)
    hospitals = workspace.hospitals()
    if not hospitals:
        workspace.close()
        raise UserFacingError(Problem("workspace_empty", str(path)))
    last = desk.settings().get(LAST_HOSPITAL, "")
    workspace.open(next((one.id for one in hospitals if one.id == last), hospitals[0].id))
    return workspace


def begin(desk: Desk, hospital: Hospital, scheme_id: str, year: int) -> Workspace:
    """A new hospital in a database of its own; one that exists is never added to."""
    workspace = desk.open_workspace(desk.new_database(), create=True)
    workspace.create(hospital, scheme_id, year)
    return workspace


def begin_samples(desk: Desk, samples: Sequence[Sample]) -> Workspace:
    """Sample hospitals in a database of their own, the first of them open; several are a group."""
    workspace = desk.open_workspace(desk.new_database(sample=True), create=True)
    views = [workspace.create_sample(sample) for sample in samples]
    workspace.open(views[0].hospital.id)
    return workspace
