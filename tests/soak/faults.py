"""Long form of tests/faults: hundreds of kills and refusals of the system, at steps spread over every writing job."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.faults.injecting import POWERED, Injector, failures, kills, left_after, spread, wrongs
from tests.faults.jobs import JOBS

POINTS = 30  # of each sort for each job: 660 trials for eleven jobs
CUTS = 40  # of the power, for each job


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
                wrong += [f"{job} {inject}: {said}" for said in _told(wrongs, folder, outcome)]
    return tried, wrong


def power_cuts(cuts: int = CUTS) -> tuple[int, list[str]]:
    """As `cut_off_jobs`, for a power that goes at any step: what was not synced may be lost, in part or whole."""
    tried, wrong = 0, []
    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as place, Injector(Path(place)) as injector:
        for job in POWERED:
            steps, chance = injector.record(job, injector.fresh()), random.Random(job)
            for _ in range(cuts):
                cut, keep = chance.randrange(len(steps)), chance.choice((0.0, 0.3, 0.7))
                found = _told(left_after, injector.fresh(), steps[:cut], keep, chance)
                wrong += [f"{job} cut at {cut}, kept {keep}: {said}" for said in found]
                tried += 1
    return tried, wrong


def _told(look: Callable[..., list[str]], *place: object) -> list[str]:
    try:
        return look(*place)
    except Exception as error:  # noqa: BLE001 — a file that does not open is what we look for
        return [f"{type(error).__name__}: {error}"]
