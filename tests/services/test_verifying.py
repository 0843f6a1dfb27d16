"""Verifying: each thing that can be altered, taken away or added is named, and the data are scored again."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.services import package_text
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.package_records import MANIFEST
from hqd_desktop.services.verifying import JSON_LIMIT, SHOWN, verify_package
from tests.fakes.memory_packages import DAMAGED, MemoryPackages
from tests.fakes.shipped_packs import shipped_packs
from tests.services.package_making import CELLS, NAME, PATH, Office, registered, submission_of

WORKBOOK, REPORT = f"{NAME}.xlsx", f"{NAME}.pdf"


_MADE = Office()


def made() -> Office:
    """The package that all tests begin with; made once, for it is scored, printed and verified."""
    if not _MADE.packages.kept:
        evidence = registered(_MADE.folder, b"one", "通报.pdf", "处方点评")
        _MADE.make(submission_of(shipped_packs(), evidence))
    return _MADE


@pytest.fixture
def office() -> Office:
    return Office(MemoryPackages({PATH: dict(made().members)}))


def found(office: Office) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in office.look().findings]


def test_an_untouched_package_is_the_same(office: Office) -> None:
    verdict = office.look()
    assert verdict.same
    assert verdict.findings == ()
    assert verdict.seal == "ab" * 32
    assert package_text.headline(verdict) == "与生成时完全一致"
    assert [step for step, *_ in office.told] == sorted(step for step, *_ in office.told)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [(REPORT, b"other", "package_member_altered"), ("佐证/其他-1_通报.pdf", DAMAGED, "package_member_damaged")],
)
def test_an_altered_member_is_named(office: Office, name: str, data: bytes, code: str) -> None:
    office.members[name] = data
    assert found(office) == [(code, name)]
    assert office.look().rescored


def test_missing_and_added_members_are_named(office: Office) -> None:
    del office.members[REPORT]
    office.members["多的\n.txt"] = b""
    assert found(office) == [("package_member_missing", REPORT), ("package_member_added", "多的 .txt")]


def test_bytes_around_the_members(office: Office) -> None:
    office.packages.whole = False
    assert found(office) == [("package_container", "包.hqdz")]
    office.members[REPORT] = b"other"
    assert found(office) == [("package_member_altered", REPORT)]  # the seal says nothing new then


def test_an_altered_cell_is_named_with_both_values(office: Office) -> None:
    office.change_json(WORKBOOK, lambda book: book["sheets"][0]["cells"]["A1"].__setitem__(1, "7"))
    assert found(office) == [("package_member_altered", WORKBOOK), ("package_cell_value", "封面!A1")]
    assert office.look().findings[1].params == {"was": "1", "now": "7"}


def test_a_workbook_that_was_only_saved_anew(office: Office) -> None:
    office.change_json(WORKBOOK, lambda book: None)
    assert found(office) == [("package_member_altered", WORKBOOK), ("package_cells_same", WORKBOOK)]


@pytest.mark.parametrize("data", [b"no workbook", DAMAGED])
def test_a_workbook_that_cannot_be_opened(office: Office, data: bytes) -> None:
    office.members[WORKBOOK] = data
    assert found(office)[-1] == ("package_workbook_unreadable", WORKBOOK)


def test_without_its_cells_a_workbook_is_not_compared(office: Office) -> None:
    office.members[WORKBOOK] = b"{}"
    del office.members["cells.json"]
    assert ("package_cells_unknown", WORKBOOK) in found(office)
    assert "package_cells_same" not in dict(found(office))


def test_cells_of_a_forger_break_nothing(office: Office) -> None:
    office.members[WORKBOOK] = json.dumps(CELLS).encode() + b" "
    office.change_json("cells.json", lambda cells: cells.update(sheets=[1]), listed=True)
    assert found(office)[-1] == ("package_cells_unknown", WORKBOOK)
    office.members["cells.json"] = b"[]"
    office.forge(lambda manifest: office._list(manifest, "cells.json"))
    assert found(office)[-1] == ("package_cells_unknown", WORKBOOK)


def test_a_package_without_a_workbook_in_its_manifest(office: Office) -> None:
    def drop(manifest: Any) -> None:
        manifest["members"] = [row for row in manifest["members"] if row["kind"] not in ("workbook", "result")]

    office.forge(drop)
    codes = [code for code, _ in found(office)]
    assert codes == ["package_member_added", "package_member_added", "package_result_unreadable"]
    assert not office.look().rescored


def test_altered_data_are_named_by_figure_and_scored_as_they_are(office: Office) -> None:
    office.change_json("data.json", lambda data: data["figures"]["2025"]["total_income"].update(value="1"))
    verdict = office.look()
    places = [(problem.code, problem.where) for problem in verdict.findings]
    assert places[:2] == [("package_member_altered", "data.json"), ("package_head", "数据摘要")]
    assert ("package_field", "data.json 总收入（2025 年） 数") in places
    assert any(code == "package_rescored" and place.startswith("result.json 19") for code, place in places)
    assert any(code == "package_rescored" and place.startswith(MANIFEST) for code, place in places)
    assert not verdict.rescored
    assert "与包内结果不一致" in package_text.rescored_text(verdict)


def test_an_altered_result_is_named_by_row(office: Office) -> None:
    def change(result: Any) -> None:
        result["total"] = "99"
        result["indicators"][5]["points"] = "77"
        result["figures"]["2025"]["total_income"]["value"] = "1"

    office.change_json("result.json", change)
    verdict = office.look()
    told = {problem.where: problem for problem in verdict.findings}
    assert told["result.json 结果"].params["now"] == "99"
    row = next(problem for place, problem in told.items() if place.endswith("得分") and problem.code == "package_field")
    assert row.params["now"] == "77"
    assert told["result.json 总收入（2025 年） 数"].params["now"] == "1"
    assert not verdict.rescored


def test_a_forged_result_does_not_rescore(office: Office) -> None:
    """Digest and seal made anew: what the data give still says otherwise."""
    office.change_json("result.json", lambda result: result.update(total="99"), listed=True)
    verdict = office.look()
    assert [(problem.code, problem.where) for problem in verdict.findings] == [("package_rescored", "result.json 结果")]
    assert not verdict.rescored


def test_a_forged_rule_set_has_another_digest(office: Office) -> None:
    office.change_json(
        "data.json", lambda data: data["packs"]["ruleset"]["ruleset"].update(name="别的方案"), listed=True
    )
    assert ("package_head", "赋分方案摘要") in found(office)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda manifest: manifest["hospital"].update(name="别的医院"), "医院名称"),
        (lambda manifest: manifest["hospital"].update(level="二级"), "级别"),
        (lambda manifest: manifest.update(year=2024), "年度"),
        (lambda manifest: manifest.update(digest="x"), "数据摘要"),
        (lambda manifest: manifest["packs"]["scheme"].update(id="x"), "评价指标表编号"),
        (lambda manifest: manifest["result"].update(total="100"), "manifest.json 结果"),
    ],
)
def test_a_manifest_that_says_otherwise_than_the_data(office: Office, change: Any, place: str) -> None:
    office.forge(change)
    assert place in [where for _, where in found(office)]
    office.change_json(MANIFEST, change)
    assert ("package_manifest_altered", MANIFEST) in found(office) or place in dict(map(reversed, found(office)))


def test_a_manifest_that_was_written_by_somebody_else(office: Office) -> None:
    office.members[MANIFEST] += b" "
    assert found(office) == [("package_manifest_altered", MANIFEST)]
    assert not office.look().same


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"format": 1}', DAMAGED])
def test_data_that_cannot_be_scored(office: Office, data: bytes) -> None:
    office.members["data.json"] = data
    verdict = office.look()
    assert verdict.findings[-1].code == "package_data_unreadable"
    assert verdict.total == ""
    assert package_text.rescored_text(verdict) == "包内数据不能重算。"


def test_a_package_without_data_in_its_manifest(office: Office) -> None:
    office.forge(lambda manifest: manifest["members"].__delitem__(slice(3, 4)))
    assert ("package_data_unreadable", "data.json") in found(office)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 200_000])
def test_a_result_that_cannot_be_read(office: Office, data: bytes) -> None:
    office.members["result.json"] = data
    assert [code for code, _ in found(office)] == ["package_member_altered", "package_result_unreadable"]


def test_a_member_beyond_the_limit_is_not_read(office: Office) -> None:
    office.members["data.json"] = b" " * (JSON_LIMIT + 1)
    assert found(office)[-1] == ("package_data_unreadable", "data.json")


def test_very_many_findings_are_counted(office: Office) -> None:
    cells = {f"A{row}": ["n", str(row), "", "0"] for row in range(10, 10 + SHOWN + 5)}
    office.change_json(WORKBOOK, lambda book: book["sheets"][0]["cells"].update(cells))
    verdict = office.look()
    assert verdict.findings[-1].params == {"count": "5"}
    assert len(verdict.findings) == 1 + SHOWN + 1
    assert package_text.headline(verdict) == f"有 {1 + SHOWN + 5} 处与生成时不同"


@pytest.mark.parametrize("data", [DAMAGED, b"\xff", b"{", b"[" * 200_000])
def test_a_manifest_that_cannot_be_read(office: Office, data: bytes) -> None:
    office.members[MANIFEST] = data
    with pytest.raises(FileRefused, match="package_manifest_damaged"):
        office.look()


def test_no_package_at_all(office: Office) -> None:
    with pytest.raises(FileRefused, match="package_not_there"):
        verify_package(office.packages, PATH.with_name("none.hqdz"), lambda *_: None)


def named(office: Office, name: str) -> bool:
    """Whether the altered member is named: the manifest by a refusal, any other by a finding."""
    try:
        verdict = office.look()
    except FileRefused as refused:
        return name == MANIFEST and refused.problems[0].code.startswith("package_")
    return not verdict.same and any(name in problem.where for problem in verdict.findings)


@given(st.data())
def test_any_altered_byte_of_any_member_is_found_and_its_member_named(data: st.DataObject) -> None:
    """Whatever is flipped, wherever: refused for its manifest, or named."""
    whole = dict(made().members)
    name = data.draw(st.sampled_from(sorted(whole)))
    at = data.draw(st.integers(0, len(whole[name]) - 1))
    altered = bytearray(whole[name])
    altered[at] ^= data.draw(st.integers(1, 255))
    _MADE.members[name] = bytes(altered)
    try:
        assert named(_MADE, name)
    finally:
        _MADE.members[name] = whole[name]
