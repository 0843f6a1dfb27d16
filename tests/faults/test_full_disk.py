"""A disk that runs full half way: every writer says so, what was there stays, and nothing half-made is left."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.result_file import write_json
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.files.settings_file import SettingsFile
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.reporting.writer import TypstReports
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.comparing import compare
from hqd_desktop.services.errors import FileRefused, StoreError
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite, Submission
from hqd_desktop.store.open import open_store
from tests.fakes.shipped_packs import shipped_packs, shipped_samples
from tests.faults.conftest import SmallDisk
from tests.files.form_filling import YEAR, assessed, form_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a disk of a chosen size needs POSIX")
PACKS = shipped_packs()
BOOKS = FileWorkbooks()
OLD = "原来的".encode()


def _submission() -> Submission:
    return Submission(assessed(PACKS), {}, date(2026, 1, 5), sample=True, program="0")


def _template(path: Path) -> None:
    BOOKS.write_template(path, PACKS.scheme, PACKS.catalogue, Hospital("甲医院", "三级", "综合"), YEAR)


def _comparison(path: Path) -> None:
    sample = shipped_samples()[0]
    earlier = assess(PACKS, sample.hospital, YEAR - 1, sample.figures)
    BOOKS.write_comparison(path, compare(earlier, assessed(PACKS)))


def _report(path: Path) -> None:
    TypstReports(write_bytes, bundled_only=True).write_pdf(path, _submission())


WRITERS: dict[str, Callable[[Path], None]] = {
    "模板.xlsx": _template,
    "上报.xlsx": lambda path: BOOKS.write_submission(path, _submission()),
    "对比.xlsx": _comparison,
    "报告.pdf": _report,
    "result.json": lambda path: write_json(path, {"text": "长" * 20_000}),
    "settings.json": lambda path: SettingsFile(path.parent).set("a.b", "长" * 20_000),
}


def refusal(act: Callable[[], object]) -> str:
    """The code; the sentence says what is safe and what to do."""
    with pytest.raises(FileRefused) as caught:
        act()
    (problem,) = caught.value.problems
    told = sentence(problem)
    assert "没有变" in told
    assert "请腾出空间" in told
    return problem.code


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_was_there_stays(name: str, small_disk: SmallDisk) -> None:
    path = small_disk.folder / name
    old = b'{"x.y": 1}' if name == "settings.json" else OLD
    path.write_bytes(old)
    with small_disk.full():
        assert refusal(lambda: WRITERS[name](path)) == "file_disk_full"
        assert path.read_bytes() == old
        assert [found.name for found in small_disk.folder.iterdir() if found.name != ".filler"] == [name]
    WRITERS[name](path)
    assert path.read_bytes() != old


@pytest.mark.parametrize("name", WRITERS)
def test_where_nothing_was_nothing_is(name: str, small_disk: SmallDisk) -> None:
    with small_disk.full():
        assert refusal(lambda: WRITERS[name](small_disk.folder / name)) == "file_disk_full"
        assert [found.name for found in small_disk.folder.iterdir() if found.name != ".filler"] == []


def test_forms_appear_all_or_none(small_disk: SmallDisk) -> None:
    forms = {f"{name}.xlsx": form_of(PACKS, name) for name in ("财务科", "药学部", "护理部")}
    folder = small_disk.folder / "发表"
    folder.mkdir()
    (folder / "旧.txt").write_bytes(OLD)
    with small_disk.full():
        assert refusal(lambda: BOOKS.write_forms(folder, forms, lambda *_: None)) == "file_disk_full"
        assert [found.name for found in folder.iterdir()] == ["旧.txt"]
    BOOKS.write_forms(folder, forms, lambda *_: None)
    assert {found.name for found in folder.iterdir()} == {"旧.txt", *forms}


def test_the_database_keeps_what_was_saved(small_disk: SmallDisk) -> None:
    path, note = small_disk.folder / "自评.hqd", ChangeNote(Actor("甲", "PC"), "录入")
    with open_store(path, create=True) as store:
        hospital = store.add_hospital(Hospital("甲医院", "三级", "综合"), note)
        store.save_figures(hospital.id, [FigureWrite("beds", Period(YEAR), number(800), 0)], note)
        before = store.figures(hospital.id), store.history(hospital.id)
        long = FigureWrite("progress_innovation", Period(YEAR, 1), words("长" * 200_000), 0)
        with small_disk.full():
            with pytest.raises(StoreError) as caught:
                store.save_figures(hospital.id, [long], note)
            assert caught.value.problems[0].code in ("store_disk_full", "store_io")
            assert (store.figures(hospital.id), store.history(hospital.id)) == before
        store.save_figures(hospital.id, [long], note)
        assert store.check() == ()
    with open_store(path, create=False) as store:
        assert len(store.figures(hospital.id)) == 2
