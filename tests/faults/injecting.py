"""Runs a job of `jobs` under strace and lets chosen system calls kill it or fail; then asks what is left."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

import openpyxl

from hqd_desktop.domain.periods import Period
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.files.packages import FilePackages
from hqd_desktop.files.settings_file import SettingsFile
from hqd_desktop.services.message_texts import TEXTS
from hqd_desktop.services.verifying import verify_package
from hqd_desktop.store.lock import utc_now
from hqd_desktop.store.open import open_store
from hqd_desktop.store.verify import check_file
from hqd_desktop.store.working_copy import WorkingCopy
from tests.faults.jobs import FIRST, NOTE, OLD, RELEASED, WRITTEN, YEAR, figure, prepare
from tests.faults.office_left import office_wrongs
from tests.faults.power import CALLS, Step, leave, steps_of

ROOT = Path(__file__).parents[2]
WRITING = ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "mkdir", "openat")
_CHANGING = tuple(name for name in WRITING if name not in ("openat", "mkdir"))
_FAILURES = {
    "ENOSPC": ("write", "pwrite64", "ftruncate", "mkdir", "openat"),
    "EIO": ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink"),
    "EACCES": ("openat", "rename", "mkdir", "unlink"),
    "EROFS": ("openat", "rename", "mkdir"),
    "EMFILE": ("openat",),
}
SAFE = re.compile("没有|完好|不影响|不变|都在|照旧|保留|原样")
_CALL = re.compile(r"^(?:\d+ )?(\w+)\(")


@dataclass(frozen=True)
class Outcome:
    """What a job said before it ended, and how often it made each system call when nothing was injected."""

    said: tuple[tuple[str, ...], ...]
    calls: Counter[str]

    @property
    def last(self) -> str:
        """The last word: done, told, crashed, or something acknowledged before a kill; empty for none."""
        return self.said[-1][0] if self.said else ""


class Injector:
    """A server of jobs, and a folder ready to be copied for each trial. Use as a context."""

    def __init__(self, place: Path) -> None:
        self._place, self._trials = place, 0
        self._ready = place / "ready"

    def __enter__(self) -> Self:
        prepare(self._ready)
        self._server = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.faults.jobs"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.communicate()

    def fresh(self) -> Path:
        """A folder as `prepare` left it."""
        self._trials += 1
        folder = self._place / f"trial{self._trials}" / "data"
        shutil.copytree(self._ready, folder)
        return folder

    def lay_out(self, folder: Path) -> None:
        """The same into a folder that is there, as the root of another disk is."""
        shutil.copytree(self._ready, folder, dirs_exist_ok=True)

    def clear(self) -> None:
        """Take away what the trials have left."""
        for folder in self._place.glob("trial*"):
            shutil.rmtree(folder, ignore_errors=True)

    def run(self, job: str, folder: Path, inject: str = "", memory: int = 0) -> Outcome:
        """Do the job; `inject` is what strace's option of that name takes (`fsync:signal=KILL:when=2`).

        With `memory` the process can have no more than so many bytes beyond what it has at the beginning.
        """
        asked = [f"trace={','.join(WRITING)}", *([f"inject={inject}"] if inject else [])]
        said, log = self._traced(job, folder, asked, memory=memory)
        calls = Counter(found[1] for line in log.splitlines() if (found := _CALL.match(line)))
        return Outcome(said, calls)

    def record(self, job: str, folder: Path) -> list[Step]:
        """Do the job and tell every write."""
        options = ["-xx", "-y", "-s", "10000000"]
        return steps_of(self._traced(job, folder, [f"trace={CALLS}"], options)[1])

    def wrongs(self, folder: Path, outcome: Outcome) -> list[str]:
        """What must never be after a job that was cut off or refused, in words; nothing when all is well."""
        if outcome.last == "crashed":
            return [f"not told but crashed: {outcome.said[-1][1]}"]
        words = {said[0] for said in outcome.said}
        found = [*_unsaid(outcome), *_files(folder, words)]

        def touched(names: str) -> bool:
            return _contents(folder, names) != _contents(self._ready, names)

        if touched("自评.*") or touched("自评.*/**/*"):
            found += _database(folder, outcome)
        for schema in RELEASED:
            if ("migrated", schema) in outcome.said or touched(f"旧{schema}.hqd*"):
                found += _older(folder / f"旧{schema}.hqd")
        for name in ("备份.hqd", "恢复.hqd"):
            if touched(name) or ("restored" in words and name == "恢复.hqd"):
                found += _copy(folder / name)
        if touched("共享/*") or touched("本机/*"):
            found += _shared(folder, outcome)
        if "created" in words or (folder / "新.hqd").exists():
            with open_store(folder / "新.hqd", create=False) as store:
                if "created" in words and len(store.hospitals()) != 1:
                    found.append("a created hospital is gone")
        return found + office_wrongs(folder, outcome.said, touched)

    def left_after(self, folder: Path, steps: Sequence[Step], keep: float, chance: random.Random) -> list[str]:
        """What is wrong in a folder, ready as `fresh` gives it, after the power went behind `steps`.

        It takes the place of the folder that the job was recorded in, whose name may stand in what it wrote.
        """
        said = leave(folder, steps, keep, chance)
        place = next(
            (Path(step.path.partition("/data/")[0], "data") for step in steps if "/data/" in step.path), folder
        )
        if place != folder:
            shutil.rmtree(place, ignore_errors=True)
            place.parent.mkdir(exist_ok=True)
            folder.rename(place)
        return self.wrongs(place, Outcome(said, Counter()))

    def _traced(
        self, job: str, folder: Path, expressions: Sequence[str], options: Sequence[str] = (), memory: int = 0
    ) -> tuple[tuple[tuple[str, ...], ...], str]:
        """What the job said, and strace's own words."""
        place = folder.parent
        go, said, log = place / "go", place / "said", place / "calls"
        said.unlink(missing_ok=True)
        go.unlink(missing_ok=True)
        os.mkfifo(go)
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps([job, str(folder), str(go), str(said), memory]) + "\n")
        self._server.stdin.flush()
        child = self._server.stdout.readline().strip()
        command = ["strace", "-p", child, "-o", str(log), *options]
        for expression in expressions:
            command += ["-e", expression]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            told = tracer.stderr.readline()
            assert "attached" in told, told
            with go.open("w") as gate:
                gate.write("g")
            self._server.stdout.readline()
            tracer.stderr.read()
        lines = said.read_text(encoding="utf-8").splitlines() if said.exists() else []
        return tuple(tuple(json.loads(line)) for line in lines), log.read_text(errors="replace")


