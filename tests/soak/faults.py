"""Long form of tests/faults: hundreds of kills and refusals of the system, at steps spread over every writing job."""

import tempfile
from pathlib import Path

from tests.faults.injecting import Injector, Outcome, failures, kills, spread, wrongs
from tests.faults.jobs import JOBS

POINTS = 30  # of each sort for each job: 660 trials for eleven jobs


def cut_off_jobs(points: int = POINTS) -> tuple[int, list[str]]:
    """How many trials, and what was wrong after them."""
    tried, wrong = 0, []
    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as place, Injector(Path(place)) as injector:
        for job in JOBS:
            calls = injector.run(job, injector.fresh()).calls
            for inject in (*spread(kills(calls), points), *spread(failures(calls), points)):
                folder = injector.fresh()
                outcome = injector.run(job, folder, inject)
                tried += 1
                wrong += [f"{job} {inject}: {said}" for said in _told(folder, outcome)]
    return tried, wrong


def _told(folder: Path, outcome: Outcome) -> list[str]:
    try:
        return wrongs(folder, outcome)
    except Exception as error:  # noqa: BLE001 — a file that does not open is what we look for
        return [f"{type(error).__name__}: {error}"]
