"""An existing table copied into sheets says the same when it is read back, whatever its id."""

import pytest

from hqd_desktop.services.pack_copying import copied
from hqd_desktop.services.pack_judging import judged
from hqd_desktop.services.pack_sheets import ITEMS
from tests.fakes.shipped_packs import shipped_packs
from tests.fakes.shipped_regions import RegionSource
from tests.services.pack_making import whole

SOURCE = RegionSource()


@pytest.mark.parametrize("scheme_id", ["shaoyang-2022", "dazu-2024", "shaanxi-2022"])
def test_a_copy_says_the_same(scheme_id: str) -> None:
    scheme, tasks = SOURCE.scheme(scheme_id), SOURCE.tasks(scheme_id)
    ruleset = SOURCE.ruleset(SOURCE.ruleset_ids(scheme_id)[0], scheme)
    pack, faults = judged(copied(scheme, tasks, ruleset, SOURCE.catalogue()), SOURCE.catalogue())
    assert not faults
    assert pack is not None
    for own, theirs in zip(pack.scheme, scheme, strict=True):
        for name in (
            "number", "name", "short", "explanation", "requirement", "source", "scope", "direction", "levels", "types",
            "quarterly", "not_applicable", "oddity", "references", "narrative", "deadline", "section",
        ):  # fmt: skip
            assert getattr(own, name) == getattr(theirs, name), (own.number, name)
        values = [(p.name, p.unit, p.decimals, p.formula, p.checklist, p.direct, p.target) for p in own.parts]
        assert values == [
            (p.name, p.unit, p.decimals, p.formula, p.checklist, p.direct, p.target) for p in theirs.parts
        ]
    assert [(t.number, t.text, t.responsible, t.owner, t.milestones, t.readings) for t in pack.tasks] == [
        (t.number, t.text, t.responsible, t.owner, t.milestones, t.readings) for t in tasks
    ]
    assert (len(pack.tasks.work), len(pack.tasks.safeguards)) == (len(tasks.work), len(tasks.safeguards))
    assert {n: list(e.parts.values()) for n, e in pack.ruleset.entries.items() if not e.monitored} == {
        n: list(e.parts.values()) for n, e in ruleset.entries.items() if not e.monitored
    }


def test_a_copy_of_ones_own_has_the_same_hash() -> None:
    pack, _ = judged(whole(), shipped_packs().catalogue)
    assert pack is not None
    table = copied(pack.scheme, pack.tasks, pack.ruleset, pack.catalogue)
    assert len(table.rows(ITEMS)) == 2
    again, faults = judged(table, shipped_packs().catalogue)
    assert not faults
    assert again is not None
    assert again.digest == pack.digest
