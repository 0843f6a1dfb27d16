"""The database part of `dev.py bench`: twelve years of ten hospitals with all their history, beside an empty one."""

import itertools
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hqd_desktop.bootstrap import OfficeDesk  # noqa: E402
from hqd_desktop.domain.figures import number  # noqa: E402
from hqd_desktop.domain.hospital import Hospital  # noqa: E402
from hqd_desktop.domain.items import ItemKind  # noqa: E402
from hqd_desktop.domain.periods import Period  # noqa: E402
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite, YearRecord  # noqa: E402
from hqd_desktop.store.chain import last_digest, link  # noqa: E402
from hqd_desktop.store.ids import new_id  # noqa: E402
from hqd_desktop.store.open import open_store  # noqa: E402
from hqd_desktop.store.sql_store import SqlStore  # noqa: E402

HOSPITALS, YEARS, LAST = 10, 12, 2025
ROWS = 1_000_000  # of history
BLOCK = 12  # figures of one change, as a paste or a form brings them
STARTS, OPENINGS, SAVES = 5, 15, 30
NOTE = ChangeNote(Actor("甲", "PC-01"), "录入")
SCHEME = "shaoyang-2022"
Line = Callable[[str, float, float, str], None]


def make(desk: OfficeDesk, path: Path, hospitals: int, years: int, rows: int) -> None:
    """A database as the program would have left it after so many saves: chained, and every figure as last written."""
    ruleset = desk.source().ruleset_ids(SCHEME)[0]
    with open_store(path, create=True) as store:
        ids = [
            store.add_hospital(Hospital(f"第{place}人民医院", "三级", "综合"), NOTE).id
            for place in range(1, hospitals + 1)
        ]
        for hospital, year in itertools.product(ids, range(LAST - years + 1, LAST + 1)):
            store.save_year(YearRecord(hospital, year, SCHEME, ruleset), NOTE)
    if rows:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            _write_history(database, _cells(desk, ids, years), rows)
            database.execute("COMMIT")


def _cells(desk: OfficeDesk, hospitals: list[str], years: int) -> list[tuple[str, str, str]]:
    """Hospital, item and period of every figure, in the order in which years are worked on."""
    items = [item for item in desk.source().catalogue() if item.kind is ItemKind.NUMBER]
    return [
        (hospital, item.key, period.key)
        for year in range(LAST - years + 1, LAST + 1)
        for hospital in hospitals
        for item in items
        for period in ([Period(year, quarter) for quarter in range(1, 5)] if item.quarterly else [Period(year)])
    ]


def _write_history(database: sqlite3.Connection, cells: list[tuple[str, str, str]], rows: int) -> None:
    ids, values, versions = [new_id() for _ in cells], [""] * len(cells), [0] * len(cells)
    draw, before, written = random.Random(1), last_digest(database), 0
    owned = [list(places) for _, places in itertools.groupby(range(len(cells)), lambda place: cells[place][0])]
    blocks = [places[first : first + BLOCK] for places in owned for first in range(0, len(places), BLOCK)]
    for number_of_change in itertools.count():
        if written >= rows:
            break
        block = blocks[number_of_change % len(blocks)]
        change = (new_id(), cells[block[0]][0], _at(number_of_change), "甲", "PC-01", "录入", "", "手工录入")
        touched: list[tuple[object, ...]] = []
        for place in block:
            _, item, period = cells[place]
            value = str(draw.randrange(1, 10**9))
            fields = [("value", values[place], value)]
            if not versions[place]:
                fields = [("state", "blank", "number"), *fields, ("source", "", "手工录入")]
            touched += [("figure", ids[place], item, period, *field) for field in fields]
            values[place], versions[place] = value, versions[place] + 1
        told = [(ordinal, *row) for ordinal, row in enumerate(touched)]
        before = link(before, change, told)
        database.execute(
            "INSERT INTO change (id, hospital_id, at, who, pc, action, reason, origin, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*change, before),
        )
        database.executemany(
            "INSERT INTO history (change_id, hospital_id, ordinal, table_name, row_id, item, period, field, old_value,"
            " new_value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(change[0], change[1], *row) for row in told],
        )
        written += len(told)
    database.executemany(
        "INSERT INTO figure (id, hospital_id, item, period, state, value, text, source, note, version)"
        " VALUES (?, ?, ?, ?, 'number', ?, '', '手工录入', '', ?)",
        [(ids[place], *cell, values[place], versions[place]) for place, cell in enumerate(cells) if versions[place]],
    )


