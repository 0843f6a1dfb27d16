"""`dev.py soak [minutes]`: long trials by chance, each told by the seed it began with; stops at the first difference.

`dev.py test` does not collect this folder's trials: their short forms stand beside the rooms they try.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

MINUTES = 5.0
FIRST_IN_CI, ROUNDS_IN_CI = 20_260_000, 10
HOSPITALS = 12  # in one workbook: LibreOffice's time grows faster than their number


def recomputed_workbooks(seed: int) -> tuple[int, list[str]]:
    """So many hospitals by chance in one workbook, computed anew by LibreOffice."""
    from tests.fakes.shipped_packs import shipped_packs
    from tests.files.live_judging import judged
    from tests.files.random_hospitals import random_submissions

    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as folder:
        return judged(random_submissions(shipped_packs(), seed, HOSPITALS), Path(folder))


TRIALS: Mapping[str, Callable[[int], tuple[int, list[str]]]] = {"工作簿重算": recomputed_workbooks}


def main(argv: list[str]) -> int:
    """Cut off every writing job, then try new seeds until the time is over; 1 at the first difference."""
    from tests.soak.faults import cut_off_jobs, power_cuts

    for name, trials in (("中途杀掉、系统拒绝", cut_off_jobs), ("断电", power_cuts)):
        tried, broken = trials()
        print("\n".join([f"{name}：{tried} 次，{len(broken)} 处不对", *broken[:40]]), flush=True)
        if broken:
            return 1
    end = time.monotonic() + 60 * (float(argv[0]) if argv else MINUTES)
    repeated = os.environ.get("CI") == "true"  # CI tries the same ones each time: a red run can be run again
    first = int(argv[1]) if len(argv) > 1 else FIRST_IN_CI if repeated else int(time.time())
    compared = rounds = 0
    while time.monotonic() < end and not (repeated and rounds == ROUNDS_IN_CI):
        for name, trial in TRIALS.items():
            seed = first + rounds
            count, wrong = trial(seed)
            compared += count
            if wrong:
                print(f"{name}：种子 {seed}，{count} 格中 {len(wrong)} 格不一致")
                print("\n".join(wrong[:40]))
                return 1
        rounds += 1
    print(f"{rounds} 轮，{rounds * HOSPITALS} 家医院，{compared} 格，全部一致（第一个种子 {first}）。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