def kills(calls: Counter[str]) -> list[str]:
    """kill -9 at each call that changes something."""
    return [f"{name}:signal=KILL:when={at}" for name in _CHANGING for at in range(1, calls[name] + 1)]


def failures(calls: Counter[str]) -> list[str]:
    """Each error at each call that can give it, once and from then on."""
    return [
        f"{name}:error={error}:when={at}{onwards}"
        for error, names in _FAILURES.items()
        for name in names
        for at in range(1, calls[name] + 1)
        for onwards in ("", "+")
    ]


def spread(points: Sequence[str], count: int) -> list[str]:
    """So many of them, evenly over the list; all where there are no more."""
    if len(points) <= count:
        return list(points)
    return [points[int((place + 0.5) * len(points) / count)] for place in range(count)]


def _unsaid(outcome: Outcome) -> list[str]:
    """What was told says that something is safe, and what to do, in words of ours."""
    codes = outcome.said[-1][1:] if outcome.last == "told" else ()
    return [f"{code} says nothing of what is safe" for code in codes if not SAFE.search(TEXTS.get(code, ""))]


def _database(folder: Path, outcome: Outcome) -> list[str]:
    found: list[str] = []
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        found += [f"check: {fault}" for fault in store.check()]
        kept = {said[1]: Decimal(said[2]) for said in outcome.said if said[0] == "figure"}
        for item, value in kept.items():
            if figure(store, hospital.id, item) != value:
                found.append(f"{item} was acknowledged as {value}, is {figure(store, hospital.id, item)}")
        if figure(store, hospital.id, "beds") not in (FIRST, Decimal(8)):
            found.append("a figure that was there is other")
        pasted = sum(1 for item, _ in store.figures(hospital.id) if item.startswith("pasted_"))
        if pasted not in (0, 200) or (("block",) in outcome.said and pasted != 200):
            found.append(f"{pasted} of 200 pasted figures")
        written = {
            "row": [entry.progress for entry in store.ledger.entries(hospital.id, YEAR.year)],
            "rules": [one.body for one in store.rules.rule_sets(hospital.id)],
            "words": list(store.report_texts(hospital.id, YEAR.year).values()),
            "rectified": [one.measure for one in store.rectifications(hospital.id, YEAR.year).values()],
        }
        for word, texts in written.items():
            if texts != [WRITTEN] and (texts or (word,) in outcome.said):
                found.append(f"{word} was acknowledged, is {texts}")
        proved = [record.digest for record in store.evidence(hospital.id)]
        if ("proved",) in outcome.said and not proved:
            found.append("acknowledged evidence is gone")
    states = FileEvidenceFolder(folder / "自评.hqd").check(proved, lambda *_: None)
    return found + [f"evidence is {state}" for state in states.values() if state != "good"]


