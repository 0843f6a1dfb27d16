"""`dev.py fuzz [minutes] [seed]`: spoils real workbooks by chance and reads them; each finding goes into the corpus.

A finding is: an exception that gets out, more than two seconds of the processor, too much memory, figures out of a
refused file, and a figure other than the one that was there although nothing was altered.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fuzz.bounded_reading import BoundedReader, Told  # noqa: E402
from tests.fuzz.minimising import minimised  # noqa: E402
from tests.fuzz.mutations import Mutant, mutate  # noqa: E402

MINUTES = 10.0
STORED = ROOT / "tests" / "workbooks"
CORPUS = STORED / "corpus"


@dataclass(frozen=True)
class Seed:
    """A good file, the reader that it is meant for, and the figures that come out of it."""

    name: str
    reader: str
    data: bytes

    @property
    def suffix(self) -> str:
        """With its dot."""
        return Path(self.name).suffix


def seeds() -> list[Seed]:
    """The stored files, as LibreOffice wrote them, and our own as we write them today."""
    from hqd_desktop.files.collection_form import form_bytes
    from hqd_desktop.files.submission_workbook import submission_bytes
    from hqd_desktop.services.records import Submission
    from tests.fakes.shipped_packs import shipped_packs
    from tests.files.form_filling import assessed, form_of

    packs = shipped_packs()
    submission = submission_bytes(Submission(assessed(packs), {}, date(2026, 1, 5), sample=True, program="0"))
    stored = {"template-libreoffice.xlsx": "figures", "list.csv": "figures", "collection-form-libreoffice.xlsx": "form"}
    stored |= {f"foreign-report.{kind}": "table" for kind in ("xlsx", "xls", "ods", "csv", "html")}
    stored["excel-2003.xml"] = "table"
    return [
        Seed("submission.xlsx", "figures", submission),
        Seed("form.xlsx", "form", form_bytes(form_of(packs, "财务科"))),
        *(Seed(name, reader, (STORED / name).read_bytes()) for name, reader in stored.items()),
    ]


def fault_of(told: Told, mutant: Mutant, whole: Told) -> str:
    """What is wrong with the reader, "" when nothing is."""
    if told.fault:
        return told.fault
    if mutant.harmless and (told.values != whole.values or told.refused != whole.refused):
        return f"not read as before: {told.codes[:3]}"
    altered = {key for key, text in told.values.items() if whole.values.get(key, text) != text}
    return f"silently another figure: {sorted(altered)[:3]}" if mutant.lost and altered else ""


def kind_of(fault: str) -> str:
    """Faults of one kind are one finding."""
    return fault.rpartition("(")[2] if "(" in fault else fault.partition(":")[0].lstrip("0123456789. ")


def main(argv: list[str]) -> int:
    """Spoil and read until the time is over; 1 when anything was found."""
    end = time.monotonic() + 60 * (float(argv[0]) if argv else MINUTES)
    first = int(argv[1]) if len(argv) > 1 else int(time.time())
    chosen, outcomes, slowest = seeds(), Counter[str](), 0.0
    findings: dict[str, str] = {}
    rounds = 0
    with BoundedReader() as reader, tempfile.TemporaryDirectory(prefix="hqd-fuzz-") as folder:

        def read(data: bytes, seed: Seed) -> Told:
            path = Path(folder) / f"坏{seed.suffix}"
            path.write_bytes(data)
            return reader.read(seed.reader, path)

        wholes = {seed.name: read(seed.data, seed) for seed in chosen}
        while time.monotonic() < end:
            chance = random.Random(f"{first}:{rounds}")
            seed = chosen[rounds % len(chosen)]
            rounds += 1
            mutant = mutate(seed.data, chance)
            for _ in range(chance.choice((0, 0, 0, 1, 3))):
                again = mutate(mutant.data, chance)
                mutant = Mutant(again.data, f"{mutant.how}; {again.how}", mutant.harmless and again.harmless)
            told = read(mutant.data, seed)
            outcomes[f"{seed.name} {'拒绝' if told.refused else '读出'}"] += 1
            slowest = max(slowest, told.seconds)
            fault = fault_of(told, mutant, wholes[seed.name])
            if not fault or (found := f"{seed.name} {kind_of(fault)}") in findings:
                continue
            findings[found] = fault
            print(f"{seed.name}，种子 {first} 第 {rounds - 1} 轮：{fault}（{mutant.how}）", flush=True)
            print(f"  已存 {_kept(mutant, seed, fault, wholes[seed.name], read)}", flush=True)
    print("\n".join(f"  {name:40}{count}" for name, count in sorted(outcomes.items())))
    print(f"{rounds} 个坏文件，发现 {len(findings)} 种问题，最慢 {slowest:.2f} 秒（种子 {first}）。")
    return 1 if findings else 0


def _kept(mutant: Mutant, seed: Seed, fault: str, whole: Told, read: Callable[[bytes, Seed], Told]) -> str:
    """The smallest file that still shows it, in the corpus; the name begins with the reader."""

    def still(data: bytes) -> bool:
        again = Mutant(data, "", mutant.harmless, mutant.lost)
        return kind_of(fault_of(read(data, seed), again, whole)) == kind_of(fault)

    data = mutant.data if mutant.harmless or mutant.lost else minimised(mutant.data, still)
    digest = hashlib.sha256(data).hexdigest()[:10]
    CORPUS.mkdir(exist_ok=True)
    path = CORPUS / f"{seed.reader}-{digest}{seed.suffix}"
    path.write_bytes(data)
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
