"""What can be cut off: the writing jobs of the program, each in a child process that says what it has acknowledged.

`python -m tests.faults.jobs` is a server: a line of JSON on its standard input names a job and a folder, a child is
forked, waits until it is told to go, does the job, and appends to `said` a line for each thing it was promised.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from hqd_desktop.domain.evidence import Details, EvidenceBook, use_of_figure
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.ledger import LedgerEntry, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.evidence_folder import FileEvidenceFolder
from hqd_desktop.files.packages import FilePackages
from hqd_desktop.files.settings_file import SettingsFile
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.packaging import Makers, make_package
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite, StoredRuleSet, Submission
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.store.backup import copy_in
from hqd_desktop.store.lock import utc_now
from hqd_desktop.store.open import open_store
from hqd_desktop.store.schema import SCHEMA
from hqd_desktop.store.sql_store import SqlStore
from hqd_desktop.store.working_copy import WorkingCopy
from tests.fakes.shipped_packs import shipped_packs
from tests.faults.office_jobs import OFFICE_JOBS, prepare_office
from tests.files.form_filling import assessed, form_of
from tests.services.package_making import PlainReports

YEAR = Period(2025)
NOTE = ChangeNote(Actor("甲", "PC-01"), "录入")
OLD = "原来的文件".encode() * 500
FIRST = Decimal(7)
DATABASES = Path(__file__).parents[1] / "databases"
WRITTEN = "已写下" * 50
RELEASED = sorted(path.stem for path in DATABASES.glob("0*.hqd") if int(path.stem) < SCHEMA)
Say = Callable[..., None]
Job = Callable[[Path, Say], None]


class Plain(FileWorkbooks, PlainReports):
    """The real workbooks and a report that costs nothing."""


def figure(store: SqlStore, hospital_id: str, item: str) -> Decimal | None:
    """A stored number."""
    held = store.figures(hospital_id).get((item, YEAR))
    return held.figure.value if held else None


def write(store: SqlStore, hospital_id: str, values: Mapping[str, int]) -> None:
    """All of them in one transaction, whatever was there."""
    held = store.figures(hospital_id)
    versions = {item: held[item, YEAR].version if (item, YEAR) in held else 0 for item in values}
    writes = [FigureWrite(item, YEAR, number(value), versions[item]) for item, value in values.items()]
    store.save_figures(hospital_id, writes, NOTE)


def prepare(folder: Path) -> None:
    """A database with one figure, one of each older schema, a good backup, files that were there before, an office."""
    folder.mkdir()
    with open_store(folder / "自评.hqd", create=True) as store:
        hospital = store.add_hospital(Hospital("甲医院", "三级", "综合"), NOTE)
        store.save_figures(hospital.id, [FigureWrite("beds", YEAR, number(FIRST), 0)], NOTE)
        store.backup_to(folder / "备份.hqd")
        store.backup_to(folder / "共享" / "自评.hqd")
    for name in ("上报.xlsx", "包.hqdz"):
        (folder / name).write_bytes(OLD)
    (folder / "settings.json").write_text('{"user.name": "甲"}', encoding="utf-8")
    (folder / "通报.pdf").write_bytes(b"%PDF" + bytes(300_000))
    (folder / "发表").mkdir()
    for schema in RELEASED:
        shutil.copy(DATABASES / f"{schema}.hqd", folder / f"旧{schema}.hqd")
    prepare_office(folder)


def save(folder: Path, say: Say) -> None:
    """录入: three figures, one after the other."""
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        for step, item in enumerate(("beds", "discharges", "inpatient_income"), 8):
            write(store, hospital.id, {item: step})
            say("figure", item, str(step))


def paste(folder: Path, say: Say) -> None:
    """A block of two hundred figures in one transaction."""
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        write(store, hospital.id, {f"pasted_{place}": 5 for place in range(200)})
        say("block")


def create(folder: Path, say: Say) -> None:
    """A new database with its first hospital."""
    with open_store(folder / "新.hqd", create=True) as store:
        store.add_hospital(Hospital("乙医院", "二级", "综合"), NOTE)
        say("created")


def _bring_up(schema: str) -> Job:
    """Opening a database of an older schema migrates it."""

    def bring_up(folder: Path, say: Say) -> None:
        open_store(folder / f"旧{schema}.hqd", create=False).close()
        say("migrated", schema)

    return bring_up


def ledger(folder: Path, say: Say) -> None:
    """A task's quarter, and then a milestone that was met."""
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        held = {entry.task: entry.version for entry in store.ledger.entries(hospital.id, YEAR.year)}
        entry = LedgerEntry("shaoyang-2022", "1.1", Period(2025, 1), TaskState.UNDERWAY, WRITTEN)
        store.ledger.save_entries(hospital.id, [replace(entry, version=held.get("1.1", 0))], NOTE)
        say("row")


def rules(folder: Path, say: Say) -> None:
    """An edition of a rule set of the hospital's own."""
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        store.rules.add_rule_set(hospital.id, StoredRuleSet("本院方案", "1.0", "shaoyang-2022", "", WRITTEN, "d"), NOTE)
        say("rules")