def _at(number_of_change: int) -> str:
    day, second = divmod(number_of_change * 60, 86_400)
    month, day = divmod(day, 28)
    year, month = divmod(month, 12)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"{2014 + year}-{month + 1:02}-{day + 1:02}T{clock}.000Z"


def history_run(folder: Path, commit: float, line: Line) -> None:
    """Print how the large database opens beside the empty one, and what a save in it costs beside a bare commit."""
    desk = OfficeDesk(folder)
    large, empty = folder / "large.hqd", folder / "empty.hqd"
    make(desk, large, HOSPITALS, YEARS, ROWS)
    make(desk, empty, 1, 1, 0)
    with closing(sqlite3.connect(large)) as database:
        (rows,) = database.execute("SELECT count(*) FROM history").fetchone()
    print(f"大库：{YEARS} 年 × {HOSPITALS} 家，修改记录 {rows} 行，{large.stat().st_size / 2**20:.0f} MB")
    for name, act, rounds in (
        ("程序启动到看见大库的年度", _started, STARTS),
        ("只算打开大库和评分", _opening, OPENINGS),
    ):
        times = [[act(desk, path) for path in (large, empty)] for _ in range(rounds)]
        own, bare = (statistics.median(column) for column in zip(*times, strict=True))
        line(name, own, bare, "空库（要求 2 × 以内）")
    line("在大库里存一个数", _saving(large), commit, "一次空提交（要求 4 × 以内）")
    print(f"    每次保存落盘 {_syncs(large):.2f} 次（要求 1 次）")
    with open_store(large, create=False) as store:
        for name, whole in (("后台快速检查", False), ("全面核对（手工，或删旧备份前）", True)):
            start = time.perf_counter()
            found = store.examine(whole)
            print(f"    {name} {time.perf_counter() - start:.2f} 秒，{len(found)} 处不对")


def _opening(desk: OfficeDesk, path: Path) -> float:
    start = time.perf_counter()
    workspace = desk.open_workspace(path)
    workspace.open(workspace.hospitals()[-1].id)
    seconds = time.perf_counter() - start
    workspace.close()
    return seconds


def _started(desk: OfficeDesk, path: Path) -> float:
    """As a person waits for it: a process of its own, with everything still to be imported."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tests.bench_history", "open", str(path)], check=True, cwd=ROOT)
    return time.perf_counter() - start


def _saving(path: Path) -> float:
    with open_store(path, create=False) as store:
        return statistics.median(_saves(store_saves(store)))


def store_saves(store: SqlStore) -> Callable[[], object]:
    """One save of one figure of the first hospital, another value each time."""
    hospital, key = store.hospitals()[0].id, ("total_income", Period(LAST))
    versions = itertools.count(store.figures(hospital)[key].version)
    return lambda: store.save_figures(hospital, [FigureWrite(*key, number(at := next(versions)), at)], NOTE)


def _saves(save: Callable[[], object]) -> list[float]:
    save()  # the first one makes the log
    times = []
    for _ in range(SAVES):
        start = time.perf_counter()
        save()
        times.append(time.perf_counter() - start)
    return times


def _syncs(path: Path) -> float:
    """Asked of the system: how often it was made to wait for the disk, for one save."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        command = ["strace", "-f", "-e", "trace=fsync,fdatasync,writev", "-o", str(log)]
        command += [sys.executable, "-m", "tests.bench_history", "save", str(path)]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        calls = re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    first, last = (place for place, call in enumerate(calls) if call == "writev")
    return (last - first - 1) / SAVES


def main(what: str, path: Path) -> None:
    """The processes that are timed or watched from outside."""
    if what == "open":
        _opening(OfficeDesk(path.parent), path)
        return
    with open_store(path, create=False) as store:
        save = store_saves(store)
        save()
        os.writev(1, [b"."])  # a call that nothing else makes
        for _ in range(SAVES):
            save()
        os.writev(1, [b"."])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
