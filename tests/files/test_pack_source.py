"""Packs out of files: merged, cached, and refused with every fault placed in its own file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hqd_desktop import paths
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.services.errors import BadPack
from hqd_desktop.services.ports import PackSource
from hqd_desktop.services.records import Packs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped resources to be spoilt."""
    for name in ("items", "schemes", "rulesets", "samples", "tasks"):
        shutil.copytree(paths.resources() / name, tmp_path / "r" / name)
    return tmp_path / "r"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(ask: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(BadPack) as caught:
        ask()
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_the_shipped_packs(source: FilePackSource, packs: Packs) -> None:
    as_port: PackSource = source
    assert as_port.scheme_ids()[0] == "shaoyang-2022"
    assert packs.catalogue.find("总收入") is not None
    assert source.catalogue() is source.catalogue()
    assert source.checkbook() is source.checkbook()
    assert source.scheme("shaoyang-2022") is packs.scheme
    assert source.ruleset(packs.ruleset.id, packs.scheme) is packs.ruleset
    assert source.samples() is source.samples()
    counts = [
        len(packs.scheme.applicable(Hospital("", *kind)))
        for kind in (("二级", "综合"), ("三级", "综合"), ("三级", "中医"))
    ]
    assert counts == [17, 24, 27]


def test_all_shipped_schemes_and_rulesets_load(source: FilePackSource) -> None:
    for scheme_id in source.scheme_ids():
        scheme = source.scheme(scheme_id)
        for ruleset_id in source.ruleset_ids(scheme_id):
            assert source.ruleset(ruleset_id, scheme).pack == scheme_id


def test_tasks_of_a_pack(source: FilePackSource, folder: Path) -> None:
    """Read once; a pack without a list sets none; a list under another pack's name, or a wrong one, is refused."""
    assert source.tasks("jilin-2022") is source.tasks("jilin-2022")
    assert len(source.tasks("jilin-2022").tasks) == 24
    assert source.tasks("elsewhere-2025").tasks == ()
    listed = folder / "tasks" / "jilin-2022.toml"
    shutil.copy(listed, folder / "tasks" / "henan-2022.toml")
    assert faults(lambda: FilePackSource(folder).tasks("henan-2022")) == [
        ("file_pack_id", "henan-2022.toml：tasks.pack")
    ]
    spoil(listed, 'group = "g1"', 'group = "g0"')
    assert faults(lambda: FilePackSource(folder).tasks("jilin-2022")) == [
        ("raw_not_choice", "jilin-2022.toml：task[1].group")
    ]


def test_every_fault_is_named_in_its_file(folder: Path) -> None:
    spoil(folder / "items" / "catalogue-4-staff.toml", 'unit = "人"', 'unnit = "人"')
    spoil(folder / "items" / "catalogue-5-workload.toml", 'department = "病案统计科"', 'department = "没有的科"')
    spoil(folder / "items" / "catalogue.toml", "version = ", "verzion = ")
    found = faults(FilePackSource(folder).catalogue)
    assert ("raw_unknown_field", "catalogue-4-staff.toml：item[health_technicians].unnit") in found
    assert ("raw_missing", "catalogue-4-staff.toml：item[health_technicians].unit") in found
    assert ("raw_not_choice", "catalogue-5-workload.toml：item[outpatient_visits].department") in found
    assert ("raw_missing", "catalogue.toml：version") in found
    assert ("raw_unknown_field", "catalogue.toml：verzion") in found


def test_a_key_in_two_catalogue_files(folder: Path) -> None:
    (folder / "items" / "catalogue-z.toml").write_text('version = "2"\n', encoding="utf-8")
    assert faults(FilePackSource(folder).catalogue) == [("file_field_twice", "catalogue.toml：version")]


def test_broken_toml_in_several_files(folder: Path) -> None:
    for name in ("catalogue-4-staff.toml", "catalogue-5-workload.toml"):
        (folder / "items" / name).write_text("a = ", encoding="utf-8")
    found = faults(FilePackSource(folder).catalogue)
    assert found == [("file_bad_toml", "catalogue-4-staff.toml"), ("file_bad_toml", "catalogue-5-workload.toml")]


def test_no_catalogue_at_all(tmp_path: Path) -> None:
    assert faults(FilePackSource(tmp_path).catalogue)[0][0] == "file_not_there"


def test_checks(folder: Path) -> None:
    spoil(folder / "items" / "checks.toml", 'left = "医疗收入"', 'left = "没有这项"')
    found = faults(FilePackSource(folder).checkbook)
    assert found == [("formula_unknown_name", "checks.toml：check[medical_income_sum].left")]


def test_schemes(folder: Path) -> None:
    source = FilePackSource(folder)
    assert faults(lambda: source.scheme("nowhere")) == [("file_no_such_pack", "nowhere")]
    assert faults(lambda: source.scheme("../items/checks"))[0][0] == "file_no_such_pack"
    shutil.copy(folder / "schemes" / "shaoyang-2022.toml", folder / "schemes" / "other.toml")
    assert faults(lambda: source.scheme("other")) == [("file_pack_id", "other.toml：pack.id")]
    spoil(folder / "schemes" / "shaoyang-2022.toml", 'scope = "H"', 'scope = "X"')
    assert faults(lambda: source.scheme("shaoyang-2022")) == [
        ("raw_not_choice", "shaoyang-2022.toml：indicator[3].scope")
    ]


def test_rulesets(folder: Path) -> None:
    source = FilePackSource(folder)
    scheme = source.scheme("shaoyang-2022")
    own = folder / "rulesets" / "own.toml"
    shutil.copy(folder / "rulesets" / "example-shaoyang-2022.toml", own)
    (folder / "rulesets" / "broken.toml").write_text("a = ", encoding="utf-8")
    (folder / "rulesets" / "headless.toml").write_text("ruleset = 1", encoding="utf-8")
    assert tuple(source.ruleset_ids(scheme.id)) == ("example-shaoyang-2022", "own")
    assert tuple(source.ruleset_ids("nowhere")) == ()
    assert faults(lambda: source.ruleset("own", scheme)) == [("file_pack_id", "own.toml：ruleset.id")]
    assert faults(lambda: source.ruleset("broken", scheme)) == [("file_no_such_ruleset", "broken")]
    assert source.ruleset(str(own), scheme).id == "example-shaoyang-2022"
    spoil(own, 'kind = "trend"', 'kind = "magic"')
    assert faults(lambda: source.ruleset(str(own), scheme))[0] == ("raw_not_choice", "own.toml：rule[6].kind")
    assert faults(lambda: source.ruleset("none.toml", scheme))[0][0] == "file_not_there"


def test_numbers_with_a_point_stay_exact(folder: Path) -> None:
    own = folder / "own.toml"
    shutil.copy(folder / "rulesets" / "example-shaoyang-2022.toml", own)
    spoil(own, 'tolerance = "0.1"', "tolerance = 0.1")
    source = FilePackSource(folder)
    ruleset = source.ruleset(str(own), source.scheme("shaoyang-2022"))
    assert "Decimal('0.1')" in repr(ruleset.entries["6"].parts)


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or a year would lose its tasks, or a hospital its pack, because too many files were open for a moment."""
    source = FilePackSource(folder)
    scheme = source.scheme_ids()[0]
    with monkeypatch.context() as held:
        held.setattr("os.listdir", lambda _: (_ for _ in ()).throw(OSError(24, "Too many open files")))
        for ask in (source.scheme_ids, source.catalogue, lambda: source.tasks(scheme)):
            with pytest.raises(BadPack) as raised:
                ask()
            assert [problem.code for problem in raised.value.problems] == ["file_resources"]
    assert source.catalogue()
