"""`dev.py soak [minutes] [seed]`: long trials by chance, each told by the seed it began with; stops at a difference.

`dev.py test` does not collect this folder's trials: their short forms stand beside the rooms they try.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

MINUTES = 5.0
FIRST_IN_CI, ROUNDS_IN_CI = 20_260_000, 10
# One conversion serves a round. LibreOffice's time grows faster than the sheets of one workbook, so there are several.
WORKBOOKS, IN_ONE = 4, 8
HOSPITALS = WORKBOOKS * IN_ONE

# Trials that are programs of their own: name, command, what it is told by the environment
LONG = (
    ("翻转 500 个位", ("-m", "pytest", "-q", "tests/faults/test_bit_flips.py"), {"HQD_BIT_FLIPS": "500"}),
    ("写满、只读的磁盘", ("-m", "pytest", "-q", "tests/faults/test_disk_of_jobs.py"), {"HQD_ALL_JOBS": "1"}),
    ("打包的程序", ("-m", "tests.soak.frozen"), {}),
)

Outcome = tuple[int, int, list[str]]


def recomputed_workbooks(seed: int) -> Outcome:
    """So many hospitals by chance, computed anew by LibreOffice: the seed, how many formulas, and what differs."""
    from tests.fakes.shipped_packs import shipped_packs
    from tests.files.live_judging import judged
    from tests.files.random_hospitals import random_submissions

    packs = shipped_packs()
    books = [random_submissions(packs, seed * WORKBOOKS + number, IN_ONE) for number in range(WORKBOOKS)]
    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as folder:
        return seed, *judged(books, Path(folder))


def outcomes(first: int, most: int | None, end: float) -> Iterator[Outcome]:
    """One round after the other, as many at a time as there are processors, until `end` or `most` rounds."""
    at_once = os.cpu_count() or 2
    waiting: set[Future[Outcome]] = set()
    begun = 0
    with ProcessPoolExecutor(at_once) as pool:
        while True:
            while len(waiting) < at_once and (begun < most if most is not None else time.monotonic() < end):
                waiting.add(pool.submit(recomputed_workbooks, first + begun))
                begun += 1
            if not waiting:
                return
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


def main(argv: list[str]) -> int:
    """Cut off every writing job, then try new seeds until the time is over; 1 at the first difference.

    CI tries the same seeds each time: a red run can be run again.
    """
    from tests.soak.faults import cut_off_jobs, out_of_memory, power_cuts

    for name, trials in (("中途杀掉、系统拒绝", cut_off_jobs), ("断电", power_cuts), ("内存不足", out_of_memory)):
        began = time.monotonic()
        tried, broken = trials()
        told = f"{name}：{tried} 次，{len(broken)} 处不对（{time.monotonic() - began:.0f} 秒）"
        print("\n".join([told, *broken[:40]]), flush=True)
        if broken:
            return 1
    for name, command, more in LONG:
        if subprocess.run([sys.executable, *command], cwd=ROOT, env={**os.environ, **more}).returncode:
            print(f"{name}：没有通过")
            return 1
        print(f"{name}：通过", flush=True)
    start = time.monotonic()
    repeated = os.environ.get("CI") == "true" and not argv
    first = int(argv[1]) if len(argv) > 1 else FIRST_IN_CI if repeated else int(start)
    end = start + 60 * (float(argv[0]) if argv else MINUTES)
    compared = rounds = 0
    for seed, count, wrong in outcomes(first, ROUNDS_IN_CI if repeated else None, end):
        compared += count
        rounds += 1
        if wrong:
            print(f"工作簿重算：种子 {seed}，{count} 格中 {len(wrong)} 格不一致")
            print("\n".join(wrong[:40]))
            return 1
    print(
        f"{rounds} 轮，{rounds * HOSPITALS} 家医院，{compared} 格，全部一致"
        f"（第一个种子 {first}，{time.monotonic() - start:.0f} 秒）。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
