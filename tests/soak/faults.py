"""Long form of tests/faults: hundreds of kills and refusals of the system, at steps spread over every writing job."""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.injecting import Injector, failures, kills, spread
from tests.faults.jobs import JOBS
from tests.faults.test_cut_off import TAKEN

ROUNDS = 20  # in each one kill and one refusal of every job: 500 kills for twenty-five jobs
LEAST = 12  # rounds that are tried however slow the machine is: 300 kills
CUTS, LEAST_CUTS = 20, 6  # of the power, for each job
MEMORY = (500_000, 4_000_000, 32_000_000)  # bytes that a job may have beyond what it begins with
SECONDS = 600.0  # of kills, and half of it of power cuts, after which no further round is begun

Trials = tuple[int, list[str]]


def cut_off_jobs(rounds: int = ROUNDS, seconds: float = SECONDS) -> Trials:
    """How many trials, and what was wrong after them; each job is done once more on what a kill has left."""
    tried, wrong, end = 0, [], time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as place, Injector(Path(place)) as injector:
        points: dict[str, list[tuple[str, str]]] = {}
        for job in JOBS:
            calls = injector.run(job, injector.fresh()).calls
            points[job] = [*zip(*(_all(sort(calls), rounds) for sort in (kills, failures)), strict=True)]
        for number in range(rounds):
            if number >= LEAST and time.monotonic() > end:
                break
            for job in JOBS:
                for inject in points[job][number]:
                    wrong += [f"{job} {inject}: {said}" for said in _trial(injector, job, inject)]
                    tried += 1
            injector.clear()
    return tried, wrong


def power_cuts(cuts: int = CUTS, seconds: float = SECONDS / 2) -> Trials:
    """As `cut_off_jobs`, for a power that goes at any step: what was not synced may be lost, in part or whole."""
    tried, wrong, end = 0, [], time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as place, Injector(Path(place)) as injector:
        recorded = {job: (injector.record(job, injector.fresh()), random.Random(job)) for job in JOBS}
        for number in range(cuts):
            if number >= LEAST_CUTS and time.monotonic() > end:
                break
            for job, (steps, chance) in recorded.items():
                cut, keep = chance.randint(1, len(steps)), chance.choice((0.0, 0.3, 0.7))
                found = _told(injector.left_after, injector.fresh(), steps[:cut], keep, chance)
                wrong += [f"{job} cut at {cut}, kept {keep}: {said}" for said in found]
                tried += 1
            injector.clear()
    return tried, wrong


def out_of_memory() -> Trials:
    """Every job with little memory: done, or told, and nothing lost."""
    tried, wrong = 0, []
    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as place, Injector(Path(place)) as injector:
        for job in JOBS:
            for memory in MEMORY:
                folder = injector.fresh()
                outcome = injector.run(job, folder, memory=memory)
                found = _told(injector.wrongs, folder, outcome)
                wrong += [f"{job} with {memory} bytes: {said}" for said in found]
                tried += 1
            injector.clear()
    return tried, wrong


def _all(points: list[str], count: int) -> list[str]:
    """So many, the same one several times where there are fewer; spread over the job in every order of rounds."""
    chosen = spread(points, count)
    some = [chosen[place % len(chosen)] for place in range(count)]
    random.Random(count).shuffle(some)
    return some


def _trial(injector: Injector, job: str, inject: str) -> list[str]:
    folder = injector.fresh()
    outcome = injector.run(job, folder, inject)
    found = _told(injector.wrongs, folder, outcome)
    if "KILL" in inject and not found:
        again = injector.run(job, folder)
        if again.last != "done" and again.said[-1][1] not in TAKEN:
            found = [f"done once more: {again.said}"]
    return found


def _told(look: Callable[..., list[str]], *place: object) -> list[str]:
    try:
        return look(*place)
    except Exception as error:  # noqa: BLE001 — a file that does not open is what we look for
        return [f"{type(error).__name__}: {error}"]
