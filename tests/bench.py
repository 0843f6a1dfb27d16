"""`dev.py bench`: how long the things that people wait for take, each as a ratio to a bare baseline of the same run."""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench_history import history_run  # noqa: E402
from tests.bench_report import report_run  # noqa: E402
from tests.bench_window import typing_run  # noqa: E402

ROUNDS = 30
BLOCK = 500
STARTS = 7
FORMS = 50

BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow
class W(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QApplication.instance().exit()
app = QApplication([])
w = W(); w.resize(1280, 660); w.show(); app.exec()
"""
OWN_WINDOW = """
import sys
from pathlib import Path
from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.ui.application import Starter, make_application
desk = OfficeDesk(Path(sys.argv[1]))
app = make_application([])
starter = Starter(desk, app)
import os
starter.window.painted.connect(lambda: os._exit(0))
starter.begin(); app.exec()
"""


def median_seconds(act: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of one act; by `time.process_time` where nothing is waited for and the PC has other work."""
    times = []
    for _ in range(rounds):
        start = clock()
        act()
        times.append(clock() - start)
    return statistics.median(times)


def median_pair(own: Callable[[], object], bare: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median processor times of both, taken in turn: the PC drifts."""
    pairs = [[median_seconds(act, 1, time.process_time) for act in (own, bare)] for _ in range(rounds)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    return ours, theirs


def line(name: str, own: float, bare: float, against: str) -> None:
    """One result on paper."""
    print(f"{name:<24}{own * 1000:9.1f} ms {own / bare:8.2f} ×  {against}（{bare * 1000:.2f} ms）")


def start_up(folder: Path) -> None:
    """From process start to the first paint, against a bare QMainWindow."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=True, cwd=ROOT)

    bare = median_seconds(lambda: run(BARE_WINDOW), STARTS)
    line("窗口画出", median_seconds(lambda: run(OWN_WINDOW), STARTS), bare, "空的 QMainWindow")


def saving(folder: Path) -> float:
    """A typed figure saved with its history, and saved and rescored, against a bare commit with the same pragmas."""
    from hqd_desktop.bootstrap import OfficeDesk
    from hqd_desktop.domain.figures import number
    from hqd_desktop.domain.periods import Period
    from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
    from hqd_desktop.store.open import open_store

    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("pragma journal_mode=wal")
    bare.execute("pragma synchronous=full")
    bare.execute("create table t (a)")
    commit = median_seconds(lambda: bare.execute("insert into t values (1)"), ROUNDS)
    bare.close()

    desk = OfficeDesk(folder)
    workspace = desk.open_workspace(folder / "bench.hqd", create=True)
    view = workspace.create_sample(desk.source().samples()[0])
    values = iter(range(1, 10**6))
    rescored = median_seconds(
        lambda: workspace.enter("total_income", Period(view.record.year), str(next(values))), ROUNDS
    )
    workspace.close()

    store = open_store(folder / "bench.hqd", create=False)
    key = ("total_income", Period(view.record.year))
    state = store.figures(view.hospital.id)[key]
    note = ChangeNote(Actor("bench", "bench"), "录入")

    def save() -> None:
        nonlocal state
        write = FigureWrite(*key, number(next(values)), state.version)
        saved = store.save_figures(view.hospital.id, [write], note)
        state = replace(state, version=saved.versions[key])

    line("存一个数（带历史）", median_seconds(save, ROUNDS), commit, "一次空提交")
    line("存一个数并重新评分", rescored, commit, "一次空提交")
    store.close()
    return commit


def pasting(folder: Path) -> None:
    """A block of 500 figures saved with its history and rescored, against 500 rows in one bare transaction."""
    from hqd_desktop.bootstrap import OfficeDesk
    from hqd_desktop.domain.items import ItemKind
    from hqd_desktop.domain.periods import Period

    bare = sqlite3.connect(folder / "bare-block.db", isolation_level=None)
    bare.execute("pragma journal_mode=wal")
    bare.execute("pragma synchronous=full")
    bare.execute("create table t (a)")

    def insert() -> None:
        bare.execute("begin immediate")
        for number in range(BLOCK):
            bare.execute("insert into t values (?)", (number,))
        bare.execute("commit")

    baseline = median_seconds(insert, ROUNDS)
    bare.close()
    desk = OfficeDesk(folder / "block")
    workspace = desk.open_workspace(folder / "block.hqd", create=True)
    view = workspace.create_sample(desk.source().samples()[0])
    items = [item for item in view.packs.catalogue if item.kind is ItemKind.NUMBER and item.minimum in (None, 0)]
    cells = [
        (item.key, Period(view.record.year - back, 4 if item.quarterly else 0))
        for back in range(6)
        for item in items
        if item.maximum is None
    ][:BLOCK]
    assert len(cells) == BLOCK
    values = iter(range(1, 10**6))

    def paste() -> None:
        value = str(next(values))
        workspace.enter_many([(item, period, value) for item, period in cells], "粘贴")

    line(f"粘贴 {len(cells)} 格并重新评分", median_seconds(paste, ROUNDS // 3), baseline, f"{BLOCK} 行一次空提交")
    workspace.close()


def scoring() -> None:
    """A whole scorecard, against the 33 formulas as bare Decimal divisions."""
    from decimal import Decimal

    from hqd_desktop import paths
    from hqd_desktop.domain.scoring import score
    from hqd_desktop.files.pack_source import FilePackSource

    source = FilePackSource(paths.resources())
    sample = source.samples()[0]
    scheme = source.scheme(sample.scheme_id)
    ruleset, catalogue = source.ruleset(source.ruleset_ids(scheme.id)[0], scheme), source.catalogue()

    def divide() -> None:
        for number in range(1, 34):
            Decimal(number) / Decimal(7) * 100

    bare = median_seconds(divide, ROUNDS)
    own = median_seconds(
        lambda: score(scheme, ruleset, catalogue, sample.hospital, sample.year, sample.figures), ROUNDS
    )
    line("评一次分（含证明材料）", own, bare, "33 次 Decimal 除法")


def collection_forms(folder: Path) -> None:
    """Reading and checking 50 returned collection forms, against openpyxl walking the same files' cells."""
    import warnings

    from openpyxl import load_workbook

    from hqd_desktop import paths
    from hqd_desktop.files.collection_form import form_bytes
    from hqd_desktop.files.pack_source import FilePackSource
    from hqd_desktop.files.workbooks import FileWorkbooks
    from hqd_desktop.services.assessing import assess
    from hqd_desktop.services.collection import plan_forms
    from hqd_desktop.services.records import Packs

    source = FilePackSource(paths.resources())
    sample = source.samples()[0]
    scheme, catalogue = source.scheme(sample.scheme_id), source.catalogue()
    ruleset = source.ruleset(source.ruleset_ids(scheme.id)[0], scheme)
    packs = Packs(catalogue, source.checkbook(), scheme, ruleset)
    assessment = assess(packs, sample.hospital, sample.year, sample.figures)
    forms = plan_forms(assessment, {}, date(2026, 1, 5))
    files = [folder / f"{number}.xlsx" for number in range(FORMS)]
    for number, file in enumerate(files):
        file.write_bytes(form_bytes(forms[number % len(forms)]))

    def bare() -> None:
        for file in files:
            book = load_workbook(file, read_only=True, data_only=True)
            for sheet in book.worksheets:
                for row in sheet.iter_rows():
                    for cell in row:
                        _ = cell.value
            book.close()

    def own() -> None:
        for file in files:
            assert not FileWorkbooks().read_form(file, catalogue).problems

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        own()
        checked, plain = median_pair(own, bare, STARTS)
    line(f"读 {FORMS} 份采集表", checked, plain, "openpyxl 只读全部单元格")


def writing_workbook() -> None:
    """The submission workbook of the larger sample, against XlsxWriter writing the same cells with the same formats."""
    import io
    from datetime import date
    from typing import Any

    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    from hqd_desktop import paths
    from hqd_desktop.files.pack_source import FilePackSource
    from hqd_desktop.files.submission_workbook import submission_bytes, write_sheets
    from hqd_desktop.files.workbook_style import Styles
    from hqd_desktop.services.assessing import assess
    from hqd_desktop.services.records import Packs, Submission

    source = FilePackSource(paths.resources())
    sample = source.samples()[0]
    scheme = source.scheme(sample.scheme_id)
    ruleset = source.ruleset(source.ruleset_ids(scheme.id)[0], scheme)
    packs = Packs(source.catalogue(), source.checkbook(), scheme, ruleset)
    submission = Submission(assess(packs, sample.hospital, sample.year, sample.figures), {}, date(2025, 1, 2))

    cells: list[tuple[int, str, int, int, Any, Any, Any]] = []

    class Noting(Worksheet):  # type: ignore[misc]
        def write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
            cells.append((self.index, "string", row, col, string, cell_format, None))
            return super().write_string(row, col, string, cell_format)

        def write_number(self, row: int, col: int, number: float, cell_format: Any = None) -> Any:
            cells.append((self.index, "number", row, col, number, cell_format, None))
            return super().write_number(row, col, number, cell_format)

        def write_blank(self, row: int, col: int, blank: Any, cell_format: Any = None) -> Any:
            cells.append((self.index, "blank", row, col, blank, cell_format, None))
            return super().write_blank(row, col, blank, cell_format)

        def write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
            cells.append((self.index, "formula", row, col, formula, cell_format, value))
            return super().write_formula(row, col, formula, cell_format, value)

    looks: dict[int, dict[str, Any]] = {}

    class NotingBook(xlsxwriter.Workbook):  # type: ignore[misc]
        worksheet_class = Noting

        def add_format(self, properties: dict[str, Any] | None = None) -> Any:
            made = super().add_format(properties)
            looks[id(made)] = properties or {}
            return made

    noted = NotingBook(io.BytesIO(), {"in_memory": True})
    noted.worksheet_class = Noting
    write_sheets(noted, Styles(noted), submission)
    sheets = [sheet.get_name() for sheet in noted.worksheets()]
    used = {id(cell[5]) for cell in cells if cell[5] is not None}
    names = [(name[0], name[3]) for name in noted.defined_names]

    def bare() -> None:
        book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
        made = {key: book.add_format(looks[key]) for key in used}
        pages = [book.add_worksheet(name) for name in sheets]
        for index, kind, row, col, what, look, value in cells:
            page, style = pages[index], made.get(id(look))
            if kind == "string":
                page.write_string(row, col, what, style)
            elif kind == "number":
                page.write_number(row, col, what, style)
            elif kind == "blank":
                page.write_blank(row, col, what, style)
            else:
                page.write_formula(row, col, what, style, value)
        for name, address in names:
            book.define_name(name, f"={address}")
        book.close()

    own_time, bare_time = median_pair(lambda: submission_bytes(submission), bare, ROUNDS)
    line("写上报工作簿", own_time, bare_time, f"XlsxWriter 写同样的 {len(cells)} 格")


def main() -> int:
    """Print every ratio."""
    with tempfile.TemporaryDirectory(prefix="hqd-bench-") as folder:
        start_up(Path(folder))
        commit = saving(Path(folder))
        history_run(Path(folder) / "history", commit, line)
        pasting(Path(folder))
        scoring()
        writing_workbook()
        collection_forms(Path(folder))
        report_run(Path(folder) / "report", line)
        typing_run(Path(folder) / "window", commit, line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
