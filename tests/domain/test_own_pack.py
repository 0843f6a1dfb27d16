"""A pack of one's own as plain data: built whole or refused, and its id is made from what it says."""

from copy import deepcopy
from typing import Any

import pytest

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.own_pack import MOST_TASKS, extended, item_key, pack_digest, pack_from

HEAD = dict.fromkeys(("name", "short", "document", "issuer", "issued", "version"), "x")


def raw_pack(**more: Any) -> dict[str, Any]:
    """One row over a shipped item."""
    part = {"key": "value", "name": "a", "unit": "%", "formula": "管理费用÷费用总额×100%"}
    row = {"number": "1", "group": "g1", "name": "a", "short": "a", "scope": "H", "part": [part]}
    rules = {"id": "own", "name": "r", "version": "1", "label": "自定赋分", "pack": "own"}
    return {
        "format": 1,
        "scheme": {
            "pack": {"id": "own", **HEAD}, "group": [{"key": "g1", "title": "一", "short": "一"}], "indicator": [row],
        },
        "tasks": {"tasks": {"pack": "own"}},
        "ruleset": {"ruleset": rules, "rule": []},
        **more,
    }  # fmt: skip


def test_the_id_is_made_from_what_it_says(catalogue: Catalogue) -> None:
    pack, problems = pack_from(raw_pack(), catalogue)
    assert not problems
    assert pack is not None
    assert pack.id.startswith("own-")
    assert pack.digest.removeprefix("hqd1-sha256:").startswith(pack.id.removeprefix("own-"))
    again, _ = pack_from(pack.raw, catalogue)  # as it stands in a database or a file
    assert again is not None
    assert (again.id, again.digest) == (pack.id, pack.digest) == (pack.id, pack_digest(raw_pack()))
    other = raw_pack()
    other["scheme"]["pack"]["version"] = "2"
    changed, _ = pack_from(other, catalogue)
    assert changed is not None
    assert changed.id != pack.id


def test_items_of_ones_own_stand_after_the_shipped(catalogue: Catalogue) -> None:
    key = item_key("夜诊人次", "number", "人次", "year")
    item = {
        "key": key, "name": "夜诊人次", "unit": "人次", "department": "财务科", "source": "人事", "group": "x",
        "definition": "x",
    }  # fmt: skip
    raw = raw_pack(items=[item])
    raw["scheme"]["indicator"][0]["part"][0]["formula"] = "夜诊人次÷门诊人次数×100%"
    pack, problems = pack_from(raw, catalogue)
    assert not problems
    assert pack is not None
    assert list(pack.catalogue.items)[-1] == key
    assert extended(catalogue, ())[0] is catalogue
    assert item_key("夜诊人次", "number", "人", "year") != key


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (lambda raw: raw.update(format=2), "own_pack_format", ""),
        (lambda raw: raw.update(scheme=[]), "own_pack_format", ""),
        (lambda raw: raw.update(items=[{"key": "x"}]), "raw_missing", "items.item[x]"),
        (lambda raw: raw.update(items="x"), "raw_not_table", "items"),
        (lambda raw: raw["tasks"].update(task=[{}] * (MOST_TASKS + 1)), "own_pack_too_long", "tasks"),
        (lambda raw: raw["tasks"].update(task="x"), "raw_not_list", "tasks.task"),
        (lambda raw: raw["scheme"].update(indicator=[]), "pack_empty", "scheme"),
        (
            lambda raw: raw["scheme"]["indicator"][0]["part"][0].update(unit="千元"),
            "own_pack_unit",
            "scheme.indicator[1]",
        ),
        (
            lambda raw: raw["ruleset"].update(rule=[{"indicator": "1", "kind": "x"}]),
            "raw_not_choice",
            "ruleset.rule[1]",
        ),
    ],
)
def test_what_is_wrong_is_named(catalogue: Catalogue, change, code: str, where: str) -> None:
    raw = deepcopy(raw_pack())
    change(raw)
    pack, problems = pack_from(raw, catalogue)
    assert pack is None
    assert code in [problem.code for problem in problems]
    assert all(problem.where.startswith(where) for problem in problems)


def test_faults_of_parts_that_do_not_rest_on_each_other_are_told_together(catalogue: Catalogue) -> None:
    raw = raw_pack(items=[{"key": "x"}])
    raw["tasks"] = {"tasks": {}}
    _, problems = pack_from(raw, catalogue)
    assert {problem.where.partition(".")[0] for problem in problems} == {"items", "tasks"}
    raw = raw_pack()
    raw["tasks"] = {"tasks": {}}
    assert [problem.where for problem in pack_from(raw, catalogue)[1]] == ["tasks.tasks.pack"]