def _contents(folder: Path, names: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.glob(names)
        if path.is_file() and ".lock" not in path.name
    }


def _older(path: Path) -> list[str]:
    """It opens, migrated now at the latest, with all that was in it; and so does every copy made before."""
    with open_store(path, create=False) as store:
        first = next(h for h in store.hospitals() if h.name == "甲县人民医院")
        held = store.figures(first.id)["income", Period(2024)]
        found = [] if str(held.figure.value) == "9999999999999.99" else [f"{path.name} has {held.figure.value}"]
        found += [f"{path.name}: {fault}" for fault in store.check()]
    for copy in path.parent.glob(f"backups/{path.stem}-*.hqd"):
        found += [f"{copy.name}: {fault}" for fault in check_file(copy)]
    return found


def _shared(folder: Path, outcome: Outcome) -> list[str]:
    """What was given back is on the share; what was not yet is there after the next run of the same PC."""
    original = folder / "共享" / "自评.hqd"
    said = {one[0]: Decimal(one[1]) for one in outcome.said if one[0] in ("shared", "given back")}
    found: list[str] = []

    def there() -> Decimal:
        with open_store(original, create=False, read_only=True) as store:
            found.extend(f"on the share: {fault}" for fault in store.check())
            return figure(store, store.hospitals()[0].id, "beds") or Decimal(0)

    if there() < said.get("given back", FIRST):
        found.append(f"{said} was given back, on the share is {there()}")
    working = WorkingCopy(original, folder / "本机", NOTE.actor, utc_now)
    working.take()
    open_store(working.path, create=False, actor=NOTE.actor, working=working).close()
    if there() < said.get("shared", FIRST):
        found.append(f"{said} was acknowledged, on the share is {there()}")
    return found


def _copy(path: Path) -> list[str]:
    with open_store(path, create=False, read_only=True) as store:
        (hospital,) = store.hospitals()
        good = figure(store, hospital.id, "beds") == FIRST and store.check() == ()
    return [] if good else [f"{path.name} is no good copy"]


def _files(folder: Path, words: set[str]) -> list[str]:
    found: list[str] = []
    book, package = folder / "上报.xlsx", folder / "包.hqdz"
    if book.read_bytes() == OLD:
        found += ["an exported workbook is the old one"] if "exported" in words else []
    else:
        openpyxl.load_workbook(book, read_only=True).close()
    if package.read_bytes() == OLD:
        found += ["an acknowledged package is the old file"] if "packed" in words else []
    elif not verify_package(FilePackages(), package, lambda *_: None).same:
        found.append("a package that does not verify")
    forms = sorted(path for path in (folder / "发表").iterdir() if path.suffix == ".xlsx" and path.name[0] != ".")
    for form in forms:  # a kill may fall between two of them, never within one
        openpyxl.load_workbook(form, read_only=True).close()
    if "issued" in words and [form.stem for form in forms] != ["护理部", "药学部"]:
        found.append(f"issued forms are gone: {forms}")
    settings = SettingsFile(folder)
    if settings.get("user.name", "") != "甲" or ("remembered" in words and settings.get("look.mode", "") != "dark"):
        found.append("a setting is lost")
    return found
