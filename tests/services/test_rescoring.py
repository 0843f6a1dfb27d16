"""A snapshot scored again from itself alone, and two records compared field by field."""

import json
from typing import Any

import pytest

from hqd_desktop.domain.canonical import canonical_json
from hqd_desktop.services import rescoring
from hqd_desktop.services.records import Assessment, Packs
from hqd_desktop.services.result import result_data
from tests.services.package_making import submission_of


@pytest.fixture(scope="module")
def assessment(packs: Packs) -> Assessment:
    return submission_of(packs).assessment


@pytest.fixture(scope="module")
def raw(assessment: Assessment) -> bytes:
    return canonical_json(rescoring.snapshot_data(assessment)).encode()


def test_the_same_result_from_the_snapshot_alone(assessment: Assessment, raw: bytes) -> None:
    again = rescoring.scored_again(raw)
    assert again is not None
    assert again.digest == assessment.digest
    assert again.packs.digests == assessment.packs.digests
    was, now = result_data(assessment, "x"), rescoring.result_of(again)
    assert list(rescoring.total_differences(was, now)) == []
    assert list(rescoring.row_differences(was, now)) == []
    assert list(rescoring.figure_differences(was["figures"], now["figures"], {})) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(format=2),
        lambda d: d.update(year=None),
        lambda d: d.update(hospital=1),
        lambda d: d["packs"].update(catalogue={}),
        lambda d: d["packs"].update(scheme={}),
        lambda d: d["packs"].update(ruleset={}),
        lambda d: d["packs"].update(ruleset="hqd1-sha256:" + "0" * 64),
        lambda d: d["packs"]["ruleset"].update(extra=1.5),
        lambda d: d.update(figures={"20x": {"a": {"state": "number"}}}),
        lambda d: d.update(figures={"2024": {"a": {"state": "number", "value": "1e5"}}}),
        lambda d: d["hospital"].update(name=1.5),
    ],
)
def test_what_is_no_whole_snapshot(raw: bytes, change: Any) -> None:
    data = json.loads(raw)
    change(data)
    assert rescoring.scored_again(json.dumps(data).encode()) is None


def test_no_bytes_at_all() -> None:
    assert rescoring.scored_again(None) is None
    assert rescoring.read_object(None) is None
    assert rescoring.read_object(b"[]") is None
    assert rescoring.read_object(b"{}") == {}


def test_differences_in_words() -> None:
    was = {"indicators": [{"number": "3", "short": "党委", "points": "4", "values": [{"key": "a", "value": "1"}]}, 7]}
    now = {"indicators": [{"number": "3", "short": "党委", "points": "3",
                           "values": [{"key": "a", "name": "门诊", "value": None}]},
                          {"number": "4", "status": "scored"}]}  # fmt: skip
    told = [(d.place, d.was, d.now) for d in rescoring.row_differences(was, now)]
    assert told == [("3 党委 得分", "4", "3"), ("3 党委 门诊 本年", "1", "空白"), ("4 状态", "空白", "scored")]
    assert list(rescoring.row_differences({"indicators": 5}, {})) == []
    (total,) = rescoring.total_differences({"provisional": True}, {"provisional": False})
    assert (total.place, total.was, total.now) == ("暂得分", "是", "否")
    figures = [
        (d.place, d.was, d.now)
        for d in rescoring.figure_differences(
            {"2024": {"a": {"value": "1"}}, "x": 1, "2025": {"b": 2}}, {"zz": {"a": {"note": "n"}}}, {"a": "总收入"}
        )
    ]
    assert figures == [("总收入（2024 年） 数", "1", "空白"), ("总收入（zz） 备注", "空白", "n")]