def words(folder: Path, say: Say) -> None:
    """The report's own words, and the 整改 of a row."""
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        store.save_report_texts(hospital.id, YEAR.year, {"paragraph.losses": WRITTEN}, NOTE)
        say("words")
        store.save_rectifications(hospital.id, YEAR.year, {"25": Rectification(WRITTEN)}, NOTE)
        say("rectified")


def back_up(folder: Path, say: Say) -> None:
    """Over a backup that was there."""
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        write(store, hospital.id, {"discharges": 9})
        store.backup_to(folder / "备份.hqd")
    say("backed up")


def restore(folder: Path, say: Say) -> None:
    """A backup brought in under a free name."""
    copy_in(folder / "备份.hqd", folder / "恢复.hqd")
    say("restored")


def export(folder: Path, say: Say) -> None:
    """The submission workbook over a file that was there."""
    FileWorkbooks().write_submission(folder / "上报.xlsx", _submission())
    say("exported")


def pack(folder: Path, say: Say) -> None:
    """A package over a file that was there."""
    makers = Makers(FilePackages(), Plain(), Plain(), None)
    make_package(folder / "包.hqdz", _submission(), makers, lambda *_: None)
    say("packed")


def issue(folder: Path, say: Say) -> None:
    """Two collection forms into a folder."""
    packs = shipped_packs()
    forms = {f"{name}.xlsx": form_of(packs, name) for name in ("药学部", "护理部")}
    FileWorkbooks().write_forms(folder / "发表", forms, lambda *_: None)
    say("issued")


def prove(folder: Path, say: Say) -> None:
    """A file of evidence, then its row."""
    kept = FileEvidenceFolder(folder / "自评.hqd")
    with open_store(folder / "自评.hqd", create=False) as store:
        (hospital,) = store.hospitals()
        taken = kept.take_in(folder / "通报.pdf", lambda *_: None)
        act = adding(kept, [Piece(taken, Details("通报"))], use_of_figure(("beds", YEAR)))
        change = act(EvidenceBook(tuple(store.evidence(hospital.id))), date(2026, 1, 5))
        store.save_evidence(hospital.id, change.writes, NOTE)
        say("proved")


def remember(folder: Path, say: Say) -> None:
    """A setting."""
    SettingsFile(folder).set("look.mode", "dark")
    say("remembered")


def share(folder: Path, say: Say) -> None:
    """A database on a share: worked on as a copy of this PC, which is given back at closing."""
    working = WorkingCopy(folder / "共享" / "自评.hqd", folder / "本机", NOTE.actor, utc_now)
    working.take()
    with open_store(working.path, create=False, actor=NOTE.actor, working=working) as store:
        (hospital,) = store.hospitals()
        following = int(figure(store, hospital.id, "beds") or 0) + 1
        write(store, hospital.id, {"beds": following})
        say("shared", str(following))
    say("given back", str(following))


_PLAIN = (save, paste, create, back_up, restore, export, pack, issue, prove, remember, ledger, rules, words, share)
MIGRATIONS: dict[str, Job] = {f"bring_up_{schema}": _bring_up(schema) for schema in RELEASED}
JOBS: dict[str, Job] = {**{job.__name__: job for job in _PLAIN}, **MIGRATIONS, **OFFICE_JOBS}


@cache
def _submission() -> Submission:
    return Submission(assessed(shipped_packs()), {}, date(2026, 1, 5), sample=True, program="0")


def _child(name: str, folder: Path, go: int, said: int, memory: int) -> None:
    def say(*words: str) -> None:
        os.writev(said, [(json.dumps(words, ensure_ascii=False) + "\n").encode()])  # a call that no job makes

    os.readv(go, [bytearray(1)])
    if memory:
        import resource  # Windows has none

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        JOBS[name](folder, say)
        say("done")
    except UserFacingError as error:
        say("told", *(problem.code for problem in error.problems))
    except MemoryError:  # as `ui.tasks` and the command line tell it
        say("told", "memory_full")
    except BaseException as error:  # noqa: BLE001 — whatever it is, the trial is to know it
        say("crashed", f"{type(error).__name__}: {error}")
    os._exit(0)


def main() -> int:
    """Fork a child for each line; its number goes back on standard output, an empty line when it has ended."""
    with tempfile.TemporaryDirectory() as warm:  # once through everything: an import is no part of a job
        prepare(Path(warm) / "ready")
        for name, job in JOBS.items():
            job(shutil.copytree(Path(warm) / "ready", Path(warm) / name), lambda *_: None)
    for line in sys.stdin:
        name, folder, go, said, memory = json.loads(line)
        # opened here, so that a child has nothing left to open but what its job opens
        waiting, telling = os.open(go, os.O_RDWR), os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        child = os.fork()
        if not child:
            _child(name, Path(folder), waiting, telling, memory)
        print(child, flush=True)
        os.waitpid(child, 0)
        os.close(waiting)
        os.close(telling)
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
